/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interval of a median that supposes nothing of the distribution but that
 * its values are independent: of n values, in order, the number below the median
 * is binomial, so the kth from both ends enclose it with probability
 * 1 - 2 P(Bin(n, 1/2) < k). The largest k is taken for which that is 95% or more;
 * with fewer than six values there is none.
 */
#ifndef WSBENCH_MEDIAN_INTERVAL_H
#define WSBENCH_MEDIAN_INTERVAL_H

#include <stdbool.h>

#include "dist.h"

bool median_interval(const struct dist *dist, double *lo, double *hi);

#endif /* WSBENCH_MEDIAN_INTERVAL_H */
