// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "html.h"
#include "utf8.h"

#define REPLACEMENT	"\uFFFD"

/* What a page must not hold, or what would reorder the text around it. */
static bool is_harmful(uint32_t c)
{
	return c < ' ' || (c >= 0x7f && c < 0xa0) || (c >= 0xfdd0 && c <= 0xfdef) ||
	       (c & 0xfffe) == 0xfffe || c == 0x061c || c == 0x200e || c == 0x200f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void put_character(FILE *fp, uint32_t c, const char *s, size_t len)
{
	switch (c) {
	case '&':
		fputs("&amp;", fp);
		break;
	case '<':
		fputs("&lt;", fp);
		break;
	case '>':
		fputs("&gt;", fp);
		break;
	case '"':
		fputs("&quot;", fp);
		break;
	case '\'':
		fputs("&#39;", fp);
		break;
	case '\t':
	case '\n':
		fputc(' ', fp);
		break;
	default:
		if (is_harmful(c))
			fputs(REPLACEMENT, fp);
		else
			fwrite(s, 1, len, fp);
	}
}

/**
 * html_text - write text for between tags, or between the quotes of an attribute
 * @fp: where to
 * @text: any bytes; what is no text is shown as U+FFFD
 */
void html_text(FILE *fp, const char *text)
{
	size_t len;

	for (; *text; text += len) {
		uint32_t c = utf8_decode(text, &len);

		put_character(fp, c, text, len);
	}
}

static void put_formatted(FILE *fp, const char *fmt, va_list ap)
{
	char *text;

	if (vasprintf(&text, fmt, ap) < 0)
		die("memory", "exhausted");
	html_text(fp, text);
	free(text);
}

/**
 * html_textf - html_text() of a format
 * @fp: where to
 * @fmt: format
 */
void html_textf(FILE *fp, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put_formatted(fp, fmt, ap);
	va_end(ap);
}

/**
 * html_element - write an element that holds nothing but text
 * @fp: where to
 * @tag: its name, and its attributes if it has any
 * @fmt: text
 */
void html_element(FILE *fp, const char *tag, const char *fmt, ...)
{
	va_list ap;

	fprintf(fp, "<%s>", tag);
	va_start(ap, fmt);
	put_formatted(fp, fmt, ap);
	va_end(ap);
	fprintf(fp, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

/**
 * html_table_begin - start a table, in a box of its own that scrolls when it is too wide
 * @table: table
 * @fp: where to
 * @align: a letter a column
 * @caption: what is in it; also what the box is called
 * @heading: of the columns
 */
void html_table_begin(struct html_table *table, FILE *fp, const char *align, const char *caption,
		      const char *const *heading)
{
	*table = (struct html_table) { .fp = fp, .align = align };
	fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"", fp);
	html_text(fp, caption);
	fputs("\">\n<table>\n", fp);
	html_element(fp, "caption", "%s", caption);
	fputs("<thead>\n<tr>", fp);
	for (size_t i = 0; align[i]; i++) {
		fprintf(fp, "<th scope=\"col\"%s>", align[i] == 'r' ? " class=\"r\"" :
			align[i] == 'w' ? " class=\"w\"" : "");
		html_text(fp, heading[i]);
		fputs("</th>", fp);
	}
	fputs("</tr>\n</thead>\n<tbody>\n", fp);
}

/**
 * html_row - start a row
 * @table: table
 * @class: its class in the style sheet, NULL if it has none
 */
void html_row(struct html_table *table, const char *class)
{
	if (class)
		fprintf(table->fp, "<tr class=\"%s\">", class);
	else
		fputs("<tr>", table->fp);
}

/* Opens the next cell of a row that was started. Returns the tag that closes it. */
static const char *open_cell(struct html_table *table)
{
	char align = table->align[table->column];

	if (align == 'h') {
		fputs("<th scope=\"row\">", table->fp);
		return "th";
	}
	fputs(align == 'r' ? "<td class=\"r\">" : align == 'w' ? "<td class=\"w\">" : "<td>",
	      table->fp);
	return "td";
}

static void close_cell(struct html_table *table, const char *tag)
{
	fprintf(table->fp, "</%s>", tag);
	if (table->align[++table->column])
		return;
	fputs("</tr>\n", table->fp);
	table->column = 0;
}

/**
 * html_cell - write the next cell
 * @table: table; the row of the cell was started
 * @fmt: its text
 */
void html_cell(struct html_table *table, const char *fmt, ...)
{
	const char *tag = open_cell(table);
	va_list ap;

	va_start(ap, fmt);
	put_formatted(table->fp, fmt, ap);
	va_end(ap);
	close_cell(table, tag);
}

/**
 * html_short_cell - write the next cell, the start of a text, with all of it as its title
 * @table: table; the row of the cell was started
 * @text: text
 * @len: bytes that are shown
 */
void html_short_cell(struct html_table *table, const char *text, int len)
{
	const char *tag = open_cell(table);

	fputs("<span title=\"", table->fp);
	html_text(table->fp, text);
	fputs("\">", table->fp);
	html_textf(table->fp, "%.*s", len, text);
	fputs("</span>", table->fp);
	close_cell(table, tag);
}

/**
 * html_dotted_cell - write the next cell, a name whose lines may break behind its dots
 * @table: table; the row of the cell was started
 * @name: name
 */
void html_dotted_cell(struct html_table *table, const char *name)
{
	const char *tag = open_cell(table), *dot;

	for (; (dot = strchr(name, '.')); name = dot + 1) {
		html_textf(table->fp, "%.*s", (int)(dot + 1 - name), name);
		fputs("<wbr>", table->fp);
	}
	html_text(table->fp, name);
	close_cell(table, tag);
}

/**
 * html_badge - write the next cell, one word that is marked
 * @table: table; the row of the cell was started
 * @text: word, also its class in the style sheet
 */
void html_badge(struct html_table *table, const char *text)
{
	const char *tag = open_cell(table);

	fprintf(table->fp, "<span class=\"badge %s\">%s</span>", text, text);
	close_cell(table, tag);
}

/**
 * html_table_end - the last row was written
 * @table: table
 */
void html_table_end(struct html_table *table)
{
	fputs("</tbody>\n</table>\n</div>\n", table->fp);
}
