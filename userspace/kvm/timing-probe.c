// SPDX-License-Identifier: GPL-2.0-only
/*
 * --timestamps probe: the module reads the cycle counter at KVM's tracepoints
 * of this thread, so that every exit is a sample.
 */
#include <unistd.h>

#include "../device.h"
#include "../error.h"
#include "engine.h"

#define MAX_TRIES	10

static int device = -1;
static struct wsbench_probe probe;

static void enable(bool on)
{
	if (on) {
		device = device_attach(&probe);
	} else if (device >= 0) {
		close(device);
		device = -1;
	}
}

static void start(struct run *run, struct kvm_run_state *state)
{
	probe = (struct wsbench_probe) {
		.abi = WSBENCH_ABI_VERSION, .cpu = run->plan.cpu,
		.barrier = run->plan.barrier, .block = run->plan.block,
	};
	kvm_measure_added(run, state, enable);
	enable(true);
}

static bool block(struct run *run, struct kvm_run_state *state, unsigned int dirty,
		  struct wsbench_sample *samples, unsigned int nr)
{
	struct vmm_batch batch = { .count = nr, .warmup = run->plan.warmup, .dirty = dirty };
	struct wsbench_probe_block begin = {
		.flow = state->flow, .dirty = dirty, .block = nr, .warmup = run->plan.warmup,
	};
	bool interrupted;

	/* A signal such as SIGCONT leads out of KVM_RUN and costs a sample. */
	for (int tries = 0; tries < MAX_TRIES; tries++) {
		device_begin_block(device, &begin);
		if (!kvm_batch(state, &batch))
			return false;
		if (device_read(device, &run->plan, samples, nr, &interrupted) == nr)
			return true;
	}
	die(WSBENCH_DEVICE, "a block of %u round trips had fewer samples, %d times: something interrupts this process all the time",
	    nr, MAX_TRIES);
}

static void finish(struct run *run, struct kvm_run_state *state)
{
	uint64_t midr = run->status.midr;
	uint32_t brps = run->status.brps, wrps = run->status.wrps, exact = run->status.exact;

	(void)state;
	device_status(device, &run->status);
	/* What the guest sees goes before what the host has. */
	if (midr)
		run->status.midr = midr;
	run->status.brps = brps;
	run->status.wrps = wrps;
	run->status.exact = exact;
	enable(false);
}

static void nothing(const struct run *run, const struct kvm_run_state *state)
{
	(void)run;
	(void)state;
}

const struct timing timing_probe = {
	.single = true,
	.start = start, .block = block, .finish = finish, .report = kvm_report_added,
	.write = nothing,
};
