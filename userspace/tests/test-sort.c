// SPDX-License-Identifier: GPL-2.0-only
/* The radix sort against gsl_sort(). */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>

#include "error.h"
#include "sort.h"
#include "tap.h"

static bool sorts(const double *values, size_t n)
{
	double *ours = xalloc(n, sizeof(double)), *theirs = xalloc(n, sizeof(double));
	bool same = true;

	memcpy(ours, values, n * sizeof(double));
	memcpy(theirs, values, n * sizeof(double));
	sort_doubles(ours, n);
	gsl_sort(theirs, 1, n);
	for (size_t i = 0; i < n; i++)
		same = same && ours[i] == theirs[i];
	free(ours);
	free(theirs);
	return same;
}

int main(void)
{
	static const double edges[] = {
		0.0, -0.0, 1, -1, DBL_MAX, -DBL_MAX, DBL_MIN, -DBL_MIN, 4.9e-324, -4.9e-324,
		INFINITY, -INFINITY, 1e-300, -1e-300, 65535, 65536, 3, 3, 3,
	};
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	static double values[100000];

	ok(sorts(edges, 0), "nothing");
	ok(sorts(edges, 1), "one value");
	ok(sorts(edges, sizeof(edges) / sizeof(*edges)), "edges of the format");
	for (size_t i = 0; i < 100000; i++)
		values[i] = gsl_rng_uniform_int(rng, 300);
	ok(sorts(values, 100000), "small whole numbers");
	for (size_t i = 0; i < 100000; i++)
		values[i] = gsl_ran_gaussian(rng, 1e6);
	ok(sorts(values, 100000), "both signs");
	for (size_t i = 0; i < 100000; i++)
		values[i] = exp(gsl_ran_gaussian(rng, 200));
	ok(sorts(values, 100000), "all magnitudes");
	for (size_t i = 0; i < 100000; i++)
		values[i] = 42.5;
	ok(sorts(values, 100000), "all equal");
	return tap_done();
}
