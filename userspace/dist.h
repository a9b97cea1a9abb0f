/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An empirical distribution: the distinct values of a sample in ascending
 * order, with how many there are up to each. All statistics are taken from
 * this form, whether it comes from single values or from counts.
 */
#ifndef WSBENCH_DIST_H
#define WSBENCH_DIST_H

#include <stddef.h>
#include <stdint.h>

#include "hist.h"

/**
 * struct dist - an empirical distribution
 * @n: number of values
 * @nr: number of distinct values
 * @value: distinct values, ascending
 * @up_to: number of values not above @value
 */
struct dist {
	uint64_t n;
	size_t nr;
	double *value;
	uint64_t *up_to;
};

void dist_from_values(struct dist *dist, double *values, size_t n);
void dist_from_hist(struct dist *dist, const struct hist *hist, uint64_t min, uint64_t max,
		    double scale);
void dist_free(struct dist *dist);
double dist_nth(const struct dist *dist, uint64_t nth);
double dist_quantile(const struct dist *dist, double f);

#endif /* WSBENCH_DIST_H */
