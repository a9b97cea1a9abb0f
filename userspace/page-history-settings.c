// SPDX-License-Identifier: GPL-2.0-only
/* What a history is of, and how changes were looked for in it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "error.h"
#include "html.h"
#include "page.h"
#include "page-history.h"

#define AT_ONCE	20	/* rows of the table of kernels that nobody has to ask for */

/* The runs of one host and kernel. */
struct machine {
	const struct history_row *first, *last;
	size_t nr;
};

static bool same_machine(const struct history_row *a, const struct history_row *b)
{
	return !strcmp(a->fact[HISTORY_HOST], b->fact[HISTORY_HOST]) &&
	       !strcmp(a->fact[HISTORY_KERNEL], b->fact[HISTORY_KERNEL]);
}

/* In the order of their first rows; to be freed. */
static struct machine *find_machines(const struct history *history, size_t *nr)
{
	struct machine *machines = NULL;

	*nr = 0;
	for (size_t r = 0; r < history->nr; r++) {
		const struct history_row *row = &history->row[r];
		size_t i = *nr;

		/* The last is by far the likeliest. */
		while (i && !same_machine(machines[i - 1].first, row))
			i--;
		if (!i) {
			machines = xrealloc(machines, ++*nr, sizeof(*machines));
			i = *nr;
			machines[i - 1] = (struct machine) { row, row, 0 };
		}
		machines[i - 1].nr++;
		if (row->time < machines[i - 1].first->time)
			machines[i - 1].first = row;
		if (row->time > machines[i - 1].last->time)
			machines[i - 1].last = row;
	}
	return machines;
}

static void put_machines(FILE *fp, const struct history *history)
{
	static const char *const heading[] = { "Host", "Kernel", "Runs", "First", "Last" };
	struct html_table table;
	size_t nr;
	struct machine *machines = find_machines(history, &nr);

	if (nr > AT_ONCE)
		page_details(fp, "Hosts and kernels");
	html_table_begin(&table, fp, "hlrll", "Hosts and kernels", heading);
	for (size_t i = 0; i < nr; i++) {
		html_row(&table, NULL);
		html_cell(&table, "%s", machines[i].first->fact[HISTORY_HOST]);
		html_cell(&table, "%s", machines[i].first->fact[HISTORY_KERNEL]);
		html_cell(&table, "%zu", machines[i].nr);
		html_cell(&table, "%s", machines[i].first->fact[HISTORY_TIME]);
		html_cell(&table, "%s", machines[i].last->fact[HISTORY_TIME]);
	}
	html_table_end(&table);
	if (nr > AT_ONCE)
		page_details_end(fp);
	free(machines);
}

static void put_setting(struct html_table *table, const char *what, const char *option, char *value)
{
	html_row(table, NULL);
	html_cell(table, "%s", what);
	html_cell(table, "%s", option);
	html_cell(table, "%s", value);
	free(value);
}

static char *or_all(const char *value)
{
	return xstrdup(value ? value : "all");
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static char *span_of(const struct history *history)
{
	const struct history_row *first = history->row, *last = history->row;

	for (const struct history_row *r = first + 1; r < history->row + history->nr; r++) {
		first = r->time < first->time ? r : first;
		last = r->time > last->time ? r : last;
	}
	return xasprintf("%s to %s", first->fact[HISTORY_TIME], last->fact[HISTORY_TIME]);
}

static char *since_of(const struct trend_filter *filter)
{
	char text[32];
	time_t since;

	if (isinf(filter->since))
		return xstrdup("the first run");
	since = filter->since;
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", gmtime(&since));
	return xstrdup(text);
}

/**
 * page_history_settings - write what a history is of, and how it was looked at
 * @fp: where to
 * @page: page
 */
void page_history_settings(FILE *fp, const struct history_page *page)
{
	static const char *const heading[] = { "Setting", "Option", "Value" };
	const struct trend_filter *filter = &page->options->filter;
	const struct change_limits *limits = &page->options->limits;
	const char *ack = page->options->ack;
	struct html_table t;

	fputs("<div class=\"settings\">\n", fp);
	html_table_begin(&t, fp, "hll", "What was looked at, and how", heading);
	put_setting(&t, "File", PAGE_NONE, xstrdup(base_of(page->found.history.path)));
	put_setting(&t, "Its rows, one for each run and mode", PAGE_NONE,
		    xasprintf("%zu", page->found.history.nr));
	put_setting(&t, "From the first to the last", PAGE_NONE, span_of(&page->found.history));
	put_setting(&t, "Trends", PAGE_NONE, xasprintf("%zu", page->found.trends.nr));
	put_setting(&t, "Metrics", "--metric", or_all(filter->metric));
	put_setting(&t, "Hosts", "--host", or_all(filter->host));
	put_setting(&t, "Engines", "--engine", or_all(filter->engine));
	put_setting(&t, "Modes", "--mode", or_all(filter->mode));
	put_setting(&t, "From", "--since", since_of(filter));
	put_setting(&t, "Any difference is a change", "--exact",
		    xstrdup(filter->exact ? "in all metrics" : "in instructions"));
	put_setting(&t, "Largest p-value of a change, with noise", "--max-pvalue",
		    xasprintf("%g", limits->max_pvalue));
	put_setting(&t, "Smallest share of a change, with noise", "--min-magnitude",
		    xasprintf("%g", limits->min_magnitude));
	put_setting(&t, "Points looked at together, with noise", "--window",
		    xasprintf("%zu", limits->window));
	put_setting(&t, "Accepted changes", "--ack",
		    ack ? xasprintf("%zu in %s", page->acks.nr, base_of(ack)) : xstrdup("no file"));
	html_table_end(&t);
	fputs("</div>\n", fp);
	put_machines(fp, &page->found.history);
}
