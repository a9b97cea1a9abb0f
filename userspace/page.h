/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The pages of `wsbench report`: one file of HTML each, with everything in it. No
 * script, nothing from outside, and the same input gives the same bytes.
 */
#ifndef WSBENCH_PAGE_H
#define WSBENCH_PAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "figures.h"
#include "meta.h"
#include "names.h"
#include "report.h"
#include "trend-options.h"

#define PAGE_FILE	"index.html"
#define PAGE_NONE	"\u2013"	/* in a cell that has nothing to say */

/* page.css, by page-css.S */
extern const char page_css[];

/**
 * struct page_number - a number as all pages write it
 * @text: what is shown
 */
struct page_number {
	char text[40];
};

struct page_number page_ticks(double value);
struct page_number page_delta(double value);
struct page_number page_percent(double value);
struct page_number page_p(double value);

void page_begin(FILE *fp, const char *kind, const char *title);
void page_lines(FILE *fp, const char *class, const char *text);
void page_section(FILE *fp, const char *id, const char *title);
void page_section_end(FILE *fp);
void page_details(FILE *fp, const char *summary);
void page_details_end(FILE *fp);
void page_end(FILE *fp);

void page_draw(const struct figures *figures);
void page_figure(FILE *fp, const struct figures *figures, size_t i);
void page_svg(FILE *fp, const char *svg, const char *prefix, const char *title);

/**
 * struct run_page - what the page of a run shows
 * @dir: the run folder
 * @meta: its facts
 * @sum: its summary
 * @cmp: its flows compared; empty where it has no two to compare
 * @medians_only: @cmp is of the summary, with no test of what varies
 * @lacks: the file for want of which there are no figures; NULL if there are
 * @figures: its figures
 */
struct run_page {
	const char *dir;
	struct meta meta;
	struct summary sum;
	struct comparisons cmp;
	bool medians_only;
	const char *lacks;
	struct figures figures;
};

void page_compare(struct run_page *run);
char *page_verdict(const struct compare_row *row, const struct meta *meta);
void page_comparison(FILE *fp, const struct comparisons *cmp, const char *unit);
void page_summary(FILE *fp, const struct summary *sum, const char *unit);
void page_warnings(FILE *fp, const struct meta *meta);
bool page_meta_known(const char *key);
void page_meta(FILE *fp, const struct meta *meta);

void page_run(FILE *fp, const char *dir);
void page_history(FILE *fp, const char *path, const struct trend_options *options);

#endif /* WSBENCH_PAGE_H */
