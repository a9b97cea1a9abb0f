/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_COUNTER_H
#define WSBENCH_COUNTER_H

#include <linux/types.h>

struct perf_event;

/* Width of the counter as it is taken from perf. */
#define WSB_COUNTER_BITS	64

/**
 * struct wsb_counter - PMCCNTR_EL0 of one CPU, on loan from perf
 * @event: perf's event
 * @idx: the number that perf's driver has for PMCCNTR_EL0
 */
struct wsb_counter {
	struct perf_event *event;
	int idx;
};

int wsb_counter_get(struct wsb_counter *counter, int cpu);
bool wsb_counter_held(const struct wsb_counter *counter);
void wsb_counter_put(struct wsb_counter *counter);

#endif /* WSBENCH_COUNTER_H */
