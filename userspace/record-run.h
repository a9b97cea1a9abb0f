/* SPDX-License-Identifier: GPL-2.0-only */
/* What history.csv keeps of a run folder: a row for each of its modes. */
#ifndef WSBENCH_RECORD_RUN_H
#define WSBENCH_RECORD_RUN_H

#include "history-append.h"

void record_run(struct history_runs *runs, const char *dir, const char *host);

#endif /* WSBENCH_RECORD_RUN_H */
