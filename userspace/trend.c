// SPDX-License-Identifier: GPL-2.0-only
#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "metric.h"
#include "trend.h"

/* The rows of one host, engine and mode, by time. */
struct group {
	const char *fact[HISTORY_NR_FACTS];
	size_t nr, room;
	size_t *row;
};

static const enum history_fact group_facts[] = { HISTORY_HOST, HISTORY_ENGINE, HISTORY_MODE };

#define NR_GROUP_FACTS	(sizeof(group_facts) / sizeof(*group_facts))

static bool wanted(const char *want, const char *is)
{
	return !want || !strcmp(want, is);
}

static bool row_wanted(const struct history_row *row, const struct trend_filter *filter)
{
	return row->time >= filter->since && wanted(filter->host, row->fact[HISTORY_HOST]) &&
	       wanted(filter->engine, row->fact[HISTORY_ENGINE]) &&
	       wanted(filter->mode, row->fact[HISTORY_MODE]);
}

static bool same_group(const struct group *group, const struct history_row *row)
{
	for (size_t i = 0; i < NR_GROUP_FACTS; i++)
		if (strcmp(group->fact[group_facts[i]], row->fact[group_facts[i]]))
			return false;
	return true;
}

static const struct history_row *sorted_rows;

static int by_time(const void *a, const void *b)
{
	size_t i = *(const size_t *)a, j = *(const size_t *)b;

	if (sorted_rows[i].time != sorted_rows[j].time)
		return sorted_rows[i].time < sorted_rows[j].time ? -1 : 1;
	return i < j ? -1 : 1;
}

static struct group *find_groups(const struct history *history, const struct trend_filter *filter,
				 size_t *nr)
{
	struct group *groups = NULL;

	*nr = 0;
	for (size_t r = 0; r < history->nr; r++) {
		const struct history_row *row = &history->row[r];
		struct group *g;
		size_t i = 0;

		if (!row_wanted(row, filter))
			continue;
		while (i < *nr && !same_group(&groups[i], row))
			i++;
		if (i == *nr) {
			groups = xrealloc(groups, ++*nr, sizeof(*groups));
			groups[i] = (struct group) { 0 };
			memcpy(groups[i].fact, row->fact, sizeof(groups[i].fact));
		}
		g = &groups[i];
		if (g->nr == g->room) {
			g->room = g->room ? 2 * g->room : 64;
			g->row = xrealloc(g->row, g->room, sizeof(*g->row));
		}
		g->row[g->nr++] = r;
	}
	sorted_rows = history->row;
	for (size_t i = 0; i < *nr; i++)
		qsort(groups[i].row, groups[i].nr, sizeof(*groups[i].row), by_time);
	return groups;
}

static const double *find_bound(const struct history *history, const char *metric, const char *end)
{
	char *name = xasprintf("%s.%s", metric, end);
	const double *found = NULL;

	for (size_t c = 0; c < history->nr_columns && !found; c++)
		if (!strcmp(history->column[c], name))
			found = history->value[c];
	free(name);
	return found;
}

/* The values of a column in the rows of the trend; NULL where there is none. */
static double *pick(const double *column, const struct trend *t)
{
	double *picked;
	bool any = false;

	if (!column)
		return NULL;
	picked = xalloc(t->nr, sizeof(*picked));
	for (size_t i = 0; i < t->nr; i++) {
		picked[i] = column[t->row[i]];
		any = any || !isnan(picked[i]);
	}
	if (any)
		return picked;
	free(picked);
	return NULL;
}

static void add_trend(struct trends *trends, const struct group *group, struct trend t,
		      const double *value, const double *lo, const double *hi)
{
	t.row = xalloc(group->nr, sizeof(*t.row));
	for (size_t i = 0; i < group->nr; i++)
		if (!isnan(value[group->row[i]]))
			t.row[t.nr++] = group->row[i];
	if (!t.nr) {
		free(t.row);
		return;
	}
	t.host = group->fact[HISTORY_HOST];
	t.engine = group->fact[HISTORY_ENGINE];
	t.mode = group->fact[HISTORY_MODE];
	t.value = pick(value, &t);
	t.lo = pick(lo, &t);
	t.hi = pick(hi, &t);
	trends->trend = xrealloc(trends->trend, trends->nr + 1, sizeof(t));
	trends->trend[trends->nr++] = t;
}

/**
 * trends_find - the trends of a history
 * @trends: to fill; by host, engine and mode as they first appear in the file, then by
 *          column
 * @history: history, which must stay
 * @filter: which
 */
void trends_find(struct trends *trends, const struct history *history,
		 const struct trend_filter *filter)
{
	size_t nr_groups;
	struct group *groups = find_groups(history, filter, &nr_groups);

	*trends = (struct trends) { 0 };
	for (size_t g = 0; g < nr_groups; g++) {
		for (size_t c = 0; c < history->nr_columns; c++) {
			const char *metric = history->column[c];

			if (metric_is_bound(metric) ||
			    (filter->metric && fnmatch(filter->metric, metric, 0)))
				continue;
			add_trend(trends, &groups[g], (struct trend) {
				.history = history, .metric = metric,
				.exact = filter->exact || metric_is_exact(metric),
			}, history->value[c], find_bound(history, metric, "lo"),
				  find_bound(history, metric, "hi"));
		}
		free(groups[g].row);
	}
	free(groups);
}
