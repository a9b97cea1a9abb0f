// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "compare.h"
#include "error.h"

#define EXACT_UNITS	20	/* beyond that the approximation is good to the digits shown */
#define DRAWS	10000
#define BASE_SEED	1	/* constant: the same samples give the same answer */
#define TEST_SEED	2	/* another: the sides are independent */
#define ALPHA	0.05
#define LEAST_UNITS	4	/* 2 / 70, all above all others, is the first below ALPHA */
#define SAME_UNITS	6	/* 1 - 2 * 0.5^6 is the first above 1 - ALPHA */

const char *const verdict_names[] = {
	[VERDICT_FASTER] = "faster",
	[VERDICT_SLOWER] = "slower",
	[VERDICT_SAME] = "same",
	[VERDICT_UNRESOLVED] = "unresolved",
};

/*
 * Where the middle of a resample of n units falls, as shares of all units:
 * both middles, which are one where n is odd. They depend on n alone, so that
 * the comparisons of one run, of equally many blocks each, share them.
 */
struct middles {
	uint64_t n;
	double low[DRAWS], high[DRAWS];
};

static void draw_middles(struct middles *m, uint64_t n, unsigned long seed)
{
	uint64_t k = (n + 1) / 2;
	gsl_rng *rng;

	if (m->n == n)
		return;
	m->n = n;
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(rng, seed);
	for (int i = 0; i < DRAWS; i++) {
		double u = gsl_ran_beta(rng, k, n + 1 - k);

		m->low[i] = m->high[i] = u;
		/* The next order statistic is the smallest of n - k uniform in (u, 1). */
		if (n % 2 == 0)
			m->high[i] += (1 - u) * gsl_ran_beta(rng, 1, n - k);
	}
	gsl_rng_free(rng);
}

/* The unit below which the share @u of all units lies. */
static double at_share(const struct dist *d, double u)
{
	uint64_t nth = u * d->n;

	return dist_nth(d, nth < d->n ? nth : d->n - 1);
}

/* The median of the bootstrap resample number @i. */
static double resampled_median(const struct dist *d, const struct middles *m, int i)
{
	return (at_share(d, m->low[i]) + at_share(d, m->high[i])) / 2;
}

static void interval(const struct side *base, const struct side *test, struct comparison *c)
{
	static struct middles of_base, of_test;
	double centre = dist_quantile(&test->units, 0.5) - dist_quantile(&base->units, 0.5);
	double *deviation = xalloc(DRAWS, sizeof(*deviation));

	draw_middles(&of_base, base->units.n, BASE_SEED);
	draw_middles(&of_test, test->units.n, TEST_SEED);
	for (int i = 0; i < DRAWS; i++)
		deviation[i] = resampled_median(&test->units, &of_test, i) -
			       resampled_median(&base->units, &of_base, i) - centre;
	gsl_sort(deviation, 1, DRAWS);
	c->lo = c->delta + gsl_stats_quantile_from_sorted_data(deviation, 1, DRAWS, ALPHA / 2);
	c->hi = c->delta + gsl_stats_quantile_from_sorted_data(deviation, 1, DRAWS, 1 - ALPHA / 2);
	free(deviation);
}

/*
 * The share of all ways to choose @m of @n ranks whose sum is as far from its mean
 * as @sum. Ranks are doubled, so that those of ties are whole.
 */
static double exact_p(const unsigned int *rank, unsigned int n, unsigned int m, unsigned int sum)
{
	double ways[EXACT_UNITS + 1][2 * EXACT_UNITS * EXACT_UNITS + 1] = { { 1 } };
	unsigned int all = 0;
	double far = 0, total = 0;

	for (unsigned int i = 0; i < n; i++) {
		all += rank[i];
		for (unsigned int k = i + 1 < m ? i + 1 : m; k > 0; k--)
			for (unsigned int s = all; s >= rank[i]; s--)
				ways[k][s] += ways[k - 1][s - rank[i]];
	}
	for (unsigned int s = 0; s <= all; s++) {
		total += ways[m][s];
		if (fabs((double)s * n - (double)all * m) >=
		    fabs((double)sum * n - (double)all * m))
			far += ways[m][s];
	}
	return far / total;
}

/**
 * mann_whitney - rank test
 * @a: one side, not empty
 * @b: other side, not empty
 *
 * Returns the two-sided p-value that both are drawn from one distribution:
 * exact up to EXACT_UNITS values on both sides together, beyond that the normal
 * approximation, corrected for ties and continuity; 1 if all are equal.
 */
double mann_whitney(const struct dist *a, const struct dist *b)
{
	double na = a->n, nb = b->n, n = na + nb, u = 0, ties = 0, variance, z;
	unsigned int rank[EXACT_UNITS], nr = 0, sum = 0;

	for (size_t i = 0, j = 0; i < a->nr || j < b->nr;) {
		bool in_a = i < a->nr && (j == b->nr || a->value[i] <= b->value[j]);
		bool in_b = j < b->nr && (i == a->nr || b->value[j] <= a->value[i]);
		uint64_t below = i ? a->up_to[i - 1] : 0;
		double count_a = in_a ? a->up_to[i] - below : 0;
		double count_b = in_b ? b->up_to[j] - (j ? b->up_to[j - 1] : 0) : 0;
		double t = count_a + count_b;

		u += count_b * (below + count_a / 2);
		ties += t * t * t - t;
		if (n <= EXACT_UNITS) {
			unsigned int twice = 2 * nr + t + 1;

			sum += count_b * twice;
			for (unsigned int k = 0; k < t; k++)
				rank[nr++] = twice;
		}
		i += in_a;
		j += in_b;
	}
	if (n <= EXACT_UNITS)
		return exact_p(rank, nr, b->n, sum);
	variance = na * nb / 12 * (n + 1 - ties / (n * (n - 1)));
	if (!(variance > 0))
		return 1;
	z = (fabs(u - na * nb / 2) - 0.5) / sqrt(variance);
	return z > 0 ? 2 * gsl_cdf_ugaussian_Q(z) : 1;
}

/**
 * cliffs_delta - effect size: how far one side lies above the other
 * @a: one side, not empty
 * @b: other side, not empty
 *
 * Returns the share of pairs in which @b is greater less the share in which @a is: 1
 * where all of @b lie above all of @a, 0 where neither does (Cliff, Dominance
 * statistics, Psychological Bulletin 114, 1993).
 */
double cliffs_delta(const struct dist *a, const struct dist *b)
{
	double above = 0, wins;

	for (size_t i = 0, below = 0, up_to = 0; i < b->nr; i++) {
		while (below < a->nr && a->value[below] < b->value[i])
			below++;
		while (up_to < a->nr && a->value[up_to] <= b->value[i])
			up_to++;
		/* Of a: those below this value, less those above it. */
		wins = (below ? a->up_to[below - 1] : 0.0) +
		       (up_to ? a->up_to[up_to - 1] : 0.0) - a->n;
		above += (b->up_to[i] - (i ? b->up_to[i - 1] : 0.0)) * wins;
	}
	return above / ((double)a->n * b->n);
}

static enum verdict judge(const struct comparison *c, double margin, uint64_t units, bool constant)
{
	double limit = margin / 100 * fabs(c->base);

	if (constant || (units >= LEAST_UNITS && c->p < ALPHA && (c->lo > 0 || c->hi < 0))) {
		if (c->delta)
			return c->delta < 0 ? VERDICT_FASTER : VERDICT_SLOWER;
		return VERDICT_SAME;
	}
	/* False as well where there is no interval. */
	if (units >= SAME_UNITS && c->lo >= -limit && c->hi <= limit)
		return VERDICT_SAME;
	return VERDICT_UNRESOLVED;
}

/**
 * compare - compare two sides, by the method described in compare.h
 * @base: base
 * @test: test
 * @margin: percentage of the base's median that counts as the same
 */
struct comparison compare(const struct side *base, const struct side *test, double margin)
{
	bool constant = base->constant && test->constant;
	struct comparison c = {
		.base = base->median, .test = test->median, .delta = test->median - base->median,
		.lo = NAN, .hi = NAN, .percent = NAN, .p = NAN, .least_p = 1,
		.effect = NAN,
	};

	if (c.base)
		c.percent = 100 * c.delta / c.base;
	if (base->units.n >= 2 && test->units.n >= 2) {
		if (constant)
			c.lo = c.hi = c.delta;
		else
			interval(base, test, &c);
		c.p = mann_whitney(&base->units, &test->units);
		c.least_p = 2 * exp(-gsl_sf_lnchoose(base->units.n + test->units.n, base->units.n));
		c.effect = cliffs_delta(&base->units, &test->units);
	}
	c.verdict = judge(&c, margin, GSL_MIN(base->units.n, test->units.n), constant);
	return c;
}
