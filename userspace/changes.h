/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the level of a trend changes. More ticks are a regression, fewer an
 * improvement.
 *
 * A regression is open until somebody accepts it or a later level is back at the one
 * before it: with noise, no more than a quarter of it above that.
 */
#ifndef WSBENCH_CHANGES_H
#define WSBENCH_CHANGES_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "trend.h"

/**
 * struct change_limits - what counts as a change where there is noise
 * @max_pvalue: its p-value is at most this
 * @min_magnitude: it is more than this, relative to the level before
 * @window: points that are looked at together
 */
struct change_limits {
	double max_pvalue, min_magnitude;
	size_t window;
};

#define CHANGE_LIMITS	{ .max_pvalue = 0.005, .min_magnitude = 0, .window = 50 }

/**
 * struct change - one change of the level
 * @index: the first point of the new level, at least 1
 * @before: median of the level before it
 * @after: median of the level from it on
 * @p: p-value; NAN where the trend is exact
 * @effect: Cliff's delta of the samples on both sides, 1 where all behind it are
 *          above all before it; NAN where there are only medians
 * @open: a regression that asks for a decision
 * @reason: why it is accepted, from the file of acknowledgements; NULL if it is not
 */
struct change {
	size_t index;
	double before, after, p, effect;
	bool open;
	const char *reason;
};

/**
 * enum change_state - what to think of a change
 * @CHANGE_REGRESSION: slower, not accepted, and still there: open
 * @CHANGE_GONE: slower, not accepted, but a later level was back
 * @CHANGE_ACCEPTED: slower or faster, with a reason
 * @CHANGE_IMPROVEMENT: faster
 */
enum change_state {
	CHANGE_REGRESSION, CHANGE_GONE, CHANGE_ACCEPTED, CHANGE_IMPROVEMENT, NR_CHANGE_STATES,
};

extern const char *const change_states[];

/* Ascending by index. */
struct changes {
	size_t nr;
	struct change *change;
};

enum change_state change_state(const struct change *change);
void changes_find(struct changes *changes, const struct trend *trend,
		  const struct change_limits *limits);

/**
 * change_delta - ticks more, or fewer, than before
 * @change: change
 */
static inline double change_delta(const struct change *change)
{
	return change->after - change->before;
}

/**
 * change_percent - the same in percent of the level before, NAN if that is 0
 * @change: change
 */
static inline double change_percent(const struct change *change)
{
	return change->before ? 100 * change_delta(change) / fabs(change->before) : NAN;
}

/**
 * change_settled - whether a change is of the past: accepted, or gone again
 * @change: change
 */
static inline bool change_settled(const struct change *change)
{
	enum change_state state = change_state(change);

	return state == CHANGE_ACCEPTED || state == CHANGE_GONE;
}

#endif /* WSBENCH_CHANGES_H */
