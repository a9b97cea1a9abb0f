// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>

#include "dist.h"
#include "error.h"
#include "sort.h"

static void alloc(struct dist *dist, size_t nr)
{
	dist->nr = 0;
	dist->n = 0;
	dist->value = xrealloc(NULL, nr + 1, sizeof(*dist->value));
	dist->up_to = xrealloc(NULL, nr + 1, sizeof(*dist->up_to));
}

static void push(struct dist *dist, double value, uint64_t count)
{
	dist->n += count;
	dist->value[dist->nr] = value;
	dist->up_to[dist->nr++] = dist->n;
}

/**
 * dist_from_values - from single values
 * @dist: to fill
 * @values: values, finite; sorted here
 * @n: their number
 */
void dist_from_values(struct dist *dist, double *values, size_t n)
{
	sort_doubles(values, n);
	alloc(dist, n);
	for (size_t i = 0, j; i < n; i = j) {
		for (j = i + 1; j < n && values[j] == values[i]; j++)
			;
		push(dist, values[i], j - i);
	}
}

/**
 * dist_from_hist - from counts
 * @dist: to fill
 * @hist: counts
 * @min: no value is below
 * @max: no value is above
 * @scale: what one unit of the histogram's values stands for
 *
 * The middle of a bucket may lie outside the values; @min and @max do not.
 */
void dist_from_hist(struct dist *dist, const struct hist *hist, uint64_t min, uint64_t max,
		    double scale)
{
	size_t first = hist_index(hist->bits, min), last = hist_index(hist->bits, max), nr = 0;

	for (size_t i = first; i <= last; i++)
		nr += !!hist->count[i];
	alloc(dist, nr);
	for (size_t i = first; i <= last; i++)
		if (hist->count[i])
			push(dist, scale * fmin(fmax(hist_value(hist->bits, i), min), max),
			     hist->count[i]);
}

/**
 * dist_free - give the memory back
 * @dist: distribution
 */
void dist_free(struct dist *dist)
{
	free(dist->value);
	free(dist->up_to);
	dist->value = NULL;
	dist->up_to = NULL;
}

/**
 * dist_nth - an order statistic
 * @dist: distribution
 * @nth: which, from 0, below @dist->n
 */
double dist_nth(const struct dist *dist, uint64_t nth)
{
	size_t low = 0, high = dist->nr - 1;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (dist->up_to[mid] > nth)
			high = mid;
		else
			low = mid + 1;
	}
	return dist->value[low];
}

/**
 * dist_quantile - a quantile, as gsl_stats_quantile_from_sorted_data() has it
 * @dist: distribution of at least one value
 * @f: which, 0 to 1
 *
 * Between two order statistics it is interpolated; between two equal ones it
 * is that value and not a rounding of it.
 */
double dist_quantile(const struct dist *dist, double f)
{
	double at = f * (dist->n - 1);
	uint64_t left = at;
	double delta = at - left;
	double low = dist_nth(dist, left);
	double high = left + 1 < dist->n ? dist_nth(dist, left + 1) : low;

	return low == high ? low : (1 - delta) * low + delta * high;
}
