// SPDX-License-Identifier: GPL-2.0-only
/* wsbench plot - render the figures of a run, or of a history. */
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builtin.h"
#include "cpus.h"
#include "error.h"
#include "exits.h"
#include "figures.h"
#include "findings.h"
#include "option.h"
#include "plot-folder.h"
#include "stop.h"
#include "sweep.h"
#include "trend-options.h"

#define PLOTS	"plots"

enum { OPT_HISTORY = 0x100 };

struct plot_args {
	struct trend_options trend;
	const char *path, *out;
	bool history;
};

static const struct argp_option options[] = {
	{ "history", OPT_HISTORY, "FILE", OPTION_ARG_OPTIONAL,
	  "the figures of a history (" HISTORY_FILE ")", 0 },
	{ "output", 'o', "DIR", 0,
	  "folder of the figures (" PLOTS " in the run folder, or beside the history)", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct plot_args *args = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &args->trend;
		break;
	case OPT_HISTORY:
		args->history = true;
		if (arg)
			args->path = arg;
		break;
	case 'o':
		args->out = arg;
		break;
	case ARGP_KEY_ARG:
		if (args->path)
			return ARGP_ERR_UNKNOWN;
		args->path = arg;
		break;
	case ARGP_KEY_END:
		if (!args->history && (args->trend.given || args->trend.ack))
			die(args->trend.ack ? "--ack" : args->trend.given, "is for a history; give it with --history");
		if (!args->history && !args->path)
			die("plot", "no run folder given; give the one that 'wsbench run' wrote, or --history");
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = trend_children,
	.args_doc = "RUN\n--history [FILE]",
	.doc = "Render the figures of a run folder into RUN/" PLOTS ", as SVG and PNG: the cost of "
	       "a world switch by flow and dirty state, the distribution of the totals, and the "
	       "phases if they are known. Of a folder of 'wsbench exits', how much of each exit "
	       "is the debug flow; of 'wsbench sweep', what registers add, or how CPUs disturb "
	       "each other. What is there already is replaced.\v"
	       "Of a history, one figure for each host, engine, mode, phase and way to time: "
	       "each flow over time, with its changes as 'wsbench regress' finds them. Beside "
	       "each figure is the script that draws it, to be edited and given to gnuplot.",
};

static char *beside(const char *path)
{
	char *copy = xstrdup(path), *folder = xasprintf("%s/" PLOTS, dirname(copy));

	free(copy);
	return folder;
}

static void compose_history(struct figures *figures, const struct plot_args *args)
{
	struct acks acks = { 0 };
	struct findings f;

	if (args->trend.ack)
		acks_read(&acks, args->trend.ack);
	findings_find(&f, args->path, &args->trend.filter, &args->trend.limits);
	findings_accept(&f, &acks);
	plot_history(figures, &f.trends, f.changes);
}

int cmd_plot(int argc, char **argv)
{
	struct plot_args args = { .trend = TREND_OPTIONS };
	unsigned int formats = FIGURE_SVG | FIGURE_PNG;
	struct figures figures = { 0 };
	const char *out;

	opt_parse(&argp, argc, argv, &args);
	if (args.history) {
		if (!args.path)
			args.path = HISTORY_FILE;
		compose_history(&figures, &args);
		out = args.out ? args.out : beside(args.path);
		formats |= FIGURE_SCRIPT;
	} else {
		if (exits_folder(args.path))
			plot_exits(&figures, args.path);
		else if (sweep_folder(args.path))
			plot_sweep(&figures, args.path);
		else if (cpus_folder(args.path))
			plot_cpus(&figures, args.path);
		else
			plot_run(&figures, args.path);
		out = args.out ? args.out : xasprintf("%s/" PLOTS, args.path);
	}
	if (args.out || args.history)
		plot_folder_refuse_others(out);
	stop_install();
	if (!figures_draw(&figures, plot_folder_begin(out), formats))
		return STATUS_INTERRUPTED;
	plot_folder_commit();
	printf("%s\n", out);
	return STATUS_OK;
}
