/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * history.csv: a row for each run and mode, a column for each metric. The header
 * is time,commit,host,kernel,engine,mode and then any number of metrics, numbers
 * or empty. A row is a run: no two have the same time, commit, host, engine
 * and mode.
 */
#ifndef WSBENCH_HISTORY_H
#define WSBENCH_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#define HISTORY_FILE	"results/history.csv"
#define HISTORY_TOGETHER	60	/* seconds in which the modes of one run begin */

enum history_fact {
	HISTORY_TIME, HISTORY_COMMIT, HISTORY_HOST, HISTORY_KERNEL, HISTORY_ENGINE, HISTORY_MODE,
	HISTORY_NR_FACTS,
};

/**
 * struct history_row - what is known of a run beside its metrics
 * @fact: texts; those that many rows share are shared
 * @time: HISTORY_TIME in seconds since 1970
 * @line: of the file
 */
struct history_row {
	const char *fact[HISTORY_NR_FACTS];
	double time;
	uint64_t line;
};

/**
 * struct history - a file of them
 * @path: its name
 * @nr: number of rows
 * @row: rows, in the order of the file
 * @nr_columns: number of metrics
 * @column: their names
 * @value: by column, then by row; NAN where there is none
 */
struct history {
	const char *path;
	size_t nr;
	struct history_row *row;
	size_t nr_columns;
	char **column;
	double **value;
};

void history_read(struct history *history, const char *path);
int history_compare_runs(const struct history_row *a, const struct history_row *b);

#endif /* WSBENCH_HISTORY_H */
