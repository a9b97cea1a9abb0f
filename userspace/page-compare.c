// SPDX-License-Identifier: GPL-2.0-only
/* The comparison of a run's flows, from whichever of its files has it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "csv-read.h"
#include "error.h"
#include "page.h"
#include "runs.h"
#include "samples.h"

static const struct summary_row *find_series(const struct summary *sum, unsigned int mode,
					     unsigned int dirty, enum wsbench_flow flow)
{
	for (size_t i = 0; i < sum->nr; i += sum->phases) {
		const struct summary_row *row = &sum->row[i];

		if (row->mode == mode && row->dirty == dirty && row->flow == flow)
			return row;
	}
	return NULL;
}

static bool is_constant(const struct summary_row *row)
{
	return row->n >= 2 && row->min == row->max;
}

/* Two constants need no samples: they differ or they do not. */
static struct comparison compare_medians(const struct summary_row *base,
					 const struct summary_row *test)
{
	double delta = test->median - base->median;
	struct comparison c = {
		.base = base->median, .test = test->median, .delta = delta, .lo = NAN, .hi = NAN,
		.percent = base->median ? 100 * delta / base->median : NAN, .p = NAN,
		.verdict = VERDICT_UNRESOLVED,
	};

	if (!is_constant(base) || !is_constant(test))
		return c;
	c.lo = c.hi = delta;
	c.verdict = !delta ? VERDICT_SAME : delta < 0 ? VERDICT_FASTER : VERDICT_SLOWER;
	return c;
}

static void compare_summary(struct comparisons *cmp, const struct summary *sum)
{
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++) {
		unsigned int mode = i / NR_DIRTY, dirty = i % NR_DIRTY;
		const struct summary_row *base, *test;

		base = find_series(sum, mode, dirty, WSBENCH_FLOW_FOUR_CALL);
		test = find_series(sum, mode, dirty, WSBENCH_FLOW_TWO_HOOK);
		for (unsigned int p = 0; base && test && p < sum->phases; p++)
			compare_add(cmp, (struct compare_row) {
				.mode = mode_names.name[mode], .dirty = dirty_names.name[dirty],
				.phase = phase_names.name[base[p].phase],
				.base = xstrdup(flow_names.name[WSBENCH_FLOW_FOUR_CALL]),
				.test = xstrdup(flow_names.name[WSBENCH_FLOW_TWO_HOOK]),
				.c = compare_medians(&base[p], &test[p]),
			});
	}
}

static void compare_samples(struct comparisons *cmp, const char *dir)
{
	struct loaded_run run;

	run_open(&run, dir);
	run_read(&run, NULL, NULL);
	for (unsigned int m = 0; m < NR_MODES; m++) {
		compare_flows(cmp, m, &run.rec[m], WSBENCH_FLOW_FOUR_CALL,
			      WSBENCH_FLOW_TWO_HOOK, DEFAULT_MARGIN);
		record_free(&run.rec[m]);
	}
}

/* VHE first, as in all tables; a merged run has the order in which runs were given. */
static void sort_modes(struct comparisons *cmp)
{
	struct comparisons sorted = { 0 };

	for (unsigned int m = 0; m < NR_MODES; m++)
		for (size_t i = 0; i < cmp->nr; i++)
			if (!strcmp(cmp->row[i].mode, mode_names.name[m]))
				compare_add(&sorted, cmp->row[i]);
	free(cmp->row);
	*cmp = sorted;
}

static bool has_file(const char *dir, const char *name)
{
	char *path = xasprintf("%s/%s", dir, name);
	bool has = !access(path, F_OK);

	free(path);
	return has;
}

/**
 * page_compare - compare the flows of a run
 * @run: with @dir, @meta and @sum; gets the rest
 *
 * A run folder may have lost its samples, which are large, or be a baseline, which
 * never had any.
 */
void page_compare(struct run_page *run)
{
	bool has_samples = has_file(run->dir, SAMPLES_FILE);

	run->lacks = has_samples ? NULL : SAMPLES_FILE;
	if (has_file(run->dir, COMPARE_FILE)) {
		run->compared = COMPARED_FILE;
		compare_read(&run->cmp, run->dir);
	} else if (has_samples) {
		run->compared = COMPARED_SAMPLES;
		run->lacks = COMPARE_FILE;
		compare_samples(&run->cmp, run->dir);
	} else {
		run->compared = COMPARED_SUMMARY;
		compare_summary(&run->cmp, &run->sum);
	}
	sort_modes(&run->cmp);
	if (!ticks_comparable(&run->meta))
		compare_withhold(&run->cmp);
}
