/* SPDX-License-Identifier: GPL-2.0-only */
/* Sorting large columns of numbers. */
#ifndef WSBENCH_SORT_H
#define WSBENCH_SORT_H

#include <stddef.h>

void sort_doubles(double *values, size_t n);

#endif /* WSBENCH_SORT_H */
