// SPDX-License-Identifier: GPL-2.0-only
/* The figure of a sweep: sweep.gp. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>
#include <unistd.h>

#include "error.h"
#include "gnuplot.h"
#include "plot.h"
#include "sweep.h"

#define HEIGHT	1000
#define COLUMNS	2	/* by breakpoints and by watchpoints */

/* What the panels of the figure show: one direction as a function of one kind of register. */
static const struct panel {
	enum phase phase;
	enum fit_term term;
} panels[] = {
	{ PHASE_ENTRY, FIT_BREAKPOINT }, { PHASE_ENTRY, FIT_WATCHPOINT },
	{ PHASE_EXIT, FIT_BREAKPOINT }, { PHASE_EXIT, FIT_WATCHPOINT },
};

#define NR_PANELS	(sizeof(panels) / sizeof(*panels))

static const char *const kinds[NR_FIT_TERMS] = {
	[FIT_BREAKPOINT] = "breakpoint", [FIT_WATCHPOINT] = "watchpoint",
};

/* What is drawn so far. */
struct canvas {
	FILE *points, *lines;
	unsigned int nr, line_panel[NR_PANELS * WSBENCH_NR_FLOWS * NR_DIRTY];
	unsigned int flow[NR_PANELS * WSBENCH_NR_FLOWS * NR_DIRTY];
	unsigned int dirty[NR_PANELS * WSBENCH_NR_FLOWS * NR_DIRTY];
	double right, top;
	bool exact;
};

static unsigned int along(const struct sweep_row *row, enum fit_term term)
{
	return term == FIT_BREAKPOINT ? row->brps : row->wrps;
}

static unsigned int across(const struct sweep_row *row, enum fit_term term)
{
	return term == FIT_BREAKPOINT ? row->wrps : row->brps;
}

/* The largest number of registers of the other kind, at which a panel cuts the grid. */
static unsigned int cut_of(const struct sweep *sweep, enum fit_term term)
{
	unsigned int most = 0;

	for (size_t i = 0; i < sweep->nr; i++)
		most = MAX(most, across(&sweep->row[i], term));
	return most;
}

static void put_line(struct canvas *c, const struct sweep_fit *f, enum fit_term term,
		     unsigned int cut)
{
	for (size_t i = 0; i < f->nr; i++) {
		const struct sweep_row *row = &f->first[i];
		const struct summary_row *r = &row->figures;

		if (across(row, term) != cut)
			continue;
		fprintf(c->points, "%u %.10g %.10g %.10g\n", along(row, term), r->median, r->p25,
			r->p75);
		fprintf(c->lines, "%u %.10g\n", along(row, term),
			fit_at(&f->fit, row->brps, row->wrps));
		c->right = fmax(c->right, along(row, term));
		c->top = fmax(c->top, r->p75);
		c->exact = c->exact && r->min == r->max;
	}
	fputs("\n\n", c->points);
	fputs("\n\n", c->lines);
}

/* Whether flow none is in the figure, which takes nothing for a register. */
static bool has_none(const struct sweep_fits *fits)
{
	for (size_t i = 0; i < fits->nr; i++)
		if (fits->row[i].first->figures.flow == WSBENCH_FLOW_NONE)
			return true;
	return false;
}

/* What one register takes with dirty on: the slopes of the flows that switch any. */
static char *slopes(const struct sweep_fits *fits, const struct panel *panel)
{
	char *text = xstrdup(""), *first = NULL;
	bool same = true;

	for (const struct sweep_fit *f = fits->row; f < fits->row + fits->nr; f++) {
		const struct summary_row *r = &f->first->figures;
		struct plot_figure value, error;
		char *longer;
		bool exact;

		if (r->phase != panel->phase || !r->dirty || r->flow == WSBENCH_FLOW_NONE ||
		    !f->fit.has[panel->term])
			continue;
		value = plot_figure(f->fit.value[panel->term]);
		error = plot_figure(f->fit.error[panel->term]);
		exact = !(f->fit.error[panel->term] > 0);
		longer = xasprintf("%s%s%s %s%s%s", text, *text ? ", " : "",
				   flow_names.name[r->flow], value.text, exact ? "" : " +-",
				   exact ? "" : error.text);
		free(text);
		text = longer;
		same = same && exact && (!first || !strcmp(first, value.text));
		if (!first)
			first = xstrdup(value.text);
	}
	if (first && same) {
		free(text);
		return xasprintf("%s in each flow%s", first, has_none(fits) ? " but none" : "");
	}
	free(first);
	return text;
}

static void put_panel(FILE *fp, struct canvas *c, const struct sweep_fits *fits,
		      const struct sweep *sweep, unsigned int i, bool comparable)
{
	const struct panel *panel = &panels[i];
	enum fit_term other = panel->term == FIT_BREAKPOINT ? FIT_WATCHPOINT : FIT_BREAKPOINT;
	unsigned int cut = cut_of(sweep, panel->term);
	char *slope = comparable ? slopes(fits, panel) : xstrdup("");

	for (const struct sweep_fit *f = fits->row; f < fits->row + fits->nr; f++) {
		const struct summary_row *r = &f->first->figures;

		if (r->phase != panel->phase)
			continue;
		c->line_panel[c->nr] = i + 1;
		c->flow[c->nr] = r->flow + 1;
		c->dirty[c->nr++] = r->dirty;
		put_line(c, f, panel->term, cut);
	}
	fprintf(fp, "panel_title[%u] = '%s, with %u %s%s'\n", i + 1,
		phase_names.name[panel->phase], cut, kinds[other], cut == 1 ? "" : "s");
	fprintf(fp, "panel_note[%u] = '%s%s%s%s'\n", i + 1, *slope ? "a " : "",
		*slope ? kinds[panel->term] : "", *slope ? ", dirty on: " : "", slope);
	fprintf(fp, "panel_along[%u] = '%ss'\n", i + 1, kinds[panel->term]);
	free(slope);
}

/* What the lines are: a fit, where its points could lie elsewhere. */
static const char *lines_are(const struct sweep_fits *fits)
{
	const struct fit *fit = &fits->row[0].fit;	/* the points of all are the same */

	if (!isnan(fit->residual_max))
		return " Lines: the fit to all points of the sweep.";
	return fit->points > 1 ? " Lines join the points: too few for a fit to be off." : "";
}

static void put_data(FILE *fp, const struct sweep *sweep, const struct sweep_fits *fits,
		     bool comparable)
{
	char *points, *lines;
	struct canvas c = {
		.points = plot_part(&points), .lines = plot_part(&lines), .exact = true,
	};

	fprintf(fp, "panels = %zu\npanel_columns = %d\n", NR_PANELS, COLUMNS);
	fputs("array panel_title[panels]\narray panel_note[panels]\n", fp);
	fputs("array panel_along[panels]\n", fp);
	for (unsigned int i = 0; i < NR_PANELS; i++)
		put_panel(fp, &c, fits, sweep, i, comparable);
	plot_block(fp, "points", c.points, &points);
	plot_block(fp, "fits", c.lines, &lines);
	fprintf(fp, "lines = %u\nx_high = %g\ny_high = %.10g\n", c.nr, c.right, c.top);
	gnuplot_array(fp, "line_panel", c.nr, "%u", c.line_panel[i]);
	gnuplot_array(fp, "line_flow", c.nr, "%u", c.flow[i]);
	gnuplot_array(fp, "line_dirty", c.nr, "%u", c.dirty[i]);
	fprintf(fp, "caption = 'Points: medians%s.%s Compare slopes; levels are those of the sweep''s own code.'\n",
		c.exact ? "; all round trips of a point are equal" :
		", with bars from the 25th to the 75th percentile", lines_are(fits));
}

/* Which flows there are. */
static unsigned int flows_of(const struct sweep *sweep)
{
	unsigned int flows = 0;

	for (size_t i = 0; i < sweep->nr; i++)
		flows |= 1U << sweep->row[i].figures.flow;
	return flows;
}

/* So that what figures say of a run can be said of it. */
static void settle(struct plot *plot, const struct sweep *sweep, const char *dir)
{
	for (size_t i = 0; i < sweep->nr; i++) {
		const struct summary_row *r = &sweep->row[i].figures;

		plot->cell[r->mode][r->dirty][r->flow].total = r;
		if (r->mode != sweep->row[0].figures.mode)
			die(dir, "a sweep of two modes; draw them one by one");
	}
	plot_settle_timing(plot, dir);
}

/**
 * sweep_folder - whether a folder is one of 'wsbench sweep' without --cpus
 * @dir: folder
 */
bool sweep_folder(const char *dir)
{
	char *path = xasprintf("%s/" SWEEP_FILE, dir);
	bool there = !access(path, F_OK);

	free(path);
	return there;
}

/**
 * plot_sweep - the figure of a sweep
 * @figures: to fill, zeroed
 * @dir: its folder; a damaged one ends the program
 */
void plot_sweep(struct figures *figures, const char *dir)
{
	struct plot *plot = xalloc(1, sizeof(*plot));
	struct sweep_fits fits;
	struct sweep sweep;
	char *unit;
	FILE *fp;

	meta_read(&plot->meta, dir);
	sweep_read(&sweep, dir);
	sweep_fit(&fits, &sweep);
	settle(plot, &sweep, dir);
	unit = plot_unit(plot);
	fp = figure_open(figures, xstrdup("sweep"),
			 xasprintf("What registers add to a world switch, in %s", unit));
	plot_facts(fp, plot, unit);
	fprintf(fp, "width = %u\nheight = %u\n", PLOT_WIDTH, HEIGHT);
	put_data(fp, &sweep, &fits, ticks_comparable(&plot->meta));
	plot_legend(fp, flows_of(&sweep));
	figure_close(fp, figures, plot_gp_sweep);
	free(fits.row);
	free(sweep.row);
	free(unit);
	free(plot);
}
