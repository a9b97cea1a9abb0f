// SPDX-License-Identifier: GPL-2.0-only
/* What a register takes: fits to the medians of a sweep, as CSV and as a table. */
#include <math.h>
#include <stdlib.h>

#include "error.h"
#include "sweep.h"
#include "table.h"

static bool same_series(const struct summary_row *a, const struct summary_row *b)
{
	return a->mode == b->mode && a->flow == b->flow && a->dirty == b->dirty &&
	       a->phase == b->phase;
}

/**
 * sweep_fit - fit the entry, exit and total of each flow and dirty state
 * @fits: to fill
 * @sweep: rows in order, which the fits refer to
 */
void sweep_fit(struct sweep_fits *fits, const struct sweep *sweep)
{
	struct fit_point *point = xalloc(sweep->nr, sizeof(*point));

	*fits = (struct sweep_fits) { 0 };
	for (size_t i = 0, n; i < sweep->nr; i += n) {
		const struct sweep_row *row = &sweep->row[i];
		struct sweep_fit *f;

		for (n = 0; i + n < sweep->nr && same_series(&row[n].figures, &row->figures); n++)
			point[n] = (struct fit_point) {
				row[n].brps, row[n].wrps, row[n].figures.median,
			};
		/* Nothing is switched while the guest runs. */
		if (row->figures.phase == PHASE_GUEST)
			continue;
		fits->row = xrealloc(fits->row, fits->nr + 1, sizeof(*fits->row));
		f = &fits->row[fits->nr++];
		*f = (struct sweep_fit) { .first = row, .nr = n };
		fit(&f->fit, point, n);
	}
	free(point);
}

static void put_number(FILE *fp, double v)
{
	if (isnan(v))
		fputc(',', fp);
	else
		fprintf(fp, ",%.12g", v);
}

/**
 * sweep_fits_write - as CSV
 * @fits: fits
 * @fp: where to
 */
void sweep_fits_write(const struct sweep_fits *fits, FILE *fp)
{
	fputs("mode,flow,dirty,direction,term,ticks,stderr,residual_max,points\n", fp);
	for (const struct sweep_fit *f = fits->row; f < fits->row + fits->nr; f++) {
		const struct summary_row *r = &f->first->figures;

		for (enum fit_term t = 0; t < NR_FIT_TERMS; t++) {
			if (!f->fit.has[t])
				continue;
			fprintf(fp, "%s,%s,%s,%s,%s", mode_names.name[r->mode],
				flow_names.name[r->flow], dirty_names.name[r->dirty],
				phase_names.name[r->phase], fit_term_names[t]);
			put_number(fp, f->fit.value[t]);
			put_number(fp, f->fit.error[t]);
			put_number(fp, f->fit.residual_max);
			fprintf(fp, ",%zu\n", f->fit.points);
		}
	}
}

/* The error is left away where there is none to tell. */
static void cell(struct table *t, const struct fit *fit, enum fit_term term)
{
	if (!fit->has[term])
		table_cell(t, "%s", "");
	else
		table_cell(t, "%.6g", fit->value[term]);
	if (!(fit->error[term] > 0))
		table_cell(t, "%s", "");
	else
		table_cell(t, "+-%.2g", fit->error[term]);
}

/* Of a kind that has no term, as its number is the same at all points, which all fits share. */
static void print_held(const struct sweep_fit *f, enum fit_term term, unsigned int number,
		       const char *kind)
{
	if (!f->fit.has[term])
		printf("%s were %u at all points: what they take is in the intercept\n", kind, number);
}

/* What the figures are not. */
static void print_caveats(const struct sweep_fits *fits, bool comparable)
{
	bool dirty = false;

	for (const struct sweep_fit *f = fits->row; f < fits->row + fits->nr; f++)
		dirty = dirty || f->first->figures.dirty;
	if (dirty)
		puts("A sweep has code of its own, equally long for each number of registers: with dirty on compare slopes, the intercepts are not those of 'wsbench run'");
	if (!comparable)
		puts("Emulated time: it drifts between the points, slopes are for trying the command out");
}

/**
 * sweep_fits_print - as a table
 * @fits: fits
 * @unit: what a tick is
 * @comparable: whether ticks can be set against each other
 */
void sweep_fits_print(const struct sweep_fits *fits, const char *unit, bool comparable)
{
	static const char *const titles[] = {
		"mode", "dirty", "flow", "direction", "intercept", "", "a breakpoint", "",
		"a watchpoint", "", "residual", "points",
	};
	struct table t;

	printf("Ticks (%s) = intercept + breakpoints x ticks of one + watchpoints x ticks of one;\n"
	       "least squares over medians, +- standard error; residual: of the point farthest off\n",
	       unit);
	table_init(&t, "llllrlrlrlrr");
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		table_cell(&t, "%s", titles[i]);
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++)
		for (const struct sweep_fit *f = fits->row; f < fits->row + fits->nr; f++) {
			const struct summary_row *r = &f->first->figures;

			if (r->mode != i / NR_DIRTY || r->dirty != i % NR_DIRTY)
				continue;
			table_cell(&t, "%s", mode_names.name[r->mode]);
			table_cell(&t, "%s", dirty_names.name[r->dirty]);
			table_cell(&t, "%s", flow_names.name[r->flow]);
			table_cell(&t, "%s", phase_names.name[r->phase]);
			for (enum fit_term term = 0; term < NR_FIT_TERMS; term++)
				cell(&t, &f->fit, term);
			if (isnan(f->fit.residual_max))
				table_cell(&t, "-");
			else
				table_cell(&t, "%.3g", f->fit.residual_max);
			table_cell(&t, "%zu", f->fit.points);
		}
	table_print(&t);
	if (fits->nr) {
		print_held(&fits->row[0], FIT_BREAKPOINT, fits->row[0].first->brps, "breakpoints");
		print_held(&fits->row[0], FIT_WATCHPOINT, fits->row[0].first->wrps, "watchpoints");
		print_caveats(fits, comparable);
	}
}
