/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Appending runs to history.csv, all or none.
 *
 * The new file is written under the name .FILE.tmp beside the old one, synced, and
 * renamed over it: whoever reads, and whatever ends the program, finds the old file or the
 * new one. Existing lines are copied byte for byte; a column that is new stands at the
 * end of the header, and each row that lacks it gets an empty field. A byte-order mark
 * stays, and new rows end as the header does. Owner and mode are kept. Of a symbolic link
 * the target is replaced.
 *
 * One at a time: the folder is locked with flock(2). A lock on the file itself would
 * be one on what the rename replaced, and a lock file would be left behind for somebody to
 * remove while it is held. What a killed program left under the temporary name is
 * nobody's as soon as the lock is had, and is removed.
 */
#ifndef WSBENCH_HISTORY_APPEND_H
#define WSBENCH_HISTORY_APPEND_H

#include <stdbool.h>

#include "history.h"

/**
 * struct history_run - a row to be
 * @dir: the run folder, for what is printed
 * @row: its facts and time
 * @nr: number of metrics
 * @metric: metrics; NAN is an empty field
 * @added: set where it was not there yet
 */
struct history_run {
	const char *dir;
	struct history_row row;
	size_t nr;
	struct history_metric {
		char *name;
		double value;
	} *metric;
	bool added;
};

struct history_runs {
	size_t nr;
	struct history_run *run;
};

size_t history_append(const char *path, struct history_runs *runs);

#endif /* WSBENCH_HISTORY_APPEND_H */
