/* SPDX-License-Identifier: GPL-2.0-only */
/* What history.csv keeps of a run folder: a row for each of its modes. */
#ifndef WSBENCH_RECORD_RUN_H
#define WSBENCH_RECORD_RUN_H

#include "history-append.h"

/**
 * struct record_taker - the command that takes runs, in the errors about those it does not
 * @takes: what it does, "record takes"
 * @others: what takes others, "; ..."; may be empty
 */
struct record_taker {
	const char *takes, *others;
};

void record_run(struct history_runs *runs, const char *dir, const char *host,
		const struct record_taker *taker);

#endif /* WSBENCH_RECORD_RUN_H */
