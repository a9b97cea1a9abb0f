// SPDX-License-Identifier: GPL-2.0-only
/* Labels above a panel: none overlap, and the important ones are kept. */
#include <stdlib.h>
#include <time.h>

#include <gsl/gsl_rng.h>

#include "error.h"
#include "plot-labels.h"
#include "tap.h"

static const struct label_rows rows = { .left = 80, .right = 1190, .most = 10 };

static double left_of(const struct plot_label *l)
{
	return l->left ? l->x - LABEL_GAP - l->width : l->x + LABEL_GAP;
}

/* Texts as boxes of their row, poles as lines from below up to it. */
static bool all_apart(const struct plot_label *l, size_t nr, int used)
{
	for (size_t i = 0; i < nr; i++) {
		double from = left_of(&l[i]), to = from + l[i].width;

		if (l[i].row < 0)
			continue;
		if (l[i].row >= used || from < rows.left || to > rows.right)
			return false;
		for (size_t j = 0; j < nr; j++) {
			double other = left_of(&l[j]);

			if (j == i || l[j].row < 0)
				continue;
			if (l[j].row == l[i].row && from < other + l[j].width && other < to)
				return false;
			if (l[j].row >= l[i].row && l[j].x > from && l[j].x < to)
				return false;
		}
	}
	return true;
}

static size_t count(const struct plot_label *l, size_t nr)
{
	size_t placed = 0;

	for (size_t i = 0; i < nr; i++)
		placed += l[i].row >= 0;
	return placed;
}

static void place(const char *what, struct plot_label *l, size_t nr, size_t least, int most_rows)
{
	int used = labels_place(l, nr, &rows);

	ok(all_apart(l, nr, used), "%s: none overlap", what);
	ok(count(l, nr) >= least, "%s: %zu of %zu are placed", what, count(l, nr), nr);
	ok(used <= most_rows, "%s: %d rows", what, used);
}

static void random_ones(gsl_rng *rng, size_t nr)
{
	struct plot_label *l = xalloc(nr, sizeof(*l));
	bool apart = true, first = true;

	for (int round = 0; round < 200; round++) {
		for (size_t i = 0; i < nr; i++)
			l[i] = (struct plot_label) {
				.x = 100 + 1060 * gsl_rng_uniform(rng),
				.width = 100 + 400 * gsl_rng_uniform(rng),
			};
		/* Some at the same place, as the changes of runs of one night are. */
		for (size_t i = 0; i + 1 < nr; i += 5)
			l[i + 1].x = l[i].x;
		apart = apart && all_apart(l, nr, labels_place(l, nr, &rows));
		first = first && l[0].row >= 0;
	}
	ok(apart, "%zu at random, 200 times: none overlap", nr);
	ok(first, "%zu at random: the most important is always placed", nr);
	free(l);
}

int main(void)
{
	struct plot_label one = { .x = 600, .width = 200 }, wide = { .x = 600, .width = 2000 };
	struct plot_label last = { .x = 1150, .width = 200 };
	struct plot_label pair[] = { { .x = 600, .width = 200 }, { .x = 600, .width = 200 } };
	struct plot_label even[12], dense[3000];
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	clock_t begun;

	ok(labels_place(NULL, 0, &rows) == 0, "no label: no row");
	place("one", &one, 1, 1, 1);
	ok(!one.left, "one: right of its pole");
	place("at the right end", &last, 1, 1, 1);
	ok(last.left, "at the right end: left of its pole");
	ok(labels_place(&wide, 1, &rows) == 0 && wide.row < 0, "too wide: not placed");
	place("two at a place", pair, 2, 2, 2);

	for (size_t i = 0; i < 12; i++)
		even[i] = (struct plot_label) { .x = 1130 - 88.0 * i, .width = 230 };
	place("twelve, newest first", even, 12, 9, 10);
	for (size_t i = 0; i < 12; i++)
		even[i] = (struct plot_label) { .x = 162 + 88.0 * i, .width = 230 };
	place("twelve, oldest first", even, 12, 9, 10);

	for (size_t i = 0; i < 3000; i++)
		dense[i] = (struct plot_label) { .x = 1160 - 0.35 * i, .width = 230 };
	begun = clock();
	place("three thousand", dense, 3000, 8, 10);
	ok((double)(clock() - begun) / CLOCKS_PER_SEC < 1, "three thousand: in %.3f s",
	   (double)(clock() - begun) / CLOCKS_PER_SEC);
	ok(dense[0].row >= 0, "three thousand: the newest is placed");

	random_ones(rng, 5);
	random_ones(rng, 20);
	random_ones(rng, 60);
	gsl_rng_free(rng);
	return tap_done();
}
