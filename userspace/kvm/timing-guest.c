// SPDX-License-Identifier: GPL-2.0-only
/* --timestamps guest: the guest's own timer, over a batch. Nothing is disturbed. */
#include "../error.h"
#include "engine.h"

static void start(struct run *run, struct kvm_run_state *state)
{
	(void)run;
	(void)state;
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
	if (batch.ticks > UINT32_MAX)
		die("guest", "its timer went %llu ticks in %u round trips: give a smaller --block",
		    (unsigned long long)batch.ticks, batch.count);
	samples[0] = (struct wsbench_sample) { .total = batch.ticks };
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
