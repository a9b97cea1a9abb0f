// SPDX-License-Identifier: GPL-2.0-only
/* wsbench merge - join runs of several modes, flows and boots into one run folder. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "breakdown.h"
#include "builtin.h"
#include "error.h"
#include "merge-plan.h"
#include "option.h"
#include "outdir.h"
#include "report.h"
#include "stop.h"

struct merge_args {
	const char *dir;
	char **run;
	size_t nr;
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
		args->run = xrealloc(args->run, args->nr + 1, sizeof(*args->run));
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
	.doc = "Join runs into one run folder: of several modes, of several flows, and of "
	       "several boots of the same mode and flow. Facts that differ between the runs "
	       "get the names of the mode and the flow in front of their key, and one value "
	       "for each boot.\v"
	       "Where a mode has several runs, the boot is the unit of comparison, and each "
	       "mode, flow and dirty state must have as many boots, of as many samples. "
	       "Blocks of the nth boot are numbered on from those of the one before. "
	       "Breakdowns are joined where each mode has one run.",
};

/* On its way from a run's samples.csv to the joined one. */
struct copy {
	struct samples_writer *w;
	uint64_t first_seq;
	uint32_t first_block, last_block;
	struct wsbench_sample sample[SAMPLES_AT_ONCE];
};

static void copy_samples(void *arg, enum wsbench_mode mode, const struct wsbench_sample *samples,
			 size_t n)
{
	struct copy *copy = arg;

	for (size_t i = 0; i < n; i++) {
		if (samples[i].block > copy->last_block)
			copy->last_block = samples[i].block;
		copy->sample[i] = samples[i];
		copy->sample[i].seq += copy->first_seq;
		copy->sample[i].block += copy->first_block;
	}
	samples_mode(copy->w, mode);
	samples_write(copy->w, copy->sample, n);
}

static void join_samples(struct merge_plan *plan, struct recorder *all, struct samples_writer *w)
{
	struct copy *copy = xalloc(1, sizeof(*copy));

	copy->w = w;
	for (struct merge_run *r = plan->run; r < plan->run + plan->n; r++) {
		copy->first_seq = all[r->mode].next;
		copy->first_block = r->boot * plan->blocks;
		copy->last_block = 0;
		run_read(&r->run, copy_samples, copy);
		merge_check_read(plan, r, copy->last_block);
		if (record_join(&all[r->mode], &r->run.rec[r->mode]))
			die(r->run.dir, "together with the runs before it has more than %u samples of one flow and dirty state",
			    SERIES_MAX_SAMPLES);
		record_free(&r->run.rec[r->mode]);
	}
	free(copy);
}

static void write_meta(const struct merge_plan *plan)
{
	struct meta *metas = xalloc(plan->n, sizeof(*metas)), all;

	for (size_t i = 0; i < plan->n; i++)
		metas[i] = plan->run[i].run.meta;
	meta_merge(&all, metas, plan->n);
	if (plan->by_boot) {
		meta_set(&all, "boots", "%u", plan->boots);
		meta_set(&all, "boot_blocks", "%u", plan->blocks);
	}
	meta_write(&all);
	free(metas);
}

static void write_tables(const struct merge_plan *plan, const struct recorder *all)
{
	struct comparisons cmp = { 0 };
	bool done[NR_MODES] = { false };
	struct summary sum = { 0 };
	FILE *fp;

	/* In the order in which the modes were given. */
	for (size_t i = 0; i < plan->n; i++) {
		enum wsbench_mode mode = plan->run[i].mode;

		if (done[mode])
			continue;
		done[mode] = true;
		summary_add(&sum, mode, &all[mode]);
		compare_flows(&cmp, mode, &all[mode], WSBENCH_FLOW_FOUR_CALL,
			      WSBENCH_FLOW_TWO_HOOK, DEFAULT_MARGIN);
	}
	if (!ticks_comparable(&plan->run[0].run.meta))
		compare_withhold(&cmp);
	fp = outdir_fopen(SUMMARY_FILE);
	summary_write(&sum, fp);
	outdir_fclose(fp, SUMMARY_FILE);
	fp = outdir_fopen(COMPARE_FILE);
	compare_write(&cmp, fp);
	outdir_fclose(fp, COMPARE_FILE);
}

/* The rows of one run's steps.csv, as they are. */
static void append_steps(FILE *to, const char *dir, bool with_header)
{
	char *path = xasprintf("%s/%s", dir, STEPS_FILE), *line = NULL;
	FILE *from = fopen(path, "r");
	size_t room = 0;
	ssize_t len;

	if (!from)
		die(path, "cannot read: %s; " BREAKDOWN_FILE " is there, so one of them is lost or foreign",
		    strerror(errno));
	while ((len = getline(&line, &room, from)) > 0) {
		if (with_header)
			fwrite(line, len, 1, to);
		with_header = true;
	}
	if (ferror(from))
		die(path, "cannot read: %s", strerror(errno));
	fclose(from);
	free(line);
	free(path);
}

static void join_breakdowns(const struct merge_plan *plan)
{
	struct breakdown b = { 0 };
	FILE *steps = NULL, *fp;

	for (const struct merge_run *r = plan->run; r < plan->run + plan->n; r++) {
		if (!breakdown_read(&b, r->run.dir))
			continue;
		if (steps) {
			append_steps(steps, r->run.dir, false);
		} else {
			steps = outdir_fopen(STEPS_FILE);
			append_steps(steps, r->run.dir, true);
		}
	}
	if (!steps)
		return;
	outdir_fclose(steps, STEPS_FILE);
	fp = outdir_fopen(BREAKDOWN_FILE);
	breakdown_write(&b, fp);
	outdir_fclose(fp, BREAKDOWN_FILE);
}

int cmd_merge(int argc, char **argv)
{
	struct recorder all[NR_MODES] = { 0 };
	struct merge_args args = { 0 };
	struct merge_plan plan;
	struct samples_writer *w;
	int fd;

	opt_parse(&argp, argc, argv, &args);
	stop_install();
	outdir_begin(args.dir);
	merge_plan(&plan, args.run, args.nr);
	fd = outdir_open(SAMPLES_FILE);
	w = samples_create(fd, xasprintf("%s/%s", args.dir, SAMPLES_FILE), WSBENCH_VHE,
			   plan.run[0].run.kind);
	join_samples(&plan, all, w);
	samples_finish(w);
	outdir_close(fd, SAMPLES_FILE);
	write_meta(&plan);
	write_tables(&plan, all);
	if (!plan.by_boot)
		join_breakdowns(&plan);
	outdir_commit();
	return STATUS_OK;
}
