/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing HTML: foreign text becomes harmless here and nowhere else. */
#ifndef WSBENCH_HTML_H
#define WSBENCH_HTML_H

#include <stdio.h>

/**
 * struct html_table - a table that is being written
 * @fp: where to
 * @align: a letter a column: h heading of the row, l left, w left with lines that may
 *	break, r right
 * @column: of the next cell
 */
struct html_table {
	FILE *fp;
	const char *align;
	unsigned int column;
};

void html_text(FILE *fp, const char *text);
void html_textf(FILE *fp, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void html_element(FILE *fp, const char *tag, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void html_table_begin(struct html_table *table, FILE *fp, const char *align, const char *caption,
		      const char *const *heading);
void html_row(struct html_table *table, const char *class);
void html_cell(struct html_table *table, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void html_short_cell(struct html_table *table, const char *text, int len);
void html_dotted_cell(struct html_table *table, const char *name);
void html_badge(struct html_table *table, const char *text);
void html_table_end(struct html_table *table);

#endif /* WSBENCH_HTML_H */
