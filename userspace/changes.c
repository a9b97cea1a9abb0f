// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "changes.h"
#include "edivisive.h"
#include "error.h"

const char *const change_states[] = {
	[CHANGE_REGRESSION] = "regression",
	[CHANGE_GONE] = "gone",
	[CHANGE_ACCEPTED] = "accepted",
	[CHANGE_IMPROVEMENT] = "improvement",
};

/**
 * change_state - what to think of a change
 * @change: change
 */
enum change_state change_state(const struct change *change)
{
	if (change->reason)
		return CHANGE_ACCEPTED;
	if (change->open)
		return CHANGE_REGRESSION;
	return change->after > change->before ? CHANGE_GONE : CHANGE_IMPROVEMENT;
}

static void add(struct changes *changes, struct change change)
{
	changes->change = xrealloc(changes->change, changes->nr + 1, sizeof(change));
	changes->change[changes->nr++] = change;
}

static void find_exact(struct changes *changes, const struct trend *t)
{
	for (size_t i = 1; i < t->nr; i++)
		if (t->value[i] != t->value[i - 1])
			add(changes, (struct change) {
				.index = i, .before = t->value[i - 1], .after = t->value[i],
				.p = NAN, .effect = NAN,
			});
}

static size_t level_start(const struct changes *changes, size_t i)
{
	return i ? changes->change[i - 1].index : 0;
}

static size_t level_end(const struct changes *changes, size_t i, const struct trend *t)
{
	return i + 1 < changes->nr ? changes->change[i + 1].index : t->nr;
}

static double level(const struct trend *t, size_t start, size_t end, double *scratch)
{
	memcpy(scratch, t->value + start, (end - start) * sizeof(*scratch));
	return gsl_stats_median(scratch, 1, end - start);
}

static void set_levels(struct changes *changes, const struct trend *t)
{
	double *scratch = xalloc(t->nr, sizeof(*scratch));

	for (size_t i = 0; i < changes->nr; i++) {
		struct change *c = &changes->change[i];

		c->before = i ? changes->change[i - 1].after :
				level(t, 0, c->index, scratch);
		c->after = level(t, c->index, level_end(changes, i, t), scratch);
	}
	free(scratch);
}

static double magnitude(const struct change *c)
{
	return fabs(change_delta(c) / c->before);
}

/*
 * Two levels become one, for now their mean by length: the median of what was joined
 * thousands of times would be found thousands of times.
 */
static void drop(struct changes *changes, size_t i, const struct trend *t)
{
	const struct change c = changes->change[i];
	double before = c.index - level_start(changes, i);
	double after = level_end(changes, i, t) - c.index;
	double joined = (before * c.before + after * c.after) / (before + after);

	memmove(&changes->change[i], &changes->change[i + 1],
		(--changes->nr - i) * sizeof(*changes->change));
	if (i)
		changes->change[i - 1].after = joined;
	if (i < changes->nr)
		changes->change[i].before = joined;
}

static size_t smallest(const struct changes *changes)
{
	size_t least = 0;

	for (size_t i = 1; i < changes->nr; i++)
		if (magnitude(&changes->change[i]) < magnitude(&changes->change[least]))
			least = i;
	return least;
}

/*
 * Drops the smallest change until all are large enough, which none is that does not
 * show in the medians; the others grow or shrink.
 */
static void drop_small(struct changes *changes, const struct trend *t,
		       const struct change_limits *limits)
{
	size_t least, nr;

	do {
		nr = changes->nr;
		while (changes->nr) {
			least = smallest(changes);
			if (magnitude(&changes->change[least]) > limits->min_magnitude)
				break;
			drop(changes, least, t);
		}
		set_levels(changes, t);
	} while (changes->nr < nr);
}

static void find_noisy(struct changes *changes, const struct trend *t,
		       const struct change_limits *limits)
{
	struct divisions found;

	edivisive(&found, t->value, t->nr, limits->window, limits->max_pvalue);
	for (size_t i = 0; i < found.nr; i++)
		add(changes, (struct change) { .index = found.division[i].index });
	free(found.division);
	set_levels(changes, t);
	drop_small(changes, t, limits);
	for (size_t i = 0; i < changes->nr; i++) {
		struct change *c = &changes->change[i];

		c->effect = NAN;
		c->p = fmin(1, division_p(t->value, level_start(changes, i), c->index,
					  level_end(changes, i, t), limits->window));
	}
}

/*
 * Whether no later level came back to the one before the regression, or with noise, as
 * levels are known only so well, to the lowest quarter of the way up.
 */
static bool still_there(const struct changes *changes, size_t i, bool exact)
{
	const struct change *c = &changes->change[i];
	double back = c->before + (exact ? 0 : change_delta(c) / 4);

	while (++i < changes->nr)
		if (changes->change[i].after <= back)
			return false;
	return true;
}

/**
 * changes_find - where a trend changes
 * @changes: to fill; ascending by index
 * @trend: trend
 * @limits: what counts where there is noise
 *
 * An exact trend changes wherever two neighbours differ; one with noise where
 * edivisive() says so. In a trend with noise a level is the median of its points.
 */
void changes_find(struct changes *changes, const struct trend *trend,
		  const struct change_limits *limits)
{
	*changes = (struct changes) { 0 };
	if (trend->exact)
		find_exact(changes, trend);
	else
		find_noisy(changes, trend, limits);
	for (size_t i = 0; i < changes->nr; i++) {
		struct change *c = &changes->change[i];

		c->open = c->after > c->before && still_there(changes, i, trend->exact);
	}
}
