/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading CSV with libcsv, row by row; a bad file ends in "FILE:LINE: why".
 *
 * A file is rows of fields with commas between them, each row ended by LF or
 * CR LF. A field may stand in quotes, with "" for one quote, and may then hold
 * commas and line ends; blanks around a field are not part of it. A byte-order
 * mark of UTF-8 at the start, as spreadsheets write it, is passed over, and so are
 * blank lines.
 *
 * Refused, with the line on which the row begins: a quote out of place or not
 * closed, a CR without LF, a NUL (binary data, UTF-16), a field, a row or a number
 * of fields beyond the limits below, and where whole lines are asked for a last line
 * without its end, as a truncated file has.
 */
#ifndef WSBENCH_CSV_READ_H
#define WSBENCH_CSV_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"

/* tests/fuzz-csv.c is built with smaller ones, which small inputs reach. */
#ifndef CSV_MAX_FIELDS
#define CSV_MAX_FIELDS	4096
#define CSV_MAX_FIELD	(64 * 1024)	/* bytes */
#define CSV_MAX_ROW	(1024 * 1024)	/* bytes of all fields, with one more for each */
#endif

/**
 * struct csv_row - the row at hand
 * @path: name of the file, for errors
 * @line: of the file on which the row begins, from 1
 * @number: of the row, from 1, blank lines not counted: 1 is the header
 * @nr: number of fields
 * @field: fields, NUL-terminated
 * @len: their lengths
 */
struct csv_row {
	const char *path;
	uint64_t line, number;
	unsigned int nr;
	const char **field;
	size_t *len;
};

typedef void csv_row_fn(void *arg, const struct csv_row *row);

void csv_read(const char *path, bool whole_lines, csv_row_fn *fn, void *arg);
_Noreturn void csv_die(const struct csv_row *row, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
bool csv_is_plain(const char *text);
const char *csv_show(const struct csv_row *row, unsigned int field);
void csv_expect_header(const struct csv_row *row, const char *header);
uint64_t csv_integer(const struct csv_row *row, unsigned int field, uint64_t max);
unsigned int csv_name(const struct csv_row *row, unsigned int field, const struct names *names);
double csv_number(const struct csv_row *row, unsigned int field);
bool csv_parse_number(const char *s, size_t len, double *value);

#endif /* WSBENCH_CSV_READ_H */
