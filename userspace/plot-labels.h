/* SPDX-License-Identifier: GPL-2.0-only */
/* Labels of places on an axis, laid out in rows above it so that none overlap. */
#ifndef WSBENCH_PLOT_LABELS_H
#define WSBENCH_PLOT_LABELS_H

#include <stdbool.h>
#include <stddef.h>

/* Pixels between a text and a pole, and half of those between two texts. */
#define LABEL_GAP	6

/**
 * struct plot_label - a text beside a pole that stands on its place
 * @x: of the pole, in pixels
 * @width: of the text, in pixels
 * @row: of the text, from 0, the lowest; negative if there is no room for it
 * @left: the text is left of the pole, not right of it
 */
struct plot_label {
	double x, width;
	int row;
	bool left;
};

/**
 * struct label_rows - where labels may be
 * @left: left end of the rows, in pixels
 * @right: right end
 * @most: how many rows there may be
 */
struct label_rows {
	double left, right;
	int most;
};

int labels_place(struct plot_label *label, size_t nr, const struct label_rows *rows);

#endif /* WSBENCH_PLOT_LABELS_H */
