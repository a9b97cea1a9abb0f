// SPDX-License-Identifier: GPL-2.0-only
#include <fnmatch.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ack.h"
#include "csv-read.h"
#include "error.h"
#include "rfc3339.h"

#define LEAST_COMMIT	7	/* characters, as git abbreviates at least */

enum { FIRST, METRIC, REASON, NR_COLUMNS };

/* The reason is shown in tables, where a control character would do as it likes. */
static void refuse_odd(const struct csv_row *row, unsigned int field)
{
	if (!row->len[field])
		csv_die(row, "an empty field; give the first commit or time, the metric and a reason");
	if (!csv_is_plain(row->field[field]))
		csv_die(row, "control characters in '%s'; remove them", csv_show(row, field));
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct acks *acks = arg;
	struct ack *ack;

	if (row->number == 1) {
		csv_expect_header(row, "first,metric,reason");
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of first, metric and reason", row->nr);
	for (unsigned int i = 0; i < NR_COLUMNS; i++)
		refuse_odd(row, i);
	acks->ack = xrealloc(acks->ack, acks->nr + 1, sizeof(*acks->ack));
	ack = &acks->ack[acks->nr++];
	*ack = (struct ack) {
		.first = xstrdup(row->field[FIRST]), .metric = xstrdup(row->field[METRIC]),
		.reason = xstrdup(row->field[REASON]), .line = row->line,
	};
	if (!rfc3339_parse(ack->first, &ack->time))
		ack->time = NAN;
}

/**
 * acks_read - read a file of accepted changes
 * @acks: to fill
 * @path: file
 */
void acks_read(struct acks *acks, const char *path)
{
	*acks = (struct acks) { .path = path };
	csv_read(path, true, on_row, acks);
}

/* Commits are told with twelve characters, and histories have twelve or forty. */
static bool same_commit(const char *a, const char *b)
{
	size_t len = fmin(strlen(a), strlen(b));

	return !strcmp(a, b) || (len >= LEAST_COMMIT && !strncmp(a, b, len));
}

/*
 * Of a commit only its first night counts, and of a time its first run: a change that
 * another kernel, or another commit of the same day, made later was not meant. The
 * modes of one run have times of their own.
 */
static bool is_first(const struct ack *ack, const struct trend *t, size_t i)
{
	const struct history_row *row = trend_row(t, i), *last = i ? trend_row(t, i - 1) : NULL;

	if (fabs(row->time - ack->time) < HISTORY_TOGETHER ||
	    !strcmp(row->fact[HISTORY_TIME], ack->first))
		return !last || last->time != row->time;
	return same_commit(row->fact[HISTORY_COMMIT], ack->first) &&
	       (!last || !same_commit(last->fact[HISTORY_COMMIT], ack->first));
}

static bool covers(const struct ack *ack, const struct trend *t, size_t index)
{
	if (fnmatch(ack->metric, t->metric, 0))
		return false;
	if (is_first(ack, t, index))
		return true;
	return !t->exact && (is_first(ack, t, index - 1) ||
			     (index + 1 < t->nr && is_first(ack, t, index + 1)));
}

/**
 * acks_apply - mark the changes that are accepted
 * @acks: accepted changes
 * @trend: trend
 * @changes: its changes; those accepted get their reason and are no longer open
 */
void acks_apply(struct acks *acks, const struct trend *trend, struct changes *changes)
{
	for (size_t i = 0; i < changes->nr; i++) {
		struct change *c = &changes->change[i];

		for (size_t j = 0; j < acks->nr && !c->reason; j++) {
			if (!covers(&acks->ack[j], trend, c->index))
				continue;
			acks->ack[j].used = true;
			c->reason = acks->ack[j].reason;
			c->open = false;
		}
	}
}

/**
 * acks_warn_unused - tell which accepted changes there are not
 * @acks: applied to all trends
 */
void acks_warn_unused(const struct acks *acks)
{
	for (size_t i = 0; i < acks->nr; i++)
		if (!acks->ack[i].used)
			fprintf(stderr, "wsbench: %s:%" PRIu64 ": no change of %s that is not accepted yet begins at %s\n",
				acks->path, acks->ack[i].line, acks->ack[i].metric,
				acks->ack[i].first);
}
