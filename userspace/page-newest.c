// SPDX-License-Identifier: GPL-2.0-only
/* The newest value of each trend, and how far it is from former ones. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html.h"
#include "page.h"
#include "page-history.h"

#define WEEK	(7 * 86400.0)

/* The newest value that is at least a week older than the last, NAN if there is none. */
static double week_before(const struct trend *t)
{
	double last = trend_row(t, t->nr - 1)->time;

	for (size_t i = t->nr - 1; i--;)
		if (trend_row(t, i)->time <= last - WEEK)
			return t->value[i];
	return NAN;
}

static void put_difference(struct html_table *table, double value, double from)
{
	html_cell(table, "%s", isnan(from) ? PAGE_NONE : page_delta(value - from).text);
	html_cell(table, "%s", page_percent(from ? 100 * (value - from) / fabs(from) : NAN).text);
}

static void put_trend(struct html_table *table, const struct trend *t)
{
	size_t last = t->nr - 1;

	html_row(table, NULL);
	html_cell(table, "%s", t->metric);
	html_cell(table, "%s", page_ticks(t->value[last]).text);
	if (t->lo && t->hi && !isnan(t->lo[last]) && !isnan(t->hi[last]))
		html_cell(table, "%s to %s", page_ticks(t->lo[last]).text,
			  page_ticks(t->hi[last]).text);
	else
		html_cell(table, "%s", t->exact ? "exact" : PAGE_NONE);
	put_difference(table, t->value[last], week_before(t));
	put_difference(table, t->value[last], t->nr > 1 ? t->value[0] : NAN);
	html_cell(table, "%zu", t->nr);
	html_short_cell(table, trend_row(t, last)->fact[HISTORY_TIME], DATE_LENGTH);
}

/* The phases of a group, or the others. */
static void put_table(FILE *fp, const struct history_page *page, const struct trend_group *group,
		      bool parts)
{
	static const char *const heading[] = {
		"Metric", "Newest", "95\u00a0% interval", "From a week before", "%", "From the first",
		"%", "Runs", "Measured",
	};
	struct html_table table;
	bool any = false;

	for (size_t i = group->first; i < group->end; i++) {
		const struct trend *t = &page->found.trends.trend[i];

		if (page_is_part(t->metric) != parts)
			continue;
		if (!any) {
			char *caption = xasprintf("%s, %s, %s: newest median, and its difference "
						  "from a week before it and from the first run",
						  t->host, t->engine, t->mode);

			if (parts)
				page_details(fp, "The phases");
			html_table_begin(&table, fp, "hrrrrrrrl", caption, heading);
			free(caption);
		}
		any = true;
		put_trend(&table, t);
	}
	if (!any)
		return;
	html_table_end(&table);
	if (parts)
		page_details_end(fp);
}

/**
 * page_newest - write the newest value of each trend
 * @fp: where to
 * @page: page
 */
void page_newest(FILE *fp, const struct history_page *page)
{
	struct trend_group group = { 0 };

	while (page_next_group(page, &group)) {
		put_table(fp, page, &group, false);
		put_table(fp, page, &group, true);
	}
}
