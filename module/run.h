/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_RUN_H
#define WSBENCH_RUN_H

#include <linux/hrtimer.h>
#include <linux/irq_work.h>

#include "counter.h"
#include "el2.h"
#include "events.h"
#include "guest.h"
#include "rogue.h"
#include "schedule.h"
#include "uapi/wsbench.h"

/**
 * struct wsb_run - a run, or the self-check: one CPU's guest and all it holds
 * @plan: what to do
 * @counter: the cycle counter
 * @events: other events of the PMU, for plan.events
 * @guest: the guest's memory
 * @rogue: what the guest is tempted with, when it is a rogue
 * @el2: the way to EL2, with the vcpu
 * @before: the host before the block executed last
 * @after: and after it
 * @limit: ends a block that takes too long
 * @masked_ns: how long exceptions were masked the last time
 * @interrupt: pending throughout a block whose guest leaves by interrupts
 * @most_interrupted: round trips in a row of such a guest
 * @schedule: order of the blocks
 * @config: of the block under way, or executed last
 * @wanted: samples of that block; it is under way while there are fewer
 * @block_trips: round trips of that block so far, warm-up included
 * @status: as userspace sees it
 * @samples: of the block under way, or executed last: struct wsbench_sample, or with
 *           WSBENCH_BREAKDOWN struct wsbench_steps
 * @sample_size: bytes of each
 * @nr_samples: how many there are
 * @next_sample: the first that has not been read
 * @error: what ended the run, or 0
 */
struct wsb_run {
	struct wsbench_plan plan;
	struct wsb_counter counter;
	struct wsb_events events;
	struct wsb_guest guest;
	struct wsb_rogue rogue;
	struct wsb_el2 el2;
	struct wsb_snapshot before;
	struct wsb_snapshot after;
	struct hrtimer limit;
	u64 masked_ns;
	struct irq_work interrupt;
	unsigned int most_interrupted;
	struct wsb_schedule schedule;
	struct wsb_config config;
	unsigned int wanted;
	u64 block_trips;
	struct wsbench_status status;
	void *samples;
	size_t sample_size;
	unsigned int nr_samples;
	unsigned int next_sample;
	int error;
};

struct wsb_run *wsb_run_start(const struct wsbench_plan *plan);
void wsb_run_stop(struct wsb_run *run);
int wsb_run_next_block(struct wsb_run *run);
int wsb_run_events(const struct wsb_run *run, struct wsbench_events *events);

/* For verify.c and orders.c, which run blocks of their own. */
struct wsb_run *wsb_run_open(const struct wsbench_plan *plan);
void wsb_run_set_vcpu(struct wsb_run *run, enum wsb_variant variant,
		      enum wsbench_flow flow, bool dirty,
		      const struct wsb_payload *payload);
int wsb_run_masked(struct wsb_run *run,
		   int (*body)(struct wsb_run *run, void *arg), void *arg);
int wsb_run_el2(struct wsb_run *run, hyp_fn *fn);
int wsb_run_guest(struct wsb_run *run);

/* Interrupts that may end a guest's only round trip before its check is given up. */
#define WSB_MAX_TRIES	1000

#endif /* WSBENCH_RUN_H */
