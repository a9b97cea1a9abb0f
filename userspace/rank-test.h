/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The Mann-Whitney test of two short arrays, thousands of times in a row: quick
 * where the sides hardly differ, exact far out in the tail, where the normal
 * approximation is off by orders of magnitude (five nights above fifty: 3e-4
 * instead of 6e-7). compare.h has the one for runs.
 */
#ifndef WSBENCH_RANK_TEST_H
#define WSBENCH_RANK_TEST_H

#include <stddef.h>

double rank_test(const double *x, size_t m, const double *y, size_t n);

#endif /* WSBENCH_RANK_TEST_H */
