/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_EVENTS_H
#define WSBENCH_EVENTS_H

#include <linux/types.h>

#include "counter.h"
#include "uapi/wsbench.h"

/**
 * struct wsb_events - events of the PMU, on loan from perf
 * @event: perf's events
 * @nr: how many there are
 * @before: what each had counted when a window began
 * @counts: what each has counted in the windows of the block
 */
struct wsb_events {
	struct perf_event *event[WSBENCH_MAX_EVENTS];
	unsigned int nr;
	u64 before[WSBENCH_MAX_EVENTS];
	u64 counts[WSBENCH_MAX_EVENTS];
};

int wsb_events_get(struct wsb_events *events, const struct wsb_counter *counter,
		   const struct wsbench_plan *plan);
void wsb_events_put(struct wsb_events *events);
void wsb_events_reset(struct wsb_events *events);
bool wsb_events_counting(const struct wsb_events *events);
void wsb_events_begin(struct wsb_events *events);
void wsb_events_end(struct wsb_events *events);

#endif /* WSBENCH_EVENTS_H */
