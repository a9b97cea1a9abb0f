/* SPDX-License-Identifier: GPL-2.0-only */
/* A metric over time: what one host, engine and mode has of it in a history. */
#ifndef WSBENCH_TREND_H
#define WSBENCH_TREND_H

#include <stdbool.h>
#include <stddef.h>

#include "history.h"

/**
 * struct trend - a metric of one host, engine and mode over time
 * @history: where it is from
 * @host: host
 * @engine: engine
 * @mode: mode
 * @metric: name of the column
 * @exact: the values have no noise: every difference is a change
 * @nr: number of points, at least one
 * @row: their rows of the history, by time, and by place in the file at equal times
 * @value: their values
 * @lo: lower ends of their intervals, NAN where there is none; NULL if there is none at all
 * @hi: upper ends
 */
struct trend {
	const struct history *history;
	const char *host, *engine, *mode, *metric;
	bool exact;
	size_t nr;
	size_t *row;
	double *value, *lo, *hi;
};

struct trends {
	size_t nr;
	struct trend *trend;
};

/**
 * struct trend_filter - which trends, and how much of them
 * @metric: shell pattern of the column's name; NULL is all
 * @host: host; NULL is all
 * @engine: engine; NULL is all
 * @mode: mode; NULL is all
 * @since: seconds since 1970 before which nothing is taken
 * @exact: all are exact, whatever their names say
 */
struct trend_filter {
	const char *metric, *host, *engine, *mode;
	double since;
	bool exact;
};

/**
 * trend_row - the run that a point is of
 * @trend: trend
 * @point: its number
 */
static inline const struct history_row *trend_row(const struct trend *trend, size_t point)
{
	return &trend->history->row[trend->row[point]];
}

/**
 * trend_time - when a point was measured, in seconds since 1970
 * @trend: trend
 * @point: its number
 */
static inline double trend_time(const struct trend *trend, size_t point)
{
	return trend_row(trend, point)->time;
}

void trends_find(struct trends *trends, const struct history *history,
		 const struct trend_filter *filter);

#endif /* WSBENCH_TREND_H */
