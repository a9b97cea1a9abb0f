// SPDX-License-Identifier: GPL-2.0-only
/* wsbench regress - changes of level in the history, and a gate for the newest run. */
#include <string.h>

#include "builtin.h"
#include "error.h"
#include "findings.h"
#include "option.h"
#include "trend-options.h"

#define NEWEST	"results/latest"

enum { OPT_HISTORY = 0x100, OPT_BASELINE, OPT_FORMAT };

typedef void print_fn(const struct findings *f);

struct regress_args {
	struct trend_options trend;
	const char *history, *baseline, *run;
	print_fn *print;
};

static const struct argp_option options[] = {
	{ "history", OPT_HISTORY, "FILE", 0, "history to look at (" HISTORY_FILE ")", 0 },
	{ "baseline", OPT_BASELINE, "RUN", 0,
	  "compare a run (" NEWEST ") with this one instead of looking at a history", 0 },
	{ "format", OPT_FORMAT, "FORMAT", 0, "text, csv, json or junit (text)", 0 },
	{ 0 }
};

static print_fn *format_of(const char *arg)
{
	static const struct { const char *name; print_fn *print; } formats[] = {
		{ "text", findings_text }, { "csv", findings_csv }, { "json", findings_json },
		{ "junit", findings_junit },
	};

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (!strcmp(arg, formats[i].name))
			return formats[i].print;
	die("--format", "unknown format '%s', known: text, csv, json, junit", arg);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct regress_args *args = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &args->trend;
		break;
	case OPT_HISTORY:
		args->history = arg;
		break;
	case OPT_BASELINE:
		args->baseline = arg;
		break;
	case OPT_FORMAT:
		args->print = format_of(arg);
		break;
	case ARGP_KEY_ARG:
		if (args->run)
			return ARGP_ERR_UNKNOWN;
		args->run = arg;
		break;
	case ARGP_KEY_END:
		if (args->run && !args->baseline)
			die(args->run, "a run is compared with --baseline RUN; a history is given with --history FILE");
		if (args->baseline && args->history)
			die("--baseline", "compares two runs and looks at no history; leave --history away");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = trend_children,
	.args_doc = "\n--baseline RUN [RUN]",
	.doc = "Find where the level of a metric changed, in the history or against a baseline "
	       "run. The exit status is 1 when there is an open regression: a change to more "
	       "ticks that is not accepted and still there.\v"
	       "Metrics in instructions are exact: any difference between two runs is a change. "
	       "Others have noise: changes are found by the E-divisive method in windows, with "
	       "a rank test whose p-value is corrected for the search. Against a "
	       "baseline the samples of both runs are compared: rank test, and an effect "
	       "size (Cliff's delta) of 0.33 at least.\n\n"
	       "Once a change is accepted, add a line to the file of --ack: the time or the "
	       "commit of the first run that has it, the metric's name or a shell pattern of "
	       "it, and the reason.",
};

int cmd_regress(int argc, char **argv)
{
	struct regress_args args = { .trend = TREND_OPTIONS, .print = findings_text };
	struct acks acks = { 0 };
	struct findings f;

	opt_parse(&argp, argc, argv, &args);
	if (args.trend.ack)
		acks_read(&acks, args.trend.ack);
	if (args.baseline)
		findings_gate(&f, args.baseline, args.run ? args.run : NEWEST, &args.trend.filter,
			      &args.trend.limits);
	else
		findings_find(&f, args.history ? args.history : HISTORY_FILE, &args.trend.filter,
			      &args.trend.limits);
	findings_accept(&f, &acks);
	/* Of a part of the history most are about the rest. */
	if (!args.trend.given && !args.baseline)
		acks_warn_unused(&acks);
	args.print(&f);
	return f.nr[CHANGE_REGRESSION] ? STATUS_FAILED : STATUS_OK;
}
