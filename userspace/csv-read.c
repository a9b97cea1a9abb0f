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

#define CHUNK		(CSV_MAX_ROW / 4)
/* Room for a row, to begin with; doubled, it reaches the limits exactly. */
#define TEXT		(CSV_MAX_ROW / 256)
#define FIELDS		(CSV_MAX_FIELDS / 256)

/*
 * @room: bytes of @text
 * @fill: of them in use, by the fields of the row
 * @nr_room: fields that there is room for
 * @cr: the last row ended in CR: LF must follow
 * @quotes: there was a quote in the file, so that a field may hold line ends
 * @breaks: line ends in the fields of the row
 */
struct reader {
	struct csv_row row;
	csv_row_fn *fn;
	void *arg;
	char *text;
	size_t room, fill;
	unsigned int nr_room;
	bool cr, quotes;
	uint64_t breaks;
};

/**
 * csv_die - refuse a file because of the row at hand
 * @row: row
 * @fmt: why, and what to do about it
 */
void csv_die(const struct csv_row *row, const char *fmt, ...)
{
	char *where = xasprintf("%s:%" PRIu64, row->path, row->line), why[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	die(where, "%s", why);
}

/**
 * csv_is_plain - whether a text has no control characters, a line end among them
 * @text: text
 */
bool csv_is_plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return false;
	return true;
}

/**
 * csv_show - a field for an error text: shortened, and on one line
 * @row: row
 * @field: which field
 *
 * Returns a buffer that the next call changes.
 */
const char *csv_show(const struct csv_row *row, unsigned int field)
{
	static char text[48];
	size_t len = row->len[field] < 40 ? row->len[field] : 40;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = row->field[field][i];

		text[i] = c < ' ' || c == 0x7f ? '?' : c;
	}
	strcpy(text + len, len < row->len[field] ? "..." : "");
	return text;
}

/* Fields lie one behind the other: a larger buffer moves those of the row, too. */
static void grow_text(struct reader *r)
{
	char *larger;

	if (r->room == CSV_MAX_ROW)
		csv_die(&r->row, "the row has more than %u bytes; is this a CSV file?", CSV_MAX_ROW);
	larger = xalloc(2, r->room);
	memcpy(larger, r->text, r->fill);
	for (unsigned int i = 0; i < r->row.nr; i++)
		r->row.field[i] = larger + (r->row.field[i] - r->text);
	free(r->text);
	r->text = larger;
	r->room *= 2;
}

static void grow_fields(struct reader *r)
{
	if (r->nr_room == CSV_MAX_FIELDS)
		csv_die(&r->row, "more than %u fields; is this a CSV file?", CSV_MAX_FIELDS);
	r->nr_room = r->nr_room ? 2 * r->nr_room : FIELDS;
	r->row.field = xrealloc(r->row.field, r->nr_room, sizeof(*r->row.field));
	r->row.len = xrealloc(r->row.len, r->nr_room, sizeof(*r->row.len));
}

/* Line ends, in whatever convention, in a field that stood in quotes. */
static uint64_t count_breaks(const char *text, size_t len)
{
	const char *end = text + len, *lf;
	uint64_t n = 0;

	for (; (lf = memchr(text, '\n', end - text)); text = lf + 1)
		n++;
	return n;
}

_Noreturn static void die_field(const struct csv_row *row)
{
	csv_die(row, "a field has more than %u bytes; is this a CSV file?", CSV_MAX_FIELD);
}

/* Before a field is taken that there is no room for, or that is too long. */
static void make_room(struct reader *r, size_t len)
{
	if (len > CSV_MAX_FIELD)
		die_field(&r->row);
	if (r->row.nr == r->nr_room)
		grow_fields(r);
	while (len >= r->room - r->fill)
		grow_text(r);
}

static void on_field(void *text, size_t len, void *arg)
{
	struct reader *r = arg;
	struct csv_row *row = &r->row;
	const char *from = text;
	char *copy;

	if (len > CSV_MAX_FIELD || row->nr == r->nr_room || len >= r->room - r->fill)
		make_room(r, len);
	if (r->quotes)
		r->breaks += count_breaks(from, len);
	copy = r->text + r->fill;
	/* Most have some digits, for which a call takes longer than a loop. */
	if (len < 8)
		for (size_t i = 0; i < len; i++)
			copy[i] = from[i];
	else
		memcpy(copy, from, len);
	copy[len] = '\0';
	r->fill += len + 1;
	row->field[row->nr] = copy;
	row->len[row->nr++] = len;
}

/* @end: the character that ended the row; CR LF ends it, and then a blank one. */
static void on_row(int end, void *arg)
{
	struct reader *r = arg;

	if (r->cr && (r->row.nr || end == '\r'))
		csv_die(&r->row, "a carriage return without a line feed; save it with the line ends of Unix or Windows");
	if (r->row.nr) {
		r->row.number++;
		r->fn(r->arg, &r->row);
	}
	r->row.line += r->breaks + (end != '\r');
	r->cr = end == '\r';
	r->row.nr = 0;
	r->fill = 0;
	r->breaks = 0;
}

static void parse(struct reader *r, struct csv_parser *parser, const char *text, size_t len)
{
	if (memchr(text, '"', len))
		r->quotes = true;
	if (csv_parse(parser, text, len, on_field, on_row, r) == len)
		return;
	if (csv_error(parser) != CSV_EPARSE)
		die("memory", "%s", strerror(ENOMEM));
	csv_die(&r->row, "a quote is out of place; put the field into quotes, and \"\" for each quote in it");
}

static void take(struct reader *r, struct csv_parser *parser, const char *text, size_t len)
{
	const char *nul = memchr(text, '\0', len);

	parse(r, parser, text, nul ? (size_t)(nul - text) : len);
	/* Fields are looked at where they end, but this one may never end. */
	if (csv_get_buffer_size(parser) > 2 * CSV_MAX_FIELD)
		die_field(&r->row);
	if (nul)
		csv_die(&r->row, "a NUL byte: the file is damaged, or binary, or UTF-16; it must be plain text");
}

/* Returns how much was read, less than CHUNK only at the end, or -1 for an error. */
static ssize_t fill(int fd, char *chunk)
{
	size_t len = 0;
	ssize_t n;

	do {
		n = read(fd, chunk + len, CHUNK - len);
		len += n > 0 ? n : 0;
	} while (n > 0 && len < CHUNK && !stop_requested());
	return n < 0 ? n : (ssize_t)len;
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
	static const char mark[] = "\xef\xbb\xbf";
	struct reader r = {
		.row = { .path = path, .line = 1 }, .fn = fn, .arg = arg,
		.text = xalloc(TEXT, 1), .room = TEXT,
	};
	char *chunk = xalloc(CHUNK, 1), last = '\n';
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct csv_parser parser;
	bool start = true;
	ssize_t n;

	if (fd < 0)
		die(path, "cannot read: %s", strerror(errno));
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
		die("memory", "%s", strerror(ENOMEM));
	csv_set_blk_size(&parser, TEXT);
	for (; (n = fill(fd, chunk)) > 0 && !stop_requested(); start = false) {
		size_t skip = start && n >= 3 && !memcmp(chunk, mark, 3) ? 3 : 0;

		take(&r, &parser, chunk + skip, n - skip);
		last = chunk[n - 1];
	}
	if (stop_requested())
		exit(STATUS_INTERRUPTED);
	if (n < 0)
		die(path, "cannot read: %s", strerror(errno));
	if (whole_lines && last != '\n')
		csv_die(&r.row, "the file ends within a line: it is truncated");
	if (csv_fini(&parser, on_field, on_row, &r))
		csv_die(&r.row, "a quote is not closed: the file is damaged or truncated");
	csv_free(&parser);
	free(r.row.field);
	free(r.row.len);
	free(r.text);
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
	csv_die(row, "'%s' is not a whole number up to %" PRIu64, csv_show(row, field), max);
}

/* Returns the first character that is none. */
static const char *take_digits(const char *c, uint64_t *v)
{
	for (unsigned int digit; (digit = (unsigned char)*c - '0') <= 9; c++)
		*v = *v * 10 + digit;
	return c;
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
	const char *first = s + (*s == '-'), *c;
	unsigned int digits, fraction = 0;
	uint64_t v = 0;
	char *end;

	c = take_digits(first, &v);
	digits = c - first;
	if (*c == '.') {
		first = c + 1;
		c = take_digits(first, &v);
		fraction = c - first;
	}
	digits += fraction;
	if (c == s + len && digits && digits < 16) {
		*value = (*s == '-' ? -(double)v : (double)v) / power[fraction];
		return true;
	}
	/* Nothing else that strtod() takes: leading blanks, hexadecimal, infinity. */
	if (strspn(s, "0123456789+-.eE") != len)
		return false;
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
		csv_die(row, "'%s' is not a number", csv_show(row, field));
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
		csv_die(row, "unknown %s '%s'", names->what, csv_show(row, field));
	return i;
}
