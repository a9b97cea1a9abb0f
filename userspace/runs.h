/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading run folders back, and checking that they are complete. */
#ifndef WSBENCH_RUNS_H
#define WSBENCH_RUNS_H

#include "meta.h"
#include "samples.h"
#include "series.h"

/**
 * struct loaded_run - a run folder
 * @dir: its path
 * @meta: its facts
 * @kind: of its samples
 * @boot_blocks: block numbers of one boot, 0 where the block is the unit
 * @rec: its samples, by mode
 */
struct loaded_run {
	const char *dir;
	struct meta meta;
	struct samples_kind kind;
	uint32_t boot_blocks;
	struct recorder rec[NR_MODES];
};

void refuse_other_ticks(const struct loaded_run *a, const struct loaded_run *b);
struct samples_kind run_kind(const struct meta *meta, const char *dir);
void run_refuse_other(const char *dir);
void run_open(struct loaded_run *run, const char *dir);
void run_unit(struct loaded_run *run, uint32_t blocks);
void run_read(struct loaded_run *run, samples_fn *copy, void *arg);
void runs_read_pair(struct loaded_run *a, struct loaded_run *b);

#endif /* WSBENCH_RUNS_H */
