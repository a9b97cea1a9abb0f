/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading run folders back, and checking that they are complete. */
#ifndef WSBENCH_RUNS_H
#define WSBENCH_RUNS_H

#include "meta.h"
#include "samples.h"
#include "series.h"

struct loaded_run {
	const char *dir;
	struct meta meta;
	struct recorder rec[NR_MODES];
};

void refuse_other_ticks(const struct loaded_run *a, const struct loaded_run *b);
void run_load(struct loaded_run *run, const char *dir, struct samples_writer *copy);

#endif /* WSBENCH_RUNS_H */
