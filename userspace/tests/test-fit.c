// SPDX-License-Identifier: GPL-2.0-only
/* The fit of a sweep, on data with a known answer, and the lists of numbers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counts.h"
#include "fit.h"
#include "tap.h"

#define COUNT(a)	(sizeof(a) / sizeof(*(a)))
#define GRID		(6 * 4)

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-9 * fmax(1, fabs(b));
}

/* y = a + b x breakpoints + c x watchpoints, of 6 and 4. */
static void make_grid(struct fit_point *point, double a, double b, double c)
{
	for (int i = 0; i < GRID; i++) {
		int wrps = 1 + i / 6;

		point[i].brps = 1 + i % 6;
		point[i].wrps = wrps;
		point[i].y = a + b * point[i].brps + c * point[i].wrps;
	}
}

static void exact_grids(void)
{
	static const double made[][3] = {
		{ 247, 0, 0 }, { 130, 8, 8 }, { 101, 8, 4 }, { 99.5, 2.25, 0.75 }, { 1e9, 16, 16 },
	};
	struct fit_point point[GRID];
	struct fit f;

	for (size_t i = 0; i < COUNT(made); i++) {
		make_grid(point, made[i][0], made[i][1], made[i][2]);
		fit(&f, point, GRID);
		ok(near(f.value[FIT_INTERCEPT], made[i][0]) && !signbit(f.value[FIT_BREAKPOINT]) &&
		   near(f.value[FIT_BREAKPOINT], made[i][1]) &&
		   near(f.value[FIT_WATCHPOINT], made[i][2]),
		   "the terms of a grid without noise: %g, %g, %g", made[i][0], made[i][1],
		   made[i][2]);
	}
	make_grid(point, 130, 8, 12);
	fit(&f, point, GRID);
	ok(f.residual_max == 0 && f.error[FIT_INTERCEPT] == 0 && f.error[FIT_BREAKPOINT] == 0 &&
	   f.error[FIT_WATCHPOINT] == 0, "whole numbers on a plane: residual and errors are 0, not almost");
	ok(f.value[FIT_INTERCEPT] == 130 && f.value[FIT_BREAKPOINT] == 8 &&
	   f.value[FIT_WATCHPOINT] == 12, "and the terms are whole numbers");
	ok(near(fit_at(&f, 6, 4), 130 + 48 + 48) && near(fit_at(&f, 0, 0), 130), "the fit at a point");
	point[7].y++;
	fit(&f, point, GRID);
	ok(f.residual_max > 0.5 && f.residual_max < 1 && f.error[FIT_BREAKPOINT] > 0,
	   "one tick off at one point is seen: residual %g, error %g", f.residual_max,
	   f.error[FIT_BREAKPOINT]);
}

/*
 * Norris, of NIST's reference data sets for linear regression, y and x. Its terms and
 * their errors are certified to 15 digits.
 */
static void certified(void)
{
	static const double norris[][2] = {
		{ 0.1, 0.2 }, { 338.8, 337.4 }, { 118.1, 118.2 }, { 888.0, 884.6 },
		{ 9.2, 10.1 }, { 228.1, 226.5 }, { 668.5, 666.3 }, { 998.5, 996.3 },
		{ 449.1, 448.6 }, { 778.9, 777.0 }, { 559.2, 558.2 }, { 0.3, 0.4 },
		{ 0.1, 0.6 }, { 778.1, 775.5 }, { 668.8, 666.9 }, { 339.3, 338.0 },
		{ 448.9, 447.5 }, { 10.8, 11.6 }, { 557.7, 556.0 }, { 228.3, 228.1 },
		{ 998.0, 995.8 }, { 888.8, 887.6 }, { 119.6, 120.2 }, { 0.3, 0.3 },
		{ 0.6, 0.3 }, { 557.6, 556.8 }, { 339.3, 339.1 }, { 888.0, 887.2 },
		{ 998.5, 999.0 }, { 778.9, 779.0 }, { 10.2, 11.1 }, { 117.6, 118.3 },
		{ 228.9, 229.2 }, { 668.4, 669.1 }, { 449.2, 448.9 }, { 0.2, 0.5 },
	};
	struct fit_point point[COUNT(norris)];
	struct fit f;

	for (size_t i = 0; i < COUNT(norris); i++)
		point[i] = (struct fit_point) {
			.brps = norris[i][1], .wrps = 4, .y = norris[i][0],
		};
	fit(&f, point, COUNT(norris));
	ok(!f.has[FIT_WATCHPOINT] && isnan(f.value[FIT_WATCHPOINT]) &&
	   isnan(f.error[FIT_WATCHPOINT]),
	   "a number that does not vary has no term");
	ok(near(f.value[FIT_INTERCEPT], -0.262323073774029) &&
	   near(f.value[FIT_BREAKPOINT], 1.00211681802045), "Norris: the certified terms");
	ok(near(f.error[FIT_INTERCEPT], 0.232818234301152) &&
	   near(f.error[FIT_BREAKPOINT], 0.429796848199937e-3), "Norris: the certified errors");
}

static void few_points(void)
{
	static const struct fit_point one = { 6, 4, 589 }, two[] = { { 1, 4, 20 }, { 3, 4, 36 } };
	struct fit f;

	fit(&f, &one, 1);
	ok(f.value[FIT_INTERCEPT] == 589 && isnan(f.error[FIT_INTERCEPT]) &&
	   isnan(f.residual_max), "one point: the figure is the intercept, without error and residual");
	fit(&f, two, 2);
	ok(f.value[FIT_INTERCEPT] == 12 && f.value[FIT_BREAKPOINT] == 8 &&
	   isnan(f.error[FIT_BREAKPOINT]) && isnan(f.residual_max),
	   "two points: a line, without error and residual");
}

/* Runs something that must end the program with status 2. */
static bool refuses(uint32_t (*parse)(const char *, const char *), const char *arg)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(9);
		parse("--brps", arg);
		_exit(0);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 2;
}

static uint32_t limit_of_six(const char *opt, const char *arg)
{
	return counts_limit(opt, counts_parse(opt, arg), 6, "breakpoints");
}

static uint32_t fit_in_step(const char *opt, const char *arg)
{
	static const struct fit_point point[] = { { 1, 1, 1 }, { 2, 2, 2 }, { 3, 3, 3 } };
	struct fit f;

	(void)opt;
	(void)arg;
	fit(&f, point, COUNT(point));
	return 0;
}

static void lists(void)
{
	static const struct { const char *list; uint32_t counts; } good[] = {
		{ "1", 1 << 1 }, { "16", 1 << 16 }, { "1-6", 0x7e }, { "1,3,6", 0x4a }, { "6,3,1", 0x4a },
		{ "2-2", 1 << 2 }, { "1-2,4-5,16", 0x10036 }, { "1,1,1-2", 6 }, { "1-16", 0x1fffe },
	};
	static const char *const bad[] = {
		"", "0", "17", "a", "1-", "-1", "1,", ",1", "1,,2", "3-1", "1-17", "0-3", "1 2", "1-2-3",
		"99999999999999999999", "+1", " 1", "all",
	};

	for (size_t i = 0; i < COUNT(good); i++)
		ok(counts_parse("--brps", good[i].list) == good[i].counts, "list %s", good[i].list);
	for (size_t i = 0; i < COUNT(bad); i++)
		ok(refuses(counts_parse, bad[i]), "no list: '%s'", bad[i]);
	ok(counts_up_to(0) == 0 && counts_up_to(16) == 0x1fffe, "all numbers up to one");
	ok(counts_limit("--brps", 0, 6, "breakpoints") == 0x7e, "no list: all there are");
	ok(limit_of_six("--brps", "2,6") == 0x44, "a list within what there is");
	ok(refuses(limit_of_six, "1-7"), "more than there are is refused");
	ok(refuses(fit_in_step, ""), "numbers that grow in step are refused");
}

int main(void)
{
	exact_grids();
	certified();
	few_points();
	lists();
	return tap_done();
}
