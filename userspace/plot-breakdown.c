// SPDX-License-Identifier: GPL-2.0-only
/* The data of breakdown.gp. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>

#include "breakdown.h"
#include "error.h"
#include "plot.h"

#define ROW	34	/* pixels of a bar, and of a heading */
#define AROUND	(112 + 134)

/* From left to right: what all flows have, then what they differ in. */
static const enum step_class order[NR_CLASSES] = {
	CLASS_GP, CLASS_SYSREG, CLASS_TRAPS, CLASS_STAGE2, CLASS_VGIC, CLASS_TIMER,
	CLASS_SYSREG32, CLASS_FPSIMD, CLASS_GUEST, CLASS_REST, CLASS_DEBUG,
};

typedef void put_fn(FILE *fp, double y, const struct breakdown_cell *cell, unsigned int flow,
		    bool comparable);
typedef void put_head_fn(FILE *fp, double y, unsigned int mode, unsigned int dirty);

/* Calls either for all there is, with its place; returns the end of the last. */
static double for_all(FILE *fp, const struct breakdown *b, bool comparable, put_head_fn *head,
		      put_fn *row)
{
	double y = 0;

	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++) {
		unsigned int mode = i / NR_DIRTY, dirty = i % NR_DIRTY;

		if (!breakdown_has_group(b, mode, dirty))
			continue;
		y += 0.8;
		if (head)
			head(fp, y, mode, dirty);
		y += 0.9;
		for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++) {
			const struct breakdown_cell *cell = &b->cell[mode][dirty][f];

			if (!cell->classes)
				continue;
			if (row)
				row(fp, y, cell, f, comparable);
			y++;
		}
	}
	return y;
}

static void put_head(FILE *fp, double y, unsigned int mode, unsigned int dirty)
{
	fprintf(fp, "%g \"%s, debug-dirty %s\"\n", y, plot_mode_titles[mode],
		dirty_names.name[dirty]);
}

/* A part may be below 0 where timestamps took less than expected: it is not drawn. */
static void put_segments(FILE *fp, double y, const struct breakdown_cell *cell, unsigned int flow,
			 bool comparable)
{
	double from = 0;

	(void)flow;
	(void)comparable;
	for (unsigned int i = 0; i < NR_CLASSES * NR_DIRECTIONS; i++) {
		unsigned int class = order[i / NR_DIRECTIONS], direction = i % NR_DIRECTIONS;
		double ticks = cell->ticks[class][direction];

		if (ticks <= 0)
			continue;
		fprintf(fp, "%g %.10g %.10g %u %u \"%s\"\n", y, from, from + ticks, class + 1,
			direction, plot_figure(ticks).text);
		from += ticks;
	}
}

/* The end of what is drawn of a row. */
static double end_of(const struct breakdown_cell *cell)
{
	double parts = 0;

	for (unsigned int i = 0; i < NR_CLASSES; i++)
		parts += fmax(0, cell->ticks[i][SAVE]) + fmax(0, cell->ticks[i][RESTORE]);
	return parts;
}

/* What a bar is, where it is not the total, and how much of that is debug. */
static char *ending(const struct breakdown_cell *cell, bool comparable)
{
	double residue = breakdown_residue(cell);
	double share = 100 * breakdown_class(cell, CLASS_DEBUG) / cell->total;
	struct plot_figure total = plot_figure(cell->total);
	struct plot_figure sum = plot_figure(cell->total - residue);
	char *text = residue ? xasprintf("sum %s, total %s", sum.text, total.text) :
			       xasprintf("total %s", total.text), *longer;

	if (!(cell->classes & 1U << CLASS_DEBUG) || !comparable)
		return text;
	longer = xasprintf("%s, debug %.1f %%", text, share);
	free(text);
	return longer;
}

static void put_row(FILE *fp, double y, const struct breakdown_cell *cell, unsigned int flow,
		    bool comparable)
{
	char *text = ending(cell, comparable);

	fprintf(fp, "%g %.10g \"%s\" \"%s\"\n", y, end_of(cell), flow_names.name[flow], text);
	free(text);
}

/* Those that any bar has, in the order of the bars. */
static void put_legend(FILE *fp, const struct breakdown *b)
{
	const struct breakdown_cell *cells = &b->cell[0][0][0];
	unsigned int nr = 0, classes = 0;

	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY * WSBENCH_NR_FLOWS; i++)
		classes |= cells[i].classes;
	fprintf(fp, "classes = %d\narray class_number[%d]\narray class_name[%d]\n",
		__builtin_popcount(classes), NR_CLASSES, NR_CLASSES);
	for (unsigned int i = 0; i < NR_CLASSES; i++) {
		if (!(classes & 1U << order[i]))
			continue;
		nr++;
		fprintf(fp, "class_number[%u] = %u\nclass_name[%u] = '%s'\n", nr, order[i] + 1, nr,
			breakdown_title(order[i]));
	}
}

static void put_limits(FILE *fp, const struct breakdown *b, bool comparable)
{
	const struct breakdown_cell *cells = &b->cell[0][0][0];
	size_t chars = 0, flow_chars = 0;
	double right = 0;

	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY * WSBENCH_NR_FLOWS; i++) {
		char *text;

		if (!cells[i].classes)
			continue;
		text = ending(&cells[i], comparable);
		chars = MAX(chars, strlen(text));
		flow_chars = MAX(flow_chars, strlen(flow_names.name[i % WSBENCH_NR_FLOWS]));
		right = fmax(right, end_of(&cells[i]));
		free(text);
	}
	fprintf(fp, "breakdown_right = %.10g\nbreakdown_chars = %zu\nflow_chars = %zu\n", right,
		chars, flow_chars);
}

static bool adds_up(const struct breakdown *b)
{
	const struct breakdown_cell *cells = &b->cell[0][0][0];

	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY * WSBENCH_NR_FLOWS; i++)
		if (cells[i].classes && breakdown_residue(&cells[i]))
			return false;
	return true;
}

/**
 * plot_breakdown - the data of breakdown.gp
 * @fp: where to
 * @plot: run that has a breakdown
 *
 * Returns the height of the canvas in pixels.
 */
unsigned int plot_breakdown(FILE *fp, const struct plot *plot)
{
	const struct breakdown *b = &plot->breakdown;
	bool comparable = ticks_comparable(&plot->meta);
	double bottom;

	put_legend(fp, b);
	put_limits(fp, b, comparable);
	fputs("$heads << EOD\n", fp);
	for_all(fp, b, comparable, put_head, NULL);
	fputs("EOD\n$segments << EOD\n", fp);
	for_all(fp, b, comparable, NULL, put_segments);
	fputs("EOD\n$rows << EOD\n", fp);
	bottom = for_all(fp, b, comparable, NULL, put_row);
	fprintf(fp, "EOD\nbreakdown_bottom = %g\ncaption = '%s'\n", bottom, adds_up(b) ?
		"Of each class what is saved, then, paler, what is restored: medians; they sum to the total exactly." :
		"Of each class what is saved, then, paler, what is restored: medians, which need not add up to the median of the total.");
	return AROUND + (unsigned int)(bottom * ROW);
}
