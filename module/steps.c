// SPDX-License-Identifier: GPL-2.0-only
/* Where a round trip went: ticks of each step, from the marks at their ends. */
#include <linux/kernel.h>
#include <linux/sort.h>
#include <linux/string.h>

#include "steps.h"

struct mark {
	u64 at;
	enum wsbench_step step;
};

static bool is_stamp(enum wsbench_step step)
{
	return step == WSBENCH_STEP_GP_RESTORE_GUEST ||
	       step == WSBENCH_STEP_GUEST || step == WSBENCH_STEP_REST;
}

static int compare(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/**
 * wsb_steps_fill() - fill in the ticks of each step
 * @steps: its ticks are written
 * @stamps: the round trip's timestamps
 * @marks: when each step ended, in the order of the flow; NULL when there are none
 *
 * A step lasts from the latest timestamp before its own. Three of the round trip's are
 * the ends of steps, too: the guest's entry, its exit, and the last.
 *
 * Return: whether all marks lie within the round trip.
 */
bool wsb_steps_fill(struct wsbench_steps *steps, const struct wsb_stamps *stamps,
		    const struct wsb_marks *marks)
{
	struct mark sorted[WSBENCH_NR_STEPS];
	unsigned int i, nr = 0;
	u64 last = stamps->t[0];

	memset(steps->ticks, 0, sizeof(steps->ticks));
	steps->zero = 0;
	if (!marks)
		return true;

	for (i = 0; i < WSBENCH_NR_STEPS; i++)
		if (marks->at[i] && !is_stamp(i))
			sorted[nr++] = (struct mark) { marks->at[i], i };
	sorted[nr++] = (struct mark) { stamps->t[1], WSBENCH_STEP_GP_RESTORE_GUEST };
	sorted[nr++] = (struct mark) { stamps->t[2], WSBENCH_STEP_GUEST };
	sorted[nr++] = (struct mark) { stamps->t[3], WSBENCH_STEP_REST };
	sort(sorted, nr, sizeof(*sorted), compare, NULL);
	if (sorted[0].at < last || sorted[nr - 1].at != stamps->t[3])
		return false;

	for (i = 0; i < nr; i++) {
		steps->ticks[sorted[i].step] = sorted[i].at - last;
		last = sorted[i].at;
	}
	return true;
}
