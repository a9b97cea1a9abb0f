// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer target: the CSV reader, and histories on top of it. Whatever the input, a
 * file is either read, and then is what csv-read.h and history.h say, or it is refused
 * with one line that names one of its lines. A history that gets another column must
 * still be the same one.
 *
 * The sources it is linked with are built with smaller limits, and with free(),
 * csv_init() and open() renamed to what is here: die() jumps out of them, and nothing
 * may be left then.
 */
#include <fcntl.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <csv.h>

#include "csv-read.h"
#include "error.h"
#include "history.h"
#include "history-widen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int fuzz_csv_init(struct csv_parser *parser, unsigned char options);
int fuzz_open(const char *name, int flags, ...);
void fuzz_free(void *p);

/* In front of each allocation: all are in a ring, and freed after each input. */
struct block {
	struct block *next, *prev;
};

static struct block blocks = { &blocks, &blocks };
static int memory = -1, opened = -1;
static bool wider;
static char told[2048];
static jmp_buf refused;

static void require(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "fuzz-csv: %s; told: %s\n", what, told);
	abort();
}

static void unlink_block(struct block *b)
{
	b->next->prev = b->prev;
	b->prev->next = b->next;
}

static void *reallocate(void *p, size_t size)
{
	struct block *b = p ? (struct block *)p - 1 : NULL;

	if (b)
		unlink_block(b);
	b = realloc(b, sizeof(*b) + size);
	require(b, "memory is not in proportion to the input");
	b->next = blocks.next;
	b->prev = &blocks;
	b->next->prev = b;
	blocks.next = b;
	return b + 1;
}

void fuzz_free(void *p)
{
	if (!p)
		return;
	unlink_block((struct block *)p - 1);
	free((struct block *)p - 1);
}

void *xalloc(size_t n, size_t size)
{
	return memset(reallocate(NULL, n * size), 0, n * size);
}

void *xrealloc(void *p, size_t n, size_t size)
{
	return reallocate(p, n * size);
}

char *xstrdup(const char *s)
{
	return strcpy(reallocate(NULL, strlen(s) + 1), s);
}

char *xasprintf(const char *fmt, ...)
{
	char text[sizeof(told)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return xstrdup(text);
}

void die(const char *what, const char *fmt, ...)
{
	char why[sizeof(told) - 256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	snprintf(told, sizeof(told), "%.200s: %s", what, why);
	longjmp(refused, 1);
}

int fuzz_csv_init(struct csv_parser *parser, unsigned char options)
{
	int status = csv_init(parser, options);

	csv_set_realloc_func(parser, reallocate);
	csv_set_free_func(parser, fuzz_free);
	return status;
}

int fuzz_open(const char *name, int flags, ...)
{
	opened = open(name, flags);
	return opened;
}

/* The file of an input: its name, and how many lines it can have. */
struct input {
	char path[32];
	size_t size;
	uint64_t lines, last_line;
};

static void check_row(void *arg, const struct csv_row *row)
{
	struct input *in = arg;
	double value;

	require(row->nr && row->nr <= CSV_MAX_FIELDS, "the number of fields");
	require(row->line > in->last_line && row->line <= in->lines, "the line of a row");
	in->last_line = row->line;
	for (unsigned int i = 0; i < row->nr; i++) {
		require(row->len[i] <= CSV_MAX_FIELD && strlen(row->field[i]) == row->len[i],
			"the length of a field");
		if (csv_parse_number(row->field[i], row->len[i], &value))
			require(isfinite(value) && value == strtod(row->field[i], NULL), "a number");
	}
}

static void check_history(const struct history *h)
{
	for (size_t r = 0; r < h->nr; r++) {
		const struct history_row *row = &h->row[r];

		require(isfinite(row->time), "a time");
		require(!r || row->line > row[-1].line, "the line of a row");
		require(*row->fact[HISTORY_TIME] && *row->fact[HISTORY_HOST] &&
			*row->fact[HISTORY_ENGINE] && *row->fact[HISTORY_MODE], "an empty fact");
		for (enum history_fact f = 0; f < HISTORY_NR_FACTS; f++)
			require(!strpbrk(row->fact[f], "\r\n\t\033\177"), "a fact of several lines");
		for (size_t earlier = 0; earlier < r; earlier++)
			require(history_compare_runs(row, &h->row[earlier]) ||
				strcmp(row->fact[HISTORY_COMMIT],
				       h->row[earlier].fact[HISTORY_COMMIT]), "a run twice");
		for (size_t c = 0; c < h->nr_columns; c++)
			require(isnan(h->value[c][r]) || fabs(h->value[c][r]) <= 1e100, "a value");
	}
	for (size_t c = 0; c < h->nr_columns; c++) {
		require(*h->column[c], "a column without name");
		for (size_t other = 0; other < c; other++)
			require(strcmp(h->column[c], h->column[other]), "a column twice");
	}
}

/* Put a column more into the file, as record does. Returns whether there was room for it. */
static bool widen(const struct input *in, const struct history *h)
{
	static const char *const name[] = { "a.new.one" };
	char *text = xalloc(1, in->size), *more;
	size_t size;
	FILE *fp;

	if (HISTORY_NR_FACTS + h->nr_columns == CSV_MAX_FIELDS || in->size > CSV_MAX_ROW / 2)
		return false;
	for (size_t c = 0; c < h->nr_columns; c++)
		if (!strcmp(h->column[c], *name))
			return false;
	require(pread(memory, text, in->size, 0) == (ssize_t)in->size, "the input is gone");
	fp = open_memstream(&more, &size);
	history_widen(fp, text, in->size, name, 1);
	require(!fclose(fp) && !ftruncate(memory, 0) &&
		pwrite(memory, more, size, 0) == (ssize_t)size, "no place for the wider");
	free(more);
	return true;
}

static void check_widened(const struct history *was, const struct history *is)
{
	require(is->nr == was->nr && is->nr_columns == was->nr_columns + 1, "the size of the wider");
	for (size_t r = 0; r < was->nr; r++) {
		require(is->row[r].line == was->row[r].line, "a line of the wider");
		for (enum history_fact f = 0; f < HISTORY_NR_FACTS; f++)
			require(!strcmp(is->row[r].fact[f], was->row[r].fact[f]), "a fact of the wider");
		require(isnan(is->value[was->nr_columns][r]), "a value that was not there");
		for (size_t c = 0; c < was->nr_columns; c++)
			require(!memcmp(&is->value[c][r], &was->value[c][r], sizeof(double)),
				"a value of the wider");
	}
}

/* PATH:LINE: why, on one line. */
static void check_told(const struct input *in)
{
	size_t len = strlen(in->path);
	uint64_t line;
	char *end;

	require(!strncmp(told, in->path, len) && told[len] == ':', "an error without its file");
	line = strtoull(told + len + 1, &end, 10);
	require(line >= 1 && line <= in->lines && !strncmp(end, ": ", 2), "an error without its line");
	for (; *end; end++)
		require((unsigned char)*end >= ' ' && *end != 0x7f, "an error of several lines");
}

static void run(struct input *in, bool as_history)
{
	struct history history, again;

	in->last_line = 0;
	wider = false;
	strcpy(told, "nothing");
	if (setjmp(refused)) {
		require(!wider, "the wider history is refused");
		check_told(in);
		close(opened);
	} else if (as_history) {
		history_read(&history, in->path);
		check_history(&history);
		wider = widen(in, &history);
		if (wider) {
			history_read(&again, in->path);
			check_widened(&history, &again);
		}
	} else {
		csv_read(in->path, false, check_row, in);
	}
	while (blocks.next != &blocks)
		fuzz_free(blocks.next + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct input in;

	if (memory < 0)
		memory = memfd_create("fuzz-csv", MFD_CLOEXEC);
	snprintf(in.path, sizeof(in.path), "/proc/self/fd/%d", memory);
	require(memory >= 0 && !ftruncate(memory, 0) &&
		pwrite(memory, data, size, 0) == (ssize_t)size, "no place for the input");
	in.size = size;
	in.lines = 1;
	for (size_t i = 0; i < size; i++)
		in.lines += data[i] == '\n';
	run(&in, false);
	run(&in, true);
	return 0;
}
