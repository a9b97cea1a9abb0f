// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "plot-events.h"
#include "plot.h"

#define COMMIT_CHARS	12
#define KERNEL_CHARS	24

/* A change of one line, before those of the same run are joined. */
struct mark {
	size_t row;
	const struct plot_line *line;
	const struct change *change;
};

/* By how much a level changes: in ticks where the trend is exact, else in percent. */
static char *magnitude_of(const struct trend *trend, const struct change *change)
{
	double delta = change_delta(change), share = 100 * fabs(delta / change->before);
	const char *sign = delta < 0 ? "\u2212" : "+";

	if (trend->exact || !change->before)
		return xasprintf("%s%s", sign, plot_figure(fabs(delta)).text);
	return xasprintf("%s%.*f %%", sign, share >= 9.95 ? 0 : share >= 0.095 ? 1 : 2, share);
}

/* What is new: the commit, or else the kernel, or else nothing but the run. */
static char *cause_of(const struct mark *m)
{
	const struct trend *t = m->line->trend;
	const char *const *now = trend_row(t, m->change->index)->fact;
	const char *const *then = trend_row(t, m->change->index - 1)->fact;

	if (*now[HISTORY_COMMIT] && strcmp(now[HISTORY_COMMIT], then[HISTORY_COMMIT]))
		return xasprintf("%.*s", COMMIT_CHARS, now[HISTORY_COMMIT]);
	if (*now[HISTORY_KERNEL] && strcmp(now[HISTORY_KERNEL], then[HISTORY_KERNEL]))
		return xasprintf("Linux %.*s", KERNEL_CHARS, now[HISTORY_KERNEL]);
	return xstrdup("same commit");
}

/* As it is told: in ticks, or as a share of what was before. */
static double told(const struct mark *m)
{
	return change_delta(m->change) / (m->line->trend->exact || !m->change->before ? 1 :
					  fabs(m->change->before));
}

static int by_row(const void *a, const void *b)
{
	const struct mark *l = a, *m = b;
	double at_l = trend_time(l->line->trend, l->change->index);
	double at_m = trend_time(m->line->trend, m->change->index);

	if (at_l != at_m)
		return at_l < at_m ? -1 : 1;
	if (l->row != m->row)
		return l->row < m->row ? -1 : 1;
	return l->line < m->line ? -1 : 1;
}

static struct mark *marks_of(const struct plot_panel *p, size_t *nr)
{
	struct mark *marks;

	*nr = 0;
	for (unsigned int i = 0; i < p->nr; i++)
		*nr += p->line[i].changes->nr;
	marks = xalloc(*nr, sizeof(*marks));
	*nr = 0;
	for (unsigned int i = 0; i < p->nr; i++)
		for (size_t j = 0; j < p->line[i].changes->nr; j++) {
			const struct change *c = &p->line[i].changes->change[j];

			marks[(*nr)++] = (struct mark) {
				p->line[i].trend->row[c->index], &p->line[i], c,
			};
		}
	qsort(marks, *nr, sizeof(*marks), by_row);
	return marks;
}

/* "+1"; where there are several lines, "two-hook +1, four-call +2". */
static char *each(const struct plot_panel *p, const struct mark *m, size_t nr)
{
	char *text = xstrdup("");

	for (size_t i = 0; i < nr; i++) {
		char *one = magnitude_of(m[i].line->trend, m[i].change);
		char *longer = xasprintf("%s%s%s%s%s", text, i ? ", " : "",
					 p->nr > 1 ? m[i].line->name : "", p->nr > 1 ? " " : "", one);

		free(text);
		free(one);
		text = longer;
	}
	return text;
}

/* Of all lines of several, when all go the same way: "all +1", or "all +1 to +3". */
static char *together(const struct mark *m, size_t nr)
{
	const struct mark *least = m, *most = m;
	char *low, *high, *text;

	for (size_t i = 1; i < nr; i++) {
		double size = fabs(told(&m[i]));

		least = size < fabs(told(least)) ? &m[i] : least;
		most = size > fabs(told(most)) ? &m[i] : most;
	}
	low = magnitude_of(least->line->trend, least->change);
	high = magnitude_of(most->line->trend, most->change);
	text = strcmp(low, high) ? xasprintf("all %s to %s", low, high) : xasprintf("all %s", low);
	free(low);
	free(high);
	return text;
}

static char *magnitudes(const struct plot_panel *p, const struct mark *m, size_t nr)
{
	bool all = nr > 1 && nr == p->nr;

	for (size_t i = 1; i < nr; i++)
		all = all && (change_delta(m[i].change) > 0) == (change_delta(m->change) > 0);
	return all ? together(m, nr) : each(p, m, nr);
}

static struct plot_event join(const struct plot_panel *p, const struct mark *m, size_t nr)
{
	struct plot_event e = {
		.time = trend_time(m->line->trend, m->change->index), .settled = true,
	};
	char *all = magnitudes(p, m, nr);

	for (size_t i = 0; i < nr; i++) {
		const struct change *c = m[i].change;

		e.size = fmax(e.size, fabs(change_delta(c)) / fmax(fabs(c->before), 1e-300));
		e.slower = e.slower || change_delta(c) > 0;
		e.settled = e.settled && change_settled(c);
	}
	e.magnitude = xasprintf("%s %s", e.slower ? e.settled ? "\u25b3" : "\u25b2" :
				e.settled ? "\u25bd" : "\u25bc", all);
	e.cause = cause_of(m);
	free(all);
	return e;
}

/* The newest is the most important, then the largest. */
static int by_importance(const void *a, const void *b)
{
	const struct plot_event *d = a, *e = b;

	if (d->size != e->size)
		return d->size > e->size ? -1 : 1;
	return d->time > e->time ? -1 : d->time < e->time;
}

/**
 * plot_events - the changes of a panel, those of one run together
 * @events: to fill; the most important are first: the newest, then by size
 * @panel: panel
 */
void plot_events(struct plot_events *events, const struct plot_panel *panel)
{
	size_t nr, end;
	struct mark *marks = marks_of(panel, &nr);

	events->nr = 0;
	events->event = xalloc(nr, sizeof(*events->event));
	for (size_t first = 0; first < nr; first = end) {
		for (end = first + 1; end < nr && marks[end].row == marks[first].row; end++)
			;
		events->event[events->nr++] = join(panel, &marks[first], end - first);
	}
	if (events->nr) {
		struct plot_event newest = events->event[events->nr - 1];

		events->event[events->nr - 1] = events->event[0];
		events->event[0] = newest;
		qsort(events->event + 1, events->nr - 1, sizeof(newest), by_importance);
	}
	free(marks);
}

/**
 * plot_events_free - the changes of a panel are no longer wanted
 * @events: events
 */
void plot_events_free(struct plot_events *events)
{
	for (size_t i = 0; i < events->nr; i++) {
		free(events->event[i].magnitude);
		free(events->event[i].cause);
	}
	free(events->event);
}
