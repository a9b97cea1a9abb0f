// SPDX-License-Identifier: GPL-2.0-only
/* What trend.gp is told of a group of a history. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "error.h"
#include "figures.h"
#include "gnuplot.h"
#include "metric.h"
#include "plot-axis.h"
#include "plot-layout.h"
#include "plot.h"

/* Pixels. */
#define TIC_OF_TIME	125	/* between two of them, at least */
#define TIC_END		54	/* half a label of one */

static void put_strips(FILE *fp, const struct plot_layout *l)
{
	const struct strip_layout *s = l->strip;

	fprintf(fp, "strips = %u\n", l->nr_strips);
	gnuplot_array(fp, "strip_panel", l->nr_strips, "%u", s[i].panel + 1);
	gnuplot_array(fp, "strip_first", l->nr_strips, "%u", s[i].first + 1);
	gnuplot_array(fp, "strip_last", l->nr_strips, "%zu", s[i].first + s[i].strip->nr);
	gnuplot_array(fp, "strip_low", l->nr_strips, "%.12g", s[i].strip->low);
	gnuplot_array(fp, "strip_high", l->nr_strips, "%.12g", s[i].strip->high);
	gnuplot_array(fp, "strip_step", l->nr_strips, "%.12g", s[i].strip->step);
	gnuplot_array(fp, "strip_top", l->nr_strips, "%u", s[i].strip->top);
	gnuplot_array(fp, "strip_bottom", l->nr_strips, "%u", s[i].strip->bottom);
}

static void put_panels(FILE *fp, const struct plot_group *g, const struct plot_layout *l)
{
	fprintf(fp, "panels = %u\n", g->nr_panels);
	gnuplot_array(fp, "panel_title", g->nr_panels, "'%s'", g->panel[i].title);
	gnuplot_array(fp, "panel_note", g->nr_panels, "'%s'", l->panel[i].note);
	gnuplot_array(fp, "panel_title_y", g->nr_panels, "%u", l->panel[i].title_y);
}

static void put_event(FILE *fp, unsigned int nr, unsigned int panel, const struct panel_layout *l,
		      const struct plot_event *e)
{
	fprintf(fp, "event_panel[%u] = %u\nevent_x[%u] = %.1f\nevent_y[%u] = %d\n", nr, panel + 1,
		nr, e->label.x, nr,
		l->rows_y - e->label.row * PLOT_LABEL_ROW - PLOT_LABEL_ROW / 2 - 2);
	fprintf(fp, "event_left[%u] = %d\nevent_colour[%u] = %u\nevent_text[%u] = '%s ", nr,
		e->label.left, nr, e->slower ? REGRESSION : IMPROVEMENT, nr, e->magnitude);
	figure_put_text(fp, e->cause, -1);
	fputs("'\n", fp);
}

/* Those that have a text: the others have no more than their triangles. */
static void put_events(FILE *fp, const struct plot_group *g, const struct plot_layout *l)
{
	unsigned int nr = 0, written = 0;

	for (unsigned int p = 0; p < g->nr_panels; p++)
		for (size_t i = 0; i < l->panel[p].events.nr; i++)
			nr += l->panel[p].events.event[i].label.row >= 0;
	fprintf(fp, "events = %u\n", nr);
	if (nr)
		fputs("array event_panel[events]\narray event_x[events]\narray event_y[events]\n"
		      "array event_left[events]\narray event_colour[events]\n"
		      "array event_text[events]\n", fp);
	for (unsigned int p = 0; p < g->nr_panels; p++)
		for (size_t i = 0; i < l->panel[p].events.nr; i++) {
			const struct plot_event *e = &l->panel[p].events.event[i];

			if (e->label.row >= 0)
				put_event(fp, ++written, p, &l->panel[p], e);
		}
}

static void put_time(FILE *fp, const struct plot_canvas *c)
{
	struct time_tics tics;

	time_tics(&tics, c->from, c->to, (c->right - c->left) / TIC_OF_TIME);
	fprintf(fp, "time_low = %.12g\ntime_high = %.12g\ntime_format = '%s'\ntime_tics = '", c->from,
		c->to, tics.format);
	for (size_t i = 0; i < tics.nr && plot_pixel(c, tics.at[i]) < PLOT_WIDTH - TIC_END; i++)
		fprintf(fp, "%s%.12g", i ? ", " : "", tics.at[i]);
	fputs("'\n", fp);
	free(tics.at);
}

/* The kinds of changes in a figure, for its legend. */
struct kinds {
	bool slower, faster, settled;
};

static void look_at(struct kinds *kinds, const struct changes *changes)
{
	for (size_t i = 0; i < changes->nr; i++) {
		const struct change *c = &changes->change[i];

		kinds->slower = kinds->slower || change_delta(c) > 0;
		kinds->faster = kinds->faster || change_delta(c) < 0;
		kinds->settled = kinds->settled || change_settled(c);
	}
}

static void put_legend(FILE *fp, const struct plot_group *g)
{
	bool has[WSBENCH_NR_FLOWS] = { false };
	struct kinds kinds = { false };
	unsigned int lines = 0, flows = 0;

	fprintf(fp, "array line_flow[%u]\n", NR_DIRTY * WSBENCH_NR_FLOWS);
	for (unsigned int p = 0; p < g->nr_panels; p++)
		for (unsigned int i = 0; i < g->panel[p].nr; i++) {
			const struct plot_line *line = &g->panel[p].line[i];

			fprintf(fp, "line_flow[%u] = %u\n", ++lines, line->flow + 1);
			has[line->flow] = g->known;
			look_at(&kinds, line->changes);
		}
	fprintf(fp, "array flow_number[%u]\narray flow_name[%u]\n", WSBENCH_NR_FLOWS,
		WSBENCH_NR_FLOWS);
	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++)
		if (has[f]) {
			flows++;
			fprintf(fp, "flow_number[%u] = %u\nflow_name[%u] = '%s'\n", flows, f + 1,
				flows, flow_names.name[f]);
		}
	fprintf(fp, "flows = %u\nlegend_y = %u\narray have_mark[3] = [%d, %d, %d]\n", flows,
		PLOT_LEGEND, kinds.slower, kinds.faster, kinds.settled);
	fprintf(fp, "array mark_name[3] = ['%s', '%s', 'hollow: accepted, gone']\n",
		g->known ? "slower" : "more", g->known ? "faster" : "less");
}

static const char *title_of_mode(const char *mode)
{
	int m = name_find(&mode_names, mode, strlen(mode));

	return m < 0 ? mode : plot_mode_titles[m];
}

static void put_day(FILE *fp, double seconds)
{
	time_t t = (time_t)floor(seconds);
	char text[32];
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	fputs(text, fp);
}

/* Of the trend that has the most points. */
static const struct trend *longest(const struct plot_group *g)
{
	const struct trend *most = g->panel[0].line[0].trend;

	for (unsigned int p = 0; p < g->nr_panels; p++)
		for (unsigned int i = 0; i < g->panel[p].nr; i++)
			if (g->panel[p].line[i].trend->nr > most->nr)
				most = g->panel[p].line[i].trend;
	return most;
}

static void put_source(FILE *fp, const struct plot_group *g)
{
	const struct trend *t = longest(g);
	const struct history_row *newest = trend_row(t, t->nr - 1);

	fputs("machine = '", fp);
	figure_put_text(fp, t->host, 40);
	fputs("  \u00b7  ", fp);
	figure_put_text(fp, t->engine, 20);
	if (g->known && *g->timestamps)
		fprintf(fp, ", timed by %s", g->timestamps);
	fputs("  \u00b7  ", fp);
	figure_put_text(fp, title_of_mode(t->mode), 20);
	if (*newest->fact[HISTORY_KERNEL]) {
		fputs("  \u00b7  now Linux ", fp);
		figure_put_text(fp, newest->fact[HISTORY_KERNEL], 40);
	}
	fprintf(fp, "  \u00b7  %zu run%s, ", t->nr, t->nr == 1 ? "" : "s");
	put_day(fp, trend_time(t, 0));
	if (trend_time(t, t->nr - 1) > trend_time(t, 0)) {
		fputs(" to ", fp);
		put_day(fp, trend_time(t, t->nr - 1));
	}
	fputs("'\n", fp);
}

static void put_texts(FILE *fp, const struct plot_group *g, size_t most)
{
	const struct trend *t = longest(g);
	bool area = t->lo && t->hi && t->nr > PLOT_MANY_WHISKERS;

	fputs("unit = '", fp);
	figure_put_text(fp, plot_trend_unit(g), 44);
	fprintf(fp, "'\nfootnote = '%s'\n", metric_is_exact(t->metric) ?
		"Instructions are counted by QEMU -icount: not cycles of silicon." : "");
	fprintf(fp, "caption = 'Lines: the level between changes, a median. %s%s'\n", most > PLOT_MANY ?
		"Areas: from the lowest to the highest run of some nights" : "Dots: runs",
		!t->lo || !t->hi ? "." : most > PLOT_MANY ? "; paler: their 95 % intervals." :
		area ? "; areas: their 95 % intervals." : "; whiskers: their 95 % intervals.");
	fprintf(fp, "dot = %s\n", most <= 20 ? "1.1" : most <= 150 ? "0.6" : "0.35");
}

/**
 * plot_trend_unit - what the axis of a group's figure counts
 * @group: group
 *
 * Returns the name of the metric where nobody knows.
 */
const char *plot_trend_unit(const struct plot_group *group)
{
	const char *metric = group->panel[0].line[0].trend->metric, *unit = metric_unit(metric);

	return strcmp(unit, "ticks") ? unit : metric;
}

/**
 * plot_trend - the data of trend.gp, and its canvas
 * @fp: where to
 * @group: what is drawn
 */
void plot_trend(FILE *fp, struct plot_group *group)
{
	struct plot_layout l;

	plot_lay_out(&l, group);
	fprintf(fp, "width = %u\nheight = %u\nleft = %.0f\nright = %.0f\n", PLOT_WIDTH, l.height,
		l.canvas.left, l.canvas.right);
	put_source(fp, group);
	put_texts(fp, group, l.canvas.most);
	put_time(fp, &l.canvas);
	put_panels(fp, group, &l);
	put_strips(fp, &l);
	put_events(fp, group, &l);
	put_legend(fp, group);
	plot_sets(fp, group, &l.canvas);
	plot_layout_free(&l, group);
}
