// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv-read.h"
#include "error.h"
#include "history.h"
#include "rfc3339.h"

#define LAST_SECOND	253402300799.	/* of the year 9999 */
#define LARGEST		1e100	/* of values: squares and differences of them must be numbers */
#define SHARED_WITHIN	4		/* rows: the modes of a few hosts take turns */

static const char *const fact_names[] = {
	[HISTORY_TIME] = "time",
	[HISTORY_COMMIT] = "commit",
	[HISTORY_HOST] = "host",
	[HISTORY_KERNEL] = "kernel",
	[HISTORY_ENGINE] = "engine",
	[HISTORY_MODE] = "mode",
};

/* What makes a row a run of its own. */
static const enum history_fact run_facts[] = { HISTORY_HOST, HISTORY_ENGINE, HISTORY_MODE };

struct history_reader {
	struct history *history;
	size_t room;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void refuse_twice(const struct csv_row *row)
{
	const char **sorted = xalloc(row->nr, sizeof(*sorted));

	memcpy(sorted, row->field, row->nr * sizeof(*sorted));
	qsort(sorted, row->nr, sizeof(*sorted), by_name);
	for (unsigned int i = 1; i < row->nr; i++)
		if (!strcmp(sorted[i - 1], sorted[i]))
			csv_die(row, "two columns are named '%.40s'; rename or remove one", sorted[i]);
	free(sorted);
}

static void take_header(struct history *history, const struct csv_row *row)
{
	for (unsigned int i = 0; i < HISTORY_NR_FACTS; i++)
		if (i >= row->nr || strcmp(row->field[i], fact_names[i]))
			csv_die(row, "not a history: the header must begin with time,commit,host,kernel,engine,mode");
	for (unsigned int i = HISTORY_NR_FACTS; i < row->nr; i++) {
		if (!row->len[i])
			csv_die(row, "column %u has no name; name or remove it", i + 1);
		if (!csv_is_plain(row->field[i]))
			csv_die(row, "control characters in the column name '%s'; rename it",
				csv_show(row, i));
	}
	refuse_twice(row);
	history->nr_columns = row->nr - HISTORY_NR_FACTS;
	history->column = xalloc(history->nr_columns, sizeof(*history->column));
	history->value = xalloc(history->nr_columns, sizeof(*history->value));
	for (size_t c = 0; c < history->nr_columns; c++)
		history->column[c] = xstrdup(row->field[HISTORY_NR_FACTS + c]);
}

static double parse_time(const struct csv_row *row)
{
	const char *text = row->field[HISTORY_TIME];
	double time;

	if (rfc3339_parse(text, &time))
		return time;
	if (!row->len[HISTORY_TIME] || strspn(text, "0123456789") != row->len[HISTORY_TIME] ||
	    !csv_parse_number(text, row->len[HISTORY_TIME], &time))
		csv_die(row, "'%s' is no time; write it as 2026-11-22T22:29:06Z, or in whole seconds since 1970",
			csv_show(row, HISTORY_TIME));
	if (time > LAST_SECOND)
		csv_die(row, "the time '%s' is after the year 9999; give seconds since 1970, not milliseconds",
			csv_show(row, HISTORY_TIME));
	return time;
}

static double parse_value(const struct csv_row *row, unsigned int field, const char *column)
{
	double value;

	if (!row->len[field])
		return NAN;
	if (!csv_parse_number(row->field[field], row->len[field], &value))
		csv_die(row, "'%s' in column %.80s is not a number; mend it, or leave it empty",
			csv_show(row, field), column);
	if (fabs(value) > LARGEST)
		csv_die(row, "'%s' in column %.80s is beyond %g or below %g; mend it, or leave it empty",
			csv_show(row, field), column, LARGEST, -LARGEST);
	return value;
}

/* The text of a fact, which one of the last rows may have already. */
static const char *share(const struct history *history, enum history_fact fact, const char *text)
{
	for (size_t back = 1; back <= SHARED_WITHIN && back <= history->nr; back++) {
		const char *is = history->row[history->nr - back].fact[fact];

		if (!strcmp(is, text))
			return is;
	}
	return xstrdup(text);
}

static void grow(struct history_reader *r)
{
	struct history *history = r->history;

	r->room = r->room ? 2 * r->room : 8;
	history->row = xrealloc(history->row, r->room, sizeof(*history->row));
	for (size_t c = 0; c < history->nr_columns; c++)
		history->value[c] = xrealloc(history->value[c], r->room, sizeof(**history->value));
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct history_reader *r = arg;
	struct history *history = r->history;
	struct history_row *to;

	if (row->number == 1) {
		take_header(history, row);
		return;
	}
	if (row->nr != HISTORY_NR_FACTS + history->nr_columns)
		csv_die(row, "%u fields instead of %zu, the number of columns; mend or remove the line",
			row->nr, HISTORY_NR_FACTS + history->nr_columns);
	if (history->nr == r->room)
		grow(r);
	to = &history->row[history->nr];
	to->line = row->line;
	to->time = parse_time(row);
	for (enum history_fact f = 0; f < HISTORY_NR_FACTS; f++) {
		if (!csv_is_plain(row->field[f]))
			csv_die(row, "control characters in the %s '%s'; remove them",
				fact_names[f], csv_show(row, f));
		to->fact[f] = share(history, f, row->field[f]);
	}
	for (size_t i = 0; i < sizeof(run_facts) / sizeof(*run_facts); i++)
		if (!row->len[run_facts[i]])
			csv_die(row, "the %s is empty; give it a name", fact_names[run_facts[i]]);
	for (size_t c = 0; c < history->nr_columns; c++)
		history->value[c][history->nr] = parse_value(row, HISTORY_NR_FACTS + c,
							     history->column[c]);
	history->nr++;
}

/**
 * history_compare_runs - an order of rows in which those of one run are equal
 * @a: row
 * @b: row
 *
 * Returns less than, equal to or more than 0, as strcmp() does.
 */
int history_compare_runs(const struct history_row *a, const struct history_row *b)
{
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	for (size_t i = 0; i < sizeof(run_facts) / sizeof(*run_facts); i++) {
		int cmp = strcmp(a->fact[run_facts[i]], b->fact[run_facts[i]]);

		if (cmp)
			return cmp;
	}
	return 0;
}

/* Several commits of one time are several rows: histories from elsewhere have but days. */
static int compare_rows(const struct history_row *a, const struct history_row *b)
{
	int cmp = history_compare_runs(a, b);

	return cmp ? cmp : strcmp(a->fact[HISTORY_COMMIT], b->fact[HISTORY_COMMIT]);
}

static int by_row(const void *a, const void *b)
{
	const struct history_row *x = *(const struct history_row *const *)a;
	const struct history_row *y = *(const struct history_row *const *)b;
	int cmp = compare_rows(x, y);

	return cmp ? cmp : (x->line > y->line) - (x->line < y->line);
}

/* The first line, from the top, that repeats the run of one above it. */
static void refuse_runs_twice(const struct history *history)
{
	const struct history_row **sorted = xalloc(history->nr, sizeof(*sorted));
	const struct history_row *again = NULL, *first = NULL;

	for (size_t i = 0; i < history->nr; i++)
		sorted[i] = &history->row[i];
	qsort(sorted, history->nr, sizeof(*sorted), by_row);
	for (size_t i = 1; i < history->nr; i++)
		if (!compare_rows(sorted[i - 1], sorted[i]) &&
		    (!again || sorted[i]->line < again->line)) {
			first = sorted[i - 1];
			again = sorted[i];
		}
	if (again)
		csv_die(&(struct csv_row) { .path = history->path, .line = again->line },
			"the time, commit, host, engine and mode of line %" PRIu64 ": a run is there twice; remove one",
			first->line);
	free(sorted);
}

/**
 * history_read - read a history, or end the program with "FILE:LINE: why; what to do"
 * @history: to fill
 * @path: history.csv; must stay
 *
 * Beyond what csv-read.h refuses: an empty file, a last line without its end, a header
 * that does not begin with the facts or that has a column twice or without a name, rows
 * of another number of fields, a time that is neither as RFC 3339 has it nor whole
 * seconds since 1970, an empty host, engine or mode, control characters in a text, a
 * value that is neither empty nor a number of 1e100 at most, and a run that is there twice. A
 * file of a header alone is a history without rows.
 */
void history_read(struct history *history, const char *path)
{
	struct history_reader r = { .history = history };

	*history = (struct history) { .path = path };
	csv_read(path, true, on_row, &r);
	if (!history->column)
		csv_die(&(struct csv_row) { .path = path, .line = 1 },
			"the file is empty, even its header is missing; remove it, or take it from a backup");
	refuse_runs_twice(history);
}
