// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "plot-layout.h"
#include "plot.h"

/* Pixels. */
#define ABOVE		112	/* heading, machine and legend */
#define TITLE		30	/* of a panel */
#define PANEL_GAP	24
#define BELOW		126	/* tics of time and their label, caption and footnote */
#define LEFT		60	/* unit and tics, without the text of these */
#define RIGHT		28

/* Widths of small text in pixels, as style.gp has it: figures and most letters, and others. */
#define CHARACTER	8.9
#define NARROW		5.8
#define WIDE		13.3

#define MOST_LABEL_ROWS	10
#define HALF_A_DAY	43200.0

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

			c->from = fmin(c->from, trend_time(t, 0));
			c->to = fmax(c->to, trend_time(t, t->nr - 1));
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

/* Of small text, in pixels: a bit more than in DejaVu Sans, which is wide. */
static double text_width(const char *s)
{
	double width = 0;

	for (; *s; s++)
		if ((*s & 0xc0) != 0x80)
			width += strchr(" .,:;'|!()[]-ijltfrI", *s) ? NARROW :
				 *s & 0x80 || strchr("%+mwMW", *s) ? WIDE : CHARACTER;
	return width;
}

static int place_labels(struct plot_events *events, const struct plot_canvas *c)
{
	struct plot_label *label = xalloc(events->nr, sizeof(*label));
	int rows;

	for (size_t i = 0; i < events->nr; i++) {
		const struct plot_event *e = &events->event[i];

		label[i].x = plot_pixel(c, e->time);
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

static void lay_out_panel(struct panel_layout *l, const struct plot_panel *panel,
			  const struct plot_canvas *c, unsigned int top)
{
	plot_events(&l->events, panel);
	l->title_y = top + TITLE / 2;
	l->rows_y = top + TITLE + place_labels(&l->events, c) * PLOT_LABEL_ROW;
	l->note = note_of(panel, &l->events);
}

/**
 * plot_lay_out - find a place for everything
 * @layout: to fill
 * @group: what is drawn; its panels get their strips
 */
void plot_lay_out(struct plot_layout *layout, struct plot_group *group)
{
	unsigned int y = ABOVE, first = 0;

	*layout = (struct plot_layout) { 0 };
	for (unsigned int p = 0; p < group->nr_panels; p++)
		plot_scale(&group->panel[p]);
	settle_canvas(&layout->canvas, group);
	for (unsigned int p = 0; p < group->nr_panels; p++) {
		struct plot_panel *panel = &group->panel[p];
		unsigned int top;

		lay_out_panel(&layout->panel[p], panel, &layout->canvas, y);
		top = layout->panel[p].rows_y;
		for (unsigned int i = 0; i < panel->nr_strips; i++) {
			struct plot_strip *s = &panel->strip[i];

			s->top += top;
			s->bottom += top;
			layout->strip[layout->nr_strips++] = (struct strip_layout) {
				.strip = s, .panel = p, .first = first + s->first,
			};
			y = s->bottom + PANEL_GAP;
		}
		first += panel->nr;
	}
	layout->height = y - PANEL_GAP + BELOW;
}

/**
 * plot_layout_free - the layout is no longer wanted
 * @layout: layout
 * @group: what it is of
 */
void plot_layout_free(struct plot_layout *layout, const struct plot_group *group)
{
	for (unsigned int p = 0; p < group->nr_panels; p++) {
		plot_events_free(&layout->panel[p].events);
		free(layout->panel[p].note);
	}
}
