// SPDX-License-Identifier: GPL-2.0-only
/* Tics: round, in order, and few enough for their labels. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "plot-axis.h"
#include "rfc3339.h"
#include "tap.h"

#define DAY	86400.0
#define MOST	8

static double at(const char *text)
{
	double seconds = NAN;

	rfc3339_parse(text, &seconds);
	return seconds;
}

static void label(char *text, size_t size, const struct time_tics *tics, size_t i)
{
	time_t t = tics->at[i];
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(text, size, tics->format, &tm);
}

/* The first labels must be these, and the tics in order and within the axis. */
static void tics_are(const char *what, const char *from, double days, const char *first,
		     const char *second)
{
	char one[32] = "none", two[32] = "none";
	struct time_tics tics;
	bool good = true;

	time_tics(&tics, at(from), at(from) + days * DAY, MOST);
	for (size_t i = 0; i < tics.nr; i++)
		good = good && tics.at[i] >= at(from) && tics.at[i] <= at(from) + days * DAY &&
		       (!i || tics.at[i] > tics.at[i - 1]);
	ok(good && tics.nr <= MOST && tics.nr >= 2, "%s: %zu tics, in order", what, tics.nr);
	if (tics.nr >= 2) {
		label(one, sizeof(one), &tics, 0);
		label(two, sizeof(two), &tics, 1);
	}
	ok(!strcmp(one, first) && !strcmp(two, second), "%s: %s, %s", what, one, two);
	free(tics.at);
}

static void first_is(const char *from, double days, const char *first)
{
	struct time_tics tics;

	time_tics(&tics, at(from), at(from) + days * DAY, MOST);
	ok(tics.nr && tics.at[0] == at(first), "%.10g days from %s: the first tic is at %s", days, from,
	   first);
	free(tics.at);
}

static bool always_few(void)
{
	for (double days = 1.0 / 1440; days < 4e6; days *= 1.07) {
		struct time_tics tics;

		time_tics(&tics, at("2026-11-22"), at("2026-11-22") + days * DAY, MOST);
		free(tics.at);
		if (tics.nr > MOST || (days > 0.01 && days < 3e6 && tics.nr < 2))
			return false;
	}
	return true;
}

int main(void)
{
	struct time_tics tics;

	ok(axis_step(1) == 1 && axis_step(1.1) == 2 && axis_step(2) == 2 && axis_step(3) == 5 &&
	   axis_step(7) == 10, "steps are 1, 2, 5, 10");
	ok(fabs(axis_step(0.03) - 0.05) < 1e-12 && axis_step(3e9) == 5e9, "at any size");
	tics_are("minutes", "2026-11-22T03:01:00Z", 20.0 / 1440, "11-22 03:05", "11-22 03:10");
	tics_are("a day", "2026-11-22T03:00:00Z", 1, "11-22 06:00", "11-22 12:00");
	tics_are("3 nights", "2026-11-22T02:00:00Z", 2.1, "2026-11-23", "2026-11-24");
	tics_are("a month", "2026-11-03T03:00:00Z", 30, "2026-11-09", "2026-11-16");
	tics_are("90 nights", "2025-12-31T03:00:00Z", 90, "2026-01-05", "2026-01-19");
	tics_are("over a year's end", "2025-10-02T03:00:00Z", 200, "2025-11", "2025-12");
	tics_are("a year", "2026-01-01", 365, "2026-01", "2026-03");
	tics_are("400 nights", "2026-02-01", 400, "2026-03", "2026-05");
	tics_are("8 years", "2026-01-01", 3000, "2026", "2028");
	tics_are("10 years", "2026-03-01", 3650, "2028", "2030");
	tics_are("before 1970", "1968-01-01", 700, "1968-01", "1968-04");
	first_is("2026-11-22T03:01:00Z", 0.01, "2026-11-22T03:05:00Z");
	first_is("2026-11-22T03:01:00Z", 10, "2026-11-23");
	first_is("2026-11-03T03:00:00Z", 100, "2026-11-09");
	first_is("2026-11-03T03:00:00Z", 200, "2026-12-01");
	first_is("2026-11-01", 200, "2026-11-01");
	first_is("2026-11-22", 2000, "2027-01-01");
	time_tics(&tics, at("2026-11-22"), at("2026-11-22"), MOST);
	ok(tics.nr == 1, "one time, on a tic");
	ok(always_few(), "two to %d from a quarter of an hour to thousands of years", MOST);
	return tap_done();
}
