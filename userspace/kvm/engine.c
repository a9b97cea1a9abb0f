// SPDX-License-Identifier: GPL-2.0-only
/*
 * Engine kvm: KVM's own exits. The order of the blocks, and what a sample is;
 * timing-*.c time them. It ends with the process.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "../cpu.h"
#include "../device.h"
#include "../error.h"
#include "../plan-options.h"
#include "../sysfile.h"
#include "engine.h"

#define DEFAULT_BATCHES	500	/* samples where a sample is a block */
#define DEFAULT_SAMPLES	10000

static const struct timing *const timings[NR_TIMESTAMPS] = {
	[TIMESTAMPS_GUEST] = &timing_guest,
	[TIMESTAMPS_PROBE] = &timing_probe,
	[TIMESTAMPS_PERF] = &timing_perf,
};

static struct kvm_run_state state;

static const struct timing *timing_of(const struct run *run)
{
	return timings[run->timestamps];
}

static void check(struct run *run)
{
	struct wsbench_plan *plan = &run->plan;

	if (run->timestamps == TIMESTAMPS_PMU)
		die("--timestamps", "pmu is engine direct's; of KVM, give guest, probe or perf");
	if (run->events && run->timestamps != TIMESTAMPS_PERF)
		die("--events", "are counted with --timestamps perf only");
	if (run->barrier != BARRIER_AUTO && run->timestamps != TIMESTAMPS_PROBE)
		die("--barrier", "is for --timestamps probe; the guest reads its timer behind an ISB");
	if (plan->limit_us)
		die("--limit-us", "is for engine direct: KVM enables interrupts at each exit");
	if (plan->payload != WSBENCH_PAYLOAD_HVC)
		die("--payload", "of KVM it is hvc; the others are for engine direct");
	if (plan_given(plan))
		die(plan_given(plan), "is for engine direct: KVM switches what it switches; leave it away, or --engine kvm");
	if (plan->flags & WSBENCH_BREAKDOWN)
		die("--breakdown", "is for engine direct: KVM has no timestamps between its steps");
	if (!plan->samples)
		plan->samples = timing_of(run)->single ? DEFAULT_SAMPLES : DEFAULT_BATCHES;
}

/*
 * A kernel that has the choice says which flow it was built with; others have
 * the flow of their time: two-hook since 4.17.
 */
static enum wsbench_flow flow_of_kernel(void)
{
	unsigned int major, minor;
	struct utsname uts;
	char flow[32];
	int known;

	if (sys_read(flow, sizeof(flow), "/sys/module/kvm/parameters/debug_flow")) {
		known = name_find(&flow_names, flow, strlen(flow));
		if (known < 0)
			die("/sys/module/kvm/parameters/debug_flow", "'%s' is no flow that this wsbench knows", flow);
		return known;
	}
	uname(&uts);
	if (sscanf(uts.release, "%u.%u", &major, &minor) != 2)
		die(uts.release, "is no kernel release whose flow is known");
	return major > 4 || (major == 4 && minor >= 17) ? WSBENCH_FLOW_TWO_HOOK :
							  WSBENCH_FLOW_FOUR_CALL;
}

static void settle_flow(struct wsbench_plan *plan)
{
	enum wsbench_flow flow = flow_of_kernel();

	if (plan->flows && plan->flows != 1U << flow)
		die("--flows", "the KVM of this kernel has flow %s only; bench/run-kvm boots one of each",
		    flow_names.name[flow]);
	plan->flows = 1U << flow;
	state.flow = flow;
}

/*
 * The timer that the kernel uses tells where it runs: arch_timer_select_ppi()
 * takes the EL2 physical timer (PPI 10, 26 to the interrupt controller) with
 * VHE and the EL1 physical timer (PPI 14, 30) without, where EL2 is its own.
 */
static enum wsbench_mode mode_of_timer(void)
{
	FILE *fp = fopen("/proc/interrupts", "r");
	char line[4096];
	unsigned int irq;
	char *timer;

	while (fp && fgets(line, sizeof(line), fp)) {
		timer = strstr(line, "GIC");
		if (!strstr(line, "arch_timer") || !timer || sscanf(timer, "%*s %u", &irq) != 1)
			continue;
		if (irq != 26 && irq != 30)
			continue;
		fclose(fp);
		return irq == 26 ? WSBENCH_VHE : WSBENCH_NVHE;
	}
	die("/proc/interrupts", "does not tell whether the kernel runs at EL2 (neither timer 26 nor 30 of a GIC); load the module, which knows: insmod wsbench.ko");
}

static enum wsbench_mode mode_of_kernel(void)
{
	struct wsbench_info info;

	if (device_absent())
		return mode_of_timer();
	close(device_open(&info));
	return info.mode;
}

static uint64_t midr_of(unsigned int cpu)
{
	char text[32];

	if (!sys_read(text, sizeof(text), CPU_DIR "cpu%u/regs/identification/midr_el1", cpu))
		return 0;
	return strtoull(text, NULL, 0);
}

static void look_at_machine(struct run *run)
{
	bool exact;

	run->mode = mode_of_kernel();
	run->status.midr = midr_of(run->plan.cpu);
	run->status.brps = vmm_breakpoints(state.vmm);
	run->status.wrps = vmm_watchpoints(state.vmm);
	if (vmm_counts_instructions(state.vmm, cpu_timer_hz(), &exact))
		run->status.exact = exact;
}

static void start(struct run *run)
{
	struct wsbench_plan *plan = &run->plan;

	if (run->cpu_given)
		cpu_pin(plan->cpu);
	else
		plan->cpu = cpu_default();
	settle_flow(plan);
	state.cpu = plan->cpu;
	state.vmm = vmm_open();
	look_at_machine(run);
	plan->barrier = run->barrier;
	if (run->barrier == BARRIER_AUTO)
		plan->barrier = run->status.exact && timing_of(run)->single ?
				WSBENCH_BARRIER_NONE : WSBENCH_BARRIER_ISB;
	if (!timing_of(run)->single)
		run->kind = (struct samples_kind) { .batch = plan->block, .totals_only = true };
	state.rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(state.rng, plan->seed);
	for (unsigned int dirty = 0; dirty < NR_DIRTY; dirty++)
		if (plan->dirty & 1U << dirty)
			state.order[state.nr_order++] = dirty;
	state.next = state.nr_order;
	run->total = plan->samples * state.nr_order;
	timing_of(run)->start(run, &state);
	/* The rate is that of the measurement alone. */
	state.round_trips = 0;
}

/* The samples of one block that are still wanted. */
static unsigned int block_samples(const struct run *run)
{
	uint64_t left;

	if (!timing_of(run)->single)
		return 1;
	left = run->plan.samples - (uint64_t)state.block * run->plan.block;
	return left < run->plan.block ? left : run->plan.block;
}

/* Each round has one block of each dirty state, in an order of its own. */
static bool next_block(const struct run *run)
{
	uint64_t blocks = timing_of(run)->single ?
			  (run->plan.samples + run->plan.block - 1) / run->plan.block :
			  run->plan.samples;

	if (state.next < state.nr_order)
		return true;
	if (state.started)
		state.block++;
	state.started = true;
	if (state.block == blocks)
		return false;
	gsl_ran_shuffle(state.rng, state.order, state.nr_order, sizeof(*state.order));
	state.next = 0;
	return true;
}

static size_t read_samples(struct run *run, struct wsbench_sample *samples, size_t n,
			   bool *interrupted)
{
	unsigned int nr, dirty;

	(void)n;	/* a block always fits */
	if (!next_block(run))
		return 0;
	dirty = state.order[state.next];
	nr = block_samples(run);
	if (!timing_of(run)->block(run, &state, dirty, samples, nr)) {
		*interrupted = true;
		return 0;
	}
	state.next++;
	for (unsigned int i = 0; i < nr; i++) {
		samples[i].flow = state.flow;
		samples[i].dirty = dirty;
		samples[i].block = state.block;
		samples[i].seq = state.seq++;
	}
	return nr;
}

static void finish(struct run *run)
{
	timing_of(run)->finish(run, &state);
	run->status.round_trips = state.round_trips;
}

/* What the kernel was told; "" where it has chosen for itself. */
static void describe_kvm_mode(struct meta *meta)
{
	char line[4096], *mode = NULL;

	sys_read(line, sizeof(line), "/proc/cmdline");
	for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
		if (!strncmp(word, "kvm-arm.mode=", strlen("kvm-arm.mode=")))
			mode = word + strlen("kvm-arm.mode=");
	meta_set(meta, "kvm_arm_mode", "%s", mode ? mode : "");
}

static void describe(const struct run *run, struct meta *meta)
{
	describe_kvm_mode(meta);
	/* An interrupt stays in the sample it falls into; only the probe counts them. */
	if (run->timestamps != TIMESTAMPS_PROBE)
		meta_set(meta, "cuts", "%s", "");
	meta_set(meta, "gic", "%s", vmm_gic(state.vmm));
	meta_set(meta, "timestamp_cost_exit", "%.12g", state.added);
	if (run->timestamps == TIMESTAMPS_PROBE) {
		meta_set(meta, "counter_bits", "%u", run->status.counter_bits);
		meta_set(meta, "timestamp_cost_none", "%u",
			 run->status.cost[WSBENCH_BARRIER_NONE]);
		meta_set(meta, "timestamp_cost_isb", "%u", run->status.cost[WSBENCH_BARRIER_ISB]);
	}
	if (run->timestamps == TIMESTAMPS_PERF)
		meta_set(meta, "events", "%s", run->events);
}

static void report(const struct run *run)
{
	timing_of(run)->report(run, &state);
}

static void write_files(const struct run *run)
{
	timing_of(run)->write(run, &state);
}

const struct engine engine_kvm = {
	.check = check, .start = start, .read = read_samples, .finish = finish,
	.describe = describe, .report = report, .write = write_files,
};
