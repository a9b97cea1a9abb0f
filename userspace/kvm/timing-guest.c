// SPDX-License-Identifier: GPL-2.0-only
/*
 * --timestamps guest: the guest's own timer, over a batch. Nothing is disturbed;
 * what the timer shows for no round trip at all is subtracted.
 */
#include <gsl/gsl_statistics_ulong.h>

#include "../error.h"
#include "engine.h"

#define EMPTY_BATCHES	15

static unsigned long empty;	/* ticks of a batch without a round trip */

static void start(struct run *run, struct kvm_run_state *state)
{
	unsigned long ticks[EMPTY_BATCHES];

	(void)run;
	for (unsigned int i = 0; i < EMPTY_BATCHES; i++) {
		struct vmm_batch batch = { .count = 0 };

		if (!kvm_batch(state, &batch))
			return;
		ticks[i] = batch.ticks;
	}
	empty = gsl_stats_ulong_median(ticks, 1, EMPTY_BATCHES);
}

static bool block(struct run *run, struct kvm_run_state *state, unsigned int dirty,
		  struct wsbench_sample *samples, unsigned int nr)
{
	struct vmm_batch batch = {
		.count = run->plan.block, .warmup = run->plan.warmup, .dirty = dirty,
	};

	(void)nr;	/* one */
	if (!kvm_batch(state, &batch))
		return false;
	if (batch.ticks <= empty || batch.ticks - empty > UINT32_MAX)
		die("guest", "its timer went %llu ticks in %u round trips: give another --block",
		    (unsigned long long)batch.ticks, batch.count);
	samples[0] = (struct wsbench_sample) { .total = batch.ticks - empty };
	return true;
}

static void finish(struct run *run, struct kvm_run_state *state)
{
	(void)run;
	(void)state;
}

static void nothing(const struct run *run, const struct kvm_run_state *state)
{
	(void)run;
	(void)state;
}

const struct timing timing_guest = {
	.start = start, .block = block, .finish = finish, .report = nothing, .write = nothing,
};
