// SPDX-License-Identifier: GPL-2.0-only
/*
 * --timestamps perf: perf events of the vCPU's thread over a batch. The way into
 * KVM_RUN and out of it is counted as well, so batches without a timed round
 * trip are made first, and the median of what they take is subtracted.
 */
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "../dist.h"
#include "../error.h"
#include "../machine.h"
#include "../outdir.h"
#include "../perf-counts.h"
#include "../table.h"
#include "engine.h"

#define EVENTS_FILE	"events.csv"
#define EMPTY_BATCHES	31

/**
 * struct event_tally - one event in one dirty state
 * @empty: what a batch without a timed round trip takes
 * @value: per round trip, of each block
 * @nr: how many
 */
struct event_tally {
	double empty, *value;
	size_t nr;
};

static struct perf_counts counts;
static struct event_tally tallies[NR_DIRTY][PERF_MAX_EVENTS];

static bool count_batch(struct kvm_run_state *state, struct vmm_batch *batch, double *value)
{
	uint64_t before[PERF_MAX_EVENTS], after[PERF_MAX_EVENTS];

	perf_counts_read(&counts, before);
	if (!kvm_batch(state, batch))
		return false;
	perf_counts_read(&counts, after);
	for (size_t e = 0; e < counts.nr; e++)
		value[e] = after[e] - before[e];
	return true;
}

static void measure_empty(const struct run *run, struct kvm_run_state *state, unsigned int dirty)
{
	double value[PERF_MAX_EVENTS], all[PERF_MAX_EVENTS][EMPTY_BATCHES];

	for (unsigned int i = 0; i < EMPTY_BATCHES; i++) {
		struct vmm_batch batch = { .warmup = run->plan.warmup, .dirty = dirty };

		if (!count_batch(state, &batch, value))
			return;
		for (size_t e = 0; e < counts.nr; e++)
			all[e][i] = value[e];
	}
	for (size_t e = 0; e < counts.nr; e++)
		tallies[dirty][e].empty = gsl_stats_median(all[e], 1, EMPTY_BATCHES);
}

static void enable(bool on)
{
	perf_counts_enable(&counts, on);
}

static void start(struct run *run, struct kvm_run_state *state)
{
	struct machine machine;

	machine_look(&machine, run->plan.cpu);
	perf_counts_open(&counts, run->events, machine.pmu, run->plan.cpu);
	if (!run->events)
		run->events = counts.nr > 1 ? "instructions" : "";
	kvm_measure_added(run, state, enable);
	enable(true);
	for (unsigned int i = 0; i < state->nr_order; i++) {
		unsigned int dirty = state->order[i];

		measure_empty(run, state, dirty);
		for (size_t e = 0; e < counts.nr; e++)
			tallies[dirty][e].value = xalloc(run->plan.samples, sizeof(double));
	}
}

static bool block(struct run *run, struct kvm_run_state *state, unsigned int dirty,
		  struct wsbench_sample *samples, unsigned int nr)
{
	struct vmm_batch batch = {
		.count = run->plan.block, .warmup = run->plan.warmup, .dirty = dirty,
	};
	double value[PERF_MAX_EVENTS] = { 0 }, cycles;

	(void)nr;	/* one */
	if (!count_batch(state, &batch, value))
		return false;
	for (size_t e = 0; e < counts.nr; e++) {
		struct event_tally *t = &tallies[dirty][e];

		t->value[t->nr++] = (value[e] - t->empty) / batch.count;
	}
	cycles = value[0] - tallies[dirty][0].empty;
	if (cycles <= 0 || cycles > UINT32_MAX)
		die("perf", "%.0f cycles in %u round trips: give another --block", cycles,
		    batch.count);
	samples[0] = (struct wsbench_sample) { .total = cycles };
	return true;
}

static void finish(struct run *run, struct kvm_run_state *state)
{
	(void)run;
	(void)state;
	enable(false);
}

/* The statistics of events.csv, in its order. */
static void write(const struct run *run, const struct kvm_run_state *state)
{
	FILE *fp = outdir_fopen(EVENTS_FILE);

	fputs("mode,flow,dirty,event,n,min,p25,median,p75,p99,max,mean,stddev\n", fp);
	for (unsigned int dirty = 0; dirty < NR_DIRTY; dirty++)
		for (size_t e = 0; e < counts.nr && tallies[dirty][e].nr; e++) {
			const struct event_tally *t = &tallies[dirty][e];
			struct dist d;

			dist_from_values(&d, t->value, t->nr);
			fprintf(fp, "%s,%s,%s,%s,%zu,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g\n",
				mode_names.name[run->mode], flow_names.name[state->flow],
				dirty_names.name[dirty], counts.event[e].name, t->nr, t->value[0],
				dist_quantile(&d, 0.25), dist_quantile(&d, 0.5),
				dist_quantile(&d, 0.75), dist_quantile(&d, 0.99),
				t->value[t->nr - 1], gsl_stats_mean(t->value, 1, t->nr),
				t->nr > 1 ? gsl_stats_sd(t->value, 1, t->nr) : 0);
			dist_free(&d);
		}
	outdir_fclose(fp, EVENTS_FILE);
}

static void report(const struct run *run, const struct kvm_run_state *state)
{
	struct table t;

	printf("\nPMU events a round trip: median, and p25..p99; \"empty batch\" was subtracted from each batch\n%s",
	       run->status.exact ? "Under QEMU -icount cycles are executed instructions, and nothing stalls\n" : "");
	table_init(&t, "lllrlr");
	table_cell(&t, "mode");
	table_cell(&t, "dirty");
	table_cell(&t, "event");
	table_cell(&t, "median");
	table_cell(&t, "p25..p99");
	table_cell(&t, "empty batch");
	for (unsigned int dirty = 0; dirty < NR_DIRTY; dirty++)
		for (size_t e = 0; e < counts.nr && tallies[dirty][e].nr; e++) {
			const struct event_tally *tally = &tallies[dirty][e];
			struct dist d;

			dist_from_values(&d, tally->value, tally->nr);
			table_cell(&t, "%s", mode_names.name[run->mode]);
			table_cell(&t, "%s", dirty_names.name[dirty]);
			table_cell(&t, "%s", counts.event[e].name);
			table_cell(&t, "%.6g", dist_quantile(&d, 0.5));
			table_cell(&t, "%.6g..%.6g", dist_quantile(&d, 0.25),
				   dist_quantile(&d, 0.99));
			table_cell(&t, "%.6g", tally->empty);
			dist_free(&d);
		}
	table_print(&t);
	kvm_report_added(run, state);
}

const struct timing timing_perf = {
	.start = start, .block = block, .finish = finish, .report = report, .write = write,
};
