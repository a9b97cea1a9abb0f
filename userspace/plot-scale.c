// SPDX-License-Identifier: GPL-2.0-only
/*
 * The axes of a panel. A change of one instruction in hundreds is to be seen, so
 * lines that are far from each other get strips of the panel with axes of their own.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "error.h"
#include "plot-axis.h"
#include "plot-history.h"

#define FEATURE		5	/* pixels that the smallest feature takes at least */
#define TICS		24	/* pixels between tics at least */
#define PAD		0.08	/* of the range of values, on either side */

#define STRIP_GAP	18	/* between strips of a panel */

/* What lies further than its bulk's width from the bulk does not set the axis. */
#define BULK_LOW	0.05
#define BULK_HIGH	0.95

/* The least range of an axis: instructions, and of a noisy level. */
#define LEAST_EXACT	4.0
#define LEAST_SHARE	0.002
#define LEAST_DIGITS	1e-9	/* of any level: tics have twelve */

/* Of each strip, by how many there are in its panel. */
static unsigned int strip_height(unsigned int strips)
{
	return strips == 1 ? 280 : strips == 2 ? 160 : 125;
}

static void widen(double *low, double *high, double to)
{
	*low = fmin(*low, to);
	*high = fmax(*high, to);
}

static double least_range(const struct plot_line *line)
{
	double level = fmax(fabs(line->low), fabs(line->high));

	if (line->trend->exact)
		return fmax(LEAST_EXACT * line->feature, LEAST_DIGITS * level);
	return level ? LEAST_SHARE * level : 1;
}

/* The levels that last belong to the bulk, however short ago the newest began. */
static void widen_to_levels(const struct plot_line *line, double *low, double *high)
{
	const struct changes *c = line->changes;

	for (size_t i = 0; i < c->nr; i++) {
		size_t end = i + 1 < c->nr ? c->change[i + 1].index : line->trend->nr;

		if (end - c->change[i].index > 1 || i + 1 == c->nr)
			widen(low, high, c->change[i].after);
	}
}

/* Without noise a tick, or less if there are smaller changes; with it, the noise. */
static double smallest_feature(const struct plot_line *line, const double *sorted)
{
	const struct trend *t = line->trend;
	const struct changes *c = line->changes;
	double least = 1, *steps, median;

	if (t->exact) {
		for (size_t i = 0; i < c->nr; i++)
			least = fmin(least, fabs(change_delta(&c->change[i])));
		return least;
	}
	if (t->nr < 2)
		return fmax(LEAST_SHARE * fabs(sorted[0]) / 4, 1e-300);
	steps = xalloc(t->nr - 1, sizeof(*steps));
	for (size_t i = 1; i < t->nr; i++)
		steps[i - 1] = fabs(t->value[i] - t->value[i - 1]);
	gsl_sort(steps, 1, t->nr - 1);
	median = gsl_stats_median_from_sorted_data(steps, 1, t->nr - 1);
	free(steps);
	return fmax(median, fmax(LEAST_SHARE * fabs(sorted[t->nr / 2]) / 4, 1e-300));
}

/* Where there are few points, their intervals are the noise that is known. */
static double reach_of_intervals(const struct trend *t)
{
	double *width, reach = 0;
	size_t nr = 0;

	if (!t->lo || !t->hi)
		return 0;
	width = xalloc(t->nr, sizeof(*width));
	for (size_t i = 0; i < t->nr; i++)
		if (t->hi[i] >= t->lo[i])
			width[nr++] = t->hi[i] - t->lo[i];
	gsl_sort(width, 1, nr);
	if (nr)
		reach = gsl_stats_median_from_sorted_data(width, 1, nr);
	free(width);
	return reach;
}

static void choose_range(struct plot_line *line)
{
	const struct trend *t = line->trend;
	double *sorted = xalloc(t->nr, sizeof(*sorted)), low, high, reach;

	memcpy(sorted, t->value, t->nr * sizeof(*sorted));
	gsl_sort(sorted, 1, t->nr);
	low = sorted[(size_t)floor(BULK_LOW * (t->nr - 1))];
	high = sorted[(size_t)ceil(BULK_HIGH * (t->nr - 1))];
	widen_to_levels(line, &low, &high);
	line->low = low;
	line->high = high;
	line->feature = smallest_feature(line, sorted);
	reach = fmax(fmax(high - low, least_range(line)), reach_of_intervals(t));
	for (size_t i = 0; i < t->nr; i++) {
		if (t->value[i] < low - reach || t->value[i] > high + reach) {
			line->beyond++;
			continue;
		}
		widen(&line->low, &line->high, t->value[i]);
		if (t->lo && !isnan(t->lo[i]))
			widen(&line->low, &line->high, fmax(t->lo[i], low - reach));
		if (t->hi && !isnan(t->hi[i]))
			widen(&line->low, &line->high, fmin(t->hi[i], high + reach));
	}
	free(sorted);
}

static struct plot_strip strip_of(const struct plot_panel *p, size_t first, size_t nr)
{
	struct plot_strip s = { .first = first, .nr = nr, .low = INFINITY, .high = -INFINITY };
	double least = 0, pad;

	for (size_t i = first; i < first + nr; i++) {
		widen(&s.low, &s.high, p->line[i].low);
		widen(&s.low, &s.high, p->line[i].high);
		least = fmax(least, least_range(&p->line[i]));
	}
	pad = fmax((least - (s.high - s.low)) / 2, PAD * fmax(s.high - s.low, least));
	s.low -= pad;
	s.high += pad;
	return s;
}

static bool legible(const struct plot_panel *p, const struct plot_strip *s, unsigned int height)
{
	for (size_t i = s->first; i < s->first + s->nr; i++)
		if (p->line[i].feature / (s->high - s->low) * height < FEATURE)
			return false;
	return true;
}

/* Into @nr strips, at the widest gaps between lines, which are in descending order. */
static bool split(struct plot_panel *p, unsigned int nr)
{
	bool cut[WSBENCH_NR_FLOWS] = { false }, all_legible = true;
	size_t first = 0;

	for (unsigned int i = 1; i < nr; i++) {
		size_t widest = 0;
		double gap = 0;

		for (size_t j = 1; j < p->nr; j++)
			if (!cut[j] && p->line[j - 1].low - p->line[j].high > gap) {
				gap = p->line[j - 1].low - p->line[j].high;
				widest = j;
			}
		if (!widest)
			return false;
		cut[widest] = true;
	}
	p->nr_strips = 0;
	for (size_t i = 1; i <= p->nr; i++)
		if (i == p->nr || cut[i]) {
			p->strip[p->nr_strips] = strip_of(p, first, i - first);
			all_legible = all_legible &&
				      legible(p, &p->strip[p->nr_strips], strip_height(nr));
			p->nr_strips++;
			first = i;
		}
	return all_legible;
}

static bool whole_numbers(const struct plot_panel *p, const struct plot_strip *s)
{
	for (size_t i = s->first; i < s->first + s->nr; i++)
		for (size_t j = 0; j < p->line[i].trend->nr; j++)
			if (p->line[i].trend->value[j] != rint(p->line[i].trend->value[j]))
				return false;
	return true;
}

static double middle(const struct plot_line *line)
{
	return line->low / 2 + line->high / 2;
}

static void sort_lines(struct plot_panel *p)
{
	for (unsigned int i = 1; i < p->nr; i++) {
		struct plot_line moved = p->line[i];
		unsigned int to = i;

		for (; to && middle(&p->line[to - 1]) < middle(&moved); to--)
			p->line[to] = p->line[to - 1];
		p->line[to] = moved;
	}
}

/**
 * plot_scale - the axes of a panel, from its top
 * @panel: panel with its lines, which are sorted: the slowest is the first
 *
 * Sets all of the strips; their places are relative to the panel.
 */
void plot_scale(struct plot_panel *panel)
{
	unsigned int top = 0;

	for (unsigned int i = 0; i < panel->nr; i++)
		choose_range(&panel->line[i]);
	sort_lines(panel);
	for (unsigned int nr = 1; nr <= panel->nr && !split(panel, nr); nr++)
		;
	for (unsigned int i = 0; i < panel->nr_strips; i++) {
		struct plot_strip *s = &panel->strip[i];
		unsigned int height = strip_height(panel->nr_strips);

		s->top = top;
		s->bottom = top + height;
		top = s->bottom + STRIP_GAP;
		s->step = axis_step((s->high - s->low) / height * TICS);
		if (whole_numbers(panel, s))
			s->step = fmax(s->step, 1);
	}
}
