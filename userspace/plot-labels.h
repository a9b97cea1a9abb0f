/* SPDX-License-Identifier: GPL-2.0-only */
/* Labels of places on an axis, laid out in rows above it so that none overlap. */
#ifndef WSBENCH_PLOT_LABELS_H
#define WSBENCH_PLOT_LABELS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct plot_label - a label: a text beside a pole that stands on its place
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

int labels_place(struct plot_label *label, size_t nr, double left, double right, int rows);

#endif /* WSBENCH_PLOT_LABELS_H */
