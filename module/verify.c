// SPDX-License-Identifier: GPL-2.0-only
/*
 * The self-check of one flow and dirty state: what the guest sees, what is kept
 * of what it writes, and whether the host is afterwards what it was before.
 *
 * Zeroes restored over zeroes prove nothing, so the debug registers of the host
 * are given a pattern of their own around the block, all breakpoints and
 * watchpoints disabled, and get back what they had.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/debug-monitors.h>
#include <asm/esr.h>
#include <asm/ptrace.h>

#include "host-state.h"
#include "hyp/registers.h"
#include "run.h"
#include "verify.h"

#define MDCCINT_RX	BIT(30)

/**
 * struct wsb_verifier - a self-check
 * @v: what to check, and the result
 * @original: the host before everything
 * @given: the guest's debug registers, as the hardware keeps them
 * @before: the host just before the block, with a pattern of its own
 * @after: and just after
 * @final: the host after everything
 * @seen: scratch: what the guest saw
 */
struct wsb_verifier {
	struct wsbench_verify *v;
	struct wsb_snapshot original;
	struct wsb_snapshot given;
	struct wsb_snapshot before;
	struct wsb_snapshot after;
	struct wsb_snapshot final;
	struct wsb_debug_regs seen;
};

static int snapshot(struct wsb_run *run, struct wsb_snapshot *to)
{
	int ret = wsb_run_el2(run, wsb_mode->snapshot);

	*to = run->el2.vcpu->snapshot;
	return ret;
}

static int load_debug(struct wsb_run *run, u64 mdccint)
{
	run->el2.vcpu->load_mdccint = mdccint;
	return wsb_run_el2(run, wsb_mode->load_debug);
}

/* Disabled (E is 0), different for each register and each @salt. */
static void fill_pattern(struct wsb_debug_regs *regs, u64 salt)
{
	int i;

	for (i = 0; i < 16; i++) {
		regs->bcr[i] = 0x1e4;			/* BAS, PMC */
		regs->bvr[i] = salt | 0x10000 | i << 2;
		regs->wcr[i] = 0x0018 | 0x20 << (i & 7);	/* BAS, LSC */
		regs->wvr[i] = salt | 0x20000 | i << 3;
	}
}

/*
 * Values of the guest's own in registers that mean nothing while its MMU is
 * off: one that the switch fails to take back is then seen in the host's.
 */
static void fill_guest_el1(struct wsb_cpu_context *ctxt)
{
	static const enum wsb_sysreg regs[] = {
		WSB_TTBR0_EL1, WSB_TTBR1_EL1, WSB_ESR_EL1, WSB_FAR_EL1,
		WSB_MAIR_EL1, WSB_VBAR_EL1, WSB_CONTEXTIDR_EL1, WSB_TPIDR_EL0,
		WSB_TPIDRRO_EL0, WSB_TPIDR_EL1, WSB_PAR_EL1,
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(regs); i++)
		ctxt->sys_regs[regs[i]] = 0x5a000800 + (i << 12);
	ctxt->sys_regs[WSB_CSSELR_EL1] = 1;
	ctxt->sys_regs[WSB_CNTKCTL_EL1] = 1;
	ctxt->sp_el0 = 0x5b000000;
	ctxt->sp_el1 = 0x5b001000;
	ctxt->elr_el1 = 0x5b002000;
	ctxt->spsr_el1 = PSR_MODE_EL0t;
}

/* Records the first failure and counts every comparison. */
static void compare(struct wsbench_verify *verify, enum wsbench_check check,
		    const char *name, u64 expected, u64 actual)
{
	verify->compared++;
	if (expected == actual || verify->result != WSBENCH_CHECK_OK)
		return;
	verify->result = check;
	verify->expected = expected;
	verify->actual = actual;
	strscpy(verify->reg, name, sizeof(verify->reg));
}

/* The same for @compared registers at once. */
static void record(struct wsbench_verify *verify, enum wsbench_check check,
		   unsigned int compared, const struct wsb_difference *first)
{
	verify->compared += compared;
	if (!first->reg[0] || verify->result != WSBENCH_CHECK_OK)
		return;
	verify->result = check;
	verify->expected = first->expected;
	verify->actual = first->actual;
	strscpy(verify->reg, first->reg, sizeof(verify->reg));
}

static void compare_debug(struct wsbench_verify *verify,
			  enum wsbench_check check,
			  const struct wsbench_status *status,
			  const struct wsb_debug_regs *expected,
			  const struct wsb_debug_regs *actual)
{
	struct wsb_difference first = { };

	record(verify, check,
	       wsb_debug_regs_compare(expected, actual, status->brps,
				      status->wrps, &first), &first);
}

static void compare_host(struct wsbench_verify *verify,
			 const struct wsbench_status *status,
			 const struct wsb_snapshot *before,
			 const struct wsb_snapshot *after)
{
	struct wsb_difference first = { };

	record(verify, WSBENCH_CHECK_HOST_STATE,
	       wsb_host_state_compare(before, after, status->brps,
				      status->wrps, &first), &first);
}

/* What the guest found in its registers, from @slot of its data page on. */
static void read_seen(const struct wsb_guest *guest, unsigned int slot,
		      struct wsb_debug_regs *regs)
{
	memcpy(regs->bcr, &guest->data[slot + SEEN_BCR], sizeof(regs->bcr));
	memcpy(regs->bvr, &guest->data[slot + SEEN_BVR], sizeof(regs->bvr));
	memcpy(regs->wcr, &guest->data[slot + SEEN_WCR], sizeof(regs->wcr));
	memcpy(regs->wvr, &guest->data[slot + SEEN_WVR], sizeof(regs->wvr));
}

/* Dirty, and a flow that switches: the guest has registers of its own. */
static void compare_guest(struct wsb_verifier *vf, struct wsb_run *run)
{
	const struct wsb_guest *guest = &run->guest;
	const struct wsb_vcpu *vcpu = run->el2.vcpu;

	compare(vf->v, WSBENCH_CHECK_GUEST_SEES, "ESR_EL2 of the exit",
		vcpu->expected_esr, vcpu->exit_esr);

	read_seen(guest, 0, &vf->seen);
	compare_debug(vf->v, WSBENCH_CHECK_GUEST_SEES, &run->status,
		      &vf->given.debug, &vf->seen);
	compare(vf->v, WSBENCH_CHECK_GUEST_SEES, "MDSCR_EL1", DBG_MDSCR_MDE,
		guest->data[SEEN_MDSCR] & MDSCR_SOFTWARE);
	compare(vf->v, WSBENCH_CHECK_GUEST_SEES, "MDCCINT_EL1",
		vf->given.mdccint_el1, guest->data[SEEN_MDCCINT]);

	read_seen(guest, SEEN_AFTER, &vf->seen);
	compare_debug(vf->v, WSBENCH_CHECK_GUEST_SAVED, &run->status,
		      &vf->seen, &vcpu->guest_debug);
	compare(vf->v, WSBENCH_CHECK_GUEST_SAVED, "MDSCR_EL1",
		guest->data[SEEN_AFTER + SEEN_MDSCR] & MDSCR_SOFTWARE,
		vcpu->ctxt.sys_regs[WSB_MDSCR_EL1] & MDSCR_SOFTWARE);
	/* An emulator may have no such register: then nothing was saved. */
	if (vf->given.mdccint_el1)
		compare(vf->v, WSBENCH_CHECK_GUEST_SAVED, "MDCCINT_EL1",
			guest->data[SEEN_AFTER + SEEN_MDCCINT],
			vcpu->ctxt.sys_regs[WSB_MDCCINT_EL1]);
}

static void compare_all(struct wsb_verifier *vf, struct wsb_run *run)
{
	bool switched = vf->v->dirty && vf->v->flow != WSBENCH_FLOW_NONE;
	const struct wsb_vcpu *vcpu = run->el2.vcpu;

	vf->v->result = WSBENCH_CHECK_OK;
	vf->v->compared = 0;
	memset(vf->v->reg, 0, sizeof(vf->v->reg));

	if (switched)
		compare_guest(vf, run);
	else
		compare(vf->v, WSBENCH_CHECK_TRAP, "MDCR_EL2.TDA",
			ESR_ELx_EC_SYS64, ESR_ELx_EC(vcpu->exit_esr));
	compare(vf->v, WSBENCH_CHECK_DIRTY_FLAG, "debug_flags",
		switched ? 0 : vcpu->dirty, vcpu->debug_flags);
	wsb_host_state_exceptions(&vf->original, &vcpu->host_el1);
	wsb_host_state_exceptions(&vf->before, &vcpu->host_el1);
	wsb_host_state_exceptions(&vf->after, &vcpu->left_el1);
	wsb_host_state_exceptions(&vf->final, &vcpu->left_el1);
	compare_host(vf->v, &run->status, &vf->before, &vf->after);
	compare_host(vf->v, &run->status, &vf->original, &vf->final);
}

/* One round trip of the debug payload, the host's registers before and after. */
static int verify_block(struct wsb_verifier *vf, struct wsb_run *run)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;
	int ret;

	/* What a register keeps of a pattern is for the hardware to say. */
	fill_pattern(&vcpu->load_debug, 0x5500000000);
	ret = load_debug(run, MDCCINT_RX);
	if (!ret)
		ret = snapshot(run, &vf->given);
	if (ret)
		return ret;

	wsb_run_set_vcpu(run, WSB_PLAIN_MINIMAL, vf->v->flow, vf->v->dirty,
			 &wsb_debug_payload);
	vcpu->guest_debug = vf->given.debug;
	fill_guest_el1(&vcpu->ctxt);
	vcpu->ctxt.sys_regs[WSB_MDCCINT_EL1] = vf->given.mdccint_el1;
	vcpu->warmup = 0;
	vcpu->count = 1;

	fill_pattern(&vcpu->load_debug, 0x2a00000000);
	ret = load_debug(run, 0);
	if (!ret)
		ret = snapshot(run, &vf->before);
	if (!ret)
		ret = wsb_run_guest(run);
	if (!ret)
		ret = snapshot(run, &vf->after);
	return ret;
}

/*
 * All of it with exceptions masked: the kernel's own exceptions and context
 * switches would change registers between the snapshots.
 */
static int verify_masked(struct wsb_run *run, void *arg)
{
	struct wsb_verifier *vf = arg;
	int ret, restored;

	ret = snapshot(run, &vf->original);
	if (ret)
		return ret;

	ret = verify_block(vf, run);

	run->el2.vcpu->load_debug = vf->original.debug;
	restored = load_debug(run, vf->original.mdccint_el1);
	if (!restored)
		restored = snapshot(run, &vf->final);
	return ret ?: restored;
}

static int verify_run(struct wsb_verifier *vf, struct wsb_run *run)
{
	const struct wsb_vcpu *vcpu = run->el2.vcpu;
	unsigned int tries = 0;
	int ret;

	/* Once more when an interrupt has ended the guest's turn. */
	do {
		if (signal_pending(current))
			return -EINTR;
		if (tries++ == WSB_MAX_TRIES)
			return -ETIMEDOUT;
		cond_resched();
		ret = wsb_run_masked(run, verify_masked, vf);
	} while (!ret && (vcpu->exit_code == EXIT_IRQ ||
			  vcpu->exit_code == EXIT_FIQ));

	if (!ret)
		compare_all(vf, run);
	return ret;
}

/**
 * wsb_verify() - check one flow and dirty state
 * @verify: in and out, see uapi/wsbench.h
 *
 * Context: process, pinned to the CPU. Return: 0 when the check was made,
 * whatever its result; -ETIMEDOUT when interrupts left the guest no turn; otherwise
 * as wsb_run_open() and wsb_run_masked().
 */
int wsb_verify(struct wsbench_verify *verify)
{
	const struct wsbench_plan plan = {
		.abi = WSBENCH_ABI_VERSION,
		.cpu = verify->cpu,
		.flows = 1,
		.dirty = WSBENCH_DIRTY_OFF,
		.barrier = verify->barrier,
		.samples = 1,
		.block = 1,
		.limit_us = WSBENCH_MAX_LIMIT_US,
	};
	struct wsb_verifier *vf;
	struct wsb_run *run;
	int ret;

	if (verify->abi != WSBENCH_ABI_VERSION)
		return -EPROTO;
	if (verify->zero || verify->flow >= WSBENCH_NR_FLOWS ||
	    verify->dirty > 1)
		return -EINVAL;

	vf = kzalloc(sizeof(*vf), GFP_KERNEL);
	if (!vf)
		return -ENOMEM;
	vf->v = verify;
	run = wsb_run_open(&plan);
	if (IS_ERR(run)) {
		ret = PTR_ERR(run);
	} else {
		ret = verify_run(vf, run);
		wsb_run_stop(run);
	}
	kfree(vf);
	return ret;
}
