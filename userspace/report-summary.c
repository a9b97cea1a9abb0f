// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdlib.h>

#include "csv-read.h"
#include "error.h"
#include "report.h"
#include "table.h"

#define COLUMNS	"mode,flow,dirty,phase,n,min,p25,median,p75,p99,max,mean,stddev"

enum { MODE, FLOW, DIRTY, PHASE, N, MIN, P25, MEDIAN, P75, P99, MAX, MEAN, STDDEV, NR_COLUMNS };

static struct summary_row *append(struct summary *sum)
{
	sum->row = xrealloc(sum->row, sum->nr + 1, sizeof(*sum->row));
	return &sum->row[sum->nr++];
}

/**
 * summary_add - append the rows of a run
 * @sum: rows so far
 * @mode: of the run
 * @rec: its samples
 */
void summary_add(struct summary *sum, enum wsbench_mode mode, const struct recorder *rec)
{
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY * NR_PHASES; i++) {
		unsigned int phase = i % NR_PHASES, dirty = i / NR_PHASES % NR_DIRTY;
		unsigned int flow = i / NR_PHASES / NR_DIRTY;
		const struct series *s = rec->series[flow][dirty];
		const struct tally *t;
		struct dist d;

		if (!s)
			continue;
		t = &s->phase[phase];
		dist_from_hist(&d, &t->samples, t->min, t->max, 1);
		*append(sum) = (struct summary_row) {
			.mode = mode, .flow = flow, .dirty = dirty, .phase = phase, .n = s->n,
			.min = t->min,
			.p25 = dist_quantile(&d, 0.25), .median = dist_quantile(&d, 0.5),
			.p75 = dist_quantile(&d, 0.75), .p99 = dist_quantile(&d, 0.99),
			.max = t->max,
			.mean = tally_mean(t, s->n), .stddev = tally_stddev(t, s->n),
		};
		dist_free(&d);
	}
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct summary *sum = arg;

	if (row->line == 1) {
		csv_expect_header(row, COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	*append(sum) = (struct summary_row) {
		.mode = csv_name(row, MODE, &mode_names),
		.flow = csv_name(row, FLOW, &flow_names),
		.dirty = csv_name(row, DIRTY, &dirty_names),
		.phase = csv_name(row, PHASE, &phase_names),
		.n = csv_integer(row, N, UINT64_MAX),
		.min = csv_number(row, MIN), .p25 = csv_number(row, P25),
		.median = csv_number(row, MEDIAN), .p75 = csv_number(row, P75),
		.p99 = csv_number(row, P99), .max = csv_number(row, MAX),
		.mean = csv_number(row, MEAN), .stddev = csv_number(row, STDDEV),
	};
	if (sum->row[sum->nr - 1].phase != (sum->nr - 1) % NR_PHASES)
		csv_die(row, "phase '%s' is out of order: lines were lost", row->field[PHASE]);
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
	if (sum->nr % NR_PHASES || !sum->nr)
		die(path, "the last lines are missing: the file is truncated");
	free(path);
}

/**
 * summary_write - as CSV
 * @sum: rows
 * @fp: where to
 */
void summary_write(const struct summary *sum, FILE *fp)
{
	fputs(COLUMNS "\n", fp);
	for (const struct summary_row *r = sum->row; r < sum->row + sum->nr; r++)
		fprintf(fp, "%s,%s,%s,%s,%" PRIu64
			",%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g\n",
			mode_names.name[r->mode], flow_names.name[r->flow],
			dirty_names.name[r->dirty], phase_names.name[r->phase], r->n, r->min,
			r->p25, r->median, r->p75, r->p99, r->max, r->mean, r->stddev);
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
	static const char *const heading[] = {
		"mode", "dirty", "flow", "entry", "", "guest", "", "exit", "", "total", "", "n",
	};
	struct table t;

	printf("Ticks (%s) a round trip: median, and p25..p99 where samples differ\n", unit);
	table_init(&t, "lllrlrlrlrlr");
	for (size_t i = 0; i < sizeof(heading) / sizeof(*heading); i++)
		table_cell(&t, "%s", heading[i]);
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++) {
		for (size_t j = 0; j < sum->nr; j += NR_PHASES) {
			const struct summary_row *r = &sum->row[j];

			if (r->mode != i / NR_DIRTY || r->dirty != i % NR_DIRTY)
				continue;
			table_cell(&t, "%s", mode_names.name[r->mode]);
			table_cell(&t, "%s", dirty_names.name[r->dirty]);
			table_cell(&t, "%s", flow_names.name[r->flow]);
			for (unsigned int p = 0; p < NR_PHASES; p++)
				print_phase(&t, r + p);
			table_cell(&t, "%" PRIu64, r->n);
		}
	}
	table_print(&t);
}
