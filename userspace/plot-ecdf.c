// SPDX-License-Identifier: GPL-2.0-only
/* The data of distribution.gp: what share of the samples is not above a value. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>

#include "dist.h"
#include "gnuplot.h"
#include "plot.h"

#define MAX_PANELS	(NR_MODES * NR_DIRTY)
#define MAX_CURVES	(MAX_PANELS * WSBENCH_NR_FLOWS)

/* A curve gets a point where it has moved this part of the panel, either way. */
#define RESOLUTION	250

/*
 * The bulk of a flow ends at Tukey's outer fence. A panel ends there too if its
 * slowest p99 would leave the bulk less than a third of it.
 */
#define FENCE		3	/* distances from p25 to p75, above p75 */
#define PANEL_BULKS	3
#define WIDEN		0.05

/* Of a round trip's share in a batch the summary has twelve digits. */
#define ROUNDING	1e-11

/* Where the texts of a panel stand, in percent of its height: from the first line down. */
#define FIRST_LINE	65
#define LINE_STEP	25
#define ROOMY_LINES	3	/* more share the height from FULL_FIRST to FULL_LAST */
#define FULL_FIRST	92.0
#define FULL_LAST	10.0

/* As distribution.gp has it. */
#define LEGEND_COLUMNS	3
#define LEGEND_ROW	19	/* pixels */

/* A text has a line for each flow that it names; it is empty where another names the flow. */
struct curve {
	unsigned int flow, lines;
	bool constant;
	double value, y;
	char text[WSBENCH_NR_FLOWS * 24 + 32];
	size_t chars;
	int side;
};

struct panel {
	unsigned int mode, dirty, first, last;
	double low, high, min, max, hidden;
	size_t chars_left, chars_right;
};

struct spread {
	unsigned int panels, curves;
	struct panel panel[MAX_PANELS];
	struct curve curve[MAX_CURVES];
};

static void put_curve(FILE *fp, const struct dist *d, const struct panel *p, double *value)
{
	const double far = 9 * (p->high - p->low);	/* out of sight */
	double x = -INFINITY, y = 0, share = 0;

	fprintf(fp, "%.10g 0\n", p->low - far);
	for (size_t i = 0; i < d->nr; i++) {
		double at = value ? *value : d->value[i];

		if (at > p->high)
			break;
		share = 100.0 * d->up_to[i] / d->n;
		if (i + 1 < d->nr && d->value[i + 1] <= p->high &&
		    at - x < (p->high - p->low) / RESOLUTION && share - y < 100.0 / RESOLUTION)
			continue;
		fprintf(fp, "%.10g %.10g\n%.10g %.10g\n", at, y, at, share);
		x = at;
		y = share;
	}
	fprintf(fp, "%.10g %.10g\n\n\n", p->high + far, y);
}

/* Steps at one place hide each other: the first of them has the text of all. */
static void write_texts(struct spread *s, const struct panel *p)
{
	for (unsigned int i = p->first; i <= p->last; i++) {
		struct curve *c = &s->curve[i];
		size_t len = 0, line = 0;

		for (unsigned int k = p->first; c->constant && k <= p->last; k++) {
			const struct curve *other = &s->curve[k];

			if (!other->constant || other->value != c->value)
				continue;
			if (k < i) {
				len = 0;
				break;
			}
			if (c->lines++) {
				len += snprintf(c->text + len, sizeof(c->text) - len, ",\\n");
				line = len;
			}
			len += snprintf(c->text + len, sizeof(c->text) - len, "%s",
					flow_names.name[other->flow]);
			c->chars = MAX(c->chars, len - line + 1);
		}
		if (!len) {
			c->lines = 0;
			continue;
		}
		len += snprintf(c->text + len, sizeof(c->text) - len, " %s",
				plot_figure(c->value).text);
		c->chars = MAX(c->chars, len - line);
	}
}

/* From the top in the order of flows, so that none lies over another. */
static void space_texts(struct spread *s, const struct panel *p)
{
	unsigned int lines = 0, line = 0;

	for (unsigned int i = p->first; i <= p->last; i++)
		lines += s->curve[i].lines;
	for (unsigned int i = p->first; i <= p->last; i++) {
		struct curve *c = &s->curve[i];
		double middle = line + (c->lines - 1) / 2.0;

		if (!c->lines)
			continue;
		c->y = lines <= ROOMY_LINES ? FIRST_LINE - LINE_STEP * middle :
		       FULL_FIRST - (FULL_FIRST - FULL_LAST) * middle / (lines - 1);
		line += c->lines;
	}
}

/* Texts at the outer steps point outwards, one between them to the wider side. */
static void place_texts(struct spread *s, struct panel *p)
{
	struct curve *step[WSBENCH_NR_FLOWS];
	unsigned int nr = 0;

	for (unsigned int i = p->first; i <= p->last; i++) {
		unsigned int at = nr;

		if (!*s->curve[i].text)
			continue;
		for (; at && step[at - 1]->value > s->curve[i].value; at--)
			step[at] = step[at - 1];
		step[at] = &s->curve[i];
		nr++;
	}
	for (unsigned int i = 0; i < nr; i++)
		if (i + 1 == nr)
			step[i]->side = 1;
		else if (!i)
			step[i]->side = -1;
		else
			step[i]->side = step[i]->value - step[i - 1]->value >
					step[i + 1]->value - step[i]->value ? -1 : 1;
	p->chars_left = nr > 1 ? step[0]->chars + 2 : 1;
	p->chars_right = nr ? step[nr - 1]->chars + 2 : 0;
}

/* The part of a panel's values that is worth looking at: p->low to p->high. */
static void choose_range(struct panel *p, const struct plot *plot, const struct dist *d)
{
	double fence = -INFINITY, p99 = -INFINITY, widen;

	p->low = p->min = INFINITY;
	p->max = -INFINITY;
	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++) {
		const struct summary_row *total = plot->cell[p->mode][p->dirty][f].total;

		if (!total || !d[f].n)
			continue;
		/* Buckets may lie outside the samples that they hold. */
		p->low = fmin(p->low, fmin(total->p25, fmax(total->min,
							    dist_quantile(&d[f], 0.01))));
		fence = fmax(fence, fmin(total->p99,
					 total->p75 + FENCE * (total->p75 - total->p25)));
		p99 = fmax(p99, total->p99);
		p->min = fmin(p->min, total->min);
		p->max = fmax(p->max, total->max);
	}
	p->high = fence > p->low && p99 - p->low > PANEL_BULKS * (fence - p->low) ? fence : p99;
	widen = WIDEN * (p->high - p->low);
	if (p->high - p->low <= ROUNDING * p->high)
		widen = 2;
	p->low -= widen;
	p->high += widen;
}

/* In percent of the samples of all flows. */
static double share_outside(const struct panel *p, const struct dist *d)
{
	uint64_t inside = 0, all = 0;

	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++) {
		uint64_t below = 0, up_to = 0;

		for (size_t i = 0; i < d[f].nr && d[f].value[i] <= p->high; i++) {
			up_to = d[f].up_to[i];
			if (d[f].value[i] < p->low)
				below = up_to;
		}
		inside += up_to - below;
		all += d[f].n;
	}
	return 100.0 * (all - inside) / all;
}

static void add_panel(FILE *fp, struct spread *s, const struct plot *plot, unsigned int mode,
		      unsigned int dirty)
{
	struct panel *p = &s->panel[s->panels++];
	struct dist d[WSBENCH_NR_FLOWS] = { 0 };

	*p = (struct panel) { .mode = mode, .dirty = dirty, .first = s->curves };
	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++) {
		const struct plot_cell *cell = &plot->cell[mode][dirty][f];

		if (cell->total)
			dist_from_hist(&d[f], &cell->totals, 0, HIST_MAX_VALUE,
				       1.0 / samples_batch(&plot->kind));
	}
	choose_range(p, plot, d);
	p->hidden = share_outside(p, d);
	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++) {
		const struct plot_cell *cell = &plot->cell[mode][dirty][f];
		struct curve *c = &s->curve[s->curves];

		if (!cell->total)
			continue;
		c->flow = f;
		c->value = cell->total->min;
		c->constant = plot_constant(cell);
		put_curve(fp, &d[f], p, c->constant ? &c->value : NULL);
		dist_free(&d[f]);
		p->last = s->curves++;
	}
	write_texts(s, p);
	space_texts(s, p);
	place_texts(s, p);
}

static void put_cuts(FILE *fp, const struct spread *s, const char *samples)
{
	fprintf(fp, "array panel_cut[%u]\n", s->panels);
	for (unsigned int i = 0; i < s->panels; i++) {
		const struct panel *p = &s->panel[i];

		fprintf(fp, "panel_cut[%u] = '", i + 1);
		if (p->min < p->low || p->max > p->high) {
			if (p->hidden < 0.1)
				fputs("not shown: less than 0.1 %", fp);
			else
				fprintf(fp, "not shown: %.1f %%", p->hidden);
			fprintf(fp, " of the %s (", samples);
			if (p->min < p->low)
				fprintf(fp, "lowest %s, ", plot_figure(p->min).text);
			fprintf(fp, "highest %s)", plot_figure(p->max).text);
		}
		fputs("'\n", fp);
	}
}

/* Returns the rows of the legend. */
static unsigned int put_legend(FILE *fp, const struct spread *s)
{
	unsigned int mask = 0;

	for (unsigned int i = 0; i < s->curves; i++)
		mask |= 1U << s->curve[i].flow;
	plot_legend(fp, mask);
	return (__builtin_popcount(mask) + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
}

/**
 * plot_distribution - the data of distribution.gp
 * @fp: where to
 * @plot: run
 *
 * Returns the height of the canvas in pixels.
 */
unsigned int plot_distribution(FILE *fp, const struct plot *plot)
{
	struct spread s = { 0 };
	bool both_modes, both_dirty, exact = true;
	const char *short_name = samples_batch(&plot->kind) > 1 ? "batches" : "round trips";
	char *samples = plot_samples(plot);
	unsigned int rows, legend_rows;

	fputs("$curves << EOD\n", fp);
	for (unsigned int d = 0; d < NR_DIRTY; d++)
		for (unsigned int m = 0; m < NR_MODES; m++)
			if (plot_has_group(plot, m, d))
				add_panel(fp, &s, plot, m, d);
	fputs("EOD\n", fp);
	for (unsigned int i = 0; i < s.curves; i++)
		exact &= s.curve[i].constant;
	both_modes = plot_has_mode(plot, 0) && plot_has_mode(plot, 1);
	both_dirty = s.panel[0].dirty != s.panel[s.panels - 1].dirty;
	rows = both_modes && both_dirty ? 2 : 1;

	fprintf(fp, "panels = %u\npanel_columns = %u\npanel_rows = %u\n", s.panels,
		(s.panels + rows - 1) / rows, rows);
	gnuplot_array(fp, "panel_title", s.panels, "'%s, debug-dirty %s'",
		      plot_mode_titles[s.panel[i].mode], dirty_names.name[s.panel[i].dirty]);
	gnuplot_array(fp, "panel_low", s.panels, "%.10g", s.panel[i].low);
	gnuplot_array(fp, "panel_high", s.panels, "%.10g", s.panel[i].high);
	gnuplot_array(fp, "panel_chars_left", s.panels, "%zu", s.panel[i].chars_left);
	gnuplot_array(fp, "panel_chars_right", s.panels, "%zu", s.panel[i].chars_right);
	gnuplot_array(fp, "panel_first", s.panels, "%u", s.panel[i].first + 1);
	gnuplot_array(fp, "panel_last", s.panels, "%u", s.panel[i].last + 1);
	gnuplot_array(fp, "curve_flow", s.curves, "%u", s.curve[i].flow + 1);
	gnuplot_array(fp, "curve_value", s.curves, "%.10g", s.curve[i].value);
	gnuplot_array(fp, "curve_text", s.curves, "\"%s\"", s.curve[i].text);
	gnuplot_array(fp, "curve_chars", s.curves, "%zu", s.curve[i].chars);
	gnuplot_array(fp, "curve_y", s.curves, "%g", s.curve[i].y);
	gnuplot_array(fp, "curve_side", s.curves, "%d", s.curve[i].side);
	put_cuts(fp, &s, short_name);
	legend_rows = put_legend(fp, &s);
	fprintf(fp, "legend_rows = %u\n", legend_rows);
	fprintf(fp, "share = 'share of %s'\nfractions = %d\n", short_name,
		samples_batch(&plot->kind) > 1);
	fprintf(fp, "caption = 'Share of the %s that took no longer than so many ticks%s.",
		samples, samples_batch(&plot->kind) > 1 ? " a round trip" : "");
	fprintf(fp, "%s'\n", exact ? " All of a flow are equal: its curve is one step." : "");
	free(samples);
	return (rows == 2 ? 860 : 580) + LEGEND_ROW * (legend_rows - 1);
}
