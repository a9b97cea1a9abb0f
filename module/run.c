// SPDX-License-Identifier: GPL-2.0-only
/* A run: what it holds, and how one block of it is executed. */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <asm/barrier.h>
#include <asm/daifflags.h>
#include <asm/debug-monitors.h>
#include <asm/esr.h>
#include <asm/kvm_arm.h>
#include <asm/neon.h>

#include "calibrate.h"
#include "cpu.h"
#include "end.h"
#include "hardware.h"
#include "hold.h"
#include "host-state.h"
#include "run.h"
#include "steps.h"

/* Consecutive windows without a round trip before a block counts as stuck. */
#define MAX_BARREN_WINDOWS	16

/* Its interrupt has done all there is to do: see wsb_run_masked(). */
static enum hrtimer_restart limit_expired(struct hrtimer *timer)
{
	return HRTIMER_NORESTART;
}

/* An interrupt for the guest to leave by: to have been pending is all it is for. */
static void do_nothing(struct irq_work *work)
{
}

static int check_plan(const struct wsbench_plan *plan)
{
	unsigned int i;

	if (plan->abi != WSBENCH_ABI_VERSION)
		return -EPROTO;
	if (!plan->flows || plan->flows >> WSBENCH_NR_FLOWS ||
	    !plan->dirty ||
	    plan->dirty & ~(WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON) ||
	    plan->payload >= WSBENCH_NR_PAYLOADS ||
	    plan->barrier >= WSBENCH_NR_BARRIERS ||
	    !plan->samples || plan->samples > WSBENCH_MAX_SAMPLES ||
	    !plan->block || plan->block > WSBENCH_MAX_BLOCK ||
	    plan->samples / plan->block > U32_MAX / WSB_MAX_CONFIGS - 1 ||
	    plan->warmup > WSBENCH_MAX_WARMUP ||
	    !plan->limit_us || plan->limit_us > WSBENCH_MAX_LIMIT_US ||
	    plan->profile >= WSBENCH_NR_PROFILES ||
	    plan->flags & ~WSBENCH_BREAKDOWN ||
	    plan->nr_events > WSBENCH_MAX_EVENTS)
		return -EINVAL;
	for (i = plan->nr_events; i < WSBENCH_MAX_EVENTS; i++)
		if (plan->events[i])
			return -EINVAL;
	if (plan->flags & WSBENCH_BREAKDOWN &&
	    plan->block > WSBENCH_MAX_BREAKDOWN_BLOCK)
		return -EINVAL;
	/* There is one instance that switches fewer registers than there are. */
	if ((plan->brps || plan->wrps) &&
	    (plan->profile != WSBENCH_PROFILE_MINIMAL || plan->flags))
		return -EINVAL;
	if (plan->lrs && plan->profile == WSBENCH_PROFILE_MINIMAL)
		return -EINVAL;
	/* What a rogue can reach is what profile MINIMAL leaves it. */
	if (wsb_payloads[plan->payload].rogue &&
	    (plan->profile != WSBENCH_PROFILE_MINIMAL || plan->brps ||
	     plan->wrps))
		return -EINVAL;
	if (!(wsb_payloads_allowed() & BIT_ULL(plan->payload)))
		return -EPERM;
	return 0;
}

static void report_fault(struct wsb_run *run)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;

	run->status.end = WSBENCH_END_EL2_FAULT;
	run->status.esr = vcpu->fault_esr;
	run->status.pc = vcpu->fault_elr - wsb_mode->va(wsb_hyp_text_start);
	pr_err_ratelimited("cpu %u: fault at EL2: ESR %#llx, wsb_hyp_text_start%+lld, FAR vcpu%+lld\n",
			   run->plan.cpu, vcpu->fault_esr,
			   vcpu->fault_elr - wsb_mode->va(wsb_hyp_text_start),
			   vcpu->fault_far - wsb_mode->va(vcpu));
}

/**
 * wsb_run_el2() - run a function at EL2
 * @run: the run
 * @fn: the function
 *
 * Context: inside wsb_run_masked(). Return: 0; -EADDRINUSE when KVM has taken
 * EL2, or trace hardware is in the way; -EFAULT after a fault of this module's
 * code at EL2: the host is as it was before.
 */
int wsb_run_el2(struct wsb_run *run, hyp_fn *fn)
{
	long ret = wsb_mode->call(&run->el2, fn);

	return ret == HYP_FAULT ? -EFAULT : ret;
}

/**
 * wsb_run_masked() - do something on the run's CPU with all exceptions masked
 * @run: the run
 * @body: what to do, by calls of wsb_run_el2()
 * @arg: for @body
 *
 * An interrupt that arrives meanwhile ends the guest's next turn, for the guest
 * runs with IMO and FMO set. The limit's timer is such an interrupt: it bounds
 * the time with IRQs off without a test in the measured loop.
 *
 * With profile ALL the vector registers are the host's to lose: the kernel puts them
 * away first, with what SVE and SME add to them.
 *
 * Context: process, pinned to the run's CPU. Return: what @body returned, but
 * -EIO, with a message, for -EFAULT; -EXDEV on another CPU.
 */
int wsb_run_masked(struct wsb_run *run,
		   int (*body)(struct wsb_run *run, void *arg), void *arg)
{
	bool fpsimd = run->plan.profile == WSBENCH_PROFILE_ALL;
	unsigned long flags;
	u64 start;
	int ret;

	if (fpsimd)
		kernel_neon_begin();
	local_irq_disable();
	if (smp_processor_id() != run->plan.cpu) {
		ret = -EXDEV;
		goto out;
	}
	start = ktime_get_ns();
	/* Behind the masking, or a short limit could expire too early to count. */
	hrtimer_start(&run->limit, ns_to_ktime(run->plan.limit_us * 1000ULL),
		      HRTIMER_MODE_REL_PINNED_HARD);
	flags = local_daif_save();
	/* With interrupts masked by priority, or the limit's might not arrive. */
	pmr_sync();
	ret = body(run, arg);
	local_daif_restore(flags);
	run->masked_ns = ktime_get_ns() - start;
	run->status.longest_ns = max(run->status.longest_ns, run->masked_ns);
out:
	local_irq_enable();
	if (fpsimd)
		kernel_neon_end();
	hrtimer_cancel(&run->limit);

	if (ret != -EFAULT)
		return ret;
	report_fault(run);
	return -EIO;
}

static int call_el2(struct wsb_run *run, void *fn)
{
	return wsb_run_el2(run, fn);
}

/* The CPU that was found fit may have been another one, had the caller been moved. */
static int describe_masked(struct wsb_run *run, void *arg)
{
	struct wsbench_status here;

	wsb_cpu_describe(&here);
	if (here.midr != run->status.midr ||
	    here.id_aa64dfr0 != run->status.id_aa64dfr0)
		return -EXDEV;
	return wsb_run_el2(run, wsb_mode->describe);
}

/* What only the machine can tell, and EL2. */
static int describe(struct wsb_run *run)
{
	const struct wsbench_plan *plan = &run->plan;
	struct wsbench_status *status = &run->status;
	int ret;

	run->el2.vcpu->vectors = wsb_mode->va(hyp_vectors_none);
	ret = wsb_run_masked(run, describe_masked, NULL);
	if (ret)
		return ret;
	status->lrs = run->el2.vcpu->lrs;
	status->absent = run->el2.vcpu->absent;

	if (plan->brps > status->brps || plan->wrps > status->wrps ||
	    plan->lrs > status->lrs)
		return -EINVAL;
	return 0;
}

static int calibrate(struct wsb_run *run)
{
	int i, ret = wsb_run_masked(run, call_el2, wsb_mode->calibrate);

	if (ret)
		return ret;
	for (i = 0; i < WSBENCH_NR_BARRIERS; i++)
		run->status.mark_cost[i] =
			wsb_calibration_median(run->el2.vcpu->mark_cost[i]);
	return wsb_calibration_result(run->plan.cpu,
				      &run->el2.vcpu->calibration,
				      &run->status);
}

static int open_run(struct wsb_run *run)
{
	int ret;

	wsb_cpu_describe(&run->status);
	ret = wsb_cpu_check_errata(&run->status);
	if (!ret)
		ret = wsb_cpu_check_counter(&run->status);
	if (!ret && run->plan.profile == WSBENCH_PROFILE_ALL)
		ret = wsb_cpu_check_fpsimd();
	if (ret)
		return ret;
	run->el2.vcpu = vzalloc(sizeof(*run->el2.vcpu));
	run->sample_size = run->plan.flags & WSBENCH_BREAKDOWN ?
			   sizeof(struct wsbench_steps) :
			   sizeof(struct wsbench_sample);
	run->samples = vzalloc(array_size(run->plan.block, run->sample_size));
	if (!run->el2.vcpu || !run->samples)
		return -ENOMEM;
	ret = wsb_guest_init(&run->guest);
	if (!ret)
		ret = wsb_rogue_init(run);
	if (ret)
		return ret;
	ret = wsb_mode->prepare(&run->el2);
	if (ret)
		return ret;

	return describe(run);
}

/**
 * wsb_run_open() - take a CPU and build a guest, without the cycle counter
 * @plan: what to do; checked here
 *
 * Context: process, pinned to the plan's CPU. Return: the run, or ERR_PTR() of
 * the errors that uapi/wsbench.h lists.
 */
struct wsb_run *wsb_run_open(const struct wsbench_plan *plan)
{
	struct wsb_run *run;
	int ret = check_plan(plan);

	if (!ret)
		ret = wsb_hold_cpu(plan->cpu);
	if (ret)
		return ERR_PTR(ret);

	run = kzalloc(sizeof(*run), GFP_KERNEL);
	if (!run) {
		wsb_drop_cpu(plan->cpu);
		return ERR_PTR(-ENOMEM);
	}
	run->plan = *plan;
	hrtimer_init(&run->limit, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED_HARD);
	run->limit.function = limit_expired;
	run->interrupt = IRQ_WORK_INIT_HARD(do_nothing);
	run->most_interrupted = WSBENCH_MAX_INTERRUPTED;

	ret = open_run(run);
	if (ret) {
		wsb_run_stop(run);
		return ERR_PTR(ret);
	}
	wsb_run_set_vcpu(run, WSB_PLAIN_MINIMAL, WSBENCH_FLOW_NONE, false,
			 &wsb_payloads[plan->payload]);
	return run;
}

/**
 * wsb_run_start() - wsb_run_open() with the counter, calibrated
 * @plan: what to do
 *
 * Context: process, pinned to the plan's CPU. Return: as wsb_run_open().
 */
struct wsb_run *wsb_run_start(const struct wsbench_plan *plan)
{
	struct wsb_run *run = wsb_run_open(plan);
	int ret;

	if (IS_ERR(run))
		return run;

	ret = wsb_counter_get(&run->counter, plan->cpu);
	if (!ret)
		ret = wsb_events_get(&run->events, &run->counter, plan);
	if (!ret)
		ret = calibrate(run);
	if (ret) {
		wsb_run_stop(run);
		return ERR_PTR(ret);
	}
	run->status.counter_bits = WSB_COUNTER_BITS;
	wsb_schedule_init(&run->schedule, plan);
	return run;
}

/**
 * wsb_run_stop() - end a run and free all it holds
 * @run: the run, also one that was opened in part
 *
 * Context: process, any CPU.
 */
void wsb_run_stop(struct wsb_run *run)
{
	irq_work_sync(&run->interrupt);
	wsb_events_put(&run->events);
	wsb_counter_put(&run->counter);
	wsb_mode->release(&run->el2);
	wsb_rogue_destroy(run);
	wsb_guest_destroy(&run->guest);
	vfree(run->samples);
	vfree(run->el2.vcpu);
	wsb_drop_cpu(run->plan.cpu);
	kfree(run);
}

/* How many breakpoints and watchpoints the flows switch, as each of them asks. */
static void set_switched(struct wsb_run *run)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;
	u64 dfr0 = run->status.id_aa64dfr0;

	vcpu->last_brp = (run->plan.brps ?: run->status.brps) - 1;
	vcpu->last_wrp = (run->plan.wrps ?: run->status.wrps) - 1;
	dfr0 &= ~(GENMASK_ULL(15, 12) | GENMASK_ULL(23, 20));
	vcpu->switched_dfr0 = dfr0 | (u64)vcpu->last_brp << 12 |
			      (u64)vcpu->last_wrp << 20;
}

static enum wsb_variant variant_of(const struct wsbench_plan *plan,
				   bool breakdown)
{
	static const enum wsb_variant variants[WSBENCH_NR_PROFILES][2] = {
		[WSBENCH_PROFILE_MINIMAL] = {
			WSB_PLAIN_MINIMAL, WSB_BREAKDOWN_MINIMAL },
		[WSBENCH_PROFILE_KVM_4_15] = {
			WSB_PLAIN_KVM_4_15, WSB_BREAKDOWN_KVM_4_15 },
		[WSBENCH_PROFILE_ALL] = {
			WSB_PLAIN_ALL, WSB_BREAKDOWN_ALL },
	};

	if (plan->brps || plan->wrps)
		return WSB_COUNTED_MINIMAL;
	return variants[plan->profile][breakdown];
}

/**
 * wsb_run_set_vcpu() - set the vcpu up for a block
 * @run: the run
 * @variant: in what the flow was compiled; that of profile ALL if, and only if, it is
 *           the plan's
 * @flow: the flow
 * @dirty: whether debug registers count as dirty on each entry
 * @payload: what the guest runs, from its start
 */
void wsb_run_set_vcpu(struct wsb_run *run, enum wsb_variant variant,
		      enum wsbench_flow flow, bool dirty,
		      const struct wsb_payload *payload)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;

	wsb_guest_reset_vcpu(&run->guest, vcpu, payload);
	wsb_rogue_set_vcpu(run);
	/* Where hyp_fault looks for the vcpu, also between the two worlds. */
	vcpu->ctxt.regs[18] = wsb_mode->va(vcpu);
	vcpu->host_ctxt = &vcpu->host;
	vcpu->debug_ptr = &vcpu->guest_debug;
	vcpu->hcr_el2 |= wsb_mode->hcr_el2;
	vcpu->cptr_el2 = wsb_mode->cptr_el2;
	if (run->plan.profile == WSBENCH_PROFILE_ALL)
		vcpu->cptr_el2 ^= wsb_mode->cptr_fpsimd;
	memset(&vcpu->mark, 0, sizeof(vcpu->mark));
	vcpu->profile = run->plan.profile;
	vcpu->absent = run->status.absent;
	wsb_guest_set_lrs(vcpu, run->plan.lrs);
	set_switched(run);
	/* What makes KVM consider a guest's debug registers dirty. */
	if (dirty)
		vcpu->ctxt.sys_regs[WSB_MDSCR_EL1] = DBG_MDSCR_MDE;
	vcpu->mdcr_traps = MDCR_EL2_TPM | MDCR_EL2_TPMCR | MDCR_EL2_TPMS |
			   MDCR_EL2_TTRF | MDCR_EL2_TDRA | MDCR_EL2_TDOSA;
	/* As in KVM: only a guest whose registers are loaded may reach them. */
	if (!dirty || flow == WSBENCH_FLOW_NONE)
		vcpu->mdcr_traps |= MDCR_EL2_TDA;
	vcpu->vectors = wsb_mode->va(run->plan.barrier == WSBENCH_BARRIER_ISB ?
				     hyp_vectors_isb : hyp_vectors_none);
	vcpu->flow = (void *)
		wsb_mode->va(wsb_mode->flows[flow][variant][run->plan.barrier]);
	vcpu->dirty = dirty ? WSB_DEBUG_DIRTY : 0;
	vcpu->expected_exit = payload->exit->code;
	vcpu->expected_esr = payload->exit->esr;
	vcpu->expected_mask = payload->exit->mask;
}

static int store_sample(struct wsb_run *run, const struct wsb_config *config,
			unsigned int nr)
{
	const struct wsb_vcpu *vcpu = run->el2.vcpu;
	const u64 *t = vcpu->stamps[nr].t;
	struct wsbench_sample *sample;

	if (t[1] <= t[0] || t[2] <= t[1] || t[3] <= t[2] ||
	    t[3] - t[0] > U32_MAX) {
		pr_err_ratelimited("cpu %u: timestamps %llu %llu %llu %llu: the counter was stopped or reprogrammed\n",
				   run->plan.cpu, t[0], t[1], t[2], t[3]);
		run->status.end = WSBENCH_END_COUNTER;
		return -EIO;
	}

	sample = run->samples + run->nr_samples++ * run->sample_size;
	*sample = (struct wsbench_sample) {
		.seq = run->status.samples++,
		.block = run->status.blocks,
		.flow = config->flow,
		.dirty = config->dirty,
		.breakdown = config->breakdown,
		.entry = t[1] - t[0],
		.guest = t[2] - t[1],
		.exit = t[3] - t[2],
		.total = t[3] - t[0],
	};
	if (run->plan.flags & WSBENCH_BREAKDOWN &&
	    !wsb_steps_fill(container_of(sample, struct wsbench_steps, sample),
			    &vcpu->stamps[nr],
			    config->breakdown ? &vcpu->marks[nr] : NULL)) {
		pr_err_ratelimited("cpu %u: a step ends outside its round trip: the counter was reprogrammed\n",
				   run->plan.cpu);
		run->status.end = WSBENCH_END_COUNTER;
		return -EIO;
	}
	return 0;
}

/**
 * wsb_run_guest() - run the block that the vcpu is set up for
 * @run: the run
 *
 * Context: inside wsb_run_masked(). Return: as wsb_run_el2(). Does not return when the
 * guest's turn was ended by an error of the machine's that the kernel would not
 * survive.
 */
int wsb_run_guest(struct wsb_run *run)
{
	const struct wsb_vcpu *vcpu = run->el2.vcpu;
	int ret = wsb_run_el2(run, wsb_mode->block);

	if (!ret && vcpu->exit_code == EXIT_SERROR)
		wsb_hardware_serror(run->plan.cpu, vcpu->exit_esr);
	return ret;
}

/* Does the guest leave by an interrupt of the host's. */
static bool interrupted(const struct wsb_run *run)
{
	return run->el2.vcpu->expected_exit == EXIT_IRQ;
}

/*
 * Each call at EL2 is one of its own, so that on nVHE the second snapshot tells what
 * the block's way out has left.
 */
static int block_and_snapshots(struct wsb_run *run, void *arg)
{
	const struct wsb_vcpu *vcpu = run->el2.vcpu;
	int ret, after;

	if (!wsb_counter_held(&run->counter) ||
	    !wsb_events_counting(&run->events)) {
		run->status.end = WSBENCH_END_COUNTER;
		return -EIO;
	}
	ret = wsb_run_el2(run, wsb_mode->snapshot);
	if (ret)
		return ret;
	run->before = vcpu->snapshot;
	/* Pending until this CPU unmasks interrupts, behind the block. */
	if (interrupted(run))
		irq_work_queue(&run->interrupt);
	wsb_events_begin(&run->events);
	ret = wsb_run_guest(run);
	wsb_events_end(&run->events);
	after = wsb_run_el2(run, wsb_mode->snapshot);
	/* Without, there is nothing to compare. */
	run->after = after ? run->before : vcpu->snapshot;
	return ret ?: after;
}

/*
 * What must never change, not by a fault at EL2 either: the host's registers, and
 * the memory that a rogue guest is tempted with.
 */
static int check_host(struct wsb_run *run)
{
	const struct wsb_vcpu *vcpu = run->el2.vcpu;
	struct wsb_difference first = { };

	wsb_host_state_exceptions(&run->before, &vcpu->host_el1);
	wsb_host_state_exceptions(&run->after, &vcpu->left_el1);
	wsb_host_state_compare(&run->before, &run->after, run->status.brps,
			       run->status.wrps, &first);
	if (first.reg[0]) {
		pr_err_ratelimited("cpu %u: host register %s changed\n",
				   run->plan.cpu, first.reg);
		wsb_end_by_host_state(&run->status, &first);
		return -EIO;
	}
	if (!wsb_rogue_harmless(run)) {
		pr_err_ratelimited("cpu %u: the guest has written memory that is not its own\n",
				   run->plan.cpu);
		run->status.end = WSBENCH_END_HOST_MEMORY;
		return -EIO;
	}
	return 0;
}

/*
 * Until an interrupt cuts it, at most run->plan.limit_us. Where interrupts are what the
 * guest leaves by, the limit's is one of many and ends nothing: it is so many round
 * trips then, warm-up included, and half as many from now on where they took longer.
 */
static int run_window(struct wsb_run *run, const struct wsb_config *config,
		      unsigned int warmup, unsigned int wanted)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;
	unsigned int i;
	int ret;

	if (interrupted(run)) {
		warmup = min(warmup, run->most_interrupted);
		wanted = min(wanted, run->most_interrupted - warmup);
	}
	vcpu->warmup = warmup;
	vcpu->count = wanted;
	vcpu->done = 0;
	vcpu->round_trips = 0;
	ret = wsb_run_masked(run, block_and_snapshots, NULL);
	if (interrupted(run) && run->most_interrupted > 1 &&
	    run->masked_ns > run->plan.limit_us * NSEC_PER_USEC)
		run->most_interrupted /= 2;
	ret = check_host(run) ?: ret;
	if (ret)
		return ret;

	run->status.round_trips += vcpu->round_trips;
	run->block_trips += vcpu->round_trips;
	for (i = 0; i < vcpu->done; i++) {
		ret = store_sample(run, config, i);
		if (ret)
			return ret;
	}
	if (vcpu->done == wanted)
		return 0;
	if (vcpu->exit_code == EXIT_IRQ || vcpu->exit_code == EXIT_FIQ) {
		run->status.cuts++;
		return 0;
	}

	wsb_end_by_guest(&run->status, vcpu);
	return -EIO;
}

/* Executes what is left of the block under way. */
static int run_block(struct wsb_run *run)
{
	const struct wsb_vcpu *vcpu = run->el2.vcpu;
	unsigned int warmup = run->plan.warmup, barren = 0;

	while (run->nr_samples < run->wanted) {
		unsigned int before = run->nr_samples;
		int ret;

		/* A block that is cut all the time may take minutes. */
		if (signal_pending(current))
			return -EINTR;
		ret = run_window(run, &run->config, warmup, run->wanted - before);

		if (ret)
			return ret;
		/*
		 * An interrupt cools what was warm: warm up anew, but go on
		 * where a window ended within its warm-up, or a short limit
		 * would never let a sample through.
		 */
		if (run->nr_samples == before)
			warmup -= min(warmup, vcpu->round_trips);
		else
			warmup = run->plan.warmup;
		barren = vcpu->round_trips ? 0 : barren + 1;
		if (barren == MAX_BARREN_WINDOWS) {
			pr_err_ratelimited("cpu %u: no round trip in %u times the limit of %u us\n",
					   run->plan.cpu, barren, run->plan.limit_us);
			run->status.end = WSBENCH_END_TIMEOUT;
			return -ETIMEDOUT;
		}
		cond_resched();
	}
	return 0;
}

/**
 * wsb_run_next_block() - execute the next block of the plan
 * @run: the run; its samples are replaced, but those of a block that goes on
 *
 * Context: process, pinned to the run's CPU. Return: samples of the block, 0 at
 * the end of the plan; -EINTR on a signal, before the block or where an interrupt
 * has cut it: then the next call goes on with it; -EXDEV, -EADDRINUSE, -EIO as
 * wsb_run_masked(); -ETIMEDOUT when the limit leaves no time for a round trip.
 * After an error other than -EINTR the run is over: the same is returned from
 * then on.
 */
int wsb_run_next_block(struct wsb_run *run)
{
	int ret;

	if (run->error)
		return run->error;

	if (run->nr_samples == run->wanted) {
		run->nr_samples = 0;
		run->next_sample = 0;
		run->wanted = wsb_schedule_next(&run->schedule, &run->config);
		if (run->wanted) {
			run->block_trips = 0;
			wsb_events_reset(&run->events);
		}
	}
	if (!run->wanted)
		return 0;

	wsb_run_set_vcpu(run, variant_of(&run->plan, run->config.breakdown),
			 run->config.flow, run->config.dirty,
			 &wsb_payloads[run->plan.payload]);
	ret = run_block(run);
	if (ret == -EINTR)
		return ret;
	run->error = ret;
	if (run->error) {
		run->nr_samples = 0;
		run->next_sample = 0;
		return run->error;
	}
	run->status.blocks++;
	return run->wanted;
}

/**
 * wsb_run_events() - what the PMU counted during the last block
 * @run: the run
 * @events: to fill
 *
 * Return: 0; -ENODATA when the plan has no events, or no block of it is done.
 */
int wsb_run_events(const struct wsb_run *run, struct wsbench_events *events)
{
	if (!run->plan.nr_events || !run->status.blocks || run->error ||
	    run->nr_samples != run->wanted)
		return -ENODATA;
	*events = (struct wsbench_events) {
		.block = run->status.blocks - 1,
		.flow = run->config.flow,
		.dirty = run->config.dirty,
		.breakdown = run->config.breakdown,
		.round_trips = run->block_trips,
	};
	memcpy(events->counts, run->events.counts, sizeof(events->counts));
	return 0;
}
