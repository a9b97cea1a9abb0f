// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

#include "rank-test.h"

#define EXACT_SIDE	20	/* with more on both sides the approximation is good enough */
#define EXACT_PAIRS	4000	/* bounds the time of an exact test */
#define TAIL		1.5	/* standard deviations beyond which exactness matters */

/*
 * In how many of the ways to choose @m of @m + @n ranks U is @u at most: the sum of
 * the first coefficients of the Gaussian binomial, the product over j = 1..m of
 * (1 - q^(n+j)) / (1 - q^j) (Mann and Whitney, 1947).
 */
static double ways_up_to(size_t m, size_t n, size_t u)
{
	double ways[u + 1], sum = 0;

	memset(ways, 0, sizeof(ways));
	ways[0] = 1;
	for (size_t j = 1; j <= m; j++) {
		for (size_t k = u; k >= n + j; k--)
			ways[k] -= ways[k - n - j];
		for (size_t k = j; k <= u; k++)
			ways[k] += ways[k - j];
	}
	for (size_t k = 0; k <= u; k++)
		sum += ways[k];
	return sum;
}

/**
 * rank_test - Mann-Whitney test of two samples
 * @x: one sample
 * @m: its size, at least 1
 * @y: the other
 * @n: its size, at least 1
 *
 * Returns the two-sided p-value that both are of one distribution. Ties count half,
 * and are otherwise ignored: with many the p-value is too large, never too small.
 */
double rank_test(const double *x, size_t m, const double *y, size_t n)
{
	size_t twice_u = 0, pairs = m * n, few = m < n ? m : n;
	double u, z, p;

	for (size_t i = 0; i < m; i++)
		for (size_t j = 0; j < n; j++)
			twice_u += (y[j] > x[i]) + (y[j] >= x[i]);
	if (twice_u > pairs)
		twice_u = 2 * pairs - twice_u;
	u = twice_u / 2.0;
	z = (pairs / 2.0 - u - 0.5) / sqrt(pairs * (m + n + 1) / 12.0);
	if (z <= 0)
		return 1;
	if (z < TAIL || few > EXACT_SIDE || pairs > EXACT_PAIRS)
		return 2 * gsl_cdf_ugaussian_Q(z);
	p = 2 * exp(log(ways_up_to(few, m + n - few, ceil(u))) - gsl_sf_lnchoose(m + n, few));
	return p < 1 ? p : 1;
}
