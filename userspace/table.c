// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "table.h"

#define GAP	2	/* spaces between columns */

/**
 * table_init - an empty table
 * @table: table
 * @align: a letter a column: l left, r right
 */
void table_init(struct table *table, const char *align)
{
	*table = (struct table) { .align = align };
}

/**
 * table_cell - fill the next cell, row by row
 * @table: table
 * @fmt: text
 */
void table_cell(struct table *table, const char *fmt, ...)
{
	va_list ap;

	table->cell = xrealloc(table->cell, table->nr + 1, sizeof(*table->cell));
	va_start(ap, fmt);
	if (vasprintf(&table->cell[table->nr++], fmt, ap) < 0)
		die("memory", "exhausted");
	va_end(ap);
}

/**
 * table_print - print and free
 * @table: table
 */
void table_print(struct table *table)
{
	size_t columns = strlen(table->align), width[columns], blank = 0;

	memset(width, 0, sizeof(width));
	for (size_t i = 0; i < table->nr; i++) {
		size_t len = strlen(table->cell[i]);

		if (len > width[i % columns])
			width[i % columns] = len;
	}
	/* Spaces wait until something follows them, so that no line ends in one. */
	for (size_t i = 0; i < table->nr; i++) {
		size_t column = i % columns, len = strlen(table->cell[i]);
		size_t pad = width[column] - len;

		if (column == 0)
			blank = 0;
		if (len) {
			blank += table->align[column] == 'r' ? pad : 0;
			printf("%*s%s", (int)blank, "", table->cell[i]);
			blank = table->align[column] == 'r' ? 0 : pad;
		} else {
			blank += pad;
		}
		blank += GAP;
		if (column == columns - 1)
			putchar('\n');
		free(table->cell[i]);
	}
	free(table->cell);
	table->cell = NULL;
}
