// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "counts.h"
#include "csv-read.h"
#include "error.h"
#include "sweep.h"

#define COLUMNS	"mode,flow,dirty,brps,wrps,phase," FIGURE_COLUMNS

enum { MODE, FLOW, DIRTY, BRPS, WRPS, PHASE, N, NR_COLUMNS = N + NR_FIGURE_COLUMNS };

static void append(struct sweep *sweep, struct sweep_row row)
{
	sweep->row = xrealloc(sweep->row, sweep->nr + 1, sizeof(*sweep->row));
	sweep->row[sweep->nr++] = row;
}

/**
 * sweep_add - append the rows of a point
 * @sweep: rows so far
 * @mode: of the host
 * @rec: samples of the point
 * @brps: breakpoints switched
 * @wrps: watchpoints switched
 */
void sweep_add(struct sweep *sweep, enum wsbench_mode mode, const struct recorder *rec,
	       unsigned int brps, unsigned int wrps)
{
	struct summary sum = { 0 };

	summary_add(&sum, mode, rec);
	for (size_t i = 0; i < sum.nr; i++)
		append(sweep, (struct sweep_row) {
			.brps = brps, .wrps = wrps, .figures = sum.row[i],
		});
	free(sum.row);
}

static int order(const void *a, const void *b)
{
	const struct sweep_row *x = a, *y = b;
	const int by[] = {
		(int)x->figures.mode - (int)y->figures.mode,
		(int)x->figures.flow - (int)y->figures.flow,
		(int)x->figures.dirty - (int)y->figures.dirty,
		(int)x->figures.phase - (int)y->figures.phase,
		(int)x->brps - (int)y->brps,
		(int)x->wrps - (int)y->wrps,
	};

	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		if (by[i])
			return by[i];
	return 0;
}

/**
 * sweep_sort - put the rows in order
 * @sweep: rows, the points in the order in which they were measured
 */
void sweep_sort(struct sweep *sweep)
{
	qsort(sweep->row, sweep->nr, sizeof(*sweep->row), order);
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct sweep *sweep = arg;
	struct sweep_row r;

	if (row->number == 1) {
		csv_expect_header(row, COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	r = (struct sweep_row) {
		.brps = csv_integer(row, BRPS, COUNTS_MAX),
		.wrps = csv_integer(row, WRPS, COUNTS_MAX),
		.figures = {
			.mode = csv_name(row, MODE, &mode_names),
			.flow = csv_name(row, FLOW, &flow_names),
			.dirty = csv_name(row, DIRTY, &dirty_names),
			.phase = csv_name(row, PHASE, &phase_names),
		},
	};
	summary_row_read(&r.figures, row, N);
	append(sweep, r);
}

/**
 * sweep_read - read the sweep.csv of a sweep
 * @sweep: to fill
 * @dir: its folder
 */
void sweep_read(struct sweep *sweep, const char *dir)
{
	char *path = xasprintf("%s/%s", dir, SWEEP_FILE);

	*sweep = (struct sweep) { 0 };
	csv_read(path, true, on_row, sweep);
	if (!sweep->nr)
		die(path, "no figures: the file is truncated");
	sweep_sort(sweep);
	free(path);
}

/**
 * sweep_write - as CSV
 * @sweep: rows
 * @fp: where to
 */
void sweep_write(const struct sweep *sweep, FILE *fp)
{
	fputs(COLUMNS "\n", fp);
	for (const struct sweep_row *row = sweep->row; row < sweep->row + sweep->nr; row++) {
		const struct summary_row *r = &row->figures;

		fprintf(fp, "%s,%s,%s,%u,%u,%s,", mode_names.name[r->mode],
			flow_names.name[r->flow], dirty_names.name[r->dirty], row->brps,
			row->wrps, phase_names.name[r->phase]);
		summary_row_write(r, fp);
		fputc('\n', fp);
	}
}
