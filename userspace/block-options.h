/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The options that say how and where blocks of round trips are made: --dirty, --block,
 * --warmup, --seed, --cpu, --barrier and --limit-us. A command that has them has
 * block_argp among the children of its struct argp, and gives it a struct
 * block_options on ARGP_KEY_INIT.
 */
#ifndef WSBENCH_BLOCK_OPTIONS_H
#define WSBENCH_BLOCK_OPTIONS_H

#include <argp.h>
#include <stdbool.h>

#include "../module/uapi/wsbench.h"

/**
 * struct block_options - what they set
 * @plan: but for its barrier
 * @barrier: enum wsbench_barrier, or BARRIER_AUTO
 * @cpu_given: whether --cpu was
 */
struct block_options {
	struct wsbench_plan *plan;
	unsigned int *barrier;
	bool *cpu_given;
};

extern const struct argp block_argp;

#endif /* WSBENCH_BLOCK_OPTIONS_H */
