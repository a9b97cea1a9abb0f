// SPDX-License-Identifier: GPL-2.0-only
/* Engine direct: the module's own world switch, all flows in one run. */
#include <stdlib.h>

#include "cpu.h"
#include "device.h"
#include "engine.h"
#include "error.h"

static int device = -1;

static void check(struct run *run)
{
	struct wsbench_plan *plan = &run->plan;

	if (run->timestamps != TIMESTAMPS_PMU)
		die("--timestamps", "engine direct times with the cycle counter only (pmu); give --engine kvm");
	if (run->events)
		die("--events", "engine direct counts cycles only; give --engine kvm --timestamps perf");
	if (!plan->flows)
		plan->flows = (1U << WSBENCH_NR_FLOWS) - 1;
	if (!plan->samples)
		plan->samples = 10000;
	if (!plan->limit_us)
		plan->limit_us = 500;
}

static void check_supported(const struct run *run, const struct wsbench_info *info)
{
	unsigned int missing = run->plan.flows & ~info->flows;

	if (missing)
		die("--flows", "this module has no flow %s; build module and wsbench from one tree",
		    mask_names(&flow_names, missing));
	if (!(info->payloads & 1U << run->plan.payload))
		die("--payload", "this module has no payload %s; build module and wsbench from one tree",
		    payload_names.name[run->plan.payload]);
}

/* Pin, learn what timing this CPU has, settle the barrier, start the plan. */
static void start(struct run *run)
{
	struct wsbench_plan *plan = &run->plan;
	struct wsbench_info info;
	char what[32], why[512];
	int err;

	if (run->cpu_given)
		cpu_pin(plan->cpu);
	else
		plan->cpu = cpu_default();
	device = device_open(&info);
	check_supported(run, &info);
	err = device_probe(plan->cpu, &info, &run->status);
	if (err) {
		snprintf(what, sizeof(what), "CPU %u", plan->cpu);
		device_start_reason(err, why, sizeof(why));
		die(what, "%s", why);
	}
	plan->barrier = run->barrier;
	if (run->barrier == BARRIER_AUTO)
		plan->barrier = run->status.exact ? WSBENCH_BARRIER_NONE : WSBENCH_BARRIER_ISB;
	device_start(device, plan);
	run->mode = info.mode;
	run->total = plan->samples * __builtin_popcount(plan->flows) *
		     __builtin_popcount(plan->dirty);
}

static size_t read_samples(struct run *run, struct wsbench_sample *samples, size_t n,
			   bool *interrupted)
{
	if (!samples)
		return device_discard(device, run->plan.cpu, n, interrupted);
	return device_read(device, run->plan.cpu, samples, n, interrupted);
}

static void finish(struct run *run)
{
	device_status(device, &run->status);
}

static void describe(const struct run *run, struct meta *meta)
{
	const struct wsbench_status *s = &run->status;

	meta_set(meta, "limit_us", "%u", run->plan.limit_us);
	meta_set(meta, "counter_bits", "%u", s->counter_bits);
	meta_set(meta, "timestamp_cost_none", "%u", s->cost[WSBENCH_BARRIER_NONE]);
	meta_set(meta, "timestamp_cost_isb", "%u", s->cost[WSBENCH_BARRIER_ISB]);
}

static void nothing(const struct run *run)
{
	(void)run;
}

const struct engine engine_direct = {
	.check = check, .start = start, .read = read_samples, .finish = finish,
	.describe = describe, .report = nothing, .write = nothing,
};
