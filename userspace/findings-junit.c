// SPDX-License-Identifier: GPL-2.0-only
/*
 * The findings as JUnit XML, as CI servers read it: a test case for each trend, which
 * fails by its open regressions.
 */
#include <math.h>
#include <stdio.h>

#include "findings.h"
#include "html.h"

static size_t count_open(const struct changes *changes)
{
	size_t open = 0;

	for (size_t i = 0; i < changes->nr; i++)
		open += changes->change[i].open;
	return open;
}

static void put_failure(struct finding f)
{
	const struct change *c = f.change;

	fputs("    <failure type=\"regression\" message=\"", stdout);
	html_textf(stdout, "%+.10g (%.10g to %.10g, %+.2f %%) since %s, commit %s, Linux %s",
		   change_delta(c), c->before, c->after, change_percent(c),
		   f.first->fact[HISTORY_TIME], f.first->fact[HISTORY_COMMIT],
		   f.first->fact[HISTORY_KERNEL]);
	fputs("\">", stdout);
	html_textf(stdout, "before it: %s, commit %s, Linux %s",
		   f.last_without->fact[HISTORY_TIME], f.last_without->fact[HISTORY_COMMIT],
		   f.last_without->fact[HISTORY_KERNEL]);
	puts("</failure>");
}

static void put_case(const struct findings *f, size_t i)
{
	const struct trend *t = &f->trends.trend[i];

	fputs("  <testcase classname=\"", stdout);
	html_textf(stdout, "%s.%s.%s", t->host, t->engine, t->mode);
	fputs("\" name=\"", stdout);
	html_text(stdout, t->metric);
	if (!count_open(&f->changes[i])) {
		puts("\"/>");
		return;
	}
	puts("\">");
	for (size_t j = 0; j < f->changes[i].nr; j++)
		if (f->changes[i].change[j].open)
			put_failure(finding_at(f, i, j));
	puts("  </testcase>");
}

/**
 * findings_junit - print the findings as JUnit XML
 * @f: findings
 */
void findings_junit(const struct findings *f)
{
	size_t failed = 0;

	for (size_t i = 0; i < f->trends.nr; i++)
		failed += count_open(&f->changes[i]) > 0;
	puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	fputs("<testsuite name=\"wsbench regress ", stdout);
	html_text(stdout, f->history.path);
	printf("\" tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", f->trends.nr, failed);
	for (size_t i = 0; i < f->trends.nr; i++)
		put_case(f, i);
	puts("</testsuite>");
}
