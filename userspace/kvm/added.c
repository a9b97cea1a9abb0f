// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a way to time adds to a round trip, by the one clock that costs nothing:
 * the guest's timer, over batches with it and without, in turns.
 */
#include <sched.h>
#include <stdio.h>

#include <gsl/gsl_statistics_double.h>

#include "../error.h"
#include "engine.h"

#define PAIRS	15

/**
 * kvm_batch - make a batch of round trips, and count them
 * @state: run
 * @batch: what to do, and the result
 *
 * Returns false when the user has interrupted the program.
 */
bool kvm_batch(struct kvm_run_state *state, struct vmm_batch *batch)
{
	state->round_trips += batch->count + batch->warmup;
	if (!vmm_run_batch(state->vmm, batch))
		return false;
	if (sched_getcpu() != (int)state->cpu)
		die("--cpu", "this process is no longer on CPU %u: it went offline, or something changed its affinity",
		    state->cpu);
	return true;
}

/**
 * kvm_measure_added - fill in state->base and state->added
 * @run: run
 * @state: its state
 * @enable: turns the way to time on and off; it is off before and after
 */
void kvm_measure_added(const struct run *run, struct kvm_run_state *state,
		       void (*enable)(bool on))
{
	double with[PAIRS], without[PAIRS];

	for (unsigned int i = 0; i < 2 * PAIRS; i++) {
		struct vmm_batch batch = {
			.count = run->plan.block, .warmup = run->plan.warmup,
			.dirty = state->order[0],
		};
		/* off on, on off, off on, …: a drift does not favour one */
		bool on = (i + 1) / 2 % 2;

		enable(on);
		if (!kvm_batch(state, &batch)) {
			enable(false);
			return;
		}
		(on ? with : without)[i / 2] = (double)batch.ticks / batch.count;
		enable(false);
	}
	state->base = gsl_stats_median(without, 1, PAIRS);
	state->added = gsl_stats_median(with, 1, PAIRS) - state->base;
}

/**
 * kvm_report_added - tell what the way to time adds
 * @run: run
 * @state: its state
 */
void kvm_report_added(const struct run *run, const struct kvm_run_state *state)
{
	if (run->timestamps == TIMESTAMPS_PROBE)
		puts("\nguest: kvm_entry to kvm_arm_clear_debug, the world switch both ways; exit: to kvm_exit; entry: to the next kvm_entry");
	printf("%s--timestamps %s adds %.6g ticks of the guest's timer to a round trip of %.6g (%.1f %%), dirty %s\n",
	       run->timestamps == TIMESTAMPS_PROBE ? "" : "\n",
	       timestamps_names.name[run->timestamps], state->added, state->base,
	       state->base ? 100 * state->added / state->base : 0,
	       dirty_names.name[run->plan.dirty & WSBENCH_DIRTY_OFF ? 0 : 1]);
}
