// SPDX-License-Identifier: GPL-2.0-only
/* wsbench report - a run or a history as one page. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "builtin.h"
#include "error.h"
#include "option.h"
#include "outdir.h"
#include "page.h"
#include "stop.h"
#include "trend-options.h"

struct report_args {
	const char *path, *dir;
	struct trend_options trends;
};

static const struct argp_option options[] = {
	{ "output", 'o', "DIR", 0, "folder to write, a new one", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct report_args *args = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &args->trends;
		break;
	case 'o':
		args->dir = arg;
		break;
	case ARGP_KEY_ARG:
		if (args->path)
			die(arg, "one run or history at a time; see '%s --help'", state->name);
		args->path = arg;
		break;
	case ARGP_KEY_END:
		if (!args->path)
			die("report", "no run folder or history given; see '%s --help'",
			    state->name);
		if (!args->dir)
			die("report", "no folder to write given; name a new one with -o");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = trend_children,
	.args_doc = "RUN -o DIR\nHISTORY -o DIR",
	.doc = "Write a run folder, or a history as 'wsbench record' keeps it, as one page of "
	       "HTML, DIR/" PAGE_FILE ", with everything in it: it needs no network and no "
	       "script, and prints well.\v"
	       "The options about the history, and what is a change in it, are those of "
	       "'wsbench regress'.",
};

static bool is_folder(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		die(path, "%s; give a run folder, or a history", strerror(errno));
	return S_ISDIR(st.st_mode);
}

int cmd_report(int argc, char **argv)
{
	struct report_args args = { .trends = TREND_OPTIONS };
	bool is_run;
	FILE *fp;

	opt_parse(&argp, argc, argv, &args);
	is_run = is_folder(args.path);
	if (is_run && (args.trends.given || args.trends.ack))
		die(args.trends.ack ? "--ack" : args.trends.given, "is for a history, not for a run");
	stop_install();
	outdir_begin(args.dir);
	fp = outdir_fopen(PAGE_FILE);
	if (is_run)
		page_run(fp, args.path);
	else
		page_history(fp, args.path, &args.trends);
	outdir_fclose(fp, PAGE_FILE);
	outdir_commit();
	printf("%s/" PAGE_FILE "\n", args.dir);
	return STATUS_OK;
}
