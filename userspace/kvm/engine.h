/* SPDX-License-Identifier: GPL-2.0-only */
/* What engine kvm and its ways to time share. */
#ifndef WSBENCH_KVM_ENGINE_H
#define WSBENCH_KVM_ENGINE_H

#include <gsl/gsl_rng.h>

#include "../engine.h"
#include "vmm.h"

/**
 * struct kvm_run_state - where a run is
 * @cpu: the CPU this thread is pinned to
 * @vmm: the virtual machine
 * @flow: that of this kernel's KVM
 * @rng: draws the order of the blocks
 * @order: dirty states of this round, in their order
 * @nr_order: how many
 * @next: the first of @order that has not had its block, @nr_order at the end
 * @started: a round has begun
 * @block: number of the round
 * @seq: number of the next sample
 * @round_trips: made so far, warm-up included
 * @base: ticks of the guest's timer that a round trip takes undisturbed
 * @added: ticks that the way to time adds to it
 */
struct kvm_run_state {
	unsigned int cpu;
	struct vmm *vmm;
	enum wsbench_flow flow;
	gsl_rng *rng;
	unsigned int order[NR_DIRTY], nr_order, next;
	bool started;
	uint32_t block;
	uint64_t seq, round_trips;
	double base, added;
};

/**
 * struct timing - a way to time
 * @single: a sample is a round trip, not a block of them
 * @start: the machine is there, nothing was measured
 * @block: measures @nr samples of a block; false when interrupted
 * @finish: nothing more will be measured
 * @report: what to print below the tables
 * @write: more files for the run folder
 */
struct timing {
	bool single;
	void (*start)(struct run *run, struct kvm_run_state *state);
	bool (*block)(struct run *run, struct kvm_run_state *state, unsigned int dirty,
		      struct wsbench_sample *samples, unsigned int nr);
	void (*finish)(struct run *run, struct kvm_run_state *state);
	void (*report)(const struct run *run, const struct kvm_run_state *state);
	void (*write)(const struct run *run, const struct kvm_run_state *state);
};

extern const struct timing timing_guest, timing_probe, timing_perf;

bool kvm_batch(struct kvm_run_state *state, struct vmm_batch *batch);
void kvm_measure_added(const struct run *run, struct kvm_run_state *state,
		       void (*enable)(bool on));
void kvm_report_added(const struct run *run, const struct kvm_run_state *state);

#endif /* WSBENCH_KVM_ENGINE_H */
