// SPDX-License-Identifier: GPL-2.0-only
/* wsbench summary - print the summary of a run. */
#include <stdbool.h>

#include "breakdown.h"
#include "builtin.h"
#include "error.h"
#include "option.h"
#include "report.h"
#include "runs.h"

enum { OPT_FORMAT = 0x100 };

struct summary_args {
	const char *dir;
	enum format format;
};

static const struct argp_option options[] = {
	{ "format", OPT_FORMAT, "FORMAT", 0, "text or csv (text)", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct summary_args *args = state->input;

	switch (key) {
	case OPT_FORMAT:
		args->format = opt_format(arg);
		break;
	case ARGP_KEY_ARG:
		if (args->dir)
			die(arg, "one run at a time; see '%s --help'", state->name);
		args->dir = arg;
		break;
	case ARGP_KEY_NO_ARGS:
		die("summary", "no run folder given; see '%s --help'", state->name);
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common, .args_doc = "RUN",
	.doc = "Print the summary of the run in folder RUN.",
};

int cmd_summary(int argc, char **argv)
{
	struct summary_args args = { 0 };
	struct breakdown breakdown = { 0 };
	struct summary sum;
	struct meta meta;
	bool has_breakdown;

	opt_parse(&argp, argc, argv, &args);
	run_refuse_other(args.dir);
	meta_read(&meta, args.dir);
	summary_read(&sum, args.dir);
	summary_check(&sum, &meta, args.dir);
	has_breakdown = breakdown_read(&breakdown, args.dir);
	if (args.format == FORMAT_CSV) {
		summary_write(&sum, stdout);
		return STATUS_OK;
	}
	print_heading(&meta);
	putchar('\n');
	summary_print(&sum, tick_unit(&meta));
	if (has_breakdown) {
		putchar('\n');
		breakdown_print(&breakdown, &meta);
	}
	return STATUS_OK;
}
