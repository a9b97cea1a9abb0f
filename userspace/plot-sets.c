// SPDX-License-Identifier: GPL-2.0-only
/* The data blocks of trend.gp: lines over time, thinned where nobody could tell the difference. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "error.h"
#include "plot-events.h"

/* The range of many points is that of a column of these at a time. */
#define COLUMN_PIXELS	2
#define COLUMN_POINTS	4

/* An area ends where the next point is so many times as far away as usual. */
#define BREAK		5
#define BREAK_PIXELS	12

/*
 * Each line has a data set of each kind. One without points gets one that nobody sees,
 * left of the axis, as gnuplot complains about none.
 */
static void end_set(FILE *fp, const struct plot_canvas *c, size_t points)
{
	if (!points)
		fprintf(fp, "%.10g 0 0 0 0\n", 2 * c->from - c->to);
	fputs("\n\n", fp);
}

static double median(const struct trend *t)
{
	double *sorted = xalloc(t->nr, sizeof(*sorted)), value;

	memcpy(sorted, t->value, t->nr * sizeof(*sorted));
	gsl_sort(sorted, 1, t->nr);
	value = gsl_stats_median_from_sorted_data(sorted, 1, t->nr);
	free(sorted);
	return value;
}

/* The level between changes, as a line with steps. */
static void put_level(FILE *fp, const struct plot_canvas *c, const struct plot_line *line)
{
	const struct trend *t = line->trend;
	const struct changes *changes = line->changes;
	double level = changes->nr ? changes->change[0].before : median(t);

	fprintf(fp, "%.10g %.10g\n", trend_time(t, 0), level);
	for (size_t i = 0; i < changes->nr; i++) {
		const struct change *change = &changes->change[i];
		double at = trend_time(t, change->index);

		fprintf(fp, "%.10g %.10g\n%.10g %.10g\n", at, level, at, change->after);
		level = change->after;
	}
	fprintf(fp, "%.10g %.10g\n", trend_time(t, t->nr - 1), level);
	end_set(fp, c, t->nr);
}

static void put_points(FILE *fp, const struct plot_canvas *c, const struct plot_line *line)
{
	const struct trend *t = line->trend;

	if (t->nr <= PLOT_MANY)
		for (size_t i = 0; i < t->nr; i++)
			fprintf(fp, "%.10g %.10g\n", trend_time(t, i), t->value[i]);
	end_set(fp, c, t->nr <= PLOT_MANY ? t->nr : 0);
}

/* What two points in a row may be apart, in seconds, for an area to join them. */
static double reach_of(const struct plot_canvas *c, const struct trend *t)
{
	double *apart, usual;

	if (t->nr < 2)
		return 0;
	apart = xalloc(t->nr - 1, sizeof(*apart));
	for (size_t i = 1; i < t->nr; i++)
		apart[i - 1] = trend_time(t, i) - trend_time(t, i - 1);
	gsl_sort(apart, 1, t->nr - 1);
	usual = gsl_stats_median_from_sorted_data(apart, 1, t->nr - 1);
	free(apart);
	return fmax(BREAK * usual, BREAK_PIXELS * (c->to - c->from) / (c->right - c->left));
}

static double column_of(const struct plot_canvas *c, const struct trend *t, size_t i, double width)
{
	return floor((trend_time(t, i) - c->from) / width);
}

/*
 * The area between two ends that points have: through each point, or where there are
 * many through columns of them, from the lowest to the highest.
 */
static void put_area(FILE *fp, const struct plot_canvas *c, const struct trend *t, const double *lo,
		     const double *hi)
{
	size_t most = t->nr / COLUMN_POINTS;
	double columns = fmin((c->right - c->left) / COLUMN_PIXELS, most);
	double width = t->nr > PLOT_MANY ? (c->to - c->from) / columns : 0;
	double reach = reach_of(c, t), last = NAN;
	size_t written = 0;

	for (size_t i = 0, end; i < t->nr; i = end) {
		double low = INFINITY, high = -INFINITY, sum = 0;
		double column = width ? column_of(c, t, i, width) : 0;

		for (end = i; end < t->nr; end++) {
			if (end > i && (!width || column_of(c, t, end, width) != column))
				break;
			if (!isnan(lo[end]) && !isnan(hi[end])) {
				low = fmin(low, lo[end]);
				high = fmax(high, hi[end]);
			}
			sum += trend_time(t, end) - c->from;
		}
		if (trend_time(t, i) - last > reach && written)
			fputc('\n', fp);
		last = trend_time(t, end - 1);
		if (low <= high) {
			fprintf(fp, "%.10g %.10g %.10g\n", c->from + sum / (end - i), low, high);
			written++;
		}
	}
	end_set(fp, c, written);
}

/* The range of the points, where they are many. */
static void put_range(FILE *fp, const struct plot_canvas *c, const struct plot_line *line)
{
	const struct trend *t = line->trend;

	if (t->nr > PLOT_MANY)
		put_area(fp, c, t, t->value, t->value);
	else
		end_set(fp, c, 0);
}

static void put_intervals(FILE *fp, const struct plot_canvas *c, const struct plot_line *line)
{
	const struct trend *t = line->trend;

	if (t->lo && t->hi && t->nr > PLOT_MANY_WHISKERS)
		put_area(fp, c, t, t->lo, t->hi);
	else
		end_set(fp, c, 0);
}

static void put_whiskers(FILE *fp, const struct plot_canvas *c, const struct plot_line *line)
{
	const struct trend *t = line->trend;
	size_t written = 0;

	for (size_t i = 0; t->lo && t->hi && t->nr <= PLOT_MANY_WHISKERS && i < t->nr; i++)
		if (!isnan(t->lo[i]) && !isnan(t->hi[i])) {
			fprintf(fp, "%.10g %.10g %.10g\n", trend_time(t, i), t->lo[i], t->hi[i]);
			written++;
		}
	end_set(fp, c, written);
}

/* Time, level, a triangle, the one to draw on it: hollow if it is settled; colour. */
static void put_marks(FILE *fp, const struct plot_canvas *c, const struct plot_line *line)
{
	const struct trend *t = line->trend;

	for (size_t i = 0; i < line->changes->nr; i++) {
		const struct change *change = &line->changes->change[i];
		bool slower = change_delta(change) > 0;
		unsigned int shape = slower ? 9 : 11;

		fprintf(fp, "%.10g %.10g %u %u %u\n", trend_time(t, change->index), change->after,
			shape, change_settled(change) ? shape - 1 : shape,
			slower ? REGRESSION : IMPROVEMENT);
	}
	end_set(fp, c, line->changes->nr);
}

static const struct set {
	const char *name;
	void (*put)(FILE *fp, const struct plot_canvas *c, const struct plot_line *line);
} sets[] = {
	{ "levels", put_level },
	{ "points", put_points },
	{ "ranges", put_range },
	{ "intervals", put_intervals },
	{ "whiskers", put_whiskers },
	{ "marks", put_marks },
};

/**
 * plot_sets - the data blocks of trend.gp
 * @fp: where to
 * @group: what is drawn; of each kind, its lines in their order have a data set each
 * @canvas: where
 */
void plot_sets(FILE *fp, const struct plot_group *group, const struct plot_canvas *canvas)
{
	for (size_t s = 0; s < sizeof(sets) / sizeof(*sets); s++) {
		fprintf(fp, "$%s << EOD\n", sets[s].name);
		for (unsigned int p = 0; p < group->nr_panels; p++)
			for (unsigned int i = 0; i < group->panel[p].nr; i++)
				sets[s].put(fp, canvas, &group->panel[p].line[i]);
		fputs("EOD\n", fp);
	}
}
