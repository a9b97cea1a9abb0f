// SPDX-License-Identifier: GPL-2.0-only
#include <gsl/gsl_cdf.h>

#include "median-interval.h"

#define ALPHA	0.05

/* The largest k with 2 P(Bin(n, 1/2) < k) not above ALPHA, 0 if there is none. */
static uint64_t rank(uint64_t n)
{
	uint64_t low = 0, high = n / 2;

	while (low < high) {
		uint64_t k = high - (high - low) / 2;

		if (2 * gsl_cdf_binomial_P(k - 1, 0.5, n) <= ALPHA)
			low = k;
		else
			high = k - 1;
	}
	return low;
}

/**
 * median_interval - the 95% interval of a median, from values that vary about it
 * @dist: the values
 * @lo: its lower end, set if there is one
 * @hi: its upper end
 *
 * Returns whether there are values enough.
 */
bool median_interval(const struct dist *dist, double *lo, double *hi)
{
	uint64_t k = rank(dist->n);

	if (!k)
		return false;
	*lo = dist_nth(dist, k - 1);
	*hi = dist_nth(dist, dist->n - k);
	return true;
}
