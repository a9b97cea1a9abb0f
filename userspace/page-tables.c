// SPDX-License-Identifier: GPL-2.0-only
/* compare.csv and summary.csv as tables. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html.h"
#include "page.h"

static void put_interval(struct html_table *t, const struct comparison *c)
{
	if (isnan(c->lo))
		html_cell(t, PAGE_NONE);
	else if (c->lo == c->hi)
		html_cell(t, "exactly %s", page_delta(c->delta).text);
	else
		html_cell(t, "%s to %s", page_delta(c->lo).text, page_delta(c->hi).text);
}

static void put_comparison(struct html_table *t, const struct compare_row *r)
{
	const struct comparison *c = &r->c;

	html_row(t, strcmp(r->phase, phase_names.name[PHASE_TOTAL]) ? NULL : "total");
	html_cell(t, "%s", r->mode);
	html_cell(t, "%s", r->dirty);
	html_cell(t, "%s", r->phase);
	html_cell(t, "%s", r->base);
	html_cell(t, "%s", r->test);
	html_cell(t, "%s", page_ticks(c->base).text);
	html_cell(t, "%s", page_ticks(c->test).text);
	html_cell(t, "%s", page_delta(c->delta).text);
	put_interval(t, c);
	html_cell(t, "%s", page_percent(c->percent).text);
	html_cell(t, "%s", page_p(c->p).text);
	html_badge(t, verdict_names[c->verdict]);
}

/**
 * page_comparison - write the comparison of a run's flows
 * @fp: where to
 * @cmp: comparison
 * @unit: what a tick is
 */
void page_comparison(FILE *fp, const struct comparisons *cmp, const char *unit)
{
	static const char *const heading[] = {
		"Mode", "Dirty", "Phase", "Base", "Test", "Base ticks", "Test ticks", "Delta",
		"95\u00a0% interval", "Delta\u00a0%", "p", "Verdict",
	};
	char *caption = xasprintf("Ticks (%s) a round trip, medians; delta is test minus base",
				  unit);
	struct html_table t;

	html_table_begin(&t, fp, "hllllrrrrrrl", caption, heading);
	for (size_t i = 0; i < cmp->nr; i++)
		put_comparison(&t, &cmp->row[i]);
	html_table_end(&t);
	free(caption);
}

static void put_series(struct html_table *t, const struct summary_row *r, unsigned int phases)
{
	html_row(t, NULL);
	html_cell(t, "%s", mode_names.name[r->mode]);
	html_cell(t, "%s", dirty_names.name[r->dirty]);
	html_cell(t, "%s", flow_names.name[r->flow]);
	for (unsigned int p = 0; p < phases; p++)
		if (r[p].p25 == r[p].p99)
			html_cell(t, "%s", page_ticks(r[p].median).text);
		else
			html_cell(t, "%s (%s\u2026%s)", page_ticks(r[p].median).text,
				  page_ticks(r[p].p25).text, page_ticks(r[p].p99).text);
	html_cell(t, "%llu", (unsigned long long)r->n);
}

static void put_medians(FILE *fp, const struct summary *sum, const char *unit)
{
	static const char *const phases[] = {
		"Mode", "Dirty", "Flow", "Entry", "Guest", "Exit", "Total", "Samples",
	};
	static const char *const totals[] = { "Mode", "Dirty", "Flow", "Total", "Samples" };
	bool totals_only = sum->phases == 1;
	char *caption = xasprintf("Ticks (%s) a round trip: median, and p25\u2026p99 where "
				  "samples differ", unit);
	struct html_table t;

	html_table_begin(&t, fp, totals_only ? "hllrr" : "hllrrrrr", caption,
			 totals_only ? totals : phases);
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++)
		for (size_t j = 0; j < sum->nr; j += sum->phases)
			if (sum->row[j].mode == i / NR_DIRTY && sum->row[j].dirty == i % NR_DIRTY)
				put_series(&t, &sum->row[j], sum->phases);
	html_table_end(&t);
	free(caption);
}

static void put_quantiles(struct html_table *t, const struct summary_row *r)
{
	const double values[] = {
		r->min, r->p25, r->median, r->p75, r->p99, r->max, r->mean, r->stddev,
	};

	html_row(t, r->phase == PHASE_TOTAL ? "total" : NULL);
	html_cell(t, "%s", mode_names.name[r->mode]);
	html_cell(t, "%s", dirty_names.name[r->dirty]);
	html_cell(t, "%s", flow_names.name[r->flow]);
	html_cell(t, "%s", phase_names.name[r->phase]);
	html_cell(t, "%llu", (unsigned long long)r->n);
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		html_cell(t, "%s", page_ticks(values[i]).text);
}

/**
 * page_summary - write the summary of a run: the medians, and then all of it
 * @fp: where to
 * @sum: summary
 * @unit: what a tick is
 */
void page_summary(FILE *fp, const struct summary *sum, const char *unit)
{
	static const char *const heading[] = {
		"Mode", "Dirty", "Flow", "Phase", "n", "min", "p25", "median", "p75", "p99", "max",
		"mean", "stddev",
	};
	char *caption = xasprintf("Ticks (%s) a round trip", unit);
	struct html_table t;

	put_medians(fp, sum, unit);
	page_details(fp, "All quantiles, means and standard deviations");
	html_table_begin(&t, fp, "hlllrrrrrrrrr", caption, heading);
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++)
		for (const struct summary_row *r = sum->row; r < sum->row + sum->nr; r++)
			if (r->mode == i / NR_DIRTY && r->dirty == i % NR_DIRTY)
				put_quantiles(&t, r);
	html_table_end(&t);
	page_details_end(fp);
	free(caption);
}
