// SPDX-License-Identifier: GPL-2.0-only
/* What trend.gp is told of a group of a history: texts, places, and the data. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "error.h"
#include "figures.h"
#include "metric.h"
#include "plot-axis.h"
#include "plot-events.h"
#include "plot.h"

#define MAX_PARTS	(NR_DIRTY * WSBENCH_NR_FLOWS)

/* Pixels. */
#define ABOVE		112	/* heading, machine and legend */
#define LEGEND		94	/* its middle */
#define TITLE		30	/* of a panel */
#define LABEL_ROW	20	/* of the changes' texts, between it and the panel */
#define PANEL_GAP	24
#define BELOW		126	/* tics of time and their label, caption and footnote */
#define LEFT		60	/* unit and tics, without the text of these */
#define RIGHT		28
#define CHARACTER	8.9	/* of small text, as style.gp has it */
#define NARROW		5.8
#define WIDE		13.3
#define TIC_OF_TIME	125	/* between two of them, at least */
#define TIC_END		54	/* half a label of one */

#define MOST_LABEL_ROWS	10
#define HALF_A_DAY	43200.0

/* In the order of the figure, from its top. */
struct layout {
	struct plot_canvas canvas;
	unsigned int height, nr_strips, nr_panels;
	const struct plot_strip *strip[MAX_PARTS];
	unsigned int strip_panel[MAX_PARTS], strip_first[MAX_PARTS];
	unsigned int title_y[NR_DIRTY];
	char *note[NR_DIRTY];
	const char *title[NR_DIRTY];
	struct plot_events events[NR_DIRTY];
	unsigned int rows_bottom[NR_DIRTY];
};

static double time_of(const struct trend *t, size_t i)
{
	return t->history->row[t->row[i]].time;
}

/* The longest label of the tics of y. */
static size_t tic_chars(const struct plot_strip *s)
{
	size_t most = 0;

	for (double n = ceil(s->low / s->step); n * s->step <= s->high; n++) {
		char text[32];
		size_t chars = snprintf(text, sizeof(text), "%.12g", n * s->step);

		most = chars > most ? chars : most;
	}
	return most;
}

static void settle_canvas(struct plot_canvas *c, const struct plot_group *g)
{
	size_t chars = 0;
	double pad;

	*c = (struct plot_canvas) { .from = INFINITY, .to = -INFINITY };
	for (unsigned int p = 0; p < g->nr_panels; p++) {
		const struct plot_panel *panel = &g->panel[p];

		for (unsigned int i = 0; i < panel->nr; i++) {
			const struct trend *t = panel->line[i].trend;

			c->from = fmin(c->from, time_of(t, 0));
			c->to = fmax(c->to, time_of(t, t->nr - 1));
			c->most = t->nr > c->most ? t->nr : c->most;
		}
		for (unsigned int i = 0; i < panel->nr_strips; i++) {
			size_t longest = tic_chars(&panel->strip[i]);

			chars = longest > chars ? longest : chars;
		}
	}
	pad = c->to > c->from ? 0.02 * (c->to - c->from) : HALF_A_DAY;
	c->from -= pad;
	c->to += pad;
	c->left = rint(LEFT + chars * CHARACTER);
	c->right = PLOT_WIDTH - RIGHT;
}

static double pixel(const struct plot_canvas *c, double time)
{
	return c->left + (time - c->from) / (c->to - c->from) * (c->right - c->left);
}

/* Of small text, in pixels: a bit more than in DejaVu Sans, which is wide. */
static double text_width(const char *s)
{
	double width = 0;

	for (; *s; s++)
		if ((*s & 0xc0) != 0x80)
			width += strchr(" .,:;'|!()[]-ijltfrI", *s) ? NARROW : *s & 0x80 || strchr("%+mwMW", *s) ?
				 WIDE : CHARACTER;
	return width;
}

static int place_labels(struct plot_events *events, const struct plot_canvas *c)
{
	struct plot_label *label = xalloc(events->nr, sizeof(*label));
	int rows;

	for (size_t i = 0; i < events->nr; i++) {
		const struct plot_event *e = &events->event[i];

		label[i].x = pixel(c, e->time);
		label[i].width = text_width(e->magnitude) + NARROW + text_width(e->cause);
	}
	rows = labels_place(label, events->nr, &(struct label_rows) {
		.left = c->left, .right = PLOT_WIDTH - LABEL_GAP, .most = MOST_LABEL_ROWS,
	});
	for (size_t i = 0; i < events->nr; i++)
		events->event[i].label = label[i];
	free(label);
	return rows;
}

/* What the panel does not show. */
static char *note_of(const struct plot_panel *panel, const struct plot_events *events)
{
	size_t named = 0, beyond = 0;
	char *more, *outside, *note;

	for (size_t i = 0; i < events->nr; i++)
		named += events->event[i].label.row >= 0;
	for (unsigned int i = 0; i < panel->nr; i++)
		beyond += panel->line[i].beyond;
	more = named == events->nr ? xstrdup("") :
	       xasprintf("%zu changes are named, and %zu more", named, events->nr - named);
	outside = beyond ? xasprintf("%zu point%s outside the axis", beyond,
				     beyond == 1 ? " is" : "s are") : xstrdup("");
	note = xasprintf("%s%s%s", more, *more && *outside ? "; " : "", outside);
	free(more);
	free(outside);
	return note;
}

static void lay_out(struct layout *l, struct plot_group *g)
{
	unsigned int y = ABOVE, first = 0;

	for (unsigned int p = 0; p < g->nr_panels; p++)
		plot_scale(&g->panel[p]);
	settle_canvas(&l->canvas, g);
	l->nr_panels = g->nr_panels;
	for (unsigned int p = 0; p < g->nr_panels; p++) {
		struct plot_panel *panel = &g->panel[p];

		plot_events(&l->events[p], panel);
		l->title[p] = panel->title;
		l->title_y[p] = y + TITLE / 2;
		y += TITLE + place_labels(&l->events[p], &l->canvas) * LABEL_ROW;
		l->rows_bottom[p] = y;
		l->note[p] = note_of(panel, &l->events[p]);
		for (unsigned int i = 0; i < panel->nr_strips; i++) {
			struct plot_strip *s = &panel->strip[i];

			s->top += y;
			s->bottom += y;
			l->strip_panel[l->nr_strips] = p;
			l->strip_first[l->nr_strips] = first + s->first;
			l->strip[l->nr_strips++] = s;
		}
		first += panel->nr;
		y = panel->strip[panel->nr_strips - 1].bottom + PANEL_GAP;
	}
	l->height = y - PANEL_GAP + BELOW;
}

/* array NAME[NR] = [...], the arguments evaluated for each i. */
#define put_array(fp, name, nr, fmt, ...)						\
	do {										\
		fprintf(fp, "array %s[%u] = [", name, nr);				\
		for (unsigned int i = 0; i < (nr); i++)					\
			fprintf(fp, "%s" fmt, i ? ", " : "", __VA_ARGS__);		\
		fputs("]\n", fp);							\
	} while (0)

static void put_strips(FILE *fp, const struct layout *l)
{
	fprintf(fp, "strips = %u\n", l->nr_strips);
	put_array(fp, "strip_panel", l->nr_strips, "%u", l->strip_panel[i] + 1);
	put_array(fp, "strip_first", l->nr_strips, "%u", l->strip_first[i] + 1);
	put_array(fp, "strip_last", l->nr_strips, "%zu", l->strip_first[i] + l->strip[i]->nr);
	put_array(fp, "strip_low", l->nr_strips, "%.12g", l->strip[i]->low);
	put_array(fp, "strip_high", l->nr_strips, "%.12g", l->strip[i]->high);
	put_array(fp, "strip_step", l->nr_strips, "%.12g", l->strip[i]->step);
	put_array(fp, "strip_top", l->nr_strips, "%u", l->strip[i]->top);
	put_array(fp, "strip_bottom", l->nr_strips, "%u", l->strip[i]->bottom);
}

static void put_panels(FILE *fp, const struct layout *l)
{
	fprintf(fp, "panels = %u\n", l->nr_panels);
	put_array(fp, "panel_title", l->nr_panels, "'%s'", l->title[i]);
	put_array(fp, "panel_note", l->nr_panels, "'%s'", l->note[i]);
	put_array(fp, "panel_title_y", l->nr_panels, "%u", l->title_y[i]);
}

/* Those that have a text: the others have no more than their triangles. */
static void put_events(FILE *fp, const struct layout *l)
{
	unsigned int nr = 0;

	for (unsigned int p = 0; p < l->nr_panels; p++)
		for (size_t i = 0; i < l->events[p].nr; i++)
			nr += l->events[p].event[i].label.row >= 0;
	fprintf(fp, "events = %u\n", nr);
	if (nr)
		fputs("array event_panel[events]\narray event_x[events]\narray event_y[events]\n"
		      "array event_left[events]\narray event_colour[events]\n"
		      "array event_text[events]\n", fp);
	nr = 0;
	for (unsigned int p = 0; p < l->nr_panels; p++)
		for (size_t i = 0; i < l->events[p].nr; i++) {
			const struct plot_event *e = &l->events[p].event[i];

			if (e->label.row < 0)
				continue;
			nr++;
			fprintf(fp, "event_panel[%u] = %u; event_x[%u] = %.1f; event_y[%u] = %d; "
				"event_left[%u] = %d; event_colour[%u] = %u\n", nr, p + 1, nr,
				e->label.x, nr,
				l->rows_bottom[p] - e->label.row * LABEL_ROW - LABEL_ROW / 2 - 2,
				nr, e->label.left, nr, e->slower ? REGRESSION : IMPROVEMENT);
			fprintf(fp, "event_text[%u] = '%s ", nr, e->magnitude);
			figure_put_text(fp, e->cause, -1);
			fputs("'\n", fp);
		}
}

static void put_time(FILE *fp, const struct plot_canvas *c)
{
	struct time_tics tics;

	time_tics(&tics, c->from, c->to, (c->right - c->left) / TIC_OF_TIME);
	fprintf(fp, "time_low = %.12g\ntime_high = %.12g\ntime_format = '%s'\ntime_tics = '", c->from,
		c->to, tics.format);
	for (size_t i = 0; i < tics.nr && pixel(c, tics.at[i]) < PLOT_WIDTH - TIC_END; i++)
		fprintf(fp, "%s%.12g", i ? ", " : "", tics.at[i]);
	fputs("'\n", fp);
	free(tics.at);
}

static void put_legend(FILE *fp, const struct plot_group *g)
{
	bool has[WSBENCH_NR_FLOWS] = { false }, slower = false, faster = false, accepted = false;
	unsigned int flows = 0;

	put_array(fp, "line_flow", g->panel[0].nr + (g->nr_panels > 1 ? g->panel[1].nr : 0), "%u",
		  1 + (i < g->panel[0].nr ? g->panel[0].line[i].flow :
		       g->panel[1].line[i - g->panel[0].nr].flow));
	for (unsigned int p = 0; p < g->nr_panels; p++)
		for (unsigned int i = 0; i < g->panel[p].nr; i++) {
			const struct plot_line *line = &g->panel[p].line[i];

			has[line->flow] = true;
			for (size_t j = 0; j < line->changes->nr; j++) {
				const struct change *c = &line->changes->change[j];

				slower = slower || change_delta(c) > 0;
				faster = faster || change_delta(c) < 0;
				accepted = accepted || c->reason;
			}
		}
	fprintf(fp, "legend_y = %u\narray have_mark[3] = [%d, %d, %d]\n", LEGEND, slower, faster,
		accepted);
	fprintf(fp, "array mark_name[3] = ['%s', '%s', 'hollow: accepted']\n",
		g->known ? "slower" : "more", g->known ? "faster" : "less");
	fputs("array flow_number[3]\narray flow_name[3]\n", fp);
	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++)
		if (g->known && has[f]) {
			flows++;
			fprintf(fp, "flow_number[%u] = %u\nflow_name[%u] = '%s'\n", flows, f + 1,
				flows, flow_names.name[f]);
		}
	fprintf(fp, "flows = %u\n", flows);
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
	const struct history_row *newest = &t->history->row[t->row[t->nr - 1]];

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
	put_day(fp, time_of(t, 0));
	if (time_of(t, t->nr - 1) > time_of(t, 0)) {
		fputs(" to ", fp);
		put_day(fp, time_of(t, t->nr - 1));
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
	struct layout l = { 0 };

	lay_out(&l, group);
	fprintf(fp, "width = %u\nheight = %u\nleft = %.0f\nright = %.0f\n", PLOT_WIDTH, l.height,
		l.canvas.left, l.canvas.right);
	put_source(fp, group);
	put_texts(fp, group, l.canvas.most);
	put_time(fp, &l.canvas);
	put_panels(fp, &l);
	put_strips(fp, &l);
	put_events(fp, &l);
	put_legend(fp, group);
	plot_sets(fp, group, &l.canvas);
	for (unsigned int p = 0; p < l.nr_panels; p++) {
		plot_events_free(&l.events[p]);
		free(l.note[p]);
	}
}
