// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "option.h"
#include "stream.h"

static const struct argp_option common_options[] = {
	{ "help", 'h', NULL, 0, "give this help", -1 },
	{ 0 }
};

/* argp's own error texts are two lines, and --help is silent without them. */
static error_t parse_common(int key, char *arg, struct argp_state *state)
{
	const char *wrong;

	(void)arg;
	switch (key) {
	case 'h':
		argp_help(state->root_argp, stdout, ARGP_HELP_STD_HELP, state->name);
		stdout_finish();
		exit(STATUS_OK);
	case ARGP_KEY_ERROR:
		wrong = state->argv[state->next > 1 ? state->next - 1 : 1];
		die(wrong, "%s; see '%s --help'", *wrong == '-' ?
		    "unknown option, or one that lacks its argument" : "surplus argument",
		    state->name);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp common = { .options = common_options, .parser = parse_common };

const struct argp_child opt_common[] = { { &common, 0, NULL, 0 }, { 0 } };

/**
 * opt_parse - parse a command's arguments; a wrong one ends the program
 * @argp: the command's options, with opt_common as children
 * @argc: of the command
 * @argv: of the command
 * @input: for the parser of @argp
 */
void opt_parse(const struct argp *argp, int argc, char **argv, void *input)
{
	argv[0] = xasprintf("wsbench %s", argv[0]);
	if (argp_parse(argp, argc, argv, ARGP_NO_ERRS | ARGP_NO_HELP, NULL, input))
		exit(STATUS_ERROR);
}

/**
 * opt_number - a whole number within limits
 * @opt: name of the option, for the error
 * @arg: its argument
 * @min: smallest
 * @max: largest
 */
uint64_t opt_number(const char *opt, const char *arg, uint64_t min, uint64_t max)
{
	uint64_t v;
	char *end;

	if (!isdigit((unsigned char)*arg))
		die(opt, "'%s' is not a whole number", arg);
	errno = 0;
	v = strtoull(arg, &end, 10);
	if (*end)
		die(opt, "'%s' is not a whole number", arg);
	if (errno || v < min || v > max)
		die(opt, "%s is out of range, give %" PRIu64 " to %" PRIu64, arg, min, max);
	return v;
}

/**
 * opt_percent - a percentage, 0 to 100
 * @opt: name of the option, for the error
 * @arg: its argument
 */
double opt_percent(const char *opt, const char *arg)
{
	char *end;
	double v;

	v = strtod(arg, &end);
	if (end == arg || *end || !(v >= 0 && v <= 100))
		die(opt, "'%s' is not a percentage from 0 to 100", arg);
	return v;
}

static unsigned int name_or_die(const char *opt, const struct names *names, const char *s,
				size_t len, uint64_t offered)
{
	int i = name_find(names, s, len);

	if (i >= 0)
		return i;
	die(opt, "unknown %s '%.*s', known: %s", names->what, (int)len, s,
	    name_list(names, offered));
}

/* Names that an option does not take are known all the same, for the caller to refuse. */
static uint64_t mask_or_die(const char *opt, const struct names *names, const char *arg,
			    uint64_t offered)
{
	uint64_t mask = 0;
	size_t len;

	for (const char *s = arg;; s += len + 1) {
		len = strcspn(s, ",");
		mask |= 1ULL << name_or_die(opt, names, s, len, offered);
		if (!s[len])
			return mask;
	}
}

/**
 * opt_name - a name as its number
 * @opt: name of the option, for the error
 * @names: the known names
 * @arg: its argument
 */
unsigned int opt_name(const char *opt, const struct names *names, const char *arg)
{
	return name_or_die(opt, names, arg, strlen(arg), UINT64_MAX);
}

/**
 * opt_mask - a comma-separated list of names as a bit mask
 * @opt: name of the option, for the error
 * @names: the known names
 * @arg: its argument
 */
uint64_t opt_mask(const char *opt, const struct names *names, const char *arg)
{
	return mask_or_die(opt, names, arg, UINT64_MAX);
}

/**
 * opt_payload - the argument of --payload, one that behaves or a rogue
 * @arg: its argument
 */
unsigned int opt_payload(const char *arg)
{
	int i = name_find(&payload_names, arg, strlen(arg));

	if (i >= 0)
		return i;
	die("--payload", "unknown payload '%s', known: %s, and those of 'wsbench selftest --list'",
	    arg, name_list(&payload_names, EXIT_PAYLOADS));
}

/**
 * opt_payloads - a list of payloads as a bit mask
 * @opt: name of the option, for the error
 * @arg: its argument
 * @offered: mask of those that the error names
 */
uint64_t opt_payloads(const char *opt, const char *arg, uint64_t offered)
{
	return mask_or_die(opt, &payload_names, arg, offered);
}

/**
 * opt_dirty - the argument of --dirty
 * @arg: off, on or both
 *
 * Returns a mask of WSBENCH_DIRTY_OFF and WSBENCH_DIRTY_ON.
 */
unsigned int opt_dirty(const char *arg)
{
	int i = name_find(&dirty_names, arg, strlen(arg));

	if (!strcmp(arg, "both"))
		return WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON;
	if (i < 0)
		die("--dirty", "unknown dirty state '%s', known: off, on, both", arg);
	return 1U << i;
}

/**
 * opt_format - the argument of --format
 * @arg: text or csv
 */
enum format opt_format(const char *arg)
{
	if (!strcmp(arg, "text"))
		return FORMAT_TEXT;
	if (!strcmp(arg, "csv"))
		return FORMAT_CSV;
	die("--format", "unknown format '%s', known: text, csv", arg);
}
