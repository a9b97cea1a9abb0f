/* SPDX-License-Identifier: GPL-2.0-only */
/* Where everything of a history's figure is. */
#ifndef WSBENCH_PLOT_LAYOUT_H
#define WSBENCH_PLOT_LAYOUT_H

#include "plot-events.h"
#include "plot-history.h"

#define PLOT_LEGEND	94	/* its middle, in pixels from the top */
#define PLOT_LABEL_ROW	20	/* pixels of a row of the changes' texts */

/**
 * struct panel_layout - a panel
 * @events: its changes, and which of them are named where
 * @title_y: middle of its title, in pixels from the top of the canvas
 * @rows_y: bottom of the rows of its changes' texts
 * @note: what it does not show; empty if there is nothing
 */
struct panel_layout {
	struct plot_events events;
	unsigned int title_y, rows_y;
	char *note;
};

/**
 * struct strip_layout - a strip
 * @strip: it
 * @panel: number of its panel, from 0
 * @first: number of its first line among all of the figure, from 0
 */
struct strip_layout {
	const struct plot_strip *strip;
	unsigned int panel, first;
};

/**
 * struct plot_layout - a figure
 * @canvas: the time axis
 * @height: of the canvas in pixels
 * @panel: its panels, by number
 * @strip: strips of all panels, from the top
 * @nr_strips: how many
 */
struct plot_layout {
	struct plot_canvas canvas;
	unsigned int height, nr_strips;
	struct panel_layout panel[NR_DIRTY];
	struct strip_layout strip[NR_DIRTY * WSBENCH_NR_FLOWS];
};

void plot_lay_out(struct plot_layout *layout, struct plot_group *group);
void plot_layout_free(struct plot_layout *layout, const struct plot_group *group);

#endif /* WSBENCH_PLOT_LAYOUT_H */
