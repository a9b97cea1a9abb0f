/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Change points of a noisy sequence: the E-divisive method of Matteson and James (A
 * nonparametric approach for multiple change point analysis of multivariate data,
 * JASA 109, 2014), in the sliding-window form of Fleming et al. (Hunter: using
 * change point detection to hunt for performance regressions, ICPE 2023).
 *
 * Each window of half-overlapping ones is divided where the energy distance of the
 * two parts is greatest, each part likewise, down to three points. Of these places
 * the least significant is dropped and its neighbours are tested anew until the
 * rest are significant, first loosely within a window, then all together, each
 * between its neighbours, with a window's points on either side at most. Between
 * the two rounds each place is moved to where the energy distance is greatest now.
 * That a window is divided to the end, where Hunter stops at the first division that
 * is not significant, finds a level that was held for a few nights only: the first
 * division beside it is often not significant, as a part of the level lies on
 * either side.
 *
 * The test is Mann and Whitney's, which no single outlier can make significant,
 * where Hunter has Student's. Its p-value is that of one place chosen beforehand,
 * so it is corrected for having searched all: Bonferroni's inequality, with more
 * weight to places further from the ends, in proportion to the shorter side. The
 * p-values told and compared with a limit are corrected ones: of a sequence without a
 * change, about that share of windows shows one. No random numbers are drawn.
 */
#ifndef WSBENCH_EDIVISIVE_H
#define WSBENCH_EDIVISIVE_H

#include <stddef.h>

/**
 * struct division - a change point
 * @index: the first value behind it
 * @p: its corrected p-value; can exceed 1 where it is large
 */
struct division {
	size_t index;
	double p;
};

/* Ascending by index. */
struct divisions {
	size_t nr;
	struct division *division;
};

void edivisive(struct divisions *found, const double *value, size_t n, size_t window,
	       double max_p);
double division_p(const double *value, size_t start, size_t index, size_t end, size_t window);

#endif /* WSBENCH_EDIVISIVE_H */
