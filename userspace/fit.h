/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Least squares: how a figure grows with the numbers of two kinds of registers,
 * y = a + b x breakpoints + c x watchpoints. A kind whose number is the same in all
 * points cannot be told from the intercept: its share stays in there, and its term
 * is absent.
 *
 * The points are medians and count alike. With no more points than terms every point
 * lies on the fit whatever it is: there is no standard error and no residual to tell.
 */
#ifndef WSBENCH_FIT_H
#define WSBENCH_FIT_H

#include <stdbool.h>
#include <stddef.h>

enum fit_term { FIT_INTERCEPT, FIT_BREAKPOINT, FIT_WATCHPOINT, NR_FIT_TERMS };

extern const char *const fit_term_names[NR_FIT_TERMS];

/**
 * struct fit_point - a figure, and the numbers it goes with
 * @brps: breakpoints
 * @wrps: watchpoints
 * @y: the figure
 */
struct fit_point {
	double brps, wrps, y;
};

/**
 * struct fit - what was found
 * @has: the term is there
 * @value: of each term, in the unit of y, by register; NAN where it is absent
 * @error: its standard error; NAN where it is absent or cannot be told
 * @residual_max: largest distance of a point from the fit, without sign; NAN where
 *                it cannot be told
 * @points: number of points
 */
struct fit {
	bool has[NR_FIT_TERMS];
	double value[NR_FIT_TERMS], error[NR_FIT_TERMS];
	double residual_max;
	size_t points;
};

void fit(struct fit *fit, const struct fit_point *point, size_t n);
double fit_at(const struct fit *fit, double brps, double wrps);

#endif /* WSBENCH_FIT_H */
