// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdlib.h>

#include "csv-read.h"
#include "error.h"
#include "report.h"
#include "table.h"

#define COLUMNS	"mode,flow,dirty,phase," FIGURE_COLUMNS

enum { MODE, FLOW, DIRTY, PHASE, N, NR_COLUMNS = N + NR_FIGURE_COLUMNS };

static struct summary_row *append(struct summary *sum)
{
	sum->row = xrealloc(sum->row, sum->nr + 1, sizeof(*sum->row));
	return &sum->row[sum->nr++];
}

static void add_phase(struct summary *sum, struct summary_row row, const struct series *s,
		      unsigned int batch)
{
	const struct tally *t = &s->phase[row.phase];
	struct dist d;

	/* In whole ticks of a batch as long as possible: the division is exact then. */
	dist_from_hist(&d, &t->samples, t->min, t->max, 1);
	row.n = s->n;
	row.min = (double)t->min / batch;
	row.p25 = dist_quantile(&d, 0.25) / batch;
	row.median = dist_quantile(&d, 0.5) / batch;
	row.p75 = dist_quantile(&d, 0.75) / batch;
	row.p99 = dist_quantile(&d, 0.99) / batch;
	row.max = (double)t->max / batch;
	row.mean = tally_mean(t, s->n) / batch;
	row.stddev = tally_stddev(t, s->n) / batch;
	dist_free(&d);
	*append(sum) = row;
}

/**
 * summary_add - append the rows of a run, in ticks of a round trip
 * @sum: rows so far, of runs of the same kind
 * @mode: of the run
 * @rec: its samples
 */
void summary_add(struct summary *sum, enum wsbench_mode mode, const struct recorder *rec)
{
	enum phase first = samples_phase(&rec->kind);

	sum->phases = NR_PHASES - first;
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY; i++) {
		unsigned int flow = i / NR_DIRTY, dirty = i % NR_DIRTY;
		const struct series *s = rec->series[flow][dirty];

		for (enum phase p = first; s && p < NR_PHASES; p++)
			add_phase(sum, (struct summary_row) {
				.mode = mode, .flow = flow, .dirty = dirty, .phase = p,
			}, s, samples_batch(&rec->kind));
	}
}

/* The rows of a flow and dirty state begin with its first phase, or are the total. */
static void check_order(struct summary *sum, const struct csv_row *row, enum phase phase)
{
	if (!sum->phases)
		sum->phases = phase == PHASE_TOTAL ? 1 : NR_PHASES;
	if (phase != NR_PHASES - sum->phases + (sum->nr - 1) % sum->phases)
		csv_die(row, "phase '%s' is out of order: lines were lost", row->field[PHASE]);
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct summary *sum = arg;
	struct summary_row *r;

	if (row->number == 1) {
		csv_expect_header(row, COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	r = append(sum);
	*r = (struct summary_row) {
		.mode = csv_name(row, MODE, &mode_names),
		.flow = csv_name(row, FLOW, &flow_names),
		.dirty = csv_name(row, DIRTY, &dirty_names),
		.phase = csv_name(row, PHASE, &phase_names),
	};
	summary_row_read(r, row, N);
	check_order(sum, row, r->phase);
}

/**
 * summary_read - read the summary.csv of a run
 * @sum: to fill
 * @dir: run folder
 */
void summary_read(struct summary *sum, const char *dir)
{
	char *path = xasprintf("%s/%s", dir, SUMMARY_FILE);

	*sum = (struct summary) { 0 };
	csv_read(path, true, on_row, sum);
	if (!sum->nr || sum->nr % sum->phases)
		die(path, "the last lines are missing: the file is truncated");
	free(path);
}

/**
 * summary_check - refuse a summary.csv that is not about all samples of a run
 * @sum: its rows
 * @meta: of the run
 * @dir: run folder, for errors
 *
 * Without phases it does not show in the rows that the last are lost.
 */
void summary_check(const struct summary *sum, const struct meta *meta, const char *dir)
{
	for (unsigned int m = 0; m < NR_MODES; m++) {
		const char *want = meta_get_mode(meta, m, "samples");
		uint64_t n = 0;

		for (size_t i = 0; i < sum->nr; i += sum->phases)
			n += sum->row[i].mode == m ? sum->row[i].n : 0;
		if ((n || meta_has_mode(meta, m)) && n != strtoull(want, NULL, 10))
			die(dir, SUMMARY_FILE " has %" PRIu64 " samples of mode %s, but " META_FILE
			    " says %s: the file is truncated or foreign", n, mode_names.name[m],
			    want);
	}
}

/**
 * summary_write - as CSV
 * @sum: rows
 * @fp: where to
 */
void summary_write(const struct summary *sum, FILE *fp)
{
	fputs(COLUMNS "\n", fp);
	for (const struct summary_row *r = sum->row; r < sum->row + sum->nr; r++) {
		fprintf(fp, "%s,%s,%s,%s,", mode_names.name[r->mode], flow_names.name[r->flow],
			dirty_names.name[r->dirty], phase_names.name[r->phase]);
		summary_row_write(r, fp);
		fputc('\n', fp);
	}
}

/* One number where all are the same, so that an exact run is easy to read. */
static void print_phase(struct table *t, const struct summary_row *r)
{
	table_cell(t, "%.6g", r->median);
	if (r->p25 == r->p99)
		table_cell(t, "%s", "");
	else
		table_cell(t, "%.6g..%.6g", r->p25, r->p99);
}

/**
 * summary_print - as a table
 * @sum: rows, the phases of a series together and in order
 * @unit: what a tick is
 */
void summary_print(const struct summary *sum, const char *unit)
{
	bool totals_only = sum->phases == 1;
	struct table t;

	printf("Ticks (%s) a round trip: median, and p25..p99 where samples differ\n", unit);
	table_init(&t, totals_only ? "lllrlr" : "lllrlrlrlrlr");
	table_cell(&t, "mode");
	table_cell(&t, "dirty");
	table_cell(&t, "flow");
	for (enum phase p = totals_only ? PHASE_TOTAL : PHASE_ENTRY; p < NR_PHASES; p++) {
		table_cell(&t, "%s", phase_names.name[p]);
		table_cell(&t, "%s", "");
	}
	table_cell(&t, "n");
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++) {
		for (size_t j = 0; j < sum->nr; j += sum->phases) {
			const struct summary_row *r = &sum->row[j];

			if (r->mode != i / NR_DIRTY || r->dirty != i % NR_DIRTY)
				continue;
			table_cell(&t, "%s", mode_names.name[r->mode]);
			table_cell(&t, "%s", dirty_names.name[r->dirty]);
			table_cell(&t, "%s", flow_names.name[r->flow]);
			for (unsigned int p = 0; p < sum->phases; p++)
				print_phase(&t, r + p);
			table_cell(&t, "%" PRIu64, r->n);
		}
	}
	table_print(&t);
}
