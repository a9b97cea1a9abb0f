/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How two sides are compared.
 *
 * Figure: delta, the median of all samples of the test minus that of the base.
 *
 * Unit: the block, not the sample. Samples of a block share what drifts
 * (frequency, temperature, the state of the caches), so they are not
 * independent; blocks of all configurations are interleaved in random order,
 * so their medians are, near enough. A file without blocks has units of one.
 * Where runs of several boots were merged, the unit is the boot: all its blocks
 * share where the kernel and its data came to lie, and where a flow is fixed
 * for a boot its blocks are not interleaved with those of the other.
 *
 * Interval: 95%, bootstrap. The median of n units drawn with replacement is
 * their order statistic at a rank that follows U_(k) ~ Beta(k, n+1-k), k the
 * middle (both middles and their mean where n is even), so 10000 bootstrap
 * medians of each side are drawn from that law and mapped through the sorted
 * units, which is the same distribution without resampling anything. The
 * 2.5% and 97.5% quantiles of how far the difference of two such medians
 * deviates from the difference of the units' medians are laid around delta.
 *
 * Test: Mann-Whitney U on the units, two-sided; exact up to 20 units on both
 * sides together, beyond that the normal approximation with correction for ties
 * and continuity.
 *
 * Verdict: faster or slower, when the interval excludes 0 and p < 0.05; else
 * same, when the interval lies within the margin (a percentage of the base's
 * median, both ways) and both sides have six units or more, the fewest of which
 * the extremes enclose a median with 95%; else unresolved. Two constant sides (two samples or
 * more, all equal, as under instruction counting) need no statistics: they
 * are the same or they differ.
 *
 * Few units, as boots are: with fewer than two on a side, and not constant,
 * there is no interval and no p. With fewer than four on a side nothing is
 * resolved that is not constant: of the 20 ways to split six units into two
 * threes, two put one side wholly above the other, so no rank test of them can
 * fall below 0.1. Of four against four it is 2 of 70, 0.029: four boots of each
 * flow are the fewest that can tell them apart, and then only if none of one lies
 * among the others.
 *
 * The draws are seeded with constants: the same samples give the same answer.
 */
#ifndef WSBENCH_COMPARE_H
#define WSBENCH_COMPARE_H

#include <stdbool.h>

#include "dist.h"

#define DEFAULT_MARGIN	0.5	/* percent of the base's median */

enum verdict { VERDICT_FASTER, VERDICT_SLOWER, VERDICT_SAME, VERDICT_UNRESOLVED };

extern const char *const verdict_names[];

/**
 * struct side - what is known of one side
 * @median: of all samples
 * @constant: two samples or more, and all equal
 * @units: medians of the blocks, or of the boots
 */
struct side {
	double median;
	bool constant;
	struct dist units;
};

/**
 * struct comparison - test against base
 * @base: median
 * @test: median
 * @delta: @test - @base
 * @lo: lower end of the interval, NAN if there is none
 * @hi: upper end
 * @percent: @delta in percent of @base, NAN if that is 0
 * @p: of the rank test, NAN if there is none
 * @least_p: the smallest @p that so many units can have, 1 where there is no test
 * @effect: Cliff's delta, NAN where @p is
 * @verdict: what it means
 */
struct comparison {
	double base, test, delta, lo, hi, percent, p, least_p, effect;
	enum verdict verdict;
};

struct comparison compare(const struct side *base, const struct side *test, double margin);
double mann_whitney(const struct dist *a, const struct dist *b);
double cliffs_delta(const struct dist *a, const struct dist *b);

#endif /* WSBENCH_COMPARE_H */
