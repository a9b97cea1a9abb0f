// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench-accuracy [SEED]
 *
 * What edivisive() finds of known changes in made-up histories, with the defaults of
 * `wsbench regress`: a table of recall and precision, and of false alarms where there is
 * nothing to find. A change counts as found when a change point is at most one night
 * away. Sizes are in standard deviations of the noise, where that varies of the
 * quieter nights'.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "changes.h"
#include "edivisive.h"
#include "tap.h"

#define STEPS		4000	/* for each field of the table of steps; a quarter with odd noise */
#define NULL_POINTS	100000	/* points for each field of the table of false alarms */
#define MAX_NIGHTS	2000
#define MAX_STEPS	200
#define NEAR		1

static const struct change_limits limits = CHANGE_LIMITS;
static gsl_rng *rng;

static double normal(size_t i)
{
	(void)i;
	return gsl_ran_gaussian(rng, 1);
}

static double heavy(size_t i)
{
	(void)i;
	return gsl_ran_tdist(rng, 3) / sqrt(3);
}

static double skewed(size_t i)
{
	(void)i;
	return gsl_ran_exponential(rng, 1) - 1;
}

static double outliers(size_t i)
{
	return normal(i) + (gsl_rng_uniform(rng) < 0.02 ? 10 : 0);
}

static double heteroscedastic(size_t i)
{
	return normal(i) * (i / 40 % 2 ? 3 : 1);
}

static double rounded(size_t i)
{
	return round(2 * normal(i)) / 2;
}

static double autocorrelated(size_t i)
{
	static double last;

	last = (i ? 0.2 * last : 0) + normal(i);
	return last;
}

/* A standard deviation in so many nights. */
static double drift_500(size_t i)
{
	return normal(i) + i / 500.0;
}

static double drift_100(size_t i)
{
	return normal(i) + i / 100.0;
}

static double drift_30(size_t i)
{
	return normal(i) + i / 30.0;
}

static const struct noise {
	const char *name;
	double (*draw)(size_t i);
	bool quiet;	/* without a change there: at most one false alarm in 1,000 points */
} noises[] = {
	{ "normal", normal, true },
	{ "heavy tails (t, 3)", heavy, true },
	{ "skewed (exponential)", skewed, true },
	{ "2 % outliers of 10", outliers, true },
	{ "x3 every other 40 nights", heteroscedastic, true },
	{ "in steps of half of it", rounded, true },
	{ "autocorrelated, 0.2", autocorrelated, false },
	{ "drift, 1 in 500 nights", drift_500, true },
	{ "drift, 1 in 100 nights", drift_100, false },
	{ "drift, 1 in 30 nights", drift_30, false },
};

#define NR_NOISES	(sizeof(noises) / sizeof(*noises))

/**
 * struct made_up - where the steps are, and which way
 * @nights: its length
 * @nr: number of steps
 * @at: their places
 * @up: their directions, 1 or -1
 */
struct made_up {
	size_t nights, nr, at[MAX_STEPS];
	int up[MAX_STEPS];
};

static void add_step(struct made_up *h, size_t at, int up)
{
	h->at[h->nr] = at;
	h->up[h->nr++] = up;
}

static void one_step(struct made_up *h, size_t before, size_t after)
{
	h->nights = before + after;
	add_step(h, before, 1);
}

static void half_way(struct made_up *h)
{
	one_step(h, 100, 100);
}

static void newest_ten(struct made_up *h)
{
	one_step(h, 100, 10);
}

static void short_history(struct made_up *h)
{
	one_step(h, 10, 10);
}

static void up_and_back(struct made_up *h)
{
	one_step(h, 50, 60);
	add_step(h, 60, -1);
}

static void stairs(struct made_up *h)
{
	h->nights = 100;
	for (size_t i = 10; i < h->nights; i += 10)
		add_step(h, i, 1);
}

/* Levels of ten nights to seventy. */
static void at_random(struct made_up *h, size_t nights)
{
	size_t at = 0;

	h->nights = nights;
	while (at += 10 + gsl_rng_uniform_int(rng, 61), at + 10 <= nights)
		add_step(h, at, gsl_rng_uniform_int(rng, 2) ? 1 : -1);
}

static void random_200(struct made_up *h)
{
	at_random(h, 200);
}

static void random_2000(struct made_up *h)
{
	at_random(h, 2000);
}

static const struct scene {
	const char *name;
	void (*make)(struct made_up *h);
	bool long_enough;	/* each step has more than ten nights on one side */
} scenes[] = {
	{ "100 nights, then 100", half_way, true },
	{ "100 nights, then 10", newest_ten, true },
	{ "10 nights up in 110", up_and_back, true },
	{ "at random in 200", random_200, true },
	{ "at random in 2000", random_2000, true },
	{ "10 nights, then 10", short_history, false },
	{ "a step each 10 nights", stairs, false },
};

#define NR_SCENES	(sizeof(scenes) / sizeof(*scenes))

static const double sizes[] = { 1, 2, 3, 5, 10 };

#define NR_SIZES	(sizeof(sizes) / sizeof(*sizes))

static void fill(double *value, const struct made_up *h, const struct noise *noise, double size)
{
	double level = 0;

	for (size_t i = 0, s = 0; i < h->nights; i++) {
		if (s < h->nr && i == h->at[s])
			level += h->up[s++] * size;
		value[i] = level + noise->draw(i);
	}
}

static bool is_near(size_t a, size_t b)
{
	return a <= b + NEAR && b <= a + NEAR;
}

/**
 * struct score - what was found in many histories
 * @steps: steps there were
 * @hits: of these, found
 * @found: change points told
 */
struct score {
	size_t steps, hits, found;
};

static void add_score(struct score *score, const struct made_up *h, const struct divisions *d)
{
	score->steps += h->nr;
	score->found += d->nr;
	for (size_t i = 0, j = 0; i < h->nr; i++) {
		while (j < d->nr && d->division[j].index + NEAR < h->at[i])
			j++;
		score->hits += j < d->nr && is_near(d->division[j].index, h->at[i]);
	}
}

static struct score run_scene(const struct scene *scene, const struct noise *noise, double size)
{
	static double value[MAX_NIGHTS];
	struct score score = { 0 };

	while (score.steps < (noise->draw == normal ? STEPS : STEPS / 4)) {
		struct made_up h = { 0 };
		struct divisions d;

		scene->make(&h);
		fill(value, &h, noise, size);
		edivisive(&d, value, h.nights, limits.window, limits.max_pvalue);
		add_score(&score, &h, &d);
		free(d.division);
	}
	return score;
}

static double recall(const struct score *s)
{
	return (double)s->hits / s->steps;
}

static double precision(const struct score *s)
{
	return s->found ? (double)s->hits / s->found : 1;
}

/* Steps that lie in the noise may be missed; of those of 3 and more 95 % are found. */
static void test_steps(const struct noise *noise)
{
	printf("# recall (precision)       step of 1      2              3              5              10   noise: %s\n",
	       noise->name);
	for (size_t i = 0; i < NR_SCENES; i++) {
		struct score sum = { 0 };
		double worst = 1;

		printf("# %-22s", scenes[i].name);
		for (size_t j = 0; j < NR_SIZES; j++) {
			struct score s = run_scene(&scenes[i], noise, sizes[j]);

			printf("  %.3f (%.3f)", recall(&s), precision(&s));
			if (sizes[j] < 3)
				continue;
			worst = fmin(worst, recall(&s));
			sum.steps += s.steps;
			sum.hits += s.hits;
		}
		putchar('\n');
		if (noise->draw == normal && scenes[i].long_enough)
			ok(worst >= 0.95, "%s, %s: 95 %% of the steps of 3 and more (%.3f)",
			   noise->name, scenes[i].name, worst);
		else if (noise->draw == normal)
			ok(recall(&sum) >= 0.95, "%s, %s: 95 %% of the steps of 3, 5 and 10 (%.3f)",
			   noise->name, scenes[i].name, recall(&sum));
	}
}

static double false_alarms(const struct noise *noise, size_t nights)
{
	static double value[MAX_NIGHTS];
	const struct made_up h = { .nights = nights };
	size_t points = 0, alarms = 0;

	for (; points < NULL_POINTS; points += nights) {
		struct divisions d;

		fill(value, &h, noise, 0);
		edivisive(&d, value, nights, limits.window, limits.max_pvalue);
		alarms += d.nr;
		free(d.division);
	}
	return 1000.0 * alarms / points;
}

static void test_false_alarms(void)
{
	static const size_t nights[] = { 2, 5, 10, 20, 50, 200, 2000 };

	fputs("# false alarms in 1,000 points, nights:", stdout);
	for (size_t i = 0; i < sizeof(nights) / sizeof(*nights); i++)
		printf("%7zu", nights[i]);
	putchar('\n');
	for (size_t n = 0; n < NR_NOISES; n++) {
		double most = 0;

		printf("# %-37s", noises[n].name);
		for (size_t i = 0; i < sizeof(nights) / sizeof(*nights); i++) {
			double alarms = false_alarms(&noises[n], nights[i]);

			printf("%7.2f", alarms);
			most = fmax(most, alarms);
		}
		putchar('\n');
		if (noises[n].quiet)
			ok(most <= 1, "%s: one false alarm in 1,000 points at most (%.2f)",
			   noises[n].name, most);
	}
}

/* Looked at every night: how many of them begin an alarm that was not there the night before. */
static void test_every_night(void)
{
	static double value[MAX_NIGHTS];
	const struct made_up h = { .nights = 400 };
	size_t nights = 0, alarms = 0;

	for (size_t i = 0; i < 50; i++) {
		bool was = false;

		fill(value, &h, &noises[0], 0);
		for (size_t n = 60; n <= h.nights; n++, nights++) {
			struct divisions d;

			edivisive(&d, value, n, limits.window, limits.max_pvalue);
			alarms += d.nr && !was;
			was = d.nr;
			free(d.division);
		}
	}
	ok(1000.0 * alarms / nights <= 1, "looked at every night: one alarm in 1,000 at most (%.2f)",
	   1000.0 * alarms / nights);
}

/* One night, or two in a row, however far out: no level, at any place of any history. */
static void test_outliers(void)
{
	static double value[MAX_NIGHTS];
	size_t found = 0, tried = 0;

	for (size_t nights = 3; nights <= 120; nights += 13) {
		const struct made_up h = { .nights = nights };

		for (size_t at = 0; at < nights; at++, tried++) {
			struct divisions d;

			for (size_t i = 0; i < nights; i++)
				value[i] = i == at ? 1000 : 0.001 * (i % 3);
			edivisive(&d, value, h.nights, limits.window, limits.max_pvalue);
			found += d.nr;
			free(d.division);
		}
	}
	ok(!found, "a single outlier is no change (%zu places tried)", tried);
}

int main(int argc, char **argv)
{
	unsigned long seed = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(rng, seed);
	printf("# seed %lu, window %zu, max-pvalue %g\n", seed, limits.window, limits.max_pvalue);
	for (size_t n = 0; n < 5; n++)
		test_steps(&noises[n]);
	test_false_alarms();
	test_every_night();
	test_outliers();
	gsl_rng_free(rng);
	return tap_done();
}
