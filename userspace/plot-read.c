// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "plot.h"
#include "run-compare.h"
#include "runs.h"
#include "samples.h"

/* As SAMPLE_BITS and BATCH_BITS of series.c: exact below 2^16 and 2^20 ticks. */
#define TOTAL_BITS	16
#define BATCH_BITS	20

static const char *const timings[NR_TIMINGS] = {
	[TIMING_EXACT] = "exact",
	[TIMING_HARDWARE] = "hardware",
	[TIMING_EMULATED] = "emulated-inexact",
};

/**
 * plot_has_group - whether the run has any flow of a mode and dirty state
 * @plot: run
 * @mode: mode
 * @dirty: dirty state
 */
bool plot_has_group(const struct plot *plot, unsigned int mode, unsigned int dirty)
{
	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++)
		if (plot->cell[mode][dirty][f].total)
			return true;
	return false;
}

/**
 * plot_has_mode - whether the run has a mode
 * @plot: run
 * @mode: mode
 */
bool plot_has_mode(const struct plot *plot, unsigned int mode)
{
	return plot_has_group(plot, mode, 0) || plot_has_group(plot, mode, 1);
}

/**
 * plot_constant - whether all totals of a cell are the same
 * @cell: one that the run has
 */
bool plot_constant(const struct plot_cell *cell)
{
	return cell->total->min == cell->total->max;
}

static void require_run(const char *dir)
{
	char *path = xasprintf("%s/%s", dir, META_FILE);
	struct stat st;

	if (stat(dir, &st))
		die(dir, "%s; give the folder that 'wsbench run' wrote", strerror(errno));
	if (!S_ISDIR(st.st_mode) || access(path, F_OK))
		die(dir, "not a run folder: it has no %s; give the folder that 'wsbench run' wrote",
		    META_FILE);
	free(path);
}

static void place_summary(struct plot *plot, const char *dir)
{
	summary_read(&plot->summary, dir);
	if ((plot->summary.phases == 1) != plot->kind.totals_only)
		die(dir, "%s is damaged: it has %s, but timestamps '%s'", SUMMARY_FILE,
		    plot->kind.totals_only ? "phases" : "totals only",
		    meta_get(&plot->meta, "timestamps"));
	for (size_t i = 0; i < plot->summary.nr; i += plot->summary.phases) {
		const struct summary_row *row = &plot->summary.row[i];
		struct plot_cell *cell = &plot->cell[row->mode][row->dirty][row->flow];

		if (cell->total || !row->n)
			die(dir, "%s is damaged: %s, %s, dirty %s is %s", SUMMARY_FILE,
			    mode_names.name[row->mode], flow_names.name[row->flow],
			    dirty_names.name[row->dirty], cell->total ? "in it twice" : "empty");
		cell->total = row + plot->summary.phases - 1;
		cell->phase = plot->kind.totals_only ? NULL : row;
		hist_init(&cell->totals, samples_batch(&plot->kind) > 1 ? BATCH_BITS : TOTAL_BITS);
	}
}

static enum timing timing_of(const struct plot *plot, const char *dir, unsigned int mode)
{
	const char *timing = meta_get_mode(&plot->meta, mode, "timing");

	for (unsigned int i = 0; i < NR_TIMINGS; i++)
		if (!strcmp(timing, timings[i]))
			return i;
	die(dir, "%s is damaged: timing '%s' is none of %s, %s, %s", META_FILE, timing,
	    timings[0], timings[1], timings[2]);
}

/**
 * plot_settle_timing - how ticks were counted; two kinds must never share an axis
 * @plot: to complete, its meta and cells are there
 * @dir: folder, for errors
 */
void plot_settle_timing(struct plot *plot, const char *dir)
{
	int first = -1;

	for (unsigned int m = 0; m < NR_MODES; m++) {
		if (!plot_has_mode(plot, m))
			continue;
		if (first < 0)
			plot->timing = timing_of(plot, dir, m);
		else if (timing_of(plot, dir, m) != plot->timing)
			die(dir, "ticks of %s are %s and those of %s %s: plot the runs one by one",
			    mode_names.name[first], timings[plot->timing], mode_names.name[m],
			    timings[timing_of(plot, dir, m)]);
		first = m;
	}
}

static int number_of(const struct names *names, const char *name)
{
	return name_find(names, name, strlen(name));
}

/* Of a run folder that has lost its compare.csv, from the samples. */
static void place_comparison(struct plot *plot, const char *dir)
{
	struct comparisons cmp;

	run_compare(&cmp, dir);
	for (size_t i = 0; i < cmp.nr; i++) {
		const struct compare_row *row = &cmp.row[i];
		struct plot_cell *cell;

		if (number_of(&phase_names, row->phase) != PHASE_TOTAL ||
		    number_of(&flow_names, row->base) != WSBENCH_FLOW_FOUR_CALL)
			continue;
		cell = &plot->cell[number_of(&mode_names, row->mode)]
				  [number_of(&dirty_names, row->dirty)]
				  [number_of(&flow_names, row->test)];
		if (!cell->total)
			die(dir, "%s lacks what is compared: %s, %s, dirty %s; one of them is damaged",
			    SUMMARY_FILE, row->mode, row->test, row->dirty);
		cell->compared = true;
		cell->delta = row->c.delta;
		cell->percent = row->c.percent;
		cell->verdict = row->c.verdict;
	}
	free(cmp.row);
}

static void on_samples(void *arg, enum wsbench_mode mode, const struct wsbench_sample *samples,
		       size_t n)
{
	struct plot *plot = arg;

	for (size_t i = 0; i < n; i++) {
		struct plot_cell *cell = &plot->cell[mode][samples[i].dirty][samples[i].flow];

		if (cell->total)
			cell->totals.count[hist_index(cell->totals.bits, samples[i].total)]++;
		cell->n++;
	}
}

static void check_samples(const struct plot *plot, const char *path)
{
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY * WSBENCH_NR_FLOWS; i++) {
		unsigned int flow = i % WSBENCH_NR_FLOWS;
		unsigned int dirty = i / WSBENCH_NR_FLOWS % NR_DIRTY;
		unsigned int mode = i / WSBENCH_NR_FLOWS / NR_DIRTY;
		const struct plot_cell *cell = &plot->cell[mode][dirty][flow];
		uint64_t n = cell->total ? cell->total->n : 0;

		if (cell->n != n)
			die(path, "%" PRIu64 " samples of %s, %s, dirty %s, and %s has %" PRIu64
			    ": one of them is damaged", cell->n, mode_names.name[mode],
			    flow_names.name[flow], dirty_names.name[dirty], SUMMARY_FILE, n);
	}
}

/**
 * plot_read - gather what the figures of a run are made of
 * @plot: to fill, zeroed
 * @dir: run folder; a damaged one ends the program
 */
void plot_read(struct plot *plot, const char *dir)
{
	char *samples = xasprintf("%s/%s", dir, SAMPLES_FILE);

	require_run(dir);
	meta_read(&plot->meta, dir);
	plot->kind = run_kind(&plot->meta, dir);
	place_summary(plot, dir);
	plot_settle_timing(plot, dir);
	place_comparison(plot, dir);
	samples_read(samples, plot->kind, on_samples, plot);
	check_samples(plot, samples);
	plot->has_breakdown = breakdown_read(&plot->breakdown, dir);
	free(samples);
}
