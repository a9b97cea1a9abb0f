// SPDX-License-Identifier: GPL-2.0-only
/* wsbench compare - two flows of a run, two runs, or two files of numbers. */
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "builtin.h"
#include "column.h"
#include "error.h"
#include "option.h"
#include "report.h"
#include "runs.h"

enum { OPT_FORMAT = 0x100, OPT_BASE, OPT_TEST, OPT_COLUMN, OPT_MARGIN };

struct compare_args {
	const char *path[2], *column;
	unsigned int nr;
	bool flows_given;
	enum wsbench_flow base, test;
	enum format format;
	double margin;
};

static const struct argp_option options[] = {
	{ "base", OPT_BASE, "FLOW", 0, "flow to compare with (four-call)", 0 },
	{ "test", OPT_TEST, "FLOW", 0, "flow to compare (two-hook)", 0 },
	{ "column", OPT_COLUMN, "NAME", 0, "column of the files", 0 },
	{ "margin", OPT_MARGIN, "PCT", 0,
	  "'same' is an interval within this many percent of the base's median (0.5)", 0 },
	{ "format", OPT_FORMAT, "FORMAT", 0, "text or csv (text)", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct compare_args *args = state->input;

	switch (key) {
	case OPT_BASE:
		args->base = opt_name("--base", &flow_names, arg);
		args->flows_given = true;
		break;
	case OPT_TEST:
		args->test = opt_name("--test", &flow_names, arg);
		args->flows_given = true;
		break;
	case OPT_COLUMN:
		args->column = arg;
		break;
	case OPT_MARGIN:
		args->margin = opt_percent("--margin", arg);
		break;
	case OPT_FORMAT:
		args->format = opt_format(arg);
		break;
	case ARGP_KEY_ARG:
		if (args->nr == 2)
			die(arg, "two at most; see '%s --help'", state->name);
		args->path[args->nr++] = arg;
		break;
	case ARGP_KEY_NO_ARGS:
		die("compare", "no run folder given; see '%s --help'", state->name);
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common,
	.args_doc = "RUN\nBASE-RUN TEST-RUN\nBASE-FILE TEST-FILE",
	.doc = "Compare two flows of one run, the same flows of two runs, or a column of two "
	       "files (CSV, or one value a line): difference of the medians with a 95% "
	       "bootstrap interval, rank test, verdict.\v"
	       "The unit of both statistics is the block: samples of one block are not "
	       "independent. A file without a column 'block' has blocks of one. Where runs "
	       "of several boots were merged, the unit is the boot, and it takes four of "
	       "each flow to tell them apart.",
};

static void show(struct comparisons *cmp, enum format format, const struct meta *meta)
{
	if (!ticks_comparable(meta))
		compare_withhold(cmp);
	if (format == FORMAT_CSV)
		compare_write(cmp, stdout);
	else
		compare_print(cmp, tick_unit(meta));
}

static void compare_one(const struct compare_args *args)
{
	struct comparisons cmp = { 0 };
	struct loaded_run run;

	if (args->column)
		die("--column", "is for two files, not for a run");
	run_open(&run, args->path[0]);
	run_read(&run, NULL, NULL);
	for (unsigned int m = 0; m < NR_MODES; m++)
		compare_flows(&cmp, m, &run.rec[m], args->base, args->test, args->margin);
	if (!cmp.nr)
		die(args->path[0], "has no samples of both %s and %s; choose flows with --base and --test, or merge it with a run of the other flow",
		    flow_names.name[args->base], flow_names.name[args->test]);
	if (args->format == FORMAT_TEXT) {
		print_heading(&run.meta);
		putchar('\n');
	}
	show(&cmp, args->format, &run.meta);
}

/* What else differs between two runs, so that nobody takes it for the flow. */
static void print_differences(const struct meta *base, const struct meta *test)
{
	static const char *const keys[] = {
		"engine", "timestamps", "batch", "boots", "kernel", "kvm_arm_mode", "compiler", "module_compiler",
		"cpu_model", "cpu", "barrier", "payload", "profile", "brps", "wrps", "lrs", "block",
		"warmup", "limit_us", "governor",
	};
	bool any = false;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys) * NR_MODES; i++) {
		const char *key = keys[i / NR_MODES];
		enum wsbench_mode mode = i % NR_MODES;
		char *b, *t;

		if (!meta_has_mode(base, mode) || !meta_has_mode(test, mode))
			continue;
		b = meta_text(base, mode, key);
		t = meta_text(test, mode, key);
		if (strcmp(switched_word(key, b), switched_word(key, t))) {
			printf("The runs differ in %s of %s: %s, %s\n", key,
			       mode_names.name[mode], switched_word(key, b),
			       switched_word(key, t));
			any = true;
		}
		free(b);
		free(t);
	}
	if (any)
		putchar('\n');
}

static void compare_two(const struct compare_args *args)
{
	struct comparisons cmp = { 0 };
	struct loaded_run run[2];
	char *name[2];

	if (args->column)
		die("--column", "is for two files, not for runs");
	if (args->flows_given)
		die("--base, --test", "are for one run; two runs are compared flow by flow");
	for (int i = 0; i < 2; i++) {
		run_open(&run[i], args->path[i]);
		name[i] = xstrdup(basename(xstrdup(args->path[i])));
	}
	if (is_kvm(&run[0].meta) != is_kvm(&run[1].meta))
		die(args->path[1], "one of the runs is of engine direct, the other of kvm: their round trips are different things; bench/survival sets the deltas of the flows side by side");
	runs_read_pair(&run[0], &run[1]);
	for (unsigned int m = 0; m < NR_MODES; m++)
		compare_runs(&cmp, m, name[0], &run[0].rec[m], name[1], &run[1].rec[m],
			     args->margin);
	if (!cmp.nr)
		die(args->path[1], "has no mode, flow and dirty state that %s has as well; join runs of two modes or flows with 'wsbench merge', and compare the flows of that",
		    args->path[0]);
	for (int i = 0; i < 2 && args->format == FORMAT_TEXT; i++) {
		printf("%s %s\n", i ? "test" : "base", args->path[i]);
		print_heading(&run[i].meta);
		putchar('\n');
	}
	if (args->format == FORMAT_TEXT)
		print_differences(&run[0].meta, &run[1].meta);
	show(&cmp, args->format, &run[0].meta);
}

static void compare_files(const struct compare_args *args)
{
	struct column base, test;
	struct compare_row row = {
		.mode = "", .dirty = "", .phase = args->column ? args->column : "",
		.base = xstrdup(args->path[0]), .test = xstrdup(args->path[1]),
	};
	struct comparisons cmp = { .nr = 1, .row = &row };

	if (args->flows_given)
		die("--base, --test", "are for a run, not for files");
	column_read(&base, args->path[0], args->column);
	column_read(&test, args->path[1], args->column);
	row.c = compare(&base.side, &test.side, args->margin);
	if (args->format == FORMAT_CSV)
		compare_write(&cmp, stdout);
	else
		compare_print_columns(&row, &base.all, &test.all);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

int cmd_compare(int argc, char **argv)
{
	struct compare_args args = {
		.base = WSBENCH_FLOW_FOUR_CALL, .test = WSBENCH_FLOW_TWO_HOOK,
		.margin = DEFAULT_MARGIN,
	};

	opt_parse(&argp, argc, argv, &args);
	if (args.nr == 1)
		compare_one(&args);
	else if (is_folder(args.path[0]) != is_folder(args.path[1]))
		die(args.path[1], "compare two run folders or two files, not one of each");
	else if (is_folder(args.path[0]))
		compare_two(&args);
	else
		compare_files(&args);
	return STATUS_OK;
}
