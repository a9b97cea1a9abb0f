/* SPDX-License-Identifier: GPL-2.0-only */
/* The figures of a history: what is drawn together, and where. */
#ifndef WSBENCH_PLOT_HISTORY_H
#define WSBENCH_PLOT_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "changes.h"
#include "names.h"
#include "trend.h"

/**
 * struct plot_line - a trend as a line of a figure
 * @trend: trend
 * @changes: in it
 * @name: what tells it from the other lines
 * @flow: number of its colour
 * @low: lowest of what is to be seen of it, on the axis
 * @high: highest
 * @feature: the smallest difference that is to be seen
 * @beyond: number of points that lie outside
 */
struct plot_line {
	const struct trend *trend;
	const struct changes *changes;
	const char *name;
	unsigned int flow;
	double low, high, feature;
	size_t beyond;
};

/**
 * struct plot_strip - a part of a panel, with an axis of its own
 * @first: first of its lines, which are together in the figure
 * @nr: how many
 * @low: lower end of its axis
 * @high: upper end
 * @step: between tics
 * @top: in pixels from the top of the canvas
 * @bottom: the same
 */
struct plot_strip {
	size_t first, nr;
	double low, high, step;
	unsigned int top, bottom;
};

/**
 * struct plot_panel - lines that share a title and the labels above them
 * @title: what tells it from the others, empty where it is the only one
 * @line: its lines
 * @nr: how many
 * @strip: what its axis is broken into, from the top; one where all lines fit on one
 * @nr_strips: how many
 */
struct plot_panel {
	const char *title;
	struct plot_line line[WSBENCH_NR_FLOWS];
	unsigned int nr;
	struct plot_strip strip[WSBENCH_NR_FLOWS];
	unsigned int nr_strips;
};

/**
 * struct plot_group - what is drawn in one figure
 * @known: the metrics are wsbench's; else there is one
 * @phase: of all metrics, where they are known
 * @timestamps: the way to time of all metrics, empty with engine direct
 * @unit: of all metrics, as their names have it
 * @panel: by dirty state
 * @nr_panels: how many
 */
struct plot_group {
	bool known;
	enum phase phase;
	char *timestamps, *unit;
	struct plot_panel panel[NR_DIRTY];
	unsigned int nr_panels;
};

struct plot_groups {
	size_t nr;
	struct plot_group *group;
};

/**
 * struct plot_canvas - what all lines of a figure share
 * @from: left end of the time axis, seconds since 1970
 * @to: right end
 * @left: left end in pixels
 * @right: right end in pixels
 * @most: points of the line that has the most
 */
struct plot_canvas {
	double from, to, left, right;
	size_t most;
};

/**
 * plot_pixel - where a time is
 * @c: canvas
 * @time: seconds since 1970
 *
 * Returns pixels from the left.
 */
static inline double plot_pixel(const struct plot_canvas *c, double time)
{
	return c->left + (time - c->from) / (c->to - c->from) * (c->right - c->left);
}

/* With more points than these, their range is drawn, and their intervals are an area. */
#define PLOT_MANY		600
#define PLOT_MANY_WHISKERS	60

void plot_groups(struct plot_groups *groups, const struct trends *trends,
		 const struct changes *changes);
void plot_groups_free(struct plot_groups *groups);
char *plot_group_name(const struct plot_group *group);
void plot_scale(struct plot_panel *panel);
void plot_sets(FILE *fp, const struct plot_group *group, const struct plot_canvas *canvas);
const char *plot_trend_unit(const struct plot_group *group);
void plot_trend(FILE *fp, struct plot_group *group);

#endif /* WSBENCH_PLOT_HISTORY_H */
