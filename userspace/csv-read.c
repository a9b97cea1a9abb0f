// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <csv.h>

#include "csv-read.h"
#include "error.h"
#include "stop.h"

#define CHUNK		(256 * 1024)
#define MAX_ROW		4096

struct reader {
	struct csv_row row;
	csv_row_fn *fn;
	void *arg;
	size_t fill;
	char text[MAX_ROW];
};

/**
 * csv_die - refuse a file because of the row at hand
 * @row: row
 * @fmt: why
 */
void csv_die(const struct csv_row *row, const char *fmt, ...)
{
	char where[4200], why[512];
	va_list ap;

	snprintf(where, sizeof(where), "%s:%" PRIu64, row->path, row->line);
	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	die(where, "%s", why);
}

static void on_field(void *text, size_t len, void *arg)
{
	struct reader *r = arg;
	struct csv_row *row = &r->row;
	char *copy = r->text + r->fill;

	if (row->nr == CSV_MAX_FIELDS || len >= MAX_ROW - r->fill)
		csv_die(row, "the line is too long; is this a CSV file?");
	memcpy(copy, text, len);
	copy[len] = '\0';
	r->fill += len + 1;
	row->field[row->nr] = copy;
	row->len[row->nr++] = len;
}

/* @end: the character that ended the row; CR LF ends it, and then a blank one. */
static void on_row(int end, void *arg)
{
	struct reader *r = arg;

	if (r->row.nr)
		r->fn(r->arg, &r->row);
	r->row.line += end != '\r';
	r->row.nr = 0;
	r->fill = 0;
}

/**
 * csv_read - hand every row of a file to a function
 * @path: file
 * @whole_lines: refuse a last line without its end, as a truncated file has
 * @fn: called for every row that is not blank, the header included
 * @arg: for @fn
 *
 * Ends the program with STATUS_INTERRUPTED if a stop was requested.
 */
void csv_read(const char *path, bool whole_lines, csv_row_fn *fn, void *arg)
{
	struct reader r = { .row = { .path = path, .line = 1 }, .fn = fn, .arg = arg };
	char *chunk = xalloc(CHUNK, 1), last = '\n';
	struct csv_parser parser;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		die(path, "cannot read: %s", strerror(errno));
	if (csv_init(&parser, CSV_STRICT | CSV_REPALL_NL))
		die("memory", "%s", strerror(ENOMEM));
	while ((n = read(fd, chunk, CHUNK)) > 0 && !stop_requested()) {
		if (csv_parse(&parser, chunk, n, on_field, on_row, &r) != (size_t)n)
			csv_die(&r.row, "not a CSV file: a quote is out of place");
		last = chunk[n - 1];
	}
	if (stop_requested())
		exit(STATUS_INTERRUPTED);
	if (n < 0)
		die(path, "cannot read: %s", strerror(errno));
	if (whole_lines && last != '\n')
		csv_die(&r.row, "the file ends within a line: it is truncated");
	if (csv_fini(&parser, on_field, on_row, &r))
		csv_die(&r.row, "not a CSV file: a quote is out of place");
	csv_free(&parser);
	free(chunk);
	close(fd);
}

/**
 * csv_expect_header - refuse a file whose first row is not the header
 * @row: the first row
 * @header: column names with commas between them
 */
void csv_expect_header(const struct csv_row *row, const char *header)
{
	const char *want = header;

	for (unsigned int i = 0; i < row->nr; i++) {
		if (strncmp(want, row->field[i], row->len[i]))
			goto foreign;
		want += row->len[i];
		if (*want != (i + 1 < row->nr ? ',' : '\0'))
			goto foreign;
		want++;
	}
	if (row->nr)
		return;
foreign:
	csv_die(row, "not a file of wsbench: the header must be %s", header);
}

/**
 * csv_integer - a whole number without sign
 * @row: row
 * @field: which field
 * @max: largest value it may have
 */
uint64_t csv_integer(const struct csv_row *row, unsigned int field, uint64_t max)
{
	const char *s = row->field[field];
	uint64_t v = 0;

	for (size_t i = 0; i < row->len[field]; i++) {
		unsigned int digit = (unsigned char)s[i] - '0';

		if (digit > 9 || __builtin_mul_overflow(v, 10, &v) ||
		    __builtin_add_overflow(v, digit, &v))
			goto bad;
	}
	if (row->len[field] && v <= max)
		return v;
bad:
	csv_die(row, "'%s' is not a whole number up to %" PRIu64, s, max);
}

/**
 * csv_parse_number - read a decimal number, exactly as strtod() would
 * @s: text, NUL-terminated
 * @len: its length
 * @value: where to
 *
 * Up to 15 digits and a power of ten up to 10^22 are both exact as doubles, so
 * one division rounds correctly (Clinger, How to read floating point numbers
 * accurately, 1990). Everything else is left to strtod().
 *
 * Returns whether all of it is a finite number.
 */
bool csv_parse_number(const char *s, size_t len, double *value)
{
	static const double power[] = {
		1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
		1e15,
	};
	bool minus = len && *s == '-', point = false;
	unsigned int digits = 0, fraction = 0;
	uint64_t v = 0;
	size_t i;
	char *end;

	for (i = minus; i < len && digits < 16; i++) {
		unsigned int digit = (unsigned char)s[i] - '0';

		if (digit <= 9) {
			v = v * 10 + digit;
			digits++;
			fraction += point;
		} else if (s[i] == '.' && !point) {
			point = true;
		} else {
			break;
		}
	}
	if (i == len && digits && digits < 16) {
		*value = (minus ? -(double)v : (double)v) / power[fraction];
		return true;
	}
	*value = strtod(s, &end);
	return end != s && !*end && isfinite(*value);
}

/**
 * csv_number - a number
 * @row: row
 * @field: which field
 */
double csv_number(const struct csv_row *row, unsigned int field)
{
	double value;

	if (!csv_parse_number(row->field[field], row->len[field], &value))
		csv_die(row, "'%s' is not a number", row->field[field]);
	return value;
}

/**
 * csv_name - a name as its number
 * @row: row
 * @field: which field
 * @names: the known names
 */
unsigned int csv_name(const struct csv_row *row, unsigned int field, const struct names *names)
{
	int i = name_find(names, row->field[field], row->len[field]);

	if (i < 0)
		csv_die(row, "unknown %s '%s'", names->what, row->field[field]);
	return i;
}
