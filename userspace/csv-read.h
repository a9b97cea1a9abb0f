/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading CSV with libcsv, row by row; a bad file ends in "FILE:LINE: why". */
#ifndef WSBENCH_CSV_READ_H
#define WSBENCH_CSV_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"

#define CSV_MAX_FIELDS	64

/**
 * struct csv_row - the row at hand
 * @path: name of the file, for errors
 * @line: number of the row, from 1
 * @nr: number of fields
 * @field: fields, NUL-terminated
 * @len: their lengths
 */
struct csv_row {
	const char *path;
	uint64_t line;
	unsigned int nr;
	const char *field[CSV_MAX_FIELDS];
	size_t len[CSV_MAX_FIELDS];
};

typedef void csv_row_fn(void *arg, const struct csv_row *row);

void csv_read(const char *path, bool whole_lines, csv_row_fn *fn, void *arg);
_Noreturn void csv_die(const struct csv_row *row, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void csv_expect_header(const struct csv_row *row, const char *header);
uint64_t csv_integer(const struct csv_row *row, unsigned int field, uint64_t max);
unsigned int csv_name(const struct csv_row *row, unsigned int field, const struct names *names);
double csv_number(const struct csv_row *row, unsigned int field);
bool csv_parse_number(const char *s, size_t len, double *value);

#endif /* WSBENCH_CSV_READ_H */
