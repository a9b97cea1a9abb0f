// SPDX-License-Identifier: GPL-2.0-only
/* The changes of a history: what they mean for now, and all of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html.h"
#include "metric.h"
#include "page.h"
#include "page-history.h"

#define AT_ONCE		100	/* rows of the table before the rest is hidden */
#define NAMED		4	/* regressions of one run that a verdict names */
#define RUNS_NAMED	3	/* runs with them that it names */

/* Newest first, then totals before phases, then as in the file. */
static int by_time(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int px = page_is_part(x->trend->metric), py = page_is_part(y->trend->metric);

	if (x->first->time != y->first->time)
		return x->first->time > y->first->time ? -1 : 1;
	if (px != py)
		return px - py;
	if (x->trend != y->trend)
		return x->trend < y->trend ? -1 : 1;
	return x->change < y->change ? 1 : -1;
}

/* The changes of the trends from @first to before @end; to be freed. */
static struct finding *collect(const struct findings *f, size_t first, size_t end, size_t *nr)
{
	struct finding *list = NULL;
	size_t room = 0;

	*nr = 0;
	for (size_t i = first; i < end; i++)
		room += f->changes[i].nr;
	list = xalloc(room, sizeof(*list));
	for (size_t i = first; i < end; i++)
		for (size_t j = 0; j < f->changes[i].nr; j++)
			list[(*nr)++] = finding_at(f, i, j);
	qsort(list, *nr, sizeof(*list), by_time);
	return list;
}

/*
 * What a table of changes has to show.
 * @host, @engine, @mode: they are not the same in all rows
 * @times: days alone do not tell the runs apart
 * @p: there are p-values
 * @reasons: there are reasons
 */
struct shown {
	bool host, engine, mode, times, p, reasons;
};

static void find_shown(struct shown *s, const struct finding *found, size_t nr)
{
	const struct trend *first = found->trend;

	*s = (struct shown) { .host = false };
	for (const struct finding *f = found; f < found + nr; f++) {
		s->host |= strcmp(f->trend->host, first->host);
		s->engine |= strcmp(f->trend->engine, first->engine);
		s->mode |= strcmp(f->trend->mode, first->mode);
		s->p |= !isnan(f->change->p);
		s->reasons |= !!f->change->reason;
		s->times |= f > found && f[-1].first->time - f->first->time >= HISTORY_TOGETHER &&
			!strncmp(f[-1].first->fact[HISTORY_TIME], f->first->fact[HISTORY_TIME],
				 DATE_LENGTH);
	}
}

/* "h, e, m" of those that are wanted; to be freed. */
static char *list_of(bool host, const char *h, bool engine, const char *e, bool mode,
		     const char *m)
{
	return xasprintf("%s%s%s%s%s", host ? h : "", host && (engine || mode) ? ", " : "",
			 engine ? e : "", engine && mode ? ", " : "", mode ? m : "");
}

static void put_change(struct html_table *t, const struct finding *f, const struct shown *s)
{
	const char *const *fact = f->first->fact;
	const struct change *c = f->change;

	html_row(t, NULL);
	html_short_cell(t, fact[HISTORY_TIME], s->times ? -1 : DATE_LENGTH);
	html_short_cell(t, fact[HISTORY_COMMIT], COMMIT_DIGITS);
	html_cell(t, "%s", fact[HISTORY_KERNEL]);
	html_badge(t, change_states[change_state(c)]);
	if (s->host || s->engine || s->mode) {
		char *of = list_of(s->host, f->trend->host, s->engine, f->trend->engine, s->mode,
				   f->trend->mode);

		html_cell(t, "%s", of);
		free(of);
	}
	html_dotted_cell(t, f->trend->metric);
	html_cell(t, "%s", page_ticks(c->before).text);
	html_cell(t, "%s", page_ticks(c->after).text);
	html_cell(t, "%s", page_delta(change_delta(c)).text);
	html_cell(t, "%s", page_percent(change_percent(c)).text);
	if (s->p)
		html_cell(t, "%s", isnan(c->p) ? "exact" : page_p(c->p).text);
	if (s->reasons)
		html_cell(t, "%s", c->reason ? c->reason : PAGE_NONE);
}

struct columns {
	size_t nr;
	char align[13];
	const char *heading[12];
};

static void add_column(struct columns *c, char align, const char *heading)
{
	c->align[c->nr] = align;
	c->heading[c->nr++] = heading;
}

static void put_table(FILE *fp, const struct finding *found, size_t nr, const char *what)
{
	struct columns c = { .nr = 4, .align = "hlwl",
			     .heading = { "First seen", "Commit", "Kernel", "State" } };
	const struct trend *first = found->trend;
	struct html_table t;
	struct shown s;
	char *of, *all, *caption;

	find_shown(&s, found, nr);
	of = list_of(s.host, "Host", s.engine, s.host ? "engine" : "Engine", s.mode,
		     s.host || s.engine ? "mode" : "Mode");
	all = list_of(!s.host, first->host, !s.engine, first->engine, !s.mode, first->mode);
	caption = xasprintf("%s%s%s", what, *all ? "; all of " : "", all);
	if (*of)
		add_column(&c, s.host ? 'w' : 'l', of);
	add_column(&c, 'w', "Metric");
	add_column(&c, 'r', "Before");
	add_column(&c, 'r', "After");
	add_column(&c, 'r', "Delta");
	add_column(&c, 'r', "Delta\u00a0%");
	if (s.p)
		add_column(&c, 'r', "p");
	if (s.reasons)
		add_column(&c, 'w', "Reason");
	fputs("<div class=\"wide\">\n", fp);
	html_table_begin(&t, fp, c.align, caption, c.heading);
	for (size_t i = 0; i < nr; i++)
		put_change(&t, &found[i], &s);
	html_table_end(&t);
	fputs("</div>\n", fp);
	free(caption);
	free(all);
	free(of);
}

/**
 * page_changes - write all changes, newest first
 * @fp: where to
 * @page: page
 */
void page_changes(FILE *fp, const struct history_page *page)
{
	size_t nr, shown;
	struct finding *found = collect(&page->found, 0, page->found.trends.nr, &nr);

	shown = nr < AT_ONCE ? nr : AT_ONCE;
	if (!nr) {
		fputs("<p>There are none.</p>\n", fp);
	} else {
		fputs("<p>A <em>regression</em> is open until it is <em>accepted</em>, with a "
		      "reason, or <em>gone</em>: a later level was back at the one before "
		      "it.</p>\n", fp);
		put_table(fp, found, shown, "Changes of the level, newest first; first seen is the "
			  "first run of the new level, before and after are medians");
	}
	if (nr > shown) {
		page_details(fp, "Older changes");
		put_table(fp, found + shown, nr - shown, "Older changes");
		page_details_end(fp);
	}
	free(found);
}

/* How many in a row, from @found on, are open and of the same run as the first. */
static size_t same_run(const struct finding *found, size_t nr)
{
	size_t n = 0;

	while (n < nr && found[n].first->time == found->first->time)
		n++;
	return n;
}

/* What was new in the first run that has it: the commit, the kernel, or neither. */
static void put_since(FILE *fp, const struct finding *f)
{
	const char *const *is = f->first->fact, *const *was = f->last_without->fact;
	bool same_commit = !strcmp(is[HISTORY_COMMIT], was[HISTORY_COMMIT]);
	const char *commit = *is[HISTORY_COMMIT] ? is[HISTORY_COMMIT] : "unknown";

	fputs("<p>Since ", fp);
	if (same_commit)
		html_textf(fp, "%.*s, commit %.*s as before", DATE_LENGTH, is[HISTORY_TIME],
			   COMMIT_DIGITS, commit);
	else
		html_textf(fp, "commit %.*s, %.*s", COMMIT_DIGITS, commit, DATE_LENGTH,
			   is[HISTORY_TIME]);
	if (strcmp(is[HISTORY_KERNEL], was[HISTORY_KERNEL]))
		html_textf(fp, ", Linux %s (before it %s)", is[HISTORY_KERNEL],
			   was[HISTORY_KERNEL]);
	fputs(":</p>\n", fp);
}

static void put_regressions(FILE *fp, const struct finding *found, size_t nr)
{
	put_since(fp, found);
	fputs("<ul>\n", fp);
	for (size_t i = 0; i < nr && i < NAMED; i++) {
		const struct change *c = found[i].change;

		fputs("<li><code>", fp);
		html_text(fp, found[i].trend->metric);
		html_textf(fp, " %s", page_delta(change_delta(c)).text);
		fputs("</code> ", fp);
		html_textf(fp, "(%s to %s, %s)", page_ticks(c->before).text,
			   page_ticks(c->after).text, page_percent(change_percent(c)).text);
		fputs("</li>\n", fp);
	}
	if (nr > NAMED)
		fprintf(fp, "<li>and %zu more</li>\n", nr - NAMED);
	fputs("</ul>\n", fp);
}

/* The runs that the trends of a group have points of. */
static size_t count_runs(const struct history_page *page, const struct trend_group *group)
{
	bool *used = xalloc(page->found.history.nr, sizeof(*used));
	size_t nr = 0;

	for (size_t i = group->first; i < group->end; i++) {
		const struct trend *t = &page->found.trends.trend[i];

		for (size_t j = 0; j < t->nr; j++) {
			nr += !used[t->row[j]];
			used[t->row[j]] = true;
		}
	}
	free(used);
	return nr;
}

/* The open ones to the front, in their order. Returns how many there are. */
static size_t open_first(struct finding *found, size_t nr)
{
	size_t open = 0;

	for (size_t i = 0; i < nr; i++)
		if (found[i].change->open) {
			struct finding f = found[i];

			memmove(&found[open + 1], &found[open], (i - open) * sizeof(f));
			found[open++] = f;
		}
	return open;
}

static void put_open(FILE *fp, const struct finding *found, size_t nr, size_t runs)
{
	size_t done = 0;

	fprintf(fp, "<p>%zu open regression%s in %zu runs:</p>\n", nr, nr == 1 ? "" : "s", runs);
	for (unsigned int i = 0; i < RUNS_NAMED && done < nr; i++) {
		size_t n = same_run(found + done, nr - done);

		put_regressions(fp, found + done, n);
		done += n;
	}
	if (done < nr)
		fprintf(fp, "<p>and %zu more of earlier runs.</p>\n", nr - done);
}

static void put_verdict(FILE *fp, const struct history_page *page, const struct trend_group *group)
{
	size_t runs = count_runs(page, group), nr, open;
	struct finding *found = collect(&page->found, group->first, group->end, &nr);
	const struct trend *t = &page->found.trends.trend[group->first];
	const char *badge;

	open = open_first(found, nr);
	badge = open ? "regression" : nr ? "changed" : "unchanged";
	fprintf(fp, "<li class=\"%s\"><h3>", badge);
	html_textf(fp, "%s, %s, %s ", t->host, t->engine, t->mode);
	fprintf(fp, "<span class=\"badge %s\">%s</span></h3>\n", badge, badge);
	if (open)
		put_open(fp, found, open, runs);
	else if (nr)
		html_element(fp, "p", "No open regression in %zu runs; %zu change%s, the last on %.*s.",
			     runs, nr, nr == 1 ? "" : "s", DATE_LENGTH,
			     found->first->fact[HISTORY_TIME]);
	else if (runs == 1)
		fputs("<p>One run: there is nothing to compare it with yet.</p>\n", fp);
	else
		fprintf(fp, "<p>No change in %zu runs.</p>\n", runs);
	fputs("</li>\n", fp);
	free(found);
}

/**
 * page_trend_verdicts - write for each host, engine and mode whether it changed
 * @fp: where to
 * @page: page
 */
void page_trend_verdicts(FILE *fp, const struct history_page *page)
{
	struct trend_group group = { 0 };

	fputs("<ul class=\"verdicts\">\n", fp);
	while (page_next_group(page, &group))
		put_verdict(fp, page, &group);
	fputs("</ul>\n", fp);
}
