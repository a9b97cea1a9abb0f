// SPDX-License-Identifier: GPL-2.0-only
/* wsbench report - a run or a history as one page. */
#include <stdio.h>

#include "builtin.h"
#include "error.h"
#include "option.h"
#include "outdir.h"
#include "page.h"
#include "stop.h"

struct report_args {
	const char *path, *dir;
};

static const struct argp_option options[] = {
	{ "output", 'o', "DIR", 0, "folder to write, a new one", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct report_args *args = state->input;

	switch (key) {
	case 'o':
		args->dir = arg;
		break;
	case ARGP_KEY_ARG:
		if (args->path)
			die(arg, "one run at a time; see '%s --help'", state->name);
		args->path = arg;
		break;
	case ARGP_KEY_END:
		if (!args->path)
			die("report", "no run folder given; see '%s --help'", state->name);
		if (!args->dir)
			die("report", "no folder to write given; name a new one with -o");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common, .args_doc = "RUN -o DIR",
	.doc = "Write a run as one page of HTML, DIR/" PAGE_FILE ", with everything in it: it "
	       "needs no network and no script, and prints well.",
};

int cmd_report(int argc, char **argv)
{
	struct report_args args = { 0 };
	FILE *fp;

	opt_parse(&argp, argc, argv, &args);
	stop_install();
	outdir_begin(args.dir);
	fp = outdir_fopen(PAGE_FILE);
	page_run(fp, args.path);
	outdir_fclose(fp, PAGE_FILE);
	outdir_commit();
	printf("%s/" PAGE_FILE "\n", args.dir);
	return STATUS_OK;
}
