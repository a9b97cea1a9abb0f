// SPDX-License-Identifier: GPL-2.0-only
/* wsbench merge - join runs of different modes into one run folder. */
#include <string.h>

#include "builtin.h"
#include "error.h"
#include "option.h"
#include "outdir.h"
#include "report.h"
#include "runs.h"
#include "stop.h"

struct merge_args {
	const char *dir, *run[NR_MODES];
	unsigned int nr;
};

static const struct argp_option options[] = {
	{ "output", 'o', "DIR", 0, "run folder to write", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct merge_args *args = state->input;

	switch (key) {
	case 'o':
		args->dir = arg;
		break;
	case ARGP_KEY_ARG:
		if (args->nr == NR_MODES)
			die(arg, "there are only %d modes, so %d runs at most", NR_MODES, NR_MODES);
		args->run[args->nr++] = arg;
		break;
	case ARGP_KEY_END:
		if (!args->dir)
			die("merge", "no folder to write given; see '%s --help'", state->name);
		if (!args->nr)
			die("merge", "no run folder given; see '%s --help'", state->name);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common,
	.args_doc = "-o DIR RUN...",
	.doc = "Join runs of different modes into one run folder. Facts that differ between "
	       "the runs get the name of the mode in front of their key.",
};

static enum wsbench_mode mode_of(const struct loaded_run *run)
{
	const char *name = meta_get(&run->meta, "mode");
	int mode = name_find(&mode_names, name, strlen(name));

	if (mode < 0)
		die(run->dir, "is a merged run itself; give the runs it was made of");
	if (run->rec[!mode].next)
		die(run->dir, "has samples of a mode that is not %s, the one of its " META_FILE,
		    name);
	return mode;
}

int cmd_merge(int argc, char **argv)
{
	const struct loaded_run *by_mode[NR_MODES] = { NULL };
	struct merge_args args = { 0 };
	struct loaded_run run[NR_MODES];
	struct meta metas[NR_MODES], all;
	struct comparisons cmp = { 0 };
	struct summary sum = { 0 };
	struct samples_writer *w;
	FILE *fp;
	int fd;

	opt_parse(&argp, argc, argv, &args);
	stop_install();
	outdir_begin(args.dir);
	fd = outdir_open(SAMPLES_FILE);
	w = samples_create(fd, xasprintf("%s/%s", args.dir, SAMPLES_FILE), WSBENCH_VHE);
	for (unsigned int i = 0; i < args.nr; i++) {
		enum wsbench_mode mode;

		run_load(&run[i], args.run[i], w);
		metas[i] = run[i].meta;
		mode = mode_of(&run[i]);
		if (by_mode[mode])
			die(args.run[i], "is of mode %s as %s is; merge joins runs of different modes",
			    mode_names.name[mode], by_mode[mode]->dir);
		by_mode[mode] = &run[i];
		refuse_other_ticks(&run[0], &run[i]);
		summary_add(&sum, mode, &run[i].rec[mode]);
		compare_flows(&cmp, mode, &run[i].rec[mode], WSBENCH_FLOW_FOUR_CALL,
			      WSBENCH_FLOW_TWO_HOOK, DEFAULT_MARGIN);
		record_free(&run[i].rec[mode]);
	}
	if (!ticks_comparable(&metas[0]))
		compare_withhold(&cmp);
	samples_finish(w);
	outdir_close(fd, SAMPLES_FILE);
	meta_merge(&all, metas, args.nr);
	meta_write(&all);
	fp = outdir_fopen(SUMMARY_FILE);
	summary_write(&sum, fp);
	outdir_fclose(fp, SUMMARY_FILE);
	fp = outdir_fopen(COMPARE_FILE);
	compare_write(&cmp, fp);
	outdir_fclose(fp, COMPARE_FILE);
	outdir_commit();
	return STATUS_OK;
}
