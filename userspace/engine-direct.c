// SPDX-License-Identifier: GPL-2.0-only
/* Engine direct: the module's own world switch, all flows in one run. */
#include <inttypes.h>
#include <stdlib.h>

#include "block-events.h"
#include "cpu.h"
#include "device.h"
#include "engine.h"
#include "error.h"
#include "plan-options.h"

static int device = -1;

/* With breakdown: what the device gave, and what is next of each kind. */
static struct {
	struct wsbench_steps *record;
	size_t room;
	uint64_t next, next_plain;
} both;

static void check(struct run *run)
{
	struct wsbench_plan *plan = &run->plan;

	if (run->timestamps != TIMESTAMPS_PMU)
		die("--timestamps", "engine direct times with the cycle counter only (pmu); give --engine kvm");
	plan_check(plan);
	if (!plan->flows)
		plan->flows = DEFAULT_FLOWS;
	if (!plan->samples)
		plan->samples = plan->flags & WSBENCH_BREAKDOWN ? 2000 : 10000;
	if (!plan->limit_us)
		plan->limit_us = 500;
	if (plan->flags & WSBENCH_BREAKDOWN && plan->block > WSBENCH_MAX_BREAKDOWN_BLOCK)
		die("--block", "%u is too much with --breakdown; give %u at most", plan->block,
		    WSBENCH_MAX_BREAKDOWN_BLOCK);
	if (run->events)
		block_events_check(plan, run->events);
}

static void check_supported(const struct run *run, const struct wsbench_info *info)
{
	unsigned int missing = run->plan.flows & ~info->flows;

	if (missing)
		die("--flows", "this module has no flow %s; build module and wsbench from one tree",
		    mask_names(&flow_names, missing));
	device_need_payloads(info, "--payload", 1ULL << run->plan.payload);
}

/* Pin, learn what timing this CPU has, settle the barrier, start the plan. */
static void start(struct run *run)
{
	struct wsbench_plan *plan = &run->plan;
	struct wsbench_info info;
	int err;

	if (run->cpu_given)
		cpu_pin(plan->cpu);
	else
		plan->cpu = cpu_default();
	device = device_open(&info);
	check_supported(run, &info);
	err = device_probe(plan->cpu, &info, &run->status);
	if (err)
		device_cannot_start(plan->cpu, err);
	plan_check_machine(plan, &info, &run->status);
	plan->barrier = run->barrier;
	if (run->barrier == BARRIER_AUTO)
		plan->barrier = run->status.exact ? WSBENCH_BARRIER_NONE : WSBENCH_BARRIER_ISB;
	if (run->events)
		block_events_prepare(plan);
	device_start(device, plan);
	run->mode = info.mode;
	run->total = plan->samples * __builtin_popcount(plan->flows) *
		     __builtin_popcount(plan->dirty);
	if (plan->flags & WSBENCH_BREAKDOWN) {
		run->steps = xalloc(1, sizeof(*run->steps));
		run->steps->mode = run->mode;
	}
}

/* With events one block at a time, for they are those of the last one. */
static size_t read_device(const struct run *run, void *records, size_t n, bool *interrupted)
{
	size_t nr;

	if (!run->events)
		return device_read(device, &run->plan, records, n, interrupted);
	nr = device_read(device, &run->plan, records, block_events_next(&run->plan), interrupted);
	if (nr)
		block_events_take(device, &run->plan);
	return nr;
}

/* The plain ones go on, numbered as if they were alone; the others to their recorder. */
static size_t take_apart(struct run *run, size_t nr, struct wsbench_sample *samples)
{
	size_t plain = 0;

	for (const struct wsbench_steps *r = both.record; r < both.record + nr; r++) {
		const struct wsbench_sample *s = &r->sample;

		if (s->seq != both.next++)
			die(WSBENCH_DEVICE, "record %" PRIu64 " is missing: this is a bug of the module",
			    both.next - 1);
		if (s->flow >= WSBENCH_NR_FLOWS || s->dirty >= NR_DIRTY)
			die(WSBENCH_DEVICE, "record %" PRIu64 " is not of the plan: this is a bug of the module",
			    both.next - 1);
		if (s->breakdown) {
			steps_take(run->steps, r);
		} else {
			samples[plain] = *s;
			samples[plain++].seq = both.next_plain++;
		}
	}
	return plain;
}

/* Goes on where nothing but breakdown came: none would mean the end. */
static size_t read_both(struct run *run, struct wsbench_sample *samples, size_t n,
			bool *interrupted)
{
	size_t nr, plain;

	if (n > both.room) {
		both.record = xrealloc(both.record, n, sizeof(*both.record));
		both.room = n;
	}
	do {
		nr = read_device(run, both.record, n, interrupted);
		plain = take_apart(run, nr, samples);
	} while (nr && !plain);
	return plain;
}

static size_t read_samples(struct run *run, struct wsbench_sample *samples, size_t n,
			   bool *interrupted)
{
	if (!samples)
		return device_discard(device, &run->plan, n, interrupted);
	if (run->steps)
		return read_both(run, samples, n, interrupted);
	return read_device(run, samples, n, interrupted);
}

static void finish(struct run *run)
{
	device_status(device, &run->status);
}

/* What the profile has and this machine lacks, as a list of classes. */
static char *absent(const struct run *run)
{
	static const struct {
		unsigned int missing;
		enum step_class class;
	} known[] = {
		{ WSBENCH_NO_VGIC, CLASS_VGIC }, { WSBENCH_NO_SYSREG32, CLASS_SYSREG32 },
	};
	unsigned int mask = 0;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (run->status.absent & known[i].missing)
			mask |= 1U << known[i].class;
	return mask_names(&class_names, run->plan.profile == WSBENCH_PROFILE_MINIMAL ? 0 : mask);
}

static void describe(const struct run *run, struct meta *meta)
{
	const struct wsbench_status *s = &run->status;
	char *lacks = absent(run);

	plan_describe(&run->plan, meta);
	meta_set(meta, "absent", "%s", lacks);
	meta_set(meta, "breakdown", "%s", run->steps ? "yes" : "no");
	if (run->steps)
		meta_set(meta, "timestamp_cost_step", "%u", s->mark_cost[run->plan.barrier]);
	if (run->events)
		meta_set(meta, "events", "%s", run->events);
	meta_set(meta, "limit_us", "%u", run->plan.limit_us);
	meta_set(meta, "counter_bits", "%u", s->counter_bits);
	meta_set(meta, "timestamp_cost_none", "%u", s->cost[WSBENCH_BARRIER_NONE]);
	meta_set(meta, "timestamp_cost_isb", "%u", s->cost[WSBENCH_BARRIER_ISB]);
	free(lacks);
}

static void report(const struct run *run)
{
	if (run->events)
		block_events_print(run->mode, run->status.exact);
}

static void write_files(const struct run *run)
{
	if (run->events)
		block_events_write(run->mode);
}

const struct engine engine_direct = {
	.check = check, .start = start, .read = read_samples, .finish = finish,
	.describe = describe, .report = report, .write = write_files,
};
