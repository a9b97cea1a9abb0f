// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "error.h"
#include "plot-axis.h"

#define MINUTE	60
#define HOUR	(60 * MINUTE)
#define DAY	(24 * HOUR)
#define MONDAY	(4 * DAY)	/* 1970-01-05 */

/* Distances between tics: of a fixed length, or of months. */
static const struct step {
	unsigned int seconds, months;
	const char *format;
} steps[] = {
	{ 1 * MINUTE, 0, "%m-%d %H:%M" },
	{ 5 * MINUTE, 0, "%m-%d %H:%M" },
	{ 15 * MINUTE, 0, "%m-%d %H:%M" },
	{ 1 * HOUR, 0, "%m-%d %H:%M" },
	{ 3 * HOUR, 0, "%m-%d %H:%M" },
	{ 6 * HOUR, 0, "%m-%d %H:%M" },
	{ 12 * HOUR, 0, "%m-%d %H:%M" },
	{ 1 * DAY, 0, "%Y-%m-%d" },
	{ 2 * DAY, 0, "%Y-%m-%d" },
	{ 7 * DAY, 0, "%Y-%m-%d" },
	{ 14 * DAY, 0, "%Y-%m-%d" },
	{ 0, 1, "%Y-%m" },
	{ 0, 2, "%Y-%m" },
	{ 0, 3, "%Y-%m" },
	{ 0, 6, "%Y-%m" },
	{ 0, 12, "%Y" },
	{ 0, 24, "%Y" },
	{ 0, 60, "%Y" },
	{ 0, 120, "%Y" },
	{ 0, 600, "%Y" },
	{ 0, 1200, "%Y" },
	{ 0, 2400, "%Y" },
	{ 0, 6000, "%Y" },
	{ 0, 12000, "%Y" },
};

#define NR_STEPS	(sizeof(steps) / sizeof(*steps))

/**
 * axis_step - a round distance between tics
 * @least: it is not below this, positive
 *
 * Returns 1, 2 or 5 times a power of ten.
 */
double axis_step(double least)
{
	double one = pow(10, floor(log10(least)));

	return least <= one ? one : least <= 2 * one ? 2 * one : least <= 5 * one ? 5 * one :
	       10 * one;
}

/* Months since year 0 of a time, rounded down, and back. */
static long month_of(double seconds)
{
	time_t t = (time_t)floor(seconds);
	struct tm tm;

	gmtime_r(&t, &tm);
	return (tm.tm_year + 1900L) * 12 + tm.tm_mon;
}

static double start_of(long month)
{
	struct tm tm = { .tm_year = month / 12 - 1900, .tm_mon = month % 12, .tm_mday = 1 };

	return timegm(&tm);
}

static double next(const struct step *step, double from, bool first)
{
	if (step->months) {
		long month = month_of(from) / step->months * step->months;

		return first && start_of(month) >= from ? from : start_of(month + step->months);
	}
	if (!first)
		return from + step->seconds;
	return ceil((from - MONDAY) / step->seconds) * step->seconds + MONDAY;
}

static size_t fill(struct time_tics *tics, const struct step *step, double from, double to,
		   unsigned int most)
{
	double at = next(step, from, true);

	for (tics->nr = 0; at <= to && tics->nr < most; at = next(step, at, false))
		tics->at[tics->nr++] = at;
	return tics->nr + (at <= to);
}

/**
 * time_tics - choose the tics of a time axis
 * @tics: to fill; @at is to be freed
 * @from: left end, seconds since 1970
 * @to: right end, not before @from
 * @most: so many labels have room, at least 2
 *
 * They are as close as they may, on full minutes, hours, days, Mondays, months
 * or years, no closer than days where there are two. There may be none.
 */
void time_tics(struct time_tics *tics, double from, double to, unsigned int most)
{
	const struct step *step = steps;

	while (to - from >= 2 * DAY && step->seconds && step->seconds < DAY)
		step++;
	tics->at = xalloc(most, sizeof(*tics->at));
	while (fill(tics, step, from, to, most) > most && step < steps + NR_STEPS - 1)
		step++;
	tics->format = step->format;
}
