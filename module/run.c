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
#include <linux/vmalloc.h>
#include <asm/daifflags.h>
#include <asm/debug-monitors.h>
#include <asm/esr.h>
#include <asm/kvm_arm.h>

#include "calibrate.h"
#include "cpu.h"
#include "hold.h"
#include "run.h"

#define HVC_0_ESR	((ESR_ELx_EC_HVC64 << ESR_ELx_EC_SHIFT) | ESR_ELx_IL)

/* Consecutive windows without a round trip before a block counts as stuck. */
#define MAX_BARREN_WINDOWS	16

/* Its interrupt has done all there is to do: see wsb_run_masked(). */
static enum hrtimer_restart limit_expired(struct hrtimer *timer)
{
	return HRTIMER_NORESTART;
}

static int check_plan(const struct wsbench_plan *plan)
{
	if (plan->abi != WSBENCH_ABI_VERSION)
		return -EPROTO;
	if (plan->zero ||
	    !plan->flows || plan->flows >> WSBENCH_NR_FLOWS ||
	    !plan->dirty ||
	    plan->dirty & ~(WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON) ||
	    plan->payload >= WSBENCH_NR_PAYLOADS ||
	    plan->barrier >= WSBENCH_NR_BARRIERS ||
	    !plan->samples || plan->samples > WSBENCH_MAX_SAMPLES ||
	    !plan->block || plan->block > WSBENCH_MAX_BLOCK ||
	    plan->samples / plan->block > U32_MAX / WSB_MAX_CONFIGS - 1 ||
	    plan->warmup > WSBENCH_MAX_WARMUP ||
	    !plan->limit_us || plan->limit_us > WSBENCH_MAX_LIMIT_US)
		return -EINVAL;
	return 0;
}

static void report_fault(struct wsb_run *run)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;

	pr_err("cpu %u: fault at EL2: ESR %#llx, wsb_hyp_text_start%+lld, FAR vcpu%+lld\n",
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
 * Context: process, pinned to the run's CPU. Return: what @body returned, but
 * -EIO, with a message, for -EFAULT; -EXDEV on another CPU.
 */
int wsb_run_masked(struct wsb_run *run,
		   int (*body)(struct wsb_run *run, void *arg), void *arg)
{
	unsigned long flags;
	int ret;

	local_irq_disable();
	if (smp_processor_id() != run->plan.cpu) {
		local_irq_enable();
		return -EXDEV;
	}
	/* Behind the masking, or a short limit could expire too early to count. */
	hrtimer_start(&run->limit, ns_to_ktime(run->plan.limit_us * 1000ULL),
		      HRTIMER_MODE_REL_PINNED_HARD);
	flags = local_daif_save();
	ret = body(run, arg);
	local_daif_restore(flags);
	local_irq_enable();
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

static int calibrate(struct wsb_run *run)
{
	int ret = wsb_run_masked(run, call_el2, wsb_mode->calibrate);

	if (ret)
		return ret;
	return wsb_calibration_result(run->plan.cpu,
				      &run->el2.vcpu->calibration,
				      &run->status);
}

static int open_run(struct wsb_run *run)
{
	int ret;

	ret = wsb_cpu_check_errata();
	if (!ret)
		ret = wsb_cpu_check_counter();
	if (ret)
		return ret;
	run->el2.vcpu = vzalloc(sizeof(*run->el2.vcpu));
	run->samples = vzalloc(array_size(run->plan.block,
					  sizeof(*run->samples)));
	if (!run->el2.vcpu || !run->samples)
		return -ENOMEM;
	ret = wsb_guest_init(&run->guest);
	if (ret)
		return ret;
	wsb_cpu_describe(&run->status);

	return wsb_mode->prepare(&run->el2);
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

	ret = open_run(run);
	if (ret) {
		wsb_run_stop(run);
		return ERR_PTR(ret);
	}
	wsb_run_set_vcpu(run, WSBENCH_FLOW_NONE, false,
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
	wsb_counter_put(&run->counter);
	wsb_mode->release(&run->el2);
	wsb_guest_destroy(&run->guest);
	vfree(run->samples);
	vfree(run->el2.vcpu);
	wsb_drop_cpu(run->plan.cpu);
	kfree(run);
}

/**
 * wsb_run_set_vcpu() - set the vcpu up for a block
 * @run: the run
 * @flow: the flow
 * @dirty: whether debug registers count as dirty on each entry
 * @payload: what the guest runs, from its start
 */
void wsb_run_set_vcpu(struct wsb_run *run, enum wsbench_flow flow, bool dirty,
		      const struct wsb_payload *payload)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;

	wsb_guest_reset_vcpu(&run->guest, vcpu, payload);
	/* Where hyp_fault looks for the vcpu, also between the two worlds. */
	vcpu->ctxt.regs[18] = wsb_mode->va(vcpu);
	vcpu->host_ctxt = &vcpu->host;
	vcpu->debug_ptr = &vcpu->guest_debug;
	vcpu->hcr_el2 |= wsb_mode->hcr_el2;
	vcpu->cptr_el2 = wsb_mode->cptr_el2;
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
		wsb_mode->va(wsb_mode->flows[flow][run->plan.barrier]);
	vcpu->dirty = dirty ? WSB_DEBUG_DIRTY : 0;
	vcpu->expected_esr = HVC_0_ESR;
}

static int store_sample(struct wsb_run *run, const struct wsb_config *config,
			const struct wsb_stamps *stamps)
{
	const u64 *t = stamps->t;

	if (t[1] <= t[0] || t[2] <= t[1] || t[3] <= t[2] ||
	    t[3] - t[0] > U32_MAX) {
		pr_err("cpu %u: timestamps %llu %llu %llu %llu: the counter was stopped or reprogrammed\n",
		       run->plan.cpu, t[0], t[1], t[2], t[3]);
		return -EIO;
	}

	run->samples[run->nr_samples++] = (struct wsbench_sample) {
		.seq = run->status.samples++,
		.block = run->status.blocks,
		.flow = config->flow,
		.dirty = config->dirty,
		.entry = t[1] - t[0],
		.guest = t[2] - t[1],
		.exit = t[3] - t[2],
		.total = t[3] - t[0],
	};
	return 0;
}

/* Until an interrupt cuts it, at most run->plan.limit_us. */
static int run_window(struct wsb_run *run, const struct wsb_config *config,
		      unsigned int warmup, unsigned int wanted)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;
	unsigned int i;
	int ret;

	vcpu->warmup = warmup;
	vcpu->count = wanted;
	vcpu->done = 0;
	vcpu->round_trips = 0;
	ret = wsb_run_masked(run, call_el2, wsb_mode->block);
	if (ret)
		return ret;

	run->status.round_trips += vcpu->round_trips;
	for (i = 0; i < vcpu->done; i++) {
		ret = store_sample(run, config, &vcpu->stamps[i]);
		if (ret)
			return ret;
	}
	if (vcpu->done == wanted)
		return 0;
	if (vcpu->exit_code == EXIT_IRQ || vcpu->exit_code == EXIT_FIQ) {
		run->status.cuts++;
		return 0;
	}

	pr_err("cpu %u: the guest left unexpectedly: vector %llu ESR %#llx FAR %#llx HPFAR %#llx PC %#llx\n",
	       run->plan.cpu, vcpu->exit_code, vcpu->exit_esr, vcpu->exit_far,
	       vcpu->exit_hpfar, vcpu->ctxt.pc);
	return -EIO;
}

static int run_block(struct wsb_run *run, const struct wsb_config *config,
		     unsigned int samples)
{
	const struct wsb_vcpu *vcpu = run->el2.vcpu;
	unsigned int warmup = run->plan.warmup, barren = 0;

	while (run->nr_samples < samples) {
		unsigned int before = run->nr_samples;
		int ret = run_window(run, config, warmup, samples - before);

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
			pr_err("cpu %u: no round trip in %u windows of %u us\n",
			       run->plan.cpu, barren, run->plan.limit_us);
			return -ETIMEDOUT;
		}
		cond_resched();
	}
	return 0;
}

/**
 * wsb_run_next_block() - execute the next block of the plan
 * @run: the run; its samples are replaced
 *
 * Context: process, pinned to the run's CPU. Return: samples of the block, 0 at
 * the end of the plan; -EINTR on a signal, before anything was executed;
 * -EXDEV, -EADDRINUSE, -EIO as wsb_run_masked(); -ETIMEDOUT when the limit leaves
 * no time for a round trip. After an error other than -EINTR the run is over: the
 * same is returned from then on.
 */
int wsb_run_next_block(struct wsb_run *run)
{
	struct wsb_config config;
	unsigned int samples;

	if (run->error)
		return run->error;
	if (signal_pending(current))
		return -EINTR;

	run->nr_samples = 0;
	run->next_sample = 0;
	samples = wsb_schedule_next(&run->schedule, &config);
	if (!samples)
		return 0;

	wsb_run_set_vcpu(run, config.flow, config.dirty,
			 &wsb_payloads[run->plan.payload]);
	run->error = run_block(run, &config, samples);
	if (run->error) {
		run->nr_samples = 0;
		return run->error;
	}
	run->status.blocks++;
	return samples;
}
