/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which runs can be joined, and what they are in the joined one: the only run
 * of their mode, or boots of one or several flows of it. Then block numbers
 * tell the boots apart: those of the nth boot are from n times the block
 * numbers of one boot on.
 */
#ifndef WSBENCH_MERGE_PLAN_H
#define WSBENCH_MERGE_PLAN_H

#include "runs.h"

/**
 * struct merge_run - a run to be joined
 * @run: its folder
 * @mode: mode
 * @flows: bit mask of its flows
 * @dirty: bit mask of its dirty states
 * @boot: how many boots of its flows and dirty states are before it
 */
struct merge_run {
	struct loaded_run run;
	enum wsbench_mode mode;
	unsigned int flows, dirty;
	unsigned int boot;
};

/**
 * struct merge_plan - all of them
 * @n: their number
 * @run: in the order given
 * @by_boot: a mode has several runs: the boot is the unit of comparison
 * @boots: of each mode, flow and dirty state
 * @blocks: block numbers of a boot, known when the first run has been read
 * @series_samples: samples of each flow and dirty state of a boot, as well
 * @series_blocks: their blocks
 */
struct merge_plan {
	size_t n;
	struct merge_run *run;
	bool by_boot;
	unsigned int boots;
	uint32_t blocks;
	uint64_t series_samples, series_blocks;
};

void merge_plan(struct merge_plan *plan, char *const *dirs, size_t n);
void merge_check_read(struct merge_plan *plan, const struct merge_run *r, uint32_t last_block);

#endif /* WSBENCH_MERGE_PLAN_H */
