// SPDX-License-Identifier: GPL-2.0-only
/* What all pages have in common: the frame, and how numbers are written. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html.h"
#include "page.h"

#define MINUS	"\u2212"
#define DUST	1e-9	/* less is what is left when equal fractions are subtracted */

/* With a real minus sign, and none in front of nothing. */
static struct page_number number(double value, const char *fmt, const char *end)
{
	struct page_number n;
	char digits[32];
	bool minus;

	if (isnan(value))
		return (struct page_number) { PAGE_NONE };
	snprintf(digits, sizeof(digits), fmt, value);
	minus = *digits == '-' && digits[strcspn(digits, "123456789")];
	snprintf(n.text, sizeof(n.text), "%s%s%s", minus ? MINUS : "",
		 digits + (*digits == '-'), end);
	return n;
}

/*
 * Medians of batches have hundredths, and no more are shown of what is larger than
 * one. What histories of other programs have may be far smaller or larger.
 */
static struct page_number quantity(double value, bool sign)
{
	double rounded = round(value * 100) / 100;

	if (fabs(value) < DUST)
		return number(0, "%.0f", "");
	if (fabs(value) < 1 || fabs(value) >= 1e15)
		return number(value, sign ? "%+.4g" : "%.4g", "");
	if (rounded == floor(rounded))
		return number(rounded, sign ? "%+.0f" : "%.0f", "");
	return number(rounded, sign ? "%+.2f" : "%.2f", "");
}

/**
 * page_ticks - a number of ticks
 * @value: number
 */
struct page_number page_ticks(double value)
{
	return quantity(value, false);
}

/**
 * page_delta - a difference of ticks, with its sign
 * @value: difference
 */
struct page_number page_delta(double value)
{
	return quantity(value, true);
}

/**
 * page_percent - a difference in percent, with its sign
 * @value: difference
 */
struct page_number page_percent(double value)
{
	return number(value, !value ? "%.0f" : fabs(value) < 0.1 ? "%+.2f" : "%+.1f",
		      "\u00a0%");
}

/**
 * page_p - a p-value
 * @value: p-value
 */
struct page_number page_p(double value)
{
	return value < 0.0001 ? (struct page_number) { "<\u00a00.0001" } :
				number(value, "%.4f", "");
}

/**
 * page_begin - everything down to the title
 * @fp: where to
 * @kind: of page
 * @title: what it is about, also the title of its window
 */
void page_begin(FILE *fp, const char *kind, const char *title)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      /* Whatever a file brings along, nothing is run or fetched. */
	      "<meta http-equiv=\"Content-Security-Policy\" "
	      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>wsbench: ", fp);
	html_text(fp, title);
	fprintf(fp, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n", page_css);
	html_element(fp, "p class=\"kind\"", "%s", kind);
	html_element(fp, "h1", "%s", title);
}

/**
 * page_lines - each line of a text as a paragraph
 * @fp: where to
 * @class: of the paragraphs in the style sheet
 * @text: lines
 */
void page_lines(FILE *fp, const char *class, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len) {
			fprintf(fp, "<p class=\"%s\">", class);
			html_textf(fp, "%.*s", (int)len, text);
			fputs("</p>\n", fp);
		}
		text += len + !!text[len];
	}
}

/**
 * page_section - start a section
 * @fp: where to
 * @id: its name in links
 * @title: its heading
 */
void page_section(FILE *fp, const char *id, const char *title)
{
	fprintf(fp, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">", id,
		id, id);
	html_text(fp, title);
	fputs("</h2>\n", fp);
}

/**
 * page_section_end - the section is complete
 * @fp: where to
 */
void page_section_end(FILE *fp)
{
	fputs("</section>\n", fp);
}

/**
 * page_details - start what is shown only to those who ask for it, and in print
 * @fp: where to
 * @summary: what is in it
 */
void page_details(FILE *fp, const char *summary)
{
	fputs("<details>\n", fp);
	html_element(fp, "summary", "%s", summary);
}

/**
 * page_details_end - the details are complete
 * @fp: where to
 */
void page_details_end(FILE *fp)
{
	fputs("</details>\n", fp);
}

/**
 * page_end - the page is complete
 * @fp: where to
 */
void page_end(FILE *fp)
{
	fputs("</main>\n</body>\n</html>\n", fp);
}
