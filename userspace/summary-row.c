// SPDX-License-Identifier: GPL-2.0-only
/* The figures of a row, as all tables of medians have them. */
#include <inttypes.h>

#include "csv-read.h"
#include "report.h"

/**
 * summary_row_read - read the figures of a row: FIGURE_COLUMNS
 * @r: whose figures are filled in, n to stddev
 * @row: line of the file
 * @first: column of n; the others follow
 */
void summary_row_read(struct summary_row *r, const struct csv_row *row, unsigned int first)
{
	double *const figure[] = {
		&r->min, &r->p25, &r->median, &r->p75, &r->p99, &r->max, &r->mean, &r->stddev,
	};

	r->n = csv_integer(row, first, UINT64_MAX);
	for (unsigned int i = 0; i < sizeof(figure) / sizeof(*figure); i++)
		*figure[i] = csv_number(row, first + 1 + i);
}

/**
 * summary_row_write - write them, without the end of the line
 * @r: row
 * @fp: where to, behind a comma
 */
void summary_row_write(const struct summary_row *r, FILE *fp)
{
	fprintf(fp, "%" PRIu64 ",%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g", r->n, r->min,
		r->p25, r->median, r->p75, r->p99, r->max, r->mean, r->stddev);
}
