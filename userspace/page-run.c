// SPDX-License-Identifier: GPL-2.0-only
/* The page of a run: verdict, tables, figures, machine and settings. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html.h"
#include "page.h"

static const char *const mode_titles[NR_MODES] = { [WSBENCH_VHE] = "VHE", [WSBENCH_NVHE] = "nVHE" };

/* What put_machine() and the like print, as a text; to be freed. */
static char *text_of(void (*put)(FILE *fp, const struct meta *meta), const struct meta *meta)
{
	char *text = NULL;
	size_t size;
	FILE *fp = open_memstream(&text, &size);

	if (!fp)
		die("memory", "exhausted");
	put(fp, meta);
	if (fclose(fp))
		die("memory", "exhausted");
	return text;
}

static void put_header(FILE *fp, const struct run_page *run)
{
	char *machine = text_of(put_machine, &run->meta), *units = text_of(put_units, &run->meta);
	char *meaning = tick_meaning(&run->meta);

	page_begin(fp, "wsbench: a run", is_kvm(&run->meta) ?
		   "What a round trip through KVM costs" : "What a world switch costs");
	page_lines(fp, "facts", machine);
	page_lines(fp, "unit", *meaning ? meaning : "What a tick is, this run does not say");
	page_lines(fp, "facts", units);
	fputs("</header>\n<main>\n", fp);
	free(machine);
	free(meaning);
	free(units);
}

static void put_verdict(FILE *fp, const struct run_page *run, const struct compare_row *row)
{
	char *text = page_verdict(row, &run->meta);
	const char *verdict = verdict_names[row->c.verdict];
	int mode = name_find(&mode_names, row->mode, strlen(row->mode));

	fprintf(fp, "<li class=\"%s\"><h3>%s, debug-dirty %s <span class=\"badge %s\">%s</span></h3>\n",
		verdict, mode_titles[mode], row->dirty, verdict, verdict);
	html_element(fp, "p", "%s.", text);
	fputs("</li>\n", fp);
	free(text);
}

static void put_verdicts(FILE *fp, const struct run_page *run)
{
	unsigned int nr = 0;

	page_section(fp, "verdict", "Verdict");
	for (size_t i = 0; i < run->cmp.nr; i++) {
		if (strcmp(run->cmp.row[i].phase, phase_names.name[PHASE_TOTAL]))
			continue;
		if (!nr++)
			fputs("<ul class=\"verdicts\">\n", fp);
		put_verdict(fp, run, &run->cmp.row[i]);
	}
	fputs(nr ? "</ul>\n" : "<p>The run has no two flows to compare.</p>\n", fp);
	if (nr && run->compared == COMPARED_SUMMARY)
		fputs("<p>From the medians alone: the run folder has no samples, so what varies "
		      "cannot be tested.</p>\n", fp);
	page_warnings(fp, &run->meta);
	page_section_end(fp);
}

static void put_comparison(FILE *fp, const struct run_page *run)
{
	static const char *const heading[] = {
		"Mode", "Dirty", "Phase", "Base", "Test", "Base ticks", "Test ticks", "Delta",
		"95\u00a0% interval", "Delta %", "p", "Verdict",
	};
	struct html_table t;
	char *caption;

	if (!run->cmp.nr)
		return;
	page_section(fp, "comparison", "Comparison of the flows");
	caption = xasprintf("Ticks (%s) a round trip, medians; delta is test minus base",
			    tick_unit(&run->meta));
	html_table_begin(&t, fp, "hllllrrrrrrl", caption, heading);
	for (const struct compare_row *r = run->cmp.row; r < run->cmp.row + run->cmp.nr; r++) {
		const struct comparison *c = &r->c;

		html_row(&t, strcmp(r->phase, phase_names.name[PHASE_TOTAL]) ? NULL : "total");
		html_cell(&t, "%s", r->mode);
		html_cell(&t, "%s", r->dirty);
		html_cell(&t, "%s", r->phase);
		html_cell(&t, "%s", r->base);
		html_cell(&t, "%s", r->test);
		html_cell(&t, "%s", page_ticks(c->base).text);
		html_cell(&t, "%s", page_ticks(c->test).text);
		html_cell(&t, "%s", page_delta(c->delta).text);
		if (isnan(c->lo))
			html_cell(&t, PAGE_NONE);
		else
			html_cell(&t, "%s to %s", page_delta(c->lo).text, page_delta(c->hi).text);
		html_cell(&t, "%s", page_percent(c->percent).text);
		html_cell(&t, "%s", page_p(c->p).text);
		html_badge(&t, verdict_names[c->verdict]);
	}
	html_table_end(&t);
	page_section_end(fp);
	free(caption);
}

static void put_summary_row(struct html_table *t, const struct summary_row *r)
{
	const double values[] = { r->min, r->p25, r->median, r->p75, r->p99, r->max, r->mean };

	html_row(t, r->phase == PHASE_TOTAL ? "total" : NULL);
	html_cell(t, "%s", mode_names.name[r->mode]);
	html_cell(t, "%s", dirty_names.name[r->dirty]);
	html_cell(t, "%s", flow_names.name[r->flow]);
	html_cell(t, "%s", phase_names.name[r->phase]);
	html_cell(t, "%llu", (unsigned long long)r->n);
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		html_cell(t, "%s", page_ticks(values[i]).text);
	html_cell(t, "%s", page_ticks(r->stddev).text);
}

static void put_summary(FILE *fp, const struct run_page *run)
{
	static const char *const heading[] = {
		"Mode", "Dirty", "Flow", "Phase", "n", "min", "p25", "median", "p75", "p99", "max",
		"mean", "stddev",
	};
	char *caption = xasprintf("Ticks (%s) a round trip", tick_unit(&run->meta));
	struct html_table t;

	page_section(fp, "summary", "All figures");
	html_table_begin(&t, fp, "hlllrrrrrrrrr", caption, heading);
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++)
		for (const struct summary_row *r = run->sum.row; r < run->sum.row + run->sum.nr; r++)
			if (r->mode == i / NR_DIRTY && r->dirty == i % NR_DIRTY)
				put_summary_row(&t, r);
	html_table_end(&t);
	page_section_end(fp);
	free(caption);
}

/**
 * page_run - write the page of a run
 * @fp: where to
 * @dir: run folder
 */
void page_run(FILE *fp, const char *dir)
{
	struct run_page run = { .dir = dir };

	meta_read(&run.meta, dir);
	summary_read(&run.sum, dir);
	summary_check(&run.sum, &run.meta, dir);
	page_compare(&run);
	put_header(fp, &run);
	put_verdicts(fp, &run);
	put_comparison(fp, &run);
	put_summary(fp, &run);
	page_section(fp, "settings", "The machine and the settings");
	page_meta(fp, &run.meta);
	page_section_end(fp);
	page_end(fp);
}
