// SPDX-License-Identifier: GPL-2.0-only
/* Text of others on a page: escapes, and figures beside each other. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "page.h"
#include "tap.h"

#define BAD	"\uFFFD"

static char *text;
static size_t size;

static FILE *begin(void)
{
	free(text);
	text = NULL;
	return open_memstream(&text, &size);
}

static bool becomes(const char *in, const char *want)
{
	FILE *fp = begin();

	html_text(fp, in);
	fclose(fp);
	if (strcmp(text, want))
		printf("# got %s\n", text);
	return !strcmp(text, want);
}

static void test_text(void)
{
	ok(becomes("6.1.0-56-cloud-arm64", "6.1.0-56-cloud-arm64"), "plain text stays");
	ok(becomes("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), "tags");
	ok(becomes("\"'&amp;", "&quot;&#39;&amp;amp;"), "quotes and ampersands");
	ok(becomes("a\tb\nc", "a b c"), "white space is a space");
	ok(becomes("a\x01\x1b[31m\x7f", "a" BAD BAD "[31m" BAD), "control characters");
	ok(becomes("\xc2\x85", BAD), "control characters beyond ASCII");
	ok(becomes("\u00b5s \u2212 \U0001F600", "\u00b5s \u2212 \U0001F600"), "UTF-8 stays");
	ok(becomes("\xff\xfe", BAD BAD), "bytes that are in no UTF-8");
	ok(becomes("\xc0\xbc", BAD BAD), "a longer form of '<'");
	ok(becomes("\xe0\x80\xbc", BAD BAD BAD), "an even longer one");
	ok(becomes("\xed\xa0\x80", BAD BAD BAD), "half of a pair");
	ok(becomes("\xf4\x90\x80\x80", BAD BAD BAD BAD), "behind the last character");
	ok(becomes("\xe2\x88", BAD BAD), "cut off");
	ok(becomes("\xe2<", BAD "&lt;"), "cut off by a tag");
	ok(becomes("a\u202eb\u2066c\u200f", "a" BAD "b" BAD "c" BAD), "what reorders text");
	ok(becomes("\uFFFE\uFDD0", BAD BAD), "what is no character");
}

static void test_elements(void)
{
	static const char *const heading[] = { "<1>", "2" };
	struct html_table table;
	FILE *fp = begin();

	html_element(fp, "p class=\"x\"", "%s", "<&>");
	fclose(fp);
	ok(!strcmp(text, "<p class=\"x\">&lt;&amp;&gt;</p>\n"), "an element and its attribute");

	fp = begin();
	html_table_begin(&table, fp, "hr", "\"caption\"", heading);
	html_row(&table, "total");
	html_cell(&table, "%s", "<b>");
	html_cell(&table, "%d", 7);
	html_row(&table, NULL);
	html_cell(&table, "c");
	html_badge(&table, "faster");
	html_table_end(&table);
	fclose(fp);
	ok(strstr(text, "aria-label=\"&quot;caption&quot;\"") &&
	   strstr(text, "<caption>&quot;caption&quot;</caption>"), "a table has a caption");
	ok(strstr(text, "<th scope=\"col\">&lt;1&gt;</th><th scope=\"col\" class=\"r\">2</th>"),
	   "columns have headings");
	ok(strstr(text, "<tr class=\"total\"><th scope=\"row\">&lt;b&gt;</th>"
			   "<td class=\"r\">7</td></tr>\n<tr><th scope=\"row\">c</th>"
			   "<td class=\"r\"><span class=\"badge faster\">faster</span></td></tr>\n"),
	   "rows begin and end by themselves");

	fp = begin();
	html_table_begin(&table, fp, "lw", "c", heading);
	html_row(&table, NULL);
	html_short_cell(&table, "ab\"<c", 2);
	html_dotted_cell(&table, "a.<b.c");
	fclose(fp);
	ok(strstr(text, "<td><span title=\"ab&quot;&lt;c\">ab</span></td>"),
	   "a short cell has all of its text as its title");
	ok(strstr(text, "<td class=\"w\">a.<wbr>&lt;b.<wbr>c</td></tr>"),
	   "a dotted name may break behind its dots");
}

static const char svg[] =
	"<?xml version=\"1.0\"?>\n<svg \n width=\"1200\" height=\"680\"\n viewBox=\"0 0 1200 680\"\n"
	" xmlns=\"http://www.w3.org/2000/svg\"\n>\n<title>Gnuplot</title>\n<desc>Produced</desc>\n"
	"<g id=\"gnuplot_plot_1\" ><title>gnuplot_plot_1</title>\n\n\n"
	"<g><title>+1 tick</title><use xlink:href='#gpPt1'/></g>\n"
	"<path id='gpPt1' filter='url(#box)'/><text> id=\"x\" href='#y' &lt; </text>\n</g></svg>\n";

static void test_svg(void)
{
	FILE *fp = begin();

	page_svg(fp, svg, "cost-", "What it \"costs\"");
	fclose(fp);
	ok(!strncmp(text, "<svg role=\"img\" aria-label=\"What it &quot;costs&quot;\" "
			     "viewBox=\"0 0 1200 680\">\n", 78), "the figure says what it shows");
	ok(!strstr(text, "http") && !strstr(text, "<?"), "no foreign address, no prolog");
	ok(!strstr(text, "Gnuplot") && !strstr(text, "Produced") &&
	   !strstr(text, "<title>gnuplot"), "gnuplot does not call itself by name");
	ok(strstr(text, "<title>+1 tick</title>"), "other titles stay");
	ok(strstr(text, "<g id=\"cost-gnuplot_plot_1\" >") && strstr(text, "id='cost-gpPt1'"),
	   "names are the figure's own");
	ok(strstr(text, "xlink:href='#cost-gpPt1'") && strstr(text, "url(#cost-box)"),
	   "so is what refers to them");
	ok(strstr(text, "<text> id=\"x\" href='#y' &lt; </text>"), "text stays as it is");
	ok(strstr(text, "</svg>"), "to its end");

	fp = begin();
	page_svg(fp, "", "a-", "nothing");
	fputs("x", fp);
	fclose(fp);
	ok(!strcmp(text, "x"), "no SVG, nothing");
	fp = begin();
	page_svg(fp, "<svg viewBox=\"0 0 1 1\"><title>Gnuplot", "a-", "cut off");
	fclose(fp);
	ok(!strstr(text, "</svg>"), "a part of an SVG is no endless loop");
}

static void test_numbers(void)
{
	ok(!strcmp(page_ticks(1061.374).text, "1061.37") &&
	   !strcmp(page_ticks(1061.5).text, "1061.50") &&
	   !strcmp(page_ticks(1061).text, "1061"), "ticks have two decimals, or none");
	ok(!strcmp(page_ticks(-1e-13).text, "0"), "nothing has no sign");
	ok(!strcmp(page_ticks(0.0123456).text, "0.01235") &&
	   !strcmp(page_delta(-0.5).text, "\u22120.5"), "small numbers keep their digits");
	ok(!strcmp(page_ticks(1e300).text, "1e+300") &&
	   !strcmp(page_delta(-1e15).text, "\u22121e+15"), "large numbers are not cut off");
	ok(!strcmp(page_delta(-30).text, "\u221230"), "a real minus");
	ok(!strcmp(page_delta(30).text, "+30") && !strcmp(page_delta(0).text, "0"), "plus");
	ok(!strcmp(page_percent(-10.38).text, "\u221210.4\u00a0%"), "percent");
	ok(!strcmp(page_percent(-0.04).text, "\u22120.04\u00a0%"), "small percentages");
	ok(!strcmp(page_percent(NAN).text, PAGE_NONE), "no percentage of nothing");
	ok(!strcmp(page_p(0.00001).text, "<\u00a00.0001"), "small p");
	ok(!strcmp(page_p(NAN).text, PAGE_NONE), "no p");
}

static void test_meta(void)
{
	bool all = true;

	for (const char *const *key = meta_keys; *key; key++)
		if (!page_meta_known(*key)) {
			printf("# %s\n", *key);
			all = false;
		}
	ok(all, "every key of meta.csv has a meaning on the page");
}

int main(void)
{
	test_text();
	test_elements();
	test_svg();
	test_numbers();
	test_meta();
	return tap_done();
}
