/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_SCHEDULE_H
#define WSBENCH_SCHEDULE_H

#include <linux/prandom.h>
#include <linux/types.h>

#include "uapi/wsbench.h"

/* Dirty off and on, without a breakdown and with one. */
#define WSB_MAX_CONFIGS		(WSBENCH_NR_FLOWS * 2 * 2)

struct wsb_config {
	u8 flow;
	u8 dirty;
	u8 breakdown;
};

/**
 * struct wsb_schedule - the order of a run's blocks
 * @rnd: seeded by the plan
 * @configs: the configurations, shuffled for the current round
 * @nr_configs: how many
 * @next: the next of @configs in this round
 * @left: samples each configuration still needs, this round's included
 * @block: samples of a full block
 */
struct wsb_schedule {
	struct rnd_state rnd;
	struct wsb_config configs[WSB_MAX_CONFIGS];
	unsigned int nr_configs;
	unsigned int next;
	u64 left;
	u32 block;
};

void wsb_schedule_init(struct wsb_schedule *schedule,
		       const struct wsbench_plan *plan);
unsigned int wsb_schedule_next(struct wsb_schedule *schedule,
			       struct wsb_config *config);

#endif /* WSBENCH_SCHEDULE_H */
