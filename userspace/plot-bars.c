// SPDX-License-Identifier: GPL-2.0-only
/* The data of the figures made of bars: cost.gp and phases.gp. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>

#include "error.h"
#include "plot.h"

/* Distances in widths of a bar. */
#define GAP_DIRTY	0.7
#define GAP_MODE	1.3
#define MARGIN		0.8
#define LEAST_WIDTH	8.0	/* of the figure: a single bar is not a wall */

/* In pixels: names side by side, by character, beside the bars, and below them when slanted. */
#define NAME_CHAR	7.5
#define COST_SIDES	120
#define SLANTED		0.5	/* of a name's length: its sine at 30 degrees */

#define ROW		34	/* pixels of a row of phases */

/* The blocks of cost.gp, filled side by side. */
struct blocks {
	FILE *bars, *spreads, *deltas, *doubts, *groups, *modes, *seams;
	unsigned int nr_spreads, nr_deltas, nr_doubts, nr_seams;
	bool constant;
	double x, top;
	size_t chars, delta_chars, name_chars, pair_chars;
};

/**
 * plot_block - a data block of a script
 * @fp: where to
 * @name: of the block
 * @part: its lines, from plot_part(); closed
 * @text: as there; freed
 */
void plot_block(FILE *fp, const char *name, FILE *part, char **text)
{
	if (fclose(part))
		die("memory", "exhausted");
	fprintf(fp, "$%s << EOD\n%sEOD\n", name, *text);
	free(*text);
}

/**
 * plot_part - lines of a data block, to be written beside others
 * @text: gets them, when plot_block() closes what is returned
 */
FILE *plot_part(char **text)
{
	static size_t size;	/* of any: nobody asks */
	FILE *fp = open_memstream(text, &size);

	if (!fp)
		die("memory", "exhausted");
	return fp;
}

/* A minus as wide as a plus. */
static const char *sign(double value)
{
	return value < 0 ? "\u2212" : value > 0 ? "+" : "";
}

static void put_delta(struct blocks *b, const struct plot_cell *cell, double top)
{
	bool doubt = cell->verdict == VERDICT_UNRESOLVED ||
		     (cell->verdict == VERDICT_SAME && cell->delta);
	struct plot_figure delta = plot_figure(fabs(cell->delta));

	b->delta_chars = MAX(b->delta_chars, 1 + strlen(delta.text));
	fprintf(b->deltas, "%g %.10g \"%s%s\"", b->x, top, sign(cell->delta), delta.text);
	if (isnan(cell->percent))
		fputs(" \"\"\n", b->deltas);
	else
		fprintf(b->deltas, " \"%s%.1f %%\"\n", sign(cell->percent), fabs(cell->percent));
	b->nr_deltas++;
	if (doubt) {
		fprintf(b->doubts, "%g %.10g \"%s\"\n", b->x, top, verdict_names[cell->verdict]);
		b->nr_doubts++;
	}
}

static void put_bar(struct blocks *b, const struct plot *plot, const struct plot_cell *cell,
		    unsigned int flow)
{
	const struct summary_row *total = cell->total;
	struct plot_figure median = plot_figure(total->median);
	double top = total->median;

	b->constant = b->constant && plot_constant(cell);
	if (total->p25 != total->p75) {
		fprintf(b->spreads, "%g %.10g %.10g\n", b->x, total->p25, total->p75);
		b->nr_spreads++;
		top = total->p75;
	}
	fprintf(b->bars, "%g %u %.10g %.10g \"%s\" \"%s\"\n", b->x, flow + 1, total->median, top,
		flow_names.name[flow], median.text);
	if (cell->compared && plot->timing != TIMING_EMULATED)
		put_delta(b, cell, top);
	b->top = fmax(b->top, top);
	b->chars = MAX(b->chars, strlen(median.text));
	b->x++;
}

static void put_mode(struct blocks *b, const struct plot *plot, unsigned int mode)
{
	double left = b->x;

	for (unsigned int d = 0; d < NR_DIRTY; d++) {
		double group = b->x;
		size_t beside = 0;

		if (!plot_has_group(plot, mode, d))
			continue;
		if (group != left)
			group = b->x += GAP_DIRTY;
		for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++) {
			size_t chars = strlen(flow_names.name[f]);

			if (!plot->cell[mode][d][f].total)
				continue;
			put_bar(b, plot, &plot->cell[mode][d][f], f);
			b->name_chars = MAX(b->name_chars, chars);
			if (beside)
				b->pair_chars = MAX(b->pair_chars, chars + beside);
			beside = chars;
		}
		fprintf(b->groups, "%g \"debug-dirty %s\"\n", (group + b->x - 1) / 2,
			dirty_names.name[d]);
	}
	fprintf(b->modes, "%g \"%s\"\n", (left + b->x - 1) / 2, plot_mode_titles[mode]);
}

/* How far down names reach that have to be slanted, in pixels; 0 where they fit side by side. */
static unsigned int slant_of(const struct blocks *b, double bars)
{
	if (NAME_CHAR * b->pair_chars / 2 <= (PLOT_WIDTH - COST_SIDES) / bars)
		return 0;
	return SLANTED * NAME_CHAR * b->name_chars;
}

/**
 * plot_cost - the data of cost.gp
 * @fp: where to
 * @plot: run
 *
 * Returns the height of the canvas in pixels.
 */
unsigned int plot_cost(FILE *fp, const struct plot *plot)
{
	char *bars, *spreads, *deltas, *doubts, *groups, *modes, *seams;
	struct blocks b = {
		.bars = plot_part(&bars), .spreads = plot_part(&spreads),
		.deltas = plot_part(&deltas), .doubts = plot_part(&doubts),
		.groups = plot_part(&groups), .modes = plot_part(&modes),
		.seams = plot_part(&seams), .constant = true,
	};
	char *samples = plot_samples(plot);
	unsigned int slant;
	double spare;

	for (unsigned int m = 0; m < NR_MODES; m++) {
		if (!plot_has_mode(plot, m))
			continue;
		if (b.x > 0) {
			fprintf(b.seams, "%g\n", b.x + (GAP_MODE - 1) / 2);
			b.nr_seams++;
			b.x += GAP_MODE;
		}
		put_mode(&b, plot, m);
	}
	spare = fmax(0, LEAST_WIDTH - (b.x - 1 + 2 * MARGIN)) / 2;
	fprintf(fp, "cost_left = %g\ncost_right = %g\ncost_top = %.10g\n", -MARGIN - spare,
		b.x - 1 + MARGIN + spare, b.top);
	slant = slant_of(&b, b.x - 1 + 2 * (MARGIN + spare));
	fprintf(fp, "slant = %u\n", slant);
	fprintf(fp, "cost_chars = %zu\ndelta_chars = %zu\n", b.chars, MAX(b.delta_chars, (size_t)1));
	fprintf(fp, "have_spreads = %d\nhave_deltas = %d\nhave_doubts = %d\nhave_seams = %d\n",
		!!b.nr_spreads, !!b.nr_deltas, !!b.nr_doubts, !!b.nr_seams);
	plot_block(fp, "bars", b.bars, &bars);
	plot_block(fp, "spreads", b.spreads, &spreads);
	plot_block(fp, "deltas", b.deltas, &deltas);
	plot_block(fp, "doubts", b.doubts, &doubts);
	plot_block(fp, "groups", b.groups, &groups);
	plot_block(fp, "modes", b.modes, &modes);
	plot_block(fp, "seams", b.seams, &seams);
	fputs("caption = 'Bars: medians; ", fp);
	if (b.constant)
		fprintf(fp, "no whiskers, as in each bar all %s are equal", samples);
	else if (b.nr_spreads)
		fprintf(fp, "whiskers: from the 25th to the 75th percentile%s%s",
			strcmp(samples, "round trips") ? ", of " : "",
			strcmp(samples, "round trips") ? samples : "");
	else
		fprintf(fp, "no whiskers, as in each bar most %s are equal", samples);
	fprintf(fp, ".%s'\n", b.nr_deltas ? " Figures with a sign: difference from four-call." : "");
	free(samples);
	return 680 + slant;
}

/* Returns how long the text at the end of the bar is, with the guest's figure in it. */
static size_t put_phases(FILE *fp, const struct plot_cell *cell, double y, unsigned int flow)
{
	size_t chars = strlen("total  (guest )");

	fprintf(fp, "%g", y);
	for (enum phase p = PHASE_ENTRY; p < PHASE_TOTAL; p++)
		fprintf(fp, " %.10g", cell->phase[p].median);
	fprintf(fp, " \"%s\"", flow_names.name[flow]);
	for (enum phase p = PHASE_ENTRY; p <= PHASE_TOTAL; p++) {
		struct plot_figure median = plot_figure(cell->phase[p].median);

		fprintf(fp, " \"%s\"", median.text);
		if (p == PHASE_GUEST || p == PHASE_TOTAL)
			chars += strlen(median.text);
	}
	fputc('\n', fp);
	return chars;
}

static double length_of(const struct plot_cell *cell)
{
	return cell->phase[PHASE_ENTRY].median + cell->phase[PHASE_GUEST].median +
	       cell->phase[PHASE_EXIT].median;
}

/**
 * plot_phases - the data of phases.gp
 * @fp: where to
 * @plot: run whose phases are known
 *
 * Returns the height of the canvas in pixels.
 */
unsigned int plot_phases(FILE *fp, const struct plot *plot)
{
	char *heads_text, *rows_text;
	FILE *heads = plot_part(&heads_text), *rows = plot_part(&rows_text);
	double y = 0, right = 0;
	size_t chars = 0, flow_chars = 0;
	bool exact = true;

	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++) {
		unsigned int mode = i / NR_DIRTY, dirty = i % NR_DIRTY;

		if (!plot_has_group(plot, mode, dirty))
			continue;
		y += 0.8;
		fprintf(heads, "%g \"%s, debug-dirty %s\"\n", y, plot_mode_titles[mode],
			dirty_names.name[dirty]);
		y += 0.9;
		for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++) {
			const struct plot_cell *cell = &plot->cell[mode][dirty][f];
			size_t row_chars;

			if (!cell->total)
				continue;
			row_chars = put_phases(rows, cell, y, f);
			chars = MAX(chars, row_chars);
			flow_chars = MAX(flow_chars, strlen(flow_names.name[f]));
			right = fmax(right, length_of(cell));
			exact &= plot_constant(cell);
			y++;
		}
	}
	fprintf(fp, "phases_right = %.10g\nphases_bottom = %g\nphases_chars = %zu\n", right, y, chars);
	fprintf(fp, "flow_chars = %zu\n", flow_chars);
	plot_block(fp, "heads", heads, &heads_text);
	plot_block(fp, "rows", rows, &rows_text);
	fprintf(fp, "caption = '%s'\n", exact ?
		"Medians; all round trips of a row are equal." :
		"Medians of the phases, which need not add up to the median of the total.");
	return 112 + 134 + (unsigned int)(y * ROW);
}
