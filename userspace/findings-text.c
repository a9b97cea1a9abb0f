// SPDX-License-Identifier: GPL-2.0-only
/* The findings for people: what asks for a decision comes last, where it is seen. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "findings.h"
#include "metric.h"
#include "table.h"

#define DAY	"%.10s"	/* the date of a time */

static const char *const headings[NR_CHANGE_STATES] = {
	[CHANGE_REGRESSION] = "Open regressions",
	[CHANGE_GONE] = "Regressions that later changes undid or outweighed",
	[CHANGE_ACCEPTED] = "Accepted changes",
	[CHANGE_IMPROVEMENT] = "Improvements",
};

static const enum change_state order[NR_CHANGE_STATES] = {
	CHANGE_IMPROVEMENT, CHANGE_GONE, CHANGE_ACCEPTED, CHANGE_REGRESSION,
};

static double hundredths(double value)
{
	return round(value * 100) / 100;
}

/* The modes of one run are rows of their own, some seconds apart. */
static bool same_place(const struct history_row *a, const struct history_row *b)
{
	return fabs(a->time - b->time) < HISTORY_TOGETHER &&
	       !strcmp(a->fact[HISTORY_COMMIT], b->fact[HISTORY_COMMIT]) &&
	       !strcmp(a->fact[HISTORY_KERNEL], b->fact[HISTORY_KERNEL]);
}

static bool together(const struct finding *a, const struct finding *b)
{
	return same_place(a->first, b->first) && same_place(a->last_without, b->last_without) &&
	       !strcmp(a->trend->host, b->trend->host);
}

/* What was different in the last run without the change. */
static void print_fact(const char *what, const struct finding *f, enum history_fact fact)
{
	const char *is = f->first->fact[fact], *was = f->last_without->fact[fact];

	printf("  %s %s", what, *is ? is : "unknown");
	if (strcmp(is, was))
		printf(", before it %s\n", *was ? was : "unknown");
	else
		puts(", as before");
}

static void print_place(const struct finding *f)
{
	printf("\n  since %s on %s\n", f->first->fact[HISTORY_TIME], f->trend->host);
	print_fact("commit", f, HISTORY_COMMIT);
	print_fact("Linux", f, HISTORY_KERNEL);
}

static void put_p(struct table *t, const struct change *c)
{
	if (isnan(c->p))
		table_cell(t, "exact");
	else if (c->p < 0.0001)
		table_cell(t, "<0.0001");
	else
		table_cell(t, "%.4f", c->p);
}

static void put_change(struct table *t, const struct finding *f)
{
	const struct change *c = f->change;

	table_cell(t, "  %s", f->trend->engine);
	table_cell(t, "%s", f->trend->mode);
	table_cell(t, "%s", f->trend->metric);
	table_cell(t, "%.10g", hundredths(c->before));
	table_cell(t, "%.10g", hundredths(c->after));
	table_cell(t, "%+.10g", hundredths(change_delta(c)));
	if (c->before)
		table_cell(t, "%+.2f%%", change_percent(c));
	else
		table_cell(t, "%s", "");
	put_p(t, c);
	if (isnan(c->effect))
		table_cell(t, "%s", "");
	else
		table_cell(t, "%+.2f", c->effect);
	table_cell(t, "%s", c->reason ? c->reason : "");
}

static void put_headings(struct table *t, const struct finding *f)
{
	static const char *const columns[] = {
		"  engine", "mode", "metric", "before", "after", "delta", "delta %", "p",
	};

	table_init(t, "lllrrrrrrl");
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		table_cell(t, "%s", columns[i]);
	table_cell(t, "%s", isnan(f->change->effect) ? "" : "effect");
	table_cell(t, "%s", f->change->reason ? "reason" : "");
}

static void print_changes(const struct findings *f, enum change_state state)
{
	struct finding *list = findings_list(f, state);
	struct table t;

	if (f->nr[state])
		printf("%s\n", headings[state]);
	for (size_t i = 0; i < f->nr[state]; i++) {
		if (!i || !together(&list[i - 1], &list[i])) {
			print_place(&list[i]);
			put_headings(&t, &list[i]);
		}
		put_change(&t, &list[i]);
		if (i + 1 == f->nr[state] || !together(&list[i], &list[i + 1])) {
			table_print(&t);
			putchar('\n');
		}
	}
	free(list);
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* What was looked at, and what a tick is. */
static void print_heading(const struct findings *f)
{
	const struct trend *first = f->trends.trend;
	const char *from = "", *to = "";
	double oldest = INFINITY, newest = -INFINITY;
	size_t points = 0;
	bool exact = false;

	for (const struct trend *t = first; t < first + f->trends.nr; t++) {
		const struct history_row *a = trend_row(t, 0);
		const struct history_row *b = trend_row(t, t->nr - 1);

		if (a->time < oldest)
			from = a->fact[HISTORY_TIME], oldest = a->time;
		if (b->time > newest)
			to = b->fact[HISTORY_TIME], newest = b->time;
		if (t->nr > points)
			points = t->nr;
		exact = exact || metric_is_exact(t->metric);
	}
	printf("%s: %zu trend%s of up to %zu run%s, " DAY " to " DAY "\n", f->history.path,
	       f->trends.nr, plural(f->trends.nr), points, plural(points), from, to);
	if (exact)
		puts("Instructions are executed instructions under QEMU -icount, not cycles of silicon");
	putchar('\n');
}

/**
 * findings_text - print the findings for people
 * @f: findings, counted
 *
 * The last line is the verdict.
 */
void findings_text(const struct findings *f)
{
	size_t open = f->nr[CHANGE_REGRESSION], other = 0;

	print_heading(f);
	for (size_t i = 0; i < NR_CHANGE_STATES; i++) {
		print_changes(f, order[i]);
		other += f->nr[i];
	}
	other -= open;
	if (open)
		printf("regression: %zu open, %zu other change%s\n", open, other, plural(other));
	else if (other)
		printf("ok: no open regression, %zu other change%s\n", other, plural(other));
	else
		puts("ok: no change");
}
