/* SPDX-License-Identifier: GPL-2.0-only */
/* One column of a file of numbers, as a side of a comparison. */
#ifndef WSBENCH_COLUMN_H
#define WSBENCH_COLUMN_H

#include "compare.h"

/**
 * struct column - a column and what compare() needs of it
 * @all: every value
 * @side: median, and the medians of the blocks if the file has a column "block"
 */
struct column {
	struct dist all;
	struct side side;
};

void column_read(struct column *column, const char *path, const char *name);

#endif /* WSBENCH_COLUMN_H */
