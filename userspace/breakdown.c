// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "breakdown.h"
#include "csv-read.h"
#include "dist.h"
#include "error.h"

#define COLUMNS	"mode,flow,dirty,class,save,restore,ticks,share"

enum { MODE, FLOW, DIRTY, CLASS, COLUMN_SAVE, COLUMN_RESTORE, TICKS, SHARE, NR_COLUMNS };

/* The rows of a cell behind those of its classes. */
enum { SUM, TOTAL, RESIDUE, NR_ENDS };
static const char *const ends[NR_ENDS] = { "sum", "total", "residue" };

#define for_each_cell(i, b)								\
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY * WSBENCH_NR_FLOWS; i++)	\
		if (!cell_of(b, i)->classes) {} else

/* Ordered as the file is: by mode, flow, dirty state. */
static unsigned int mode_of(unsigned int i)
{
	return i / NR_DIRTY / WSBENCH_NR_FLOWS;
}

static unsigned int flow_of(unsigned int i)
{
	return i / NR_DIRTY % WSBENCH_NR_FLOWS;
}

static const struct breakdown_cell *cell_of(const struct breakdown *b, unsigned int i)
{
	return &b->cell[mode_of(i)][i % NR_DIRTY][flow_of(i)];
}

/**
 * breakdown_class - the ticks of a class, both ways
 * @cell: cell
 * @class: class
 */
double breakdown_class(const struct breakdown_cell *cell, enum step_class class)
{
	return cell->ticks[class][SAVE] + cell->ticks[class][RESTORE];
}

static double sum_of(const struct breakdown_cell *cell)
{
	double sum = 0;

	for (unsigned int c = 0; c < NR_CLASSES; c++)
		sum += breakdown_class(cell, c);
	return sum;
}

/**
 * breakdown_residue - what the parts leave of the total
 * @cell: cell
 */
double breakdown_residue(const struct breakdown_cell *cell)
{
	return cell->total - sum_of(cell);
}

/**
 * breakdown_has_group - whether there is any flow of a mode and dirty state
 * @b: breakdown
 * @mode: mode
 * @dirty: dirty state
 */
bool breakdown_has_group(const struct breakdown *b, unsigned int mode, unsigned int dirty)
{
	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++)
		if (b->cell[mode][dirty][f].classes)
			return true;
	return false;
}

/**
 * breakdown_is_empty - whether there is no flow and dirty state at all
 * @b: breakdown
 */
bool breakdown_is_empty(const struct breakdown *b)
{
	for_each_cell(i, b)
		return false;
	return true;
}

static double median(const struct step_tally *tally)
{
	struct dist d;
	double value;

	dist_from_hist(&d, &tally->ticks, tally->min, tally->max, 1);
	value = dist_quantile(&d, 0.5);
	dist_free(&d);
	return value;
}

static void fill(struct breakdown_cell *cell, const struct step_series *series,
		 unsigned int mark_cost)
{
	for (unsigned int i = 0; i < NR_CLASSES * NR_DIRECTIONS; i++) {
		unsigned int class = i / NR_DIRECTIONS, direction = i % NR_DIRECTIONS;
		const struct step_tally *tally = &series->tally[class][direction];

		if (!tally->ticks.count)
			continue;
		cell->classes |= 1U << class;
		cell->ticks[class][direction] =
			median(tally) - (double)mark_cost * steps_marks(series, class, direction);
	}
}

/**
 * breakdown_add - take in a run
 * @b: breakdown, zeroed before the first
 * @rec: its samples with steps
 * @sum: summary of those without
 * @mark_cost: ticks that the timestamp after a step adds
 *
 * What was interrupted before it had samples of both is left out.
 */
void breakdown_add(struct breakdown *b, const struct steps_recorder *rec,
		   const struct summary *sum, unsigned int mark_cost)
{
	for (size_t i = 0; i < sum->nr; i++) {
		const struct summary_row *row = &sum->row[i];
		const struct step_series *series = rec->series[row->flow][row->dirty];
		struct breakdown_cell *cell = &b->cell[row->mode][row->dirty][row->flow];

		if (row->phase != PHASE_TOTAL || row->mode != rec->mode || !series)
			continue;
		cell->total = row->median;
		fill(cell, series, mark_cost);
	}
}

static void write_cell(FILE *fp, const char *front, const struct breakdown_cell *cell)
{
	const double end[NR_ENDS] = {
		[SUM] = sum_of(cell), [TOTAL] = cell->total, [RESIDUE] = breakdown_residue(cell),
	};

	for (unsigned int c = 0; c < NR_CLASSES; c++) {
		double ticks = breakdown_class(cell, c);

		if (!(cell->classes & 1U << c))
			continue;
		fprintf(fp, "%s,%s,", front, class_names.name[c]);
		if (c < CLASS_GUEST)
			fprintf(fp, "%.12g,%.12g", cell->ticks[c][SAVE], cell->ticks[c][RESTORE]);
		else
			fputc(',', fp);
		fprintf(fp, ",%.12g,%.12g\n", ticks, 100 * ticks / cell->total);
	}
	for (unsigned int e = 0; e < NR_ENDS; e++)
		fprintf(fp, "%s,%s,,,%.12g,%.12g\n", front, ends[e], end[e],
			100 * end[e] / cell->total);
}

/**
 * breakdown_write - as CSV
 * @b: breakdown
 * @fp: where to
 */
void breakdown_write(const struct breakdown *b, FILE *fp)
{
	fputs(COLUMNS "\n", fp);
	for_each_cell(i, b) {
		char *front = xasprintf("%s,%s,%s", mode_names.name[mode_of(i)],
					flow_names.name[flow_of(i)],
					dirty_names.name[i % NR_DIRTY]);

		write_cell(fp, front, cell_of(b, i));
		free(front);
	}
}

static int end_of(const char *name)
{
	for (int e = 0; e < NR_ENDS; e++)
		if (!strcmp(name, ends[e]))
			return e;
	return -1;
}

/* A file on its way into a breakdown; what others left there is none of its rows. */
struct reader {
	struct breakdown *breakdown;
	size_t rows;
};

static void read_class(struct breakdown_cell *cell, const struct csv_row *row)
{
	unsigned int class = csv_name(row, CLASS, &class_names);
	double ticks = csv_number(row, TICKS), parts;

	if (cell->classes & 1U << class)
		csv_die(row, "class '%s' is there twice", row->field[CLASS]);
	cell->classes |= 1U << class;
	if (class < CLASS_GUEST) {
		cell->ticks[class][SAVE] = csv_number(row, COLUMN_SAVE);
		cell->ticks[class][RESTORE] = csv_number(row, COLUMN_RESTORE);
	} else {
		cell->ticks[class][NEITHER] = ticks;
	}
	/* Written with twelve digits each. */
	parts = breakdown_class(cell, class);
	if (fabs(parts - ticks) > 1e-9 * fabs(ticks))
		csv_die(row, "%.12g ticks are not what save and restore add up to, %.12g", ticks,
			parts);
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct reader *reader = arg;
	struct breakdown_cell *cell;
	int end;

	if (row->number == 1) {
		csv_expect_header(row, COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	reader->rows++;
	cell = &reader->breakdown->cell[csv_name(row, MODE, &mode_names)]
				       [csv_name(row, DIRTY, &dirty_names)]
				       [csv_name(row, FLOW, &flow_names)];
	end = end_of(row->field[CLASS]);
	if (end < 0)
		read_class(cell, row);
	else if (end == TOTAL)
		cell->total = csv_number(row, TICKS);
	else if (end == SUM && csv_number(row, TICKS) != sum_of(cell))
		csv_die(row, "the classes before it do not add up to it: lines were lost");
}

/**
 * breakdown_read - read the breakdown.csv of a run
 * @b: to fill, zeroed before the first run; those of other modes stay
 * @dir: run folder
 *
 * Returns false if it has none.
 */
bool breakdown_read(struct breakdown *b, const char *dir)
{
	char *path = xasprintf("%s/%s", dir, BREAKDOWN_FILE);
	struct reader reader = { .breakdown = b };
	bool there = !access(path, F_OK);

	if (there)
		csv_read(path, true, on_row, &reader);
	if (there && (!reader.rows || breakdown_is_empty(b)))
		die(path, "has no rows%s: the file is truncated", reader.rows ? " of classes" : "");
	for_each_cell(i, b)
		if (!(cell_of(b, i)->total > 0))
			die(path, "no total of %s, %s, dirty %s: the file is truncated",
			    mode_names.name[mode_of(i)], flow_names.name[flow_of(i)],
			    dirty_names.name[i % NR_DIRTY]);
	free(path);
	return there;
}
