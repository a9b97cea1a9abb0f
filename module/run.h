/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_RUN_H
#define WSBENCH_RUN_H

#include <linux/hrtimer.h>

#include "counter.h"
#include "el2.h"
#include "guest.h"
#include "schedule.h"
#include "uapi/wsbench.h"

/**
 * struct wsb_run - a run, or the self-check: one CPU's guest and all it holds
 * @plan: what to do
 * @counter: the cycle counter
 * @guest: the guest's memory
 * @el2: the way to EL2, with the vcpu
 * @limit: ends a block that takes too long
 * @schedule: order of the blocks
 * @status: as userspace sees it
 * @samples: of the block executed last
 * @nr_samples: how many there are
 * @next_sample: the first that has not been read
 * @error: what ended the run, or 0
 */
struct wsb_run {
	struct wsbench_plan plan;
	struct wsb_counter counter;
	struct wsb_guest guest;
	struct wsb_el2 el2;
	struct hrtimer limit;
	struct wsb_schedule schedule;
	struct wsbench_status status;
	struct wsbench_sample *samples;
	unsigned int nr_samples;
	unsigned int next_sample;
	int error;
};

struct wsb_run *wsb_run_start(const struct wsbench_plan *plan);
void wsb_run_stop(struct wsb_run *run);
int wsb_run_next_block(struct wsb_run *run);

/* For verify.c, which runs blocks of its own. */
struct wsb_run *wsb_run_open(const struct wsbench_plan *plan);
void wsb_run_set_vcpu(struct wsb_run *run, enum wsbench_flow flow, bool dirty,
		      const struct wsb_payload *payload);
int wsb_run_masked(struct wsb_run *run,
		   int (*body)(struct wsb_run *run, void *arg), void *arg);
int wsb_run_el2(struct wsb_run *run, hyp_fn *fn);

#endif /* WSBENCH_RUN_H */
