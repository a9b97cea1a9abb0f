/* SPDX-License-Identifier: GPL-2.0-only */
/* The changes of a panel, as they are marked and named. */
#ifndef WSBENCH_PLOT_EVENTS_H
#define WSBENCH_PLOT_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "plot-history.h"
#include "plot-labels.h"

/* A red and a green that also differ where red and green do not: in lightness, and in blue. */
#define REGRESSION	0xa50f15
#define IMPROVEMENT	0x00855f

/**
 * struct plot_event - a run at which lines of a panel change
 * @time: seconds since 1970
 * @size: the largest of its changes, relative to what was before
 * @slower: one of the changes is a regression
 * @settled: all of the changes are accepted, or gone again
 * @magnitude: of each change, behind the triangle that marks it
 * @cause: the commit, or what else is new; foreign text
 * @label: where both go
 */
struct plot_event {
	double time, size;
	bool slower, settled;
	char *magnitude, *cause;
	struct plot_label label;
};

struct plot_events {
	size_t nr;
	struct plot_event *event;
};

void plot_events(struct plot_events *events, const struct plot_panel *panel);
void plot_events_free(struct plot_events *events);

#endif /* WSBENCH_PLOT_EVENTS_H */
