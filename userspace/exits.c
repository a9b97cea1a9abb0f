// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "csv-read.h"
#include "error.h"
#include "exits.h"
#include "table.h"

#define COLUMNS	"mode,payload,flow,dirty,phase," FIGURE_COLUMNS

enum { MODE, PAYLOAD, FLOW, DIRTY, PHASE, N, NR_COLUMNS = N + NR_FIGURE_COLUMNS };

static struct exits_row *append(struct exits *exits, struct exits_row row)
{
	exits->row = xrealloc(exits->row, exits->nr + 1, sizeof(*exits->row));
	exits->row[exits->nr] = row;
	return &exits->row[exits->nr++];
}

/* How much the flow of a row is above none. */
static void put_interval(struct exits_row *row, const struct recorder *rec)
{
	const struct summary_row *r = &row->figures;
	struct comparisons cmp = { 0 };

	if (r->flow == WSBENCH_FLOW_NONE)
		return;
	compare_flows(&cmp, r->mode, rec, WSBENCH_FLOW_NONE, r->flow, DEFAULT_MARGIN);
	for (const struct compare_row *c = cmp.row; c < cmp.row + cmp.nr; c++) {
		if (!strcmp(c->dirty, dirty_names.name[r->dirty]) &&
		    !strcmp(c->phase, phase_names.name[r->phase])) {
			row->lo = c->c.lo;
			row->hi = c->c.hi;
		}
		free(c->base);
		free(c->test);
	}
	free(cmp.row);
}

/**
 * exits_add - append the rows of a payload
 * @exits: rows so far
 * @payload: how the guest left
 * @mode: of the host
 * @rec: samples
 */
void exits_add(struct exits *exits, enum wsbench_payload payload, enum wsbench_mode mode,
	       const struct recorder *rec)
{
	struct summary sum = { 0 };

	summary_add(&sum, mode, rec);
	for (size_t i = 0; i < sum.nr; i++)
		put_interval(append(exits, (struct exits_row) {
			.payload = payload, .figures = sum.row[i], .lo = NAN, .hi = NAN,
		}), rec);
	free(sum.row);
}

/**
 * exits_total - the row of the totals of a configuration
 * @exits: rows
 * @mode: of the host
 * @payload: how the guest left
 * @flow: flow
 * @dirty: dirty state
 *
 * Returns NULL if there is none.
 */
const struct exits_row *exits_total(const struct exits *exits, enum wsbench_mode mode,
				    enum wsbench_payload payload, enum wsbench_flow flow,
				    unsigned int dirty)
{
	for (const struct exits_row *row = exits->row; row < exits->row + exits->nr; row++) {
		const struct summary_row *r = &row->figures;

		if (r->mode == mode && row->payload == payload && r->flow == flow &&
		    r->dirty == dirty && r->phase == PHASE_TOTAL)
			return row;
	}
	return NULL;
}

/**
 * exits_write - as CSV
 * @exits: rows
 * @fp: where to
 */
void exits_write(const struct exits *exits, FILE *fp)
{
	fputs(COLUMNS "\n", fp);
	for (const struct exits_row *row = exits->row; row < exits->row + exits->nr; row++) {
		const struct summary_row *r = &row->figures;

		fprintf(fp, "%s,%s,%s,%s,%s,", mode_names.name[r->mode],
			payload_names.name[row->payload], flow_names.name[r->flow],
			dirty_names.name[r->dirty], phase_names.name[r->phase]);
		summary_row_write(r, fp);
		fputc('\n', fp);
	}
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct exits_row *r;

	if (row->number == 1) {
		csv_expect_header(row, COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	r = append(arg, (struct exits_row) {
		.payload = csv_name(row, PAYLOAD, &payload_names),
		.figures = {
			.mode = csv_name(row, MODE, &mode_names),
			.flow = csv_name(row, FLOW, &flow_names),
			.dirty = csv_name(row, DIRTY, &dirty_names),
			.phase = csv_name(row, PHASE, &phase_names),
		},
		.lo = NAN, .hi = NAN,
	});
	summary_row_read(&r->figures, row, N);
}

/**
 * exits_folder - whether a folder is one of 'wsbench exits'
 * @dir: folder
 */
bool exits_folder(const char *dir)
{
	char *path = xasprintf("%s/" EXITS_FILE, dir);
	bool there = !access(path, F_OK);

	free(path);
	return there;
}

/**
 * exits_read - read the exits.csv of a folder
 * @exits: to fill
 * @dir: folder
 */
void exits_read(struct exits *exits, const char *dir)
{
	char *path = xasprintf("%s/" EXITS_FILE, dir);

	*exits = (struct exits) { 0 };
	csv_read(path, true, on_row, exits);
	if (!exits->nr || exits->nr % NR_PHASES)
		die(path, "the last lines are missing: the file is truncated");
	free(path);
}

static bool has_flow(const struct exits *exits, unsigned int flow)
{
	for (size_t i = 0; i < exits->nr; i++)
		if (exits->row[i].figures.flow == flow)
			return true;
	return false;
}

/* A flow's ticks, how many of them are its debug code, and which share of all. */
static void print_flow(struct table *t, const struct exits_row *row, const struct exits_row *none,
		       bool comparable)
{
	double total = row->figures.median, debug = total - none->figures.median;

	table_cell(t, "%.6g", total);
	if (!comparable) {
		table_cell(t, "-");
		table_cell(t, "%s", "");
		table_cell(t, "-");
		return;
	}
	table_cell(t, debug ? "%+.6g" : "0", debug);
	if (row->lo == row->hi || isnan(row->lo))
		table_cell(t, "%s", "");
	else
		table_cell(t, "[%.6g, %.6g]", row->lo, row->hi);
	table_cell(t, "%.1f%%", 100 * debug / total);
}

static void print_row(struct table *t, const struct exits *exits, const struct exits_row *none,
		      bool comparable)
{
	const struct summary_row *r = &none->figures;

	table_cell(t, "%s", mode_names.name[r->mode]);
	table_cell(t, "%s", payload_names.name[none->payload]);
	table_cell(t, "%s", dirty_names.name[r->dirty]);
	table_cell(t, "%.6g", r->median);
	for (unsigned int flow = 0; flow < WSBENCH_NR_FLOWS; flow++)
		if (flow != WSBENCH_FLOW_NONE && has_flow(exits, flow))
			print_flow(t, exits_total(exits, r->mode, none->payload, flow, r->dirty),
				   none, comparable);
}

/**
 * exits_print - how much of each exit is the debug flow, as a table
 * @exits: rows, flow none among them
 * @unit: what a tick is
 * @comparable: whether ticks can be set against each other
 */
void exits_print(const struct exits *exits, const char *unit, bool comparable)
{
	char align[5 + 4 * WSBENCH_NR_FLOWS] = "lllr";
	struct table t;

	printf("Ticks (%s) a round trip, by how the guest exits: medians;\n"
	       "debug = flow - none, with a 95%% interval where samples differ, and its share of the flow's ticks\n",
	       unit);
	for (unsigned int flow = 0; flow < WSBENCH_NR_FLOWS; flow++)
		if (flow != WSBENCH_FLOW_NONE && has_flow(exits, flow))
			strcat(align, "rrlr");
	table_init(&t, align);
	table_cell(&t, "mode");
	table_cell(&t, "exit");
	table_cell(&t, "dirty");
	table_cell(&t, "%s", flow_names.name[WSBENCH_FLOW_NONE]);
	for (unsigned int flow = 0; flow < WSBENCH_NR_FLOWS; flow++) {
		if (flow == WSBENCH_FLOW_NONE || !has_flow(exits, flow))
			continue;
		table_cell(&t, "%s", flow_names.name[flow]);
		table_cell(&t, "debug");
		table_cell(&t, "%s", "");
		table_cell(&t, "share");
	}
	for (unsigned int dirty = 0; dirty < NR_DIRTY; dirty++)
		for (size_t i = 0; i < exits->nr; i++) {
			const struct summary_row *r = &exits->row[i].figures;

			if (r->flow == WSBENCH_FLOW_NONE && r->dirty == dirty &&
			    r->phase == PHASE_TOTAL)
				print_row(&t, exits, &exits->row[i], comparable);
		}
	table_print(&t);
}
