// SPDX-License-Identifier: GPL-2.0-only
/* The method of comparison, against published and simulated results. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "compare.h"
#include "error.h"
#include "tap.h"

#define TRIALS	500
#define COUNT(a)	(sizeof(a) / sizeof(*(a)))

static gsl_rng *rng;

static struct dist dist_of(const double *values, size_t n)
{
	double *copy = xalloc(n, sizeof(*copy));
	struct dist dist;

	memcpy(copy, values, n * sizeof(*copy));
	dist_from_values(&dist, copy, n);
	free(copy);
	return dist;
}

/* A side with units of one. */
static struct side side_of(const double *values, size_t n)
{
	struct side side = { .units = dist_of(values, n) };

	side.median = dist_quantile(&side.units, 0.5);
	side.constant = n >= 2 && side.units.nr == 1;
	return side;
}

static struct comparison compare_values(const double *base, size_t nb, const double *test,
					size_t nt, double margin)
{
	struct side b = side_of(base, nb), t = side_of(test, nt);
	struct comparison c = compare(&b, &t, margin);

	dist_free(&b.units);
	dist_free(&t.units);
	return c;
}

static double effect(const double *a, size_t na, const double *b, size_t nb)
{
	struct dist da = dist_of(a, na), db = dist_of(b, nb);
	double d = cliffs_delta(&da, &db);

	dist_free(&da);
	dist_free(&db);
	return d;
}

static double rank_test(const double *a, size_t na, const double *b, size_t nb)
{
	struct dist da = dist_of(a, na), db = dist_of(b, nb);
	double p = mann_whitney(&da, &db);

	dist_free(&da);
	dist_free(&db);
	return p;
}

static void published_rank_tests(void)
{
	/*
	 * Hollander and Wolfe (1973), p. 69 f., permeability of the human
	 * chorioamnion: W = 35, exactly 0.1272 on one side.
	 */
	static const double term[] = { 0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46 };
	static const double early[] = { 1.15, 0.88, 0.90, 0.74, 1.21 };
	/* Ranks 1 3 3 5.5 | 3 5.5 7 8: so many of the 70 ways are as far apart. */
	static const double a[] = { 1, 2, 2, 3 }, b[] = { 2, 3, 4, 5 };
	static const double equal[] = { 7, 7, 7 };
	double p = rank_test(term, COUNT(term), early, COUNT(early));
	double q = rank_test(a, COUNT(a), b, COUNT(b));

	ok(fabs(p - 0.2544) < 5e-5, "Mann-Whitney: Hollander and Wolfe's example, p = %.4f", p);
	ok(fabs(q - 14 / 70.0) < 1e-12, "Mann-Whitney: with ties, p = %.4f", q);
	ok(rank_test(a, COUNT(a), b, COUNT(b)) == rank_test(b, COUNT(b), a, COUNT(a)),
	   "Mann-Whitney: either side first");
	ok(rank_test(equal, 3, equal, 3) == 1, "Mann-Whitney: p = 1 if all are equal");
	ok(rank_test(a, COUNT(a), a, COUNT(a)) == 1, "Mann-Whitney: p = 1 for the same values");
}

/* U counted pair by pair, on many random sides with ties. */
static bool rank_tests_by_definition(void)
{
	for (int trial = 0; trial < 200; trial++) {
		size_t na = 11 + gsl_rng_uniform_int(rng, 20);
		size_t nb = 11 + gsl_rng_uniform_int(rng, 20);
		double a[32], b[32], all[64] = { 0 }, u = 0, ties = 0, n = na + nb, z, p;

		for (size_t i = 0; i < na; i++)
			all[i] = a[i] = gsl_rng_uniform_int(rng, 12);
		for (size_t j = 0; j < nb; j++)
			all[na + j] = b[j] = gsl_rng_uniform_int(rng, 14);
		for (size_t i = 0; i < na; i++)
			for (size_t j = 0; j < nb; j++)
				u += b[j] > a[i] ? 1 : b[j] == a[i] ? 0.5 : 0;
		if (fabs(effect(a, na, b, nb) - (2 * u / (na * nb) - 1)) > 1e-12)
			return false;
		for (size_t i = 0; i < n; i++) {
			double t = 0;

			for (size_t j = 0; j < n; j++)
				t += all[i] == all[j];
			ties += t * t - 1;	/* t values with t^3 - t between them */
		}
		z = (fabs(u - na * nb / 2.0) - 0.5) /
		    sqrt(na * nb / 12.0 * (n + 1 - ties / (n * (n - 1))));
		p = z > 0 ? 2 * gsl_cdf_ugaussian_Q(z) : 1;
		if (fabs(rank_test(a, na, b, nb) - p) > 1e-12)
			return false;
	}
	return true;
}

/* @skew: exponential and not normal. */
static double draw_unit(double centre, bool skew)
{
	return centre + (skew ? gsl_ran_exponential(rng, 20) : gsl_ran_gaussian(rng, 20));
}

static unsigned int covered(size_t nb, size_t nt, double shift, bool skew)
{
	double *b = xalloc(nb, sizeof(*b)), *t = xalloc(nt, sizeof(*t));
	unsigned int hits = 0;

	for (int trial = 0; trial < TRIALS; trial++) {
		struct comparison c;

		for (size_t i = 0; i < nb; i++)
			b[i] = draw_unit(1000, skew);
		for (size_t i = 0; i < nt; i++)
			t[i] = draw_unit(1000 + shift, skew);
		c = compare_values(b, nb, t, nt, DEFAULT_MARGIN);
		hits += c.lo <= shift && shift <= c.hi;
	}
	free(b);
	free(t);
	return hits;
}

static void coverage(size_t nb, size_t nt, double shift, bool skew)
{
	unsigned int hits = covered(nb, nt, shift, skew);

	ok(hits >= TRIALS * 9 / 10, "the interval holds the truth in %u of %d, %s, %zu and %zu units",
	   hits, TRIALS, skew ? "exponential" : "normal", nb, nt);
}

/* Blocks that drift: taking samples for units would be far too sure. */
static void coverage_of_blocks(void)
{
	enum { BLOCKS = 40, BLOCK = 100 };
	unsigned int hits = 0, falsely = 0;

	for (int trial = 0; trial < TRIALS; trial++) {
		struct side side[2];
		struct comparison c;

		for (int s = 0; s < 2; s++) {
			double all[BLOCKS * BLOCK], median[BLOCKS];
			struct dist d;

			for (int i = 0; i < BLOCKS; i++) {
				double drift = gsl_ran_gaussian(rng, 10), *block = all + i * BLOCK;

				for (int j = 0; j < BLOCK; j++)
					block[j] = 500 + drift + gsl_ran_gaussian(rng, 3);
				gsl_sort(block, 1, BLOCK);
				median[i] = gsl_stats_median_from_sorted_data(block, 1, BLOCK);
			}
			d = dist_of(all, BLOCKS * BLOCK);
			side[s] = side_of(median, BLOCKS);
			side[s].median = dist_quantile(&d, 0.5);
			dist_free(&d);
		}
		c = compare(&side[0], &side[1], DEFAULT_MARGIN);
		hits += c.lo <= 0 && 0 <= c.hi;
		falsely += c.verdict == VERDICT_FASTER || c.verdict == VERDICT_SLOWER;
		dist_free(&side[0].units);
		dist_free(&side[1].units);
	}
	ok(hits >= TRIALS * 9 / 10, "of blocks that drift, in %u of %d", hits, TRIALS);
	ok(falsely <= TRIALS / 10, "a difference that is none is claimed in %u of %d", falsely,
	   TRIALS);
}

/* The draw by order statistics against resampling for real. */
static bool as_resampling(size_t n)
{
	enum { RESAMPLES = 20000 };
	double *base = xalloc(n, sizeof(double)), *test = xalloc(n, sizeof(double));
	double *delta = xalloc(RESAMPLES, sizeof(double)), *r = xalloc(n, sizeof(double));
	struct comparison c;
	unsigned int below = 0, above = 0;

	for (size_t i = 0; i < n; i++) {
		base[i] = gsl_ran_gaussian(rng, 10);
		test[i] = gsl_ran_gaussian(rng, 10);
	}
	for (int i = 0; i < RESAMPLES; i++) {
		gsl_ran_sample(rng, r, n, test, n, sizeof(double));
		delta[i] = gsl_stats_median(r, 1, n);
		gsl_ran_sample(rng, r, n, base, n, sizeof(double));
		delta[i] -= gsl_stats_median(r, 1, n);
	}
	c = compare_values(base, n, test, n, DEFAULT_MARGIN);
	for (int i = 0; i < RESAMPLES; i++) {
		below += delta[i] < c.lo;
		above += delta[i] > c.hi;
	}
	free(base);
	free(test);
	free(delta);
	free(r);
	printf("# %u below, %u above of %d\n", below, above, RESAMPLES);
	return fabs(below - 0.025 * RESAMPLES) < 0.005 * RESAMPLES &&
	       fabs(above - 0.025 * RESAMPLES) < 0.005 * RESAMPLES;
}

static void verdicts(void)
{
	static const double c100[] = { 100, 100, 100, 100 }, c99[] = { 99, 99, 99, 99 };
	static const double one[] = { 100 }, other[] = { 90 };
	double noisy[200], noisier[200], near[200];
	struct comparison c;

	c = compare_values(c100, 4, c99, 4, 0.5);
	ok(c.verdict == VERDICT_FASTER && c.delta == -1 && c.lo == -1 && c.hi == -1 &&
	   c.percent == -1, "constant sides that differ: faster");
	c = compare_values(c99, 4, c100, 4, 0.5);
	ok(c.verdict == VERDICT_SLOWER && c.delta == 1, "constant sides that differ: slower");
	c = compare_values(c100, 4, c100, 4, 0);
	ok(c.verdict == VERDICT_SAME && c.lo == 0 && c.hi == 0 && c.p == 1,
	   "constant sides that do not: same, with no margin either");
	c = compare_values(one, 1, other, 1, 0.5);
	ok(c.verdict == VERDICT_UNRESOLVED && isnan(c.lo) && isnan(c.hi) && isnan(c.p),
	   "one unit a side: no interval, no p, unresolved");
	c = compare_values(one, 1, c99, 4, 0.5);
	ok(c.verdict == VERDICT_UNRESOLVED && isnan(c.p), "one unit on one side: unresolved");

	for (int i = 0; i < 200; i++) {
		noisy[i] = 1000 + gsl_ran_gaussian(rng, 5);
		noisier[i] = 1000 + gsl_ran_gaussian(rng, 50);
		near[i] = 1000 + gsl_ran_gaussian(rng, 5);
	}
	c = compare_values(noisy, 200, near, 200, 1);
	ok(c.verdict == VERDICT_SAME, "within the margin: same");
	c = compare_values(noisy, 5, near, 5, 100);
	ok(c.verdict == VERDICT_UNRESOLVED && c.p > 0, "so few units are never the same");
	c = compare_values(noisy, 200, near, 200, 0.01);
	ok(c.verdict == VERDICT_UNRESOLVED, "not within a narrow margin: unresolved");
	c = compare_values(noisy, 200, noisier, 200, 0.5);
	ok(c.verdict == VERDICT_UNRESOLVED, "wide interval: unresolved");
	for (int i = 0; i < 200; i++)
		near[i] -= 10;
	c = compare_values(noisy, 200, near, 200, 0.5);
	ok(c.verdict == VERDICT_FASTER && c.hi < 0 && c.p < 0.05, "clear difference: faster");
	c = compare_values(near, 200, noisy, 200, 0.5);
	ok(c.verdict == VERDICT_SLOWER && c.lo > 0 && c.p < 0.05, "clear difference: slower");
}

/* Units as few as boots are. */
static void few_units(void)
{
	static const double a4[] = { 10, 12, 11, 13 }, b4[] = { 31, 33, 30, 32 };
	static const double mixed4[] = { 31, 33, 12.5, 32 };
	static const double a3[] = { 10, 10, 10 }, b3[] = { 30, 30, 30 };
	static const double b5[] = { 30, 31, 32, 33, 34 };
	const struct side one = { .median = 10, .constant = true, .units = dist_of(a4, 1) };
	const struct side other = { .median = 30, .constant = true, .units = dist_of(b4, 1) };
	struct side base = side_of(a3, 3), test = side_of(b3, 3);
	struct comparison c;

	c = compare_values(a4, 4, b4, 4, 0.5);
	ok(c.verdict == VERDICT_SLOWER && c.lo > 0 && fabs(c.p - 2 / 70.0) < 1e-9,
	   "four against four, all apart: slower, p = %.4f", c.p);
	c = compare_values(b4, 4, a4, 4, 0.5);
	ok(c.verdict == VERDICT_FASTER && c.hi < 0, "the other way: faster");
	c = compare_values(a4, 4, mixed4, 4, 0.5);
	ok(c.verdict == VERDICT_UNRESOLVED && c.p > 0.05, "one of them among the others: unresolved");
	/* Equal within a side. */
	base.constant = test.constant = false;
	c = compare(&base, &test, 0.5);
	ok(c.verdict == VERDICT_UNRESOLVED && fabs(c.p - 0.1) < 1e-9,
	   "three against three: unresolved, p = %.4f", c.p);
	c = compare_values(a4, 3, b5, 5, 0.5);
	ok(c.verdict == VERDICT_UNRESOLVED && c.p < 0.05,
	   "three against five: unresolved, though p = %.4f", c.p);
	c = compare(&one, &other, 0.5);
	ok(c.verdict == VERDICT_SLOWER && isnan(c.p), "one against one, all samples equal: slower");
}

static bool repeats(void)
{
	double b[50], t[50];
	struct comparison first, second;

	for (int i = 0; i < 50; i++) {
		b[i] = gsl_ran_gaussian(rng, 1);
		t[i] = gsl_ran_gaussian(rng, 1);
	}
	first = compare_values(b, 50, t, 50, 0.5);
	second = compare_values(b, 50, t, 50, 0.5);
	return first.lo == second.lo && first.hi == second.hi && first.p == second.p;
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	published_rank_tests();
	ok(rank_tests_by_definition(), "Mann-Whitney, Cliff's delta: as counted pair by pair");
	ok(as_resampling(25), "the interval is that of resampling, odd number of units");
	ok(as_resampling(8), "and even");
	coverage(100, 100, 0, false);
	coverage(101, 57, 3, false);
	coverage(30, 30, -5, true);
	coverage(10, 200, 0, true);
	coverage_of_blocks();
	verdicts();
	few_units();
	ok(repeats(), "the same values give the same answer");
	return tap_done();
}
