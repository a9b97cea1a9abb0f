// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "error.h"
#include "findings.h"

/* What somebody who has just begun will meet. */
static void refuse_none(const char *path)
{
	struct stat st;

	if (stat(path, &st) && errno == ENOENT)
		die(path, "there is no history yet; record a run first with 'wsbench record RUN', or name one with --history FILE");
	if (!stat(path, &st) && S_ISDIR(st.st_mode))
		die(path, "is a folder; a history is a file, a run is recorded into one with 'wsbench record RUN'");
}

/**
 * findings_find - read a history and find its changes
 * @f: to fill
 * @path: of the history
 * @filter: which trends
 * @limits: what is a change
 *
 * Ends the program where there is nothing to look at.
 */
void findings_find(struct findings *f, const char *path, const struct trend_filter *filter,
		   const struct change_limits *limits)
{
	*f = (struct findings) { 0 };
	refuse_none(path);
	history_read(&f->history, path);
	if (!f->history.nr)
		die(path, "has no runs yet; record some with 'wsbench record RUN'");
	trends_find(&f->trends, &f->history, filter);
	if (!f->trends.nr)
		die(path, "no metric of any run is asked for; check --metric, --host, --engine, --mode and --since against its header and rows");
	f->changes = xalloc(f->trends.nr, sizeof(*f->changes));
	for (size_t i = 0; i < f->trends.nr; i++)
		changes_find(&f->changes[i], &f->trends.trend[i], limits);
}

/**
 * findings_accept - mark what is accepted, and count what there is
 * @f: findings
 * @acks: what is accepted
 */
void findings_accept(struct findings *f, struct acks *acks)
{
	for (size_t i = 0; i < f->trends.nr; i++) {
		acks_apply(acks, &f->trends.trend[i], &f->changes[i]);
		for (size_t j = 0; j < f->changes[i].nr; j++)
			f->nr[change_state(&f->changes[i].change[j])]++;
	}
}

/**
 * finding_at - a change and where it is from
 * @f: findings
 * @trend: number of its trend
 * @change: number of the change
 */
struct finding finding_at(const struct findings *f, size_t trend, size_t change)
{
	const struct trend *t = &f->trends.trend[trend];
	const struct change *c = &f->changes[trend].change[change];

	return (struct finding) {
		.trend = t, .change = c,
		.first = trend_row(t, c->index),
		.last_without = trend_row(t, c->index - 1),
	};
}

static int newest_first(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order;

	if (x->first->time != y->first->time)
		return x->first->time > y->first->time ? -1 : 1;
	order = strcmp(x->trend->host, y->trend->host);
	if (order)
		return order;
	return x->trend < y->trend ? -1 : x->trend > y->trend;
}

/**
 * findings_list - the changes of one state; to be freed
 * @f: findings
 * @state: which; there are @f->nr of it
 *
 * The newest come first, those of one run by host and in the order of the trends.
 */
struct finding *findings_list(const struct findings *f, enum change_state state)
{
	struct finding *list = xalloc(f->nr[state] + 1, sizeof(*list));
	size_t nr = 0;

	for (size_t i = 0; i < f->trends.nr; i++)
		for (size_t j = 0; j < f->changes[i].nr; j++)
			if (change_state(&f->changes[i].change[j]) == state)
				list[nr++] = finding_at(f, i, j);
	qsort(list, nr, sizeof(*list), newest_first);
	return list;
}
