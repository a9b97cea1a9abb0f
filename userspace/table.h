/* SPDX-License-Identifier: GPL-2.0-only */
/* Text tables: columns as wide as their widest cell. */
#ifndef WSBENCH_TABLE_H
#define WSBENCH_TABLE_H

#include <stddef.h>
#include <stdio.h>

struct table {
	const char *align;	/* a letter a column: l left, r right */
	size_t nr;
	char **cell;
};

void table_init(struct table *table, const char *align);
void table_cell(struct table *table, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void table_print(struct table *table);

#endif /* WSBENCH_TABLE_H */
