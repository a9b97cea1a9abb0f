// SPDX-License-Identifier: GPL-2.0-only
/* The page of a history: verdict, changes, newest values, figures, settings. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "figures.h"
#include "html.h"
#include "metric.h"
#include "page.h"
#include "page-history.h"

/**
 * page_next_group - the trends of the next host, engine and mode
 * @page: page
 * @group: zeroed, or the group before it
 *
 * Returns whether there is one.
 */
bool page_next_group(const struct history_page *page, struct trend_group *group)
{
	const struct trend *t = page->found.trends.trend;

	group->first = group->end;
	while (group->end < page->found.trends.nr &&
	       !strcmp(t[group->end].host, t[group->first].host) &&
	       !strcmp(t[group->end].engine, t[group->first].engine) &&
	       !strcmp(t[group->end].mode, t[group->first].mode))
		group->end++;
	return group->end > group->first;
}

/**
 * page_is_part - whether a metric is a phase, which is a part of another metric
 * @metric: its name
 */
bool page_is_part(const char *metric)
{
	/* KVM's totals may be timed by the guest: FLOW.DIRTY.total.guest.UNIT. */
	if (strstr(metric, ".total."))
		return false;
	for (enum phase p = 0; p < PHASE_TOTAL; p++) {
		char *phase = xasprintf(".%s.", phase_names.name[p]);
		bool is = strstr(metric, phase);

		free(phase);
		if (is)
			return true;
	}
	return false;
}

static void gather(struct history_page *page, const char *path)
{
	if (page->options->ack)
		acks_read(&page->acks, page->options->ack);
	findings_find(&page->found, path, &page->options->filter, &page->options->limits);
	findings_accept(&page->found, &page->acks);
}

/* What the values count, each unit once: nobody may take one for another. */
static void put_meanings(FILE *fp, const struct history_page *page)
{
	const struct trend *t = page->found.trends.trend;

	for (size_t i = 0; i < page->found.trends.nr; i++) {
		const char *unit = metric_unit(t[i].metric);
		bool told = false;

		for (size_t j = 0; j < i && !told; j++)
			told = !strcmp(metric_unit(t[j].metric), unit);
		if (told)
			continue;
		if (metric_is_exact(t[i].metric))
			page_lines(fp, "unit emulated", "Metrics in instructions count executed "
				   "instructions under QEMU -icount, not cycles of silicon");
		else
			html_element(fp, "p class=\"unit\"", "Metrics like %s count %s",
				     t[i].metric, unit);
	}
}

/* Of all that is looked at. */
static void put_span(FILE *fp, const struct trends *trends)
{
	const struct history_row *first = trend_row(trends->trend, 0), *last = first;

	for (const struct trend *t = trends->trend; t < trends->trend + trends->nr; t++) {
		const struct history_row *begin = trend_row(t, 0), *end = trend_row(t, t->nr - 1);

		first = begin->time < first->time ? begin : first;
		last = end->time > last->time ? end : last;
	}
	html_element(fp, "p class=\"facts\"", "%.*s to %.*s, newest run on Linux %s, commit %.*s",
		     DATE_LENGTH, first->fact[HISTORY_TIME], DATE_LENGTH, last->fact[HISTORY_TIME],
		     last->fact[HISTORY_KERNEL], COMMIT_DIGITS,
		     *last->fact[HISTORY_COMMIT] ? last->fact[HISTORY_COMMIT] : "unknown");
}

static void put_header(FILE *fp, const struct history_page *page)
{
	page_begin(fp, "wsbench: a history", "How the cost of a world switch developed");
	put_span(fp, &page->found.trends);
	put_meanings(fp, page);
	fputs("</header>\n<main>\n", fp);
}

static bool is_part_figure(const struct figure *figure)
{
	for (enum phase p = 0; p < PHASE_TOTAL; p++) {
		const char *dash = strrchr(figure->name, '-');

		if (dash && !strcmp(dash + 1, phase_names.name[p]))
			return true;
	}
	return false;
}

static void put_figures(FILE *fp, const struct figures *figures)
{
	unsigned int parts = 0;

	page_section(fp, "figures", "Trends");
	for (size_t i = 0; i < figures->nr; i++)
		if (is_part_figure(&figures->figure[i]))
			parts++;
		else
			page_figure(fp, figures, i);
	if (parts)
		page_details(fp, "The phases");
	for (size_t i = 0; i < figures->nr; i++)
		if (is_part_figure(&figures->figure[i]))
			page_figure(fp, figures, i);
	if (parts)
		page_details_end(fp);
	page_section_end(fp);
}

/**
 * page_history - write the page of a history
 * @fp: where to
 * @path: file of the history
 * @options: which part of it, what is a change, and which are accepted
 */
void page_history(FILE *fp, const char *path, const struct trend_options *options)
{
	struct history_page page = { .options = options };
	static struct figures figures;

	gather(&page, path);
	plot_history(&figures, &page.found.trends, page.found.changes);
	page_draw(&figures);
	put_header(fp, &page);
	page_section(fp, "verdict", "Verdict");
	page_trend_verdicts(fp, &page);
	page_section_end(fp);
	page_section(fp, "changes", "Changes");
	page_changes(fp, &page);
	page_section_end(fp);
	page_section(fp, "newest", "Newest values");
	page_newest(fp, &page);
	page_section_end(fp);
	put_figures(fp, &figures);
	page_section(fp, "settings", "The history and the settings");
	page_history_settings(fp, &page);
	page_section_end(fp);
	page_end(fp);
}
