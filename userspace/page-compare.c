// SPDX-License-Identifier: GPL-2.0-only
/* The comparison of a run's flows, from whichever of its files has it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "page.h"
#include "run-compare.h"
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

/**
 * page_compare - compare the flows of a run
 * @run: with @dir, @meta and @sum; gets the rest
 *
 * A run folder may have lost its samples, which are large, or be a baseline, which
 * never had any.
 */
void page_compare(struct run_page *run)
{
	char *samples = xasprintf("%s/%s", run->dir, SAMPLES_FILE);

	run->lacks = access(samples, F_OK) ? SAMPLES_FILE : NULL;
	free(samples);
	run->medians_only = !run_compare(&run->cmp, run->dir);
	if (run->medians_only)
		compare_summary(&run->cmp, &run->sum);
	sort_modes(&run->cmp);
	if (!ticks_comparable(&run->meta))
		compare_withhold(&run->cmp);
}
