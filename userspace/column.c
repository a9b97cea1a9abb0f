// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "column.h"
#include "csv-read.h"
#include "error.h"

#define NONE	UINT32_MAX

struct values {
	size_t nr, room;
	double *value;
};

struct column_reader {
	const char *name;
	unsigned int field, block_field, nr_fields;
	double block;
	struct values all, open, medians;
};

static void push(struct values *v, double value)
{
	if (v->nr == v->room) {
		v->room = v->room ? 2 * v->room : 4096;
		v->value = xrealloc(v->value, v->room, sizeof(*v->value));
	}
	v->value[v->nr++] = value;
}

static void close_block(struct column_reader *r)
{
	if (r->open.nr)
		push(&r->medians, gsl_stats_median(r->open.value, 1, r->open.nr));
	r->open.nr = 0;
}

/* The first row: a header, or the first value of a file without one. */
static bool take_header(struct column_reader *r, const struct csv_row *row)
{
	double value;

	r->field = NONE;
	r->block_field = NONE;
	r->nr_fields = row->nr;
	if (!r->name && row->nr == 1) {
		r->field = 0;
		return !csv_parse_number(row->field[0], row->len[0], &value);
	}
	if (!r->name)
		csv_die(row, "%u columns; choose one with --column", row->nr);
	for (unsigned int i = 0; i < row->nr; i++) {
		if (!strcmp(row->field[i], r->name))
			r->field = i;
		if (!strcmp(row->field[i], "block"))
			r->block_field = i;
	}
	if (r->field == NONE)
		csv_die(row, "no column '%s'", r->name);
	return true;
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct column_reader *r = arg;
	double value, block;

	if (!r->nr_fields && take_header(r, row))
		return;
	if (row->nr != r->nr_fields)
		csv_die(row, "%u fields instead of %u", row->nr, r->nr_fields);
	value = csv_number(row, r->field);
	push(&r->all, value);
	if (r->block_field == NONE)
		return;
	block = csv_number(row, r->block_field);
	if (block != r->block)
		close_block(r);
	r->block = block;
	push(&r->open, value);
}

/**
 * column_read - read a column of a file
 * @column: to fill
 * @path: CSV file, or a file with one value a line
 * @name: of the column; NULL if there is only one
 *
 * Rows with the same number in a column "block", next to each other, are a
 * block.
 */
void column_read(struct column *column, const char *path, const char *name)
{
	struct column_reader r = { .name = name };

	csv_read(path, false, on_row, &r);
	close_block(&r);
	if (!r.all.nr)
		die(path, "no values");
	dist_from_values(&column->all, r.all.value, r.all.nr);
	column->side.median = dist_quantile(&column->all, 0.5);
	column->side.constant = column->all.n >= 2 && column->all.nr == 1;
	column->side.units = column->all;
	if (r.block_field != NONE)
		dist_from_values(&column->side.units, r.medians.value, r.medians.nr);
	free(r.all.value);
	free(r.open.value);
	free(r.medians.value);
}
