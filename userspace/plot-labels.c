// SPDX-License-Identifier: GPL-2.0-only
#include "plot-labels.h"

/* Fewer labels than these have room in any figure. */
#define MOST_LABELS	64

/* The text's ends with the gaps around it. */
static double start(const struct plot_label *l)
{
	return l->left ? l->x - l->width - 2 * LABEL_GAP : l->x;
}

static double end(const struct plot_label *l)
{
	return l->left ? l->x : l->x + l->width + 2 * LABEL_GAP;
}

/* Whether a text stands above the place of another label, whose pole must end below it. */
static bool above(const struct plot_label *text, const struct plot_label *pole)
{
	return pole->x > start(text) && pole->x < end(text);
}

/*
 * Texts are right of their poles but for those that have no room there, and those that
 * such a text and they would stand above each other's pole: one could not be above both.
 */
static bool choose_sides(struct plot_label *const *l, size_t nr, const struct label_rows *rows)
{
	bool again = true;

	for (size_t i = 0; i < nr; i++) {
		l[i]->left = false;
		l[i]->left = end(l[i]) > rows->right;
	}
	while (again) {
		again = false;
		for (size_t i = 0; i < nr; i++)
			for (size_t j = 0; j < nr && !l[i]->left; j++)
				if (l[j]->left && above(l[i], l[j]) && above(l[j], l[i]))
					again = l[i]->left = true;
	}
	for (size_t i = 0; i < nr; i++)
		if (start(l[i]) < rows->left || end(l[i]) > rows->right)
			return false;
	return true;
}

/* Whether a text has to go up a row because of another label. */
static bool must_rise(const struct plot_label *l, const struct plot_label *other)
{
	if (above(l, other))
		return l->row <= other->row;
	if (above(other, l))
		return false;
	return l->row == other->row && start(l) < end(other) && start(other) < end(l);
}

/* The lowest row for each text: they rise for as long as anything is in their way. */
static bool choose_rows(struct plot_label *const *l, size_t nr, const struct label_rows *rows)
{
	bool again = true;

	for (size_t i = 0; i < nr; i++)
		l[i]->row = 0;
	while (again) {
		again = false;
		for (size_t i = 0; i < nr; i++)
			for (size_t j = 0; j < nr; j++)
				if (i != j && must_rise(l[i], l[j])) {
					if (++l[i]->row == rows->most)
						return false;
					again = true;
				}
	}
	return true;
}

/**
 * labels_place - find a row for each label
 * @label: labels, the most important first
 * @nr: their number
 * @rows: where they may be
 *
 * A pole goes up to the row of its text. No text overlaps another, nor a pole. A
 * label that cannot be placed with those before it is left away.
 *
 * Returns the number of rows in use.
 */
int labels_place(struct plot_label *label, size_t nr, const struct label_rows *rows)
{
	struct plot_label *placed[MOST_LABELS];
	size_t nr_placed = 0;
	int used = 0;

	for (size_t i = 0; i < nr; i++) {
		struct plot_label *l = &label[i];

		l->row = -1;
		if (nr_placed == MOST_LABELS)
			continue;
		placed[nr_placed] = l;
		if (choose_sides(placed, nr_placed + 1, rows) &&
		    choose_rows(placed, nr_placed + 1, rows)) {
			nr_placed++;
			continue;
		}
		l->row = -1;
		choose_sides(placed, nr_placed, rows);
		choose_rows(placed, nr_placed, rows);
	}
	for (size_t i = 0; i < nr_placed; i++)
		used = placed[i]->row >= used ? placed[i]->row + 1 : used;
	return used;
}
