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
	size_t columns = strlen(table->align), width[columns];

	memset(width, 0, sizeof(width));
	for (size_t i = 0; i < table->nr; i++) {
		size_t len = strlen(table->cell[i]);

		if (len > width[i % columns])
			width[i % columns] = len;
	}
	for (size_t i = 0; i < table->nr; i++) {
		size_t column = i % columns;
		int last = column == columns - 1;

		if (table->align[column] == 'r')
			printf("%*s", (int)width[column], table->cell[i]);
		else
			printf("%-*s", last ? 0 : (int)width[column], table->cell[i]);
		printf("%*s", last ? 0 : GAP, "");
		if (last)
			putchar('\n');
		free(table->cell[i]);
	}
	free(table->cell);
	table->cell = NULL;
}
