// SPDX-License-Identifier: GPL-2.0-only
/* An SVG of gnuplot's as a part of a page, beside others. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html.h"
#include "page.h"

/* Behind these stands the name of an element of the same file. */
static const char *const references[] = { " id=\"", " id='", "href=\"#", "href='#", "url(#" };

#define NR_REFERENCES	(sizeof(references) / sizeof(*references))

static size_t reference_at(const char *s, size_t left)
{
	for (size_t i = 0; i < NR_REFERENCES; i++) {
		size_t len = strlen(references[i]);

		if (len <= left && !memcmp(s, references[i], len))
			return len;
	}
	return 0;
}

/* A tag from '<' to '>', all names in it with @prefix in front. */
static void put_tag(FILE *fp, const char *tag, size_t len, const char *prefix)
{
	for (size_t i = 0; i < len; i++) {
		size_t reference = reference_at(tag + i, len - i);

		if (!reference) {
			fputc(tag[i], fp);
			continue;
		}
		fwrite(tag + i, 1, reference, fp);
		fputs(prefix, fp);
		i += reference - 1;
	}
}

/* HTML knows what the attributes xmlns say; the size is the style sheet's. */
static void put_root(FILE *fp, const char *tag, size_t len, const char *title)
{
	char *text = xasprintf("%.*s", (int)len, tag), *box = strstr(text, "viewBox=\"");

	fputs("<svg role=\"img\" aria-label=\"", fp);
	html_text(fp, title);
	fputc('"', fp);
	if (box)
		fprintf(fp, " %.*s\"", (int)(9 + strcspn(box + 9, "\"")), box);
	fputs(">\n", fp);
	free(text);
}

/* What gnuplot calls itself and its plots: a browser would show it under the pointer. */
static bool is_chatter(const char *s)
{
	return !strncmp(s, "<desc>", 6) || !strncmp(s, "<title>Gnuplot", 14) ||
	       !strncmp(s, "<title>gnuplot_plot_", 20);
}

static size_t put_text(FILE *fp, const char *s)
{
	size_t len = strcspn(s, "<");

	/* Between tags that draw something there are lines of nothing. */
	if (s[strspn(s, " \t\r\n")] == '<' && memchr(s, '\n', len))
		fputc('\n', fp);
	else
		fwrite(s, 1, len, fp);
	return len;
}

/**
 * page_svg - write an SVG as an element of a page
 * @fp: where to
 * @svg: the file
 * @prefix: what no other figure of the page has in front of its names
 * @title: what it shows, for those who do not see it
 */
void page_svg(FILE *fp, const char *svg, const char *prefix, const char *title)
{
	const char *s = strstr(svg, "<svg");
	bool root = true;

	while (s && *s) {
		size_t len = strcspn(s, ">");

		if (*s != '<') {
			s += put_text(fp, s);
			continue;
		}
		if (is_chatter(s)) {
			s = strstr(s, "</");
			s = s ? strchr(s, '>') : NULL;
			s = s ? s + 1 : NULL;
			continue;
		}
		len += !!s[len];
		if (root)
			put_root(fp, s, len, title);
		else
			put_tag(fp, s, len, prefix);
		root = false;
		s += len;
	}
}
