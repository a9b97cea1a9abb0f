/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the tics of an axis are. */
#ifndef WSBENCH_PLOT_AXIS_H
#define WSBENCH_PLOT_AXIS_H

#include <stddef.h>

double axis_step(double least);

/**
 * struct time_tics - tics of a time axis, in UTC
 * @nr: number of tics
 * @at: seconds since 1970, ascending
 * @format: of their labels, for strftime()
 */
struct time_tics {
	size_t nr;
	double *at;
	const char *format;
};

void time_tics(struct time_tics *tics, double from, double to, unsigned int most);

#endif /* WSBENCH_PLOT_AXIS_H */
