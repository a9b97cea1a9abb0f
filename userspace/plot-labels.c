// SPDX-License-Identifier: GPL-2.0-only
#include "plot-labels.h"

#define GAP	6	/* pixels between a text and any pole, and half of those between texts */

/* The text's ends with the gaps around it. */
static double start(const struct plot_label *l)
{
	return l->left ? l->x - l->width - 2 * GAP : l->x;
}

static double end(const struct plot_label *l)
{
	return l->left ? l->x : l->x + l->width + 2 * GAP;
}

/* Whether the pole of one goes through the text of the other, which is in a lower row. */
static bool crosses(const struct plot_label *pole, const struct plot_label *text)
{
	return pole->row >= text->row && pole->x > start(text) && pole->x < end(text);
}

static bool collide(const struct plot_label *a, const struct plot_label *b)
{
	if (a->row == b->row && start(a) < end(b) && start(b) < end(a))
		return true;
	return crosses(a, b) || crosses(b, a);
}

static bool fits(const struct plot_label *label, size_t nr, double left, double right)
{
	const struct plot_label *last = &label[nr];

	if (start(last) < left || end(last) > right)
		return false;
	for (size_t i = 0; i < nr; i++)
		if (label[i].row >= 0 && collide(&label[i], last))
			return false;
	return true;
}

/**
 * labels_place - find a row for each label
 * @label: labels, the most important first
 * @nr: their number
 * @left: left end of the rows, in pixels
 * @right: right end
 * @rows: how many there are at most
 *
 * A pole goes up to the row of its text. No text overlaps another, nor a pole.
 * Each label gets the lowest row that those before it leave.
 *
 * Returns the number of rows in use.
 */
int labels_place(struct plot_label *label, size_t nr, double left, double right, int rows)
{
	int used = 0;

	for (size_t i = 0; i < nr; i++) {
		struct plot_label *l = &label[i];
		bool placed = false;

		for (l->row = 0; l->row < rows; l->row++) {
			l->left = false;
			placed = fits(label, i, left, right);
			if (placed)
				break;
			l->left = true;
			placed = fits(label, i, left, right);
			if (placed)
				break;
		}
		if (!placed)
			l->row = -1;
		else if (l->row >= used)
			used = l->row + 1;
	}
	return used;
}
