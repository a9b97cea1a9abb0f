// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order of a run's blocks. Each round has one block of every configuration,
 * so that drift of the machine hits all alike; the order within a round is
 * drawn anew, so that no configuration always follows the same other one.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>

#include "schedule.h"

static void shuffle(struct wsb_schedule *schedule)
{
	unsigned int i;

	for (i = schedule->nr_configs - 1; i > 0; i--) {
		unsigned int j = prandom_u32_state(&schedule->rnd) % (i + 1);

		swap(schedule->configs[i], schedule->configs[j]);
	}
}

/**
 * wsb_schedule_init() - start at the first block of a plan
 * @schedule: filled in
 * @plan: a valid plan
 */
void wsb_schedule_init(struct wsb_schedule *schedule,
		       const struct wsbench_plan *plan)
{
	unsigned int instances = plan->flags & WSBENCH_BREAKDOWN ? 2 : 1;
	unsigned int flow, dirty, breakdown;

	prandom_seed_state(&schedule->rnd, plan->seed);
	schedule->nr_configs = 0;
	for (flow = 0; flow < WSBENCH_NR_FLOWS; flow++)
		for (dirty = 0; dirty < 2; dirty++) {
			if (!(plan->flows & BIT(flow)) ||
			    !(plan->dirty & BIT(dirty)))
				continue;
			for (breakdown = 0; breakdown < instances; breakdown++)
				schedule->configs[schedule->nr_configs++] =
					(struct wsb_config) { flow, dirty, breakdown };
		}
	schedule->next = 0;
	schedule->left = plan->samples;
	schedule->block = plan->block;
	shuffle(schedule);
}

/**
 * wsb_schedule_next() - take the next block
 * @schedule: the schedule
 * @config: its configuration
 *
 * Return: samples of the block, 0 at the end of the plan.
 */
unsigned int wsb_schedule_next(struct wsb_schedule *schedule,
			       struct wsb_config *config)
{
	unsigned int samples = min_t(u64, schedule->left, schedule->block);

	if (!samples)
		return 0;

	*config = schedule->configs[schedule->next++];
	if (schedule->next == schedule->nr_configs) {
		schedule->next = 0;
		schedule->left -= samples;
		shuffle(schedule);
	}
	return samples;
}
