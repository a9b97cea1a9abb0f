// SPDX-License-Identifier: GPL-2.0-only
/* rank_test(), edivisive() and changes_find() where the right answer is known. */
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "ack.h"
#include "changes.h"
#include "compare.h"
#include "edivisive.h"
#include "rank-test.h"
#include "tap.h"

static const struct change_limits limits = CHANGE_LIMITS;

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fabs(b);
}

/* The test that counts all ways to choose; without ties both are exact. */
static double by_counting(const double *x, size_t m, const double *y, size_t n)
{
	double a[20], b[20], p;
	struct dist da, db;

	for (size_t i = 0; i < m; i++)
		a[i] = x[i];
	for (size_t i = 0; i < n; i++)
		b[i] = y[i];
	dist_from_values(&da, a, m);
	dist_from_values(&db, b, n);
	p = mann_whitney(&da, &db);
	dist_free(&da);
	dist_free(&db);
	return p;
}

static void test_rank_test(void)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double v[100];
	unsigned int exact = 0, tried = 0;

	for (size_t i = 0; i < 100; i++)
		v[i] = i;
	ok(near(rank_test(v, 10, v + 10, 10), 2 / 184756.0), "ten below ten: 2 of 184756 ways");
	ok(near(rank_test(v + 10, 10, v, 10), 2 / 184756.0), "and the other way round");
	ok(near(rank_test(v, 5, v + 5, 50), 2 / 3478761.0), "five below fifty: 2 of 3478761 ways");
	ok(rank_test(v, 50, v + 50, 50) < 1e-15, "fifty below fifty: next to nothing");
	ok(near(rank_test(v, 1, v + 1, 99), 0.02), "one below all others: 2 of 100");
	for (size_t i = 0; i < 20; i++)
		v[i] = 7;
	ok(rank_test(v, 10, v + 10, 10) == 1, "all equal: 1");
	for (unsigned int round = 0; round < 400; round++) {
		size_t m = 3 + round % 8;
		double p;

		for (size_t i = 0; i < 20; i++)
			v[i] = gsl_rng_uniform(rng) + (i < m ? 0 : 0.6);
		p = rank_test(v, m, v + m, 20 - m);
		if (p > 0.1)
			continue;
		tried++;
		exact += near(p, by_counting(v, m, v + m, 20 - m));
	}
	ok(tried > 100 && exact == tried, "as exact as counting, %u of %u", exact, tried);
	gsl_rng_free(rng);
}

#define MAX_NIGHTS	400

/* A history of one metric, so that changes have a night and a commit. */
static struct fixture {
	struct history history;
	struct history_row row[MAX_NIGHTS];
	size_t index[MAX_NIGHTS];
	double value[MAX_NIGHTS];
	struct trend trend;
	struct changes found;
} f;

static const char *const commits[] = { "aaa", "bbb", "ccc", "ddd" };

/* A night each 1,000 seconds, a commit for each ten nights. */
static void start(size_t nights, bool exact)
{
	f.history = (struct history) { .nr = nights, .row = f.row };
	f.trend = (struct trend) {
		.history = &f.history, .host = "h", .engine = "direct", .mode = "vhe",
		.metric = "two-hook.off.total", .exact = exact, .nr = nights, .row = f.index,
		.value = f.value,
	};
	for (size_t i = 0; i < nights; i++) {
		f.index[i] = i;
		f.row[i] = (struct history_row) { .time = 1000.0 * i };
		f.row[i].fact[HISTORY_COMMIT] = commits[i / 10 % 4];
		f.row[i].fact[HISTORY_TIME] = "";
		f.value[i] = 259;
	}
}

static void find(const struct change_limits *with)
{
	free(f.found.change);
	changes_find(&f.found, &f.trend, with);
}

static bool found_at(size_t nr, size_t index, double before, double after, bool open)
{
	const struct change *c = &f.found.change[nr];

	return nr < f.found.nr && c->index == index && c->before == before && c->after == after &&
	       c->open == open;
}

static void add_from(size_t night, double delta)
{
	for (size_t i = night; i < f.trend.nr; i++)
		f.value[i] += delta;
}

static void test_exact(void)
{
	start(20, true);
	find(&limits);
	ok(!f.found.nr, "exact: twenty equal nights have no change");
	add_from(19, 1);
	find(&limits);
	ok(f.found.nr == 1 && found_at(0, 19, 259, 260, true) && isnan(f.found.change[0].p),
	   "exact: one tick in the newest night is a regression");
	add_from(5, -3);
	find(&limits);
	ok(f.found.nr == 2 && found_at(0, 5, 259, 256, false) && found_at(1, 19, 256, 257, true),
	   "exact: so it is where it is less than an improvement before it");
	start(20, true);
	add_from(5, 3);
	add_from(10, -2);
	find(&limits);
	ok(f.found.nr == 2 && found_at(0, 5, 259, 262, true),
	   "exact: a regression that is mended in part stays open");
	add_from(15, -1);
	find(&limits);
	ok(f.found.nr == 3 && found_at(0, 5, 259, 262, false), "exact: one that is mended does not");
	add_from(18, 3);
	find(&limits);
	ok(found_at(0, 5, 259, 262, false) && found_at(3, 18, 259, 262, true),
	   "exact: not even when the same comes again");
	start(1, true);
	find(&limits);
	ok(!f.found.nr, "exact: one night has no change");
}

/* Noise that repeats: three distinct values, so that medians are known. */
static void add_noise(void)
{
	for (size_t i = 0; i < f.trend.nr; i++)
		f.value[i] += (double)((i * 7) % 3) - 1;
}

static void test_noisy(void)
{
	struct change_limits coarse = limits;

	for (size_t nights = 1; nights <= 8; nights++) {
		start(nights, false);
		add_from(nights / 2, 100);
		find(&limits);
		if (f.found.nr)
			break;
	}
	ok(!f.found.nr, "noise: up to eight nights show nothing");
	start(100, false);
	add_noise();
	find(&limits);
	ok(!f.found.nr, "noise: a hundred nights without a change");
	add_from(60, 20);
	find(&limits);
	ok(f.found.nr == 1 && found_at(0, 60, 259, 279, true) && f.found.change[0].p < 1e-6,
	   "noise: a step, with the medians of both levels");
	coarse.min_magnitude = 0.1;
	find(&coarse);
	ok(!f.found.nr, "noise: less than --min-magnitude is no change");
	add_from(80, -14);
	find(&limits);
	ok(f.found.nr == 2 && found_at(0, 60, 259, 279, true) && found_at(1, 80, 279, 265, false),
	   "noise: a regression that went back by two thirds is open");
	add_from(80, -2);
	find(&limits);
	ok(f.found.nr == 2 && found_at(0, 60, 259, 279, false),
	   "noise: by four fifths it is not");
	start(100, false);
	add_noise();
	add_from(95, 50);
	find(&limits);
	ok(f.found.nr == 1 && found_at(0, 95, 259, 309, true), "noise: five nights of a large step do");
	start(200, false);
	add_noise();
	add_from(100, 6);
	f.value[50] = f.value[51] = 900;
	find(&limits);
	ok(f.found.nr == 1 && found_at(0, 100, 259, 265, true),
	   "noise: two outliers in a row do not draw a step to them");
	start(100, false);
	find(&limits);
	ok(!f.found.nr, "noise: a constant has no change");
	add_from(50, 1);
	find(&limits);
	ok(f.found.nr == 1 && found_at(0, 50, 259, 260, true), "noise: two constants have one");
	start(100, false);
	add_noise();
	add_from(30, 20);
	add_from(60, 3);
	add_from(80, -10);
	coarse.min_magnitude = 0.02;
	find(&coarse);
	ok(f.found.nr == 2 && found_at(0, 30, 259, 280, true) && found_at(1, 80, 280, 272, false),
	   "noise: levels join where a small change between them is dropped");
	start(400, false);
	add_noise();
	for (size_t i = 20; i < 400; i += 20)
		add_from(i, i / 20 % 2 ? 30 : -30);
	find(&limits);
	ok(f.found.nr == 19 && found_at(18, 380, 259, 289, true), "noise: nineteen steps (%zu)",
	   f.found.nr);
}

static void accept(const char *first, double time, const char *metric)
{
	struct ack ack = {
		.first = (char *)first, .metric = (char *)metric, .reason = (char *)"why",
		.time = time,
	};
	struct acks acks = { .nr = 1, .ack = &ack };

	find(&limits);
	acks_apply(&acks, &f.trend, &f.found);
}

static bool accepted(size_t nr)
{
	return f.found.change[nr].reason && !f.found.change[nr].open;
}

static void test_accept(void)
{
	start(30, true);
	add_from(10, 1);
	add_from(15, 1);
	accept("bbb", NAN, "two-hook.*");
	ok(accepted(0), "accept: by the commit that made it");
	ok(!accepted(1), "accept: not what comes later with the same commit");
	accept("ccc", NAN, "*");
	ok(!accepted(0) && !accepted(1), "accept: not by another commit");
	accept("bbb", NAN, "four-call.*");
	ok(!accepted(0), "accept: not for another metric");
	accept("1970-01-01T04:10:00Z", 15000, "*");
	ok(!accepted(0) && accepted(1), "accept: by time");
	f.row[15].fact[HISTORY_TIME] = "15000";
	accept("15000", NAN, "*");
	ok(accepted(1), "accept: by time in seconds");
	f.row[14].time = 15000;
	accept("x", 15000, "*");
	ok(!accepted(1), "accept: of several commits of one time only the first");
	f.row[14].time = 14000;
	accept("1970-01-01T04:26:40Z", 16000, "*");
	ok(!accepted(1), "accept: an exact change has one first night");
	start(100, false);
	add_noise();
	add_from(60, 20);
	accept("x", 61000, "*");
	ok(accepted(0), "accept: with noise, the night beside it does");
	accept("x", 62000, "*");
	ok(!accepted(0), "accept: but not the one after that");
}

int main(void)
{
	test_rank_test();
	test_exact();
	test_noisy();
	test_accept();
	return tap_done();
}
