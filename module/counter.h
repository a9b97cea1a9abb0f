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
 */
struct wsb_counter {
	struct perf_event *event;
};

int wsb_counter_get(struct wsb_counter *counter, int cpu);
void wsb_counter_put(struct wsb_counter *counter);

#endif /* WSBENCH_COUNTER_H */
