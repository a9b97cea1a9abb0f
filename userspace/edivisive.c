// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "edivisive.h"
#include "error.h"
#include "rank-test.h"

#define LEAST	3	/* points of a part: two outliers in a row are no level */
#define LOOSE	10	/* the first round lets pass p-values so many times greater */

/* What all steps need to know. */
struct search {
	const double *value;
	size_t n, window;
};

static size_t shorter(size_t a, size_t b)
{
	return a < b ? a : b;
}

/**
 * division_p - corrected p-value of a change between two levels
 * @value: sequence
 * @start: first value of the level before it
 * @index: first value of the level behind it
 * @end: end of that level
 * @window: use so many values of either level at most, those next to the change
 */
double division_p(const double *value, size_t start, size_t index, size_t end, size_t window)
{
	size_t before = shorter(index - start, window), after = shorter(end - index, window);
	size_t n = before + after;
	/* The sum of the shorter sides of all places, less those next to the ends. */
	size_t weights = n * n / 4 - LEAST * (LEAST - 1);

	return rank_test(value + index - before, before, value + index, after) * weights /
	       shorter(before, after);
}

/*
 * Where the energy distance of the parts is greatest: the place in [start, end), or
 * @start if there is none. The sums of the distances between values of the left
 * part, of the right, and across are updated as one value after the other moves
 * to the left.
 */
static size_t divide(const double *value, size_t start, size_t end)
{
	double left = 0, right = 0, across = 0, most = 0;
	const double *x = value + start;
	size_t n = end - start, best = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			right += fabs(x[i] - x[j]);
	for (size_t k = 1; k + LEAST <= n; k++) {
		double to_left = 0, to_right = 0, l = k, r = n - k, energy;

		for (size_t i = 0; i < k - 1; i++)
			to_left += fabs(x[i] - x[k - 1]);
		for (size_t i = k; i < n; i++)
			to_right += fabs(x[i] - x[k - 1]);
		left += to_left;
		right -= to_right;
		across += to_right - to_left;
		if (k < LEAST)
			continue;
		energy = l * r / n * (2 * across / (l * r) - 2 * left / (l * (l - 1)) -
				      2 * right / (r * (r - 1)));
		if (energy > most) {
			most = energy;
			best = k;
		}
	}
	return start + best;
}

static void divide_all(struct divisions *d, const double *value, size_t start, size_t end)
{
	size_t index = end - start < 2 * LEAST ? start : divide(value, start, end);

	if (index == start)
		return;
	divide_all(d, value, start, index);
	d->division[d->nr++].index = index;
	divide_all(d, value, index, end);
}

/* The ends of the levels on both sides of a division of [start, end). */
static size_t level_start(const struct divisions *d, size_t i, size_t start)
{
	return i ? d->division[i - 1].index : start;
}

static size_t level_end(const struct divisions *d, size_t i, size_t end)
{
	return i + 1 < d->nr ? d->division[i + 1].index : end;
}

static void test(const struct search *s, struct divisions *d, size_t i, size_t start, size_t end)
{
	d->division[i].p = division_p(s->value, level_start(d, i, start), d->division[i].index,
				      level_end(d, i, end), s->window);
}

static void drop(struct divisions *d, size_t i)
{
	memmove(&d->division[i], &d->division[i + 1], (--d->nr - i) * sizeof(*d->division));
}

/* Drops the least significant division of [start, end) until all are significant. */
static void prune(const struct search *s, struct divisions *d, size_t start, size_t end,
		  double max_p)
{
	for (size_t i = 0; i < d->nr; i++)
		test(s, d, i, start, end);
	while (d->nr) {
		size_t worst = 0;

		for (size_t i = 1; i < d->nr; i++)
			if (d->division[i].p > d->division[worst].p)
				worst = i;
		if (d->division[worst].p <= max_p)
			break;
		drop(d, worst);
		if (worst)
			test(s, d, worst - 1, start, end);
		if (worst < d->nr)
			test(s, d, worst, start, end);
	}
}

static void insert(struct divisions *all, struct division division)
{
	size_t i = all->nr;

	while (i && all->division[i - 1].index > division.index)
		i--;
	if (i && all->division[i - 1].index == division.index)
		return;
	all->division = xrealloc(all->division, all->nr + 1, sizeof(division));
	memmove(&all->division[i + 1], &all->division[i], (all->nr++ - i) * sizeof(division));
	all->division[i] = division;
}

static void search_windows(const struct search *s, struct divisions *all, double max_p)
{
	struct divisions d = { .division = xalloc(s->window, sizeof(*d.division)) };
	size_t start = 0, end;

	do {
		size_t next = start + s->window / 2;

		end = start + shorter(s->window, s->n - start);
		d.nr = 0;
		divide_all(&d, s->value, start, end);
		prune(s, &d, start, end, max_p);
		for (size_t i = 0; i < d.nr; i++)
			insert(all, d.division[i]);
		start = next;
		if (d.nr && d.division[d.nr - 1].index > next)
			start = d.division[d.nr - 1].index;
	} while (end < s->n);
	free(d.division);
}

/*
 * Divisions were found from within windows: now their levels are known to the end. The
 * energy distance is drawn to outliers, the rank test is not: what is less significant
 * is no better place.
 */
static void relocate(const struct search *s, struct divisions *d)
{
	for (size_t i = 0; i < d->nr; i++) {
		size_t start = level_start(d, i, 0), end = level_end(d, i, s->n);
		size_t index = d->division[i].index;
		size_t from = index - shorter(index - start, s->window);
		size_t moved = divide(s->value, from, index + shorter(end - index, s->window));

		if (moved > from && division_p(s->value, start, moved, end, s->window) <=
				    division_p(s->value, start, index, end, s->window))
			d->division[i].index = moved;
	}
}

/**
 * edivisive - find change points, by the method described in edivisive.h
 * @found: to fill; its array is to be freed
 * @value: sequence
 * @n: its length
 * @window: values that are looked at together, at least twice LEAST
 * @max_p: largest corrected p-value of a change point
 *
 * Takes time in proportion to @n times @window.
 */
void edivisive(struct divisions *found, const double *value, size_t n, size_t window,
	       double max_p)
{
	const struct search s = { .value = value, .n = n, .window = window };

	*found = (struct divisions) { 0 };
	search_windows(&s, found, LOOSE * max_p);
	prune(&s, found, 0, n, LOOSE * max_p);
	relocate(&s, found);
	prune(&s, found, 0, n, max_p);
}
