// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is read of a history, and the intervals that are in it. What is refused is in
 * test-record.sh.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "error.h"
#include "history.h"
#include "median-interval.h"
#include "tap.h"

#define HEADER	"time,commit,host,kernel,engine,mode"
#define ROUNDS	20000

static void read_text(struct history *history, const char *text)
{
	char *path = xstrdup("/tmp/wsbench-test.XXXXXX");
	int fd = mkstemp(path);
	FILE *fp = fd < 0 ? NULL : fdopen(fd, "w");

	if (!fp || fputs(text, fp) < 0 || fclose(fp))
		die(path, "cannot write");
	history_read(history, path);
	unlink(path);
}

static void test_rows(void)
{
	struct history h;

	read_text(&h, "\xef\xbb\xbf" HEADER ",a,b\r\n"
		  "2026-11-22T22:29:06Z,c1,h1,k1,direct,vhe,1.5,\r\n"
		  "\r\n"
		  "1,\"c,2\",h1,,direct,nvhe,,-2e3\r\n"
		  "1970-01-02,c1,h1,k1,any,vhe,3,4\r\n");
	ok(h.nr == 3 && h.nr_columns == 2, "three rows of two columns");
	ok(!strcmp(h.column[0], "a") && !strcmp(h.column[1], "b"), "by name");
	ok(h.row[0].time == 1795386546 && h.row[1].time == 1 && h.row[2].time == 86400,
	   "times are seconds");
	ok(h.row[0].line == 2 && h.row[1].line == 4 && h.row[2].line == 5, "lines are the file's");
	ok(!strcmp(h.row[1].fact[HISTORY_COMMIT], "c,2") && !*h.row[1].fact[HISTORY_KERNEL] &&
	   !strcmp(h.row[1].fact[HISTORY_MODE], "nvhe") && !strcmp(h.row[2].fact[HISTORY_TIME], "1970-01-02"),
	   "facts are texts");
	ok(h.row[0].fact[HISTORY_COMMIT] == h.row[2].fact[HISTORY_COMMIT] &&
	   h.row[0].fact[HISTORY_HOST] == h.row[1].fact[HISTORY_HOST], "and shared");
	ok(h.value[0][0] == 1.5 && isnan(h.value[0][1]) && h.value[0][2] == 3 &&
	   isnan(h.value[1][0]) && h.value[1][1] == -2000 && h.value[1][2] == 4,
	   "values are numbers, or none");
	read_text(&h, HEADER "\n");
	ok(!h.nr && !h.nr_columns, "a header alone is no rows");
}

static void test_order(void)
{
	struct history_row a = { .fact = { "", "c", "h", "k", "e", "m" }, .time = 1 }, b = a;

	b.fact[HISTORY_COMMIT] = "d";
	b.fact[HISTORY_KERNEL] = "l";
	ok(!history_compare_runs(&a, &b), "commit and kernel do not make another run");
	b.fact[HISTORY_MODE] = "n";
	ok(history_compare_runs(&a, &b) < 0 && history_compare_runs(&b, &a) > 0, "the mode does");
	b.time = 0.5;
	ok(history_compare_runs(&a, &b) > 0, "and the time before all");
}

/* The ranks, from 1, of the interval of n values; 0 if there is none. */
static unsigned int rank_of(unsigned int n)
{
	double *values = xalloc(n, sizeof(*values)), lo = 0, hi = 0;
	unsigned int k = 0;
	struct dist d;

	for (unsigned int i = 0; i < n; i++)
		values[i] = i + 1;
	dist_from_values(&d, values, n);
	if (median_interval(&d, &lo, &hi))
		k = hi == n + 1 - lo ? lo : UINT32_MAX;
	dist_free(&d);
	free(values);
	return k;
}

/* How many of the intervals of @n skewed values have the median of their law in them. */
static double coverage(unsigned int n)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	unsigned int hits = 0;

	for (unsigned int round = 0; round < ROUNDS; round++) {
		double values[64], lo, hi;
		struct dist d;

		for (unsigned int i = 0; i < n; i++)
			values[i] = gsl_ran_exponential(rng, 1);
		dist_from_values(&d, values, n);
		hits += median_interval(&d, &lo, &hi) && lo <= M_LN2 && M_LN2 <= hi;
		dist_free(&d);
	}
	gsl_rng_free(rng);
	return (double)hits / ROUNDS;
}

static void test_intervals(void)
{
	/* As tables of the sign test have them. */
	static const unsigned int want[][2] = {
		{ 1, 0 }, { 2, 0 }, { 5, 0 }, { 6, 1 }, { 8, 1 }, { 9, 2 }, { 11, 2 }, { 12, 3 },
		{ 20, 6 }, { 25, 8 }, { 50, 18 }, { 100, 40 },
	};

	for (size_t i = 0; i < sizeof(want) / sizeof(*want); i++)
		ok(rank_of(want[i][0]) == want[i][1], "of %u values the interval begins at number %u",
		   want[i][0], want[i][1]);
	ok(fabs(rank_of(1000000) - (500000 - 0.98 * 1000)) < 1.5, "and of a million where the normal law has it");
	for (unsigned int n = 6; n <= 24; n += 9)
		ok(coverage(n) >= 0.948, "intervals of %u values have the median in them in %.2f%%", n,
		   100 * coverage(n));
}

int main(void)
{
	test_rows();
	test_order();
	test_intervals();
	return tap_done();
}
