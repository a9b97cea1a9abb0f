// SPDX-License-Identifier: GPL-2.0-only
/* The page of a run: verdict, tables, figures, machine and settings. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html.h"
#include "page.h"
#include "runs.h"

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

/* Of several runs, the first. */
static void put_when(FILE *fp, const struct meta *meta)
{
	unsigned int mode = meta_has_mode(meta, WSBENCH_VHE) ? WSBENCH_VHE : WSBENCH_NVHE;
	char *when = meta_text(meta, mode, "time"), *name = meta_text(meta, mode, "run_id");

	html_element(fp, "p class=\"facts\"", "%.20s, engine %s, run %.*s", when,
		     meta_get(meta, "engine"), (int)strcspn(name, ";, "), name);
	free(when);
	free(name);
}

static bool is_silicon(const struct meta *meta)
{
	return !strcmp(meta_get(meta, "timing"), "hardware");
}

static void put_header(FILE *fp, const struct run_page *run)
{
	char *machine = text_of(put_machine, &run->meta), *units = text_of(put_units, &run->meta);
	char *meaning = tick_meaning(&run->meta);

	page_begin(fp, "wsbench: a run", is_kvm(&run->meta) ?
		   "What a round trip through KVM costs" : "What a world switch costs");
	page_lines(fp, "facts", machine);
	put_when(fp, &run->meta);
	page_lines(fp, is_silicon(&run->meta) ? "unit" : "unit emulated",
		   *meaning ? meaning : "What a tick is, this run does not say");
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
	if (nr && run->medians_only)
		fputs("<p>From the medians alone: the run folder has no samples, so what varies "
		      "cannot be tested.</p>\n", fp);
	page_warnings(fp, &run->meta);
	page_section_end(fp);
}

static void put_figures(FILE *fp, const struct run_page *run)
{
	page_section(fp, "figures", "Figures");
	for (size_t i = 0; i < run->figures.nr; i++)
		page_figure(fp, &run->figures, i);
	if (!run->figures.nr)
		html_element(fp, "p", "There are none: the run folder has no %s to draw them from.",
			     run->lacks);
	page_section_end(fp);
}

static void gather(struct run_page *run)
{
	run_refuse_other(run->dir);
	meta_read(&run->meta, run->dir);
	summary_read(&run->sum, run->dir);
	summary_check(&run->sum, &run->meta, run->dir);
	page_compare(run);
	if (run->lacks)
		return;
	plot_run(&run->figures, run->dir);
	page_draw(&run->figures);
}

/**
 * page_run - write the page of a run
 * @fp: where to
 * @dir: run folder
 */
void page_run(FILE *fp, const char *dir)
{
	struct run_page run = { .dir = dir };
	const char *unit;

	gather(&run);
	unit = tick_unit(&run.meta);
	put_header(fp, &run);
	put_verdicts(fp, &run);
	if (run.cmp.nr) {
		page_section(fp, "comparison", "Comparison of the flows");
		page_comparison(fp, &run.cmp, unit);
		page_section_end(fp);
	}
	page_section(fp, "summary", "Summary");
	page_summary(fp, &run.sum, unit);
	page_section_end(fp);
	put_figures(fp, &run);
	page_section(fp, "settings", "The machine and the settings");
	page_meta(fp, &run.meta);
	page_section_end(fp);
	page_end(fp);
}
