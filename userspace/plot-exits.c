// SPDX-License-Identifier: GPL-2.0-only
/* The figure of the exits: exits.gp. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>

#include "error.h"
#include "exits.h"
#include "plot.h"
#include "report.h"

#define ROW		28	/* pixels */
#define ABOVE		112
#define BELOW		134

/* What is drawn so far: where the next row goes, and how much room the rows want. */
struct canvas {
	FILE *rows, *names, *heads;
	double y, right;
	size_t chars;
	bool exact, comparable;
};

/* What stands behind a bar; no difference where the table tells none either. */
static char *text_of(const struct summary_row *r, double none, bool comparable)
{
	struct plot_figure total = plot_figure(r->median), added = plot_figure(r->median - none);

	if (!comparable)
		return xstrdup(total.text);
	return xasprintf("%s  (debug %s, %.1f %%)", total.text, added.text,
			 100 * (r->median - none) / r->median);
}

/* One flow of an exit: the ticks of flow none, as far as it has as many, and the rest. */
static void put_row(struct canvas *c, const struct exits_row *none, const struct exits_row *row)
{
	const struct summary_row *r = &row->figures;
	double floor = none->figures.median;
	char *text = text_of(r, floor, c->comparable);

	fprintf(c->rows, "%g %.10g %.10g %u \"%s\"\n", c->y, fmin(floor, r->median), r->median,
		r->flow + 1, text);
	c->chars = MAX(c->chars, strlen(text));
	c->right = fmax(c->right, r->median);
	c->exact = c->exact && r->min == r->max;
	c->y++;
	free(text);
}

static void put_exit(struct canvas *c, const struct exits *exits, const struct exits_row *none)
{
	const struct summary_row *r = &none->figures;
	double first = c->y;

	for (unsigned int flow = 0; flow < WSBENCH_NR_FLOWS; flow++) {
		const struct exits_row *row = exits_total(exits, r->mode, none->payload, flow,
							  r->dirty);

		if (row && flow != WSBENCH_FLOW_NONE)
			put_row(c, none, row);
	}
	fprintf(c->names, "%g \"%s\"\n", (first + c->y - 1) / 2,
		payload_names.name[none->payload]);
	c->y += 0.4;
}

static void put_group(struct canvas *c, const struct exits *exits, unsigned int mode,
		      unsigned int dirty)
{
	bool any = false;

	for (unsigned int p = 0; p < WSBENCH_NR_EXITS; p++) {
		const struct exits_row *none = exits_total(exits, mode, p, WSBENCH_FLOW_NONE,
							   dirty);

		if (!none)
			continue;
		if (!any) {
			fprintf(c->heads, "%g \"%s, debug-dirty %s\"\n", c->y + 0.8,
				plot_mode_titles[mode], dirty_names.name[dirty]);
			c->y += 1.7;
		}
		any = true;
		put_exit(c, exits, none);
	}
}

/* Which flows there are. */
static unsigned int flows_of(const struct exits *exits)
{
	unsigned int flows = 0;

	for (size_t i = 0; i < exits->nr; i++)
		flows |= 1U << exits->row[i].figures.flow;
	return flows;
}

/* Returns the height of the canvas in pixels. */
static unsigned int put_data(FILE *fp, const struct exits *exits, bool comparable)
{
	char *rows, *names, *heads;
	struct canvas c = {
		.rows = plot_part(&rows), .names = plot_part(&names), .heads = plot_part(&heads),
		.exact = true, .comparable = comparable,
	};

	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++)
		put_group(&c, exits, i / NR_DIRTY, i % NR_DIRTY);
	fprintf(fp, "exits_right = %.10g\nexits_bottom = %g\nexits_chars = %zu\n", c.right, c.y,
		c.chars);
	plot_block(fp, "rows", c.rows, &rows);
	plot_block(fp, "names", c.names, &names);
	plot_block(fp, "heads", c.heads, &heads);
	plot_legend(fp, flows_of(exits));
	fprintf(fp, "caption = 'Medians%s.%s'\n",
		c.exact ? "; all round trips of a row are equal" : "",
		comparable ? " What a flow adds to none is its debug code." : "");
	return ABOVE + BELOW + (unsigned int)(c.y * ROW);
}

/**
 * plot_exits - the figure of a folder of 'wsbench exits'
 * @figures: to fill, zeroed
 * @dir: folder; a damaged one ends the program
 */
void plot_exits(struct figures *figures, const char *dir)
{
	struct plot *plot = xalloc(1, sizeof(*plot));
	struct exits exits;
	char *unit;
	FILE *fp;

	exits_read(&exits, dir);
	meta_read(&plot->meta, dir);
	for (size_t i = 0; i < exits.nr; i++) {
		const struct summary_row *r = &exits.row[i].figures;

		plot->cell[r->mode][r->dirty][r->flow].total = r;
	}
	plot_settle_timing(plot, dir);
	unit = plot_unit(plot);
	fp = figure_open(figures, xstrdup("exits"),
			 xasprintf("How much of each exit is the debug flow, in %s", unit));
	plot_facts(fp, plot, unit);
	fprintf(fp, "width = %u\n", PLOT_WIDTH);
	fprintf(fp, "height = %u\n", put_data(fp, &exits, ticks_comparable(&plot->meta)));
	figure_close(fp, figures, plot_gp_exits);
	free(unit);
}
