// SPDX-License-Identifier: GPL-2.0-only
/* wsbench record - append runs to the history. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "builtin.h"
#include "csv-read.h"
#include "error.h"
#include "history-append.h"
#include "option.h"
#include "record-run.h"
#include "stop.h"

#define FOLDER	"results"	/* of HISTORY_FILE */

enum { OPT_HISTORY = 0x100, OPT_HOST };

struct record_args {
	const char *history, *host;
	char **run;
	size_t nr;
};

static const struct argp_option options[] = {
	{ "history", OPT_HISTORY, "FILE", 0, "history to append to (" HISTORY_FILE ")", 0 },
	{ "host", OPT_HOST, "NAME", 0, "name of the machine that was measured (emulated-SERIES of "
	  "the kernel for exact runs, else the name of this machine)", 0 },
	{ 0 }
};

static const char *check_host(const char *name)
{
	size_t len = strlen(name);

	if (!len)
		die("--host", "the name is empty");
	if (len > 255)
		die("--host", "the name has more than 255 bytes");
	if (name[0] == ' ' || name[len - 1] == ' ')
		die("--host", "'%s' begins or ends with a blank", name);
	if (!csv_is_plain(name))
		die("--host", "the name has control characters");
	return name;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct record_args *args = state->input;

	switch (key) {
	case OPT_HISTORY:
		args->history = arg;
		break;
	case OPT_HOST:
		args->host = check_host(arg);
		break;
	case ARGP_KEY_ARG:
		args->run = xrealloc(args->run, args->nr + 1, sizeof(*args->run));
		args->run[args->nr++] = arg;
		break;
	case ARGP_KEY_NO_ARGS:
		die("record", "no run folder given; see '%s --help'", state->name);
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common, .args_doc = "RUN...",
	.doc = "Append the medians of the runs to the history, a row for each run and mode: all "
	       "of them, or none where one cannot be recorded. What is recorded already is not "
	       "recorded again.\v"
	       "A median of hardware has its 95% interval beside it, in METRIC.lo and METRIC.hi, "
	       "from the medians of its blocks, or of its boots; with fewer than six of them these "
	       "are empty. A metric that is new becomes the last column.",
};

static void tell(const char *path, const struct history_runs *runs, size_t rows)
{
	const char *between = "";
	size_t added = 0;

	for (const struct history_run *run = runs->run; run < runs->run + runs->nr; run++) {
		added += run->added;
		if (!run->added)
			printf("%s: mode %s is recorded already\n", run->dir,
			       run->row.fact[HISTORY_MODE]);
	}
	if (!added)
		return;
	printf("%s: %zu row%s added (", path, added, added > 1 ? "s" : "");
	for (const struct history_run *run = runs->run; run < runs->run + runs->nr; run++) {
		if (!run->added)
			continue;
		printf("%s%s", between, run->row.fact[HISTORY_MODE]);
		between = ", ";
	}
	printf("), %zu in all\n", rows);
}

int cmd_record(int argc, char **argv)
{
	static const struct record_taker taker = { "record takes", "" };
	struct record_args args = { 0 };
	struct history_runs runs = { 0 };
	const char *path;

	opt_parse(&argp, argc, argv, &args);
	stop_install();
	path = args.history ? args.history : HISTORY_FILE;
	for (size_t i = 0; i < args.nr; i++)
		record_run(&runs, args.run[i], args.host, &taker);
	if (!args.history && mkdir(FOLDER, 0777) && errno != EEXIST)
		die(FOLDER, "cannot create: %s; give another place with --history", strerror(errno));
	tell(path, &runs, history_append(path, &runs));
	return STATUS_OK;
}
