// SPDX-License-Identifier: GPL-2.0-only
/* The figure of CPUs measured at once: cpus.gp. */
#include <math.h>
#include <stdlib.h>
#include <sys/param.h>
#include <unistd.h>

#include "cpus.h"
#include "error.h"
#include "gnuplot.h"
#include "plot.h"

#define ABOVE	150
#define BELOW	150
#define PANEL	300

/* What is drawn so far; the panels are dirty states. */
struct canvas {
	FILE *points;
	unsigned int nr, panels, flow[WSBENCH_NR_FLOWS * NR_DIRTY];
	unsigned int panel[WSBENCH_NR_FLOWS * NR_DIRTY], dirty[NR_DIRTY];
	double least, most, p25, p75;
	unsigned int right, slower, judged;
};

static bool same_series(const struct cpus_row *a, const struct cpus_row *b)
{
	return a->figures.mode == b->figures.mode && a->figures.flow == b->figures.flow &&
	       a->figures.dirty == b->figures.dirty;
}

/* @beside: where among the points of as many CPUs, from -0.5 to 0.5 */
static void put_point(struct canvas *c, const struct cpus_row *row, double beside)
{
	const struct summary_row *r = &row->figures;
	bool slower = row->judged && row->verdict == VERDICT_SLOWER;

	if (!(row->alone > 0))
		return;
	fprintf(c->points, "%u %.10g %.10g %.10g %d %g\n", row->cpus, cpus_ratio(row),
		r->p25 / row->alone, r->p75 / row->alone, slower, beside);
	c->least = fmin(c->least, fmin(cpus_ratio(row), r->p25 / row->alone));
	c->most = fmax(c->most, fmax(cpus_ratio(row), r->p75 / row->alone));
	c->right = MAX(c->right, row->cpus);
	c->judged += row->judged;
	c->slower += slower;
}

/* The totals of as many CPUs at once as @row's, up to @end. Returns what follows them. */
static const struct cpus_row *put_group(struct canvas *c, const struct cpus_row *row,
					const struct cpus_row *end)
{
	const struct cpus_row *next;
	unsigned int nr = 0, i = 0;

	for (next = row; next < end && same_series(row, next) && next->cpus == row->cpus; next++)
		nr += next->figures.phase == PHASE_TOTAL;
	for (; row < next; row++)
		if (row->figures.phase == PHASE_TOTAL)
			put_point(c, row, (2.0 * i++ + 1 - nr) / (2 * nr));
	return next;
}

static char *caption_of(const struct canvas *c, enum timing timing)
{
	if (timing == TIMING_EXACT)
		return xstrdup("Not judged: one count of instructions for all CPUs.");
	if (!c->judged)
		return xstrdup("Not judged: no CPU has another beside it.");
	return xasprintf("%s, %u of %u%s.", c->slower ? "Ringed: slower than alone" :
			 "Slower than alone", c->slower, c->judged,
			 timing == TIMING_EMULATED ? ", in emulated time" : "");
}

static void put_data(FILE *fp, const struct cpus *cpus, enum timing timing)
{
	const struct cpus_row *end = cpus->row + cpus->nr, *next;
	struct canvas c = { .least = 1, .most = 1 };
	char *points, *caption;

	c.points = plot_part(&points);
	for (const struct cpus_row *row = cpus->row; row < end; row = next) {
		if (!c.panels || c.dirty[c.panels - 1] != row->figures.dirty)
			c.dirty[c.panels++] = row->figures.dirty;
		c.panel[c.nr] = c.panels;
		c.flow[c.nr++] = row->figures.flow + 1;
		for (next = row; next < end && same_series(row, next);)
			next = put_group(&c, next, end);
		fputs("\n\n", c.points);
	}
	plot_block(fp, "points", c.points, &points);
	fprintf(fp, "height = %u\npanels = %u\narray panel_title[panels]\n",
		ABOVE + BELOW + c.panels * PANEL, c.panels);
	for (unsigned int i = 0; i < c.panels; i++)
		fprintf(fp, "panel_title[%u] = 'debug-dirty %s'\n", i + 1,
			dirty_names.name[c.dirty[i]]);
	fprintf(fp, "series = %u\nx_high = %u\ny_low = %.10g\ny_high = %.10g\n", c.nr, c.right,
		c.least, c.most);
	gnuplot_array(fp, "series_panel", c.nr, "%u", c.panel[i]);
	gnuplot_array(fp, "series_flow", c.nr, "%u", c.flow[i]);
	caption = caption_of(&c, timing);
	fputs("caption = 'A point for each CPU: its median, of that alone; ", fp);
	fprintf(fp, "bars from the 25th to the 75th percentile. %s'\n", caption);
	free(caption);
}

/* Which flows there are. */
static unsigned int flows_of(const struct cpus *cpus)
{
	unsigned int flows = 0;

	for (size_t i = 0; i < cpus->nr; i++)
		flows |= 1U << cpus->row[i].figures.flow;
	return flows;
}

/**
 * cpus_folder - whether a folder is one of 'wsbench sweep --cpus'
 * @dir: folder
 */
bool cpus_folder(const char *dir)
{
	char *path = xasprintf("%s/" CPUS_FILE, dir);
	bool there = !access(path, F_OK);

	free(path);
	return there;
}

/**
 * plot_cpus - the figure of CPUs measured at once
 * @figures: to fill, zeroed
 * @dir: folder; a damaged one ends the program
 */
void plot_cpus(struct figures *figures, const char *dir)
{
	struct plot *plot = xalloc(1, sizeof(*plot));
	struct cpus cpus;
	char *unit;
	FILE *fp;

	meta_read(&plot->meta, dir);
	cpus_read(&cpus, dir);
	for (size_t i = 0; i < cpus.nr; i++) {
		const struct summary_row *r = &cpus.row[i].figures;

		plot->cell[r->mode][r->dirty][r->flow].total = r;
		if (r->mode != cpus.row[0].figures.mode)
			die(dir, "CPUs of two modes; draw them one by one");
	}
	plot_settle_timing(plot, dir);
	unit = plot_unit(plot);
	fp = figure_open(figures, xstrdup("cpus"),
			 xstrdup("A world switch beside other CPUs, relative to the CPU alone"));
	plot_facts(fp, plot, unit);
	fprintf(fp, "width = %u\n", PLOT_WIDTH);
	put_data(fp, &cpus, plot->timing);
	plot_legend(fp, flows_of(&cpus));
	figure_close(fp, figures, plot_gp_cpus);
	free(cpus.row);
	free(unit);
	free(plot);
}
