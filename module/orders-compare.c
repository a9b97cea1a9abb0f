// SPDX-License-Identifier: GPL-2.0-only
/* Round trips of two flows from the same state, register by register. */
#include <linux/kernel.h>
#include <linux/string.h>

#include "host-state.h"
#include "hyp/registers.h"
#include "orders.h"

static const char * const sysreg_names[] = {
	[WSB_MPIDR_EL1] = "MPIDR_EL1",
	[WSB_CSSELR_EL1] = "CSSELR_EL1",
	[WSB_SCTLR_EL1] = "SCTLR_EL1",
	[WSB_ACTLR_EL1] = "ACTLR_EL1",
	[WSB_CPACR_EL1] = "CPACR_EL1",
	[WSB_TTBR0_EL1] = "TTBR0_EL1",
	[WSB_TTBR1_EL1] = "TTBR1_EL1",
	[WSB_TCR_EL1] = "TCR_EL1",
	[WSB_ESR_EL1] = "ESR_EL1",
	[WSB_AFSR0_EL1] = "AFSR0_EL1",
	[WSB_AFSR1_EL1] = "AFSR1_EL1",
	[WSB_FAR_EL1] = "FAR_EL1",
	[WSB_MAIR_EL1] = "MAIR_EL1",
	[WSB_VBAR_EL1] = "VBAR_EL1",
	[WSB_CONTEXTIDR_EL1] = "CONTEXTIDR_EL1",
	[WSB_TPIDR_EL0] = "TPIDR_EL0",
	[WSB_TPIDRRO_EL0] = "TPIDRRO_EL0",
	[WSB_TPIDR_EL1] = "TPIDR_EL1",
	[WSB_AMAIR_EL1] = "AMAIR_EL1",
	[WSB_CNTKCTL_EL1] = "CNTKCTL_EL1",
	[WSB_PAR_EL1] = "PAR_EL1",
	[WSB_MDSCR_EL1] = "MDSCR_EL1",
	[WSB_MDCCINT_EL1] = "MDCCINT_EL1",
};

static_assert(ARRAY_SIZE(sysreg_names) == WSB_NR_SYSREGS);

/* What is being compared: two flows at a point. */
struct comparison {
	struct wsbench_orders *orders;
	enum wsbench_point point;
	unsigned int base;
	unsigned int test;
};

/* One value of a register: with each flow, and in the host before the trip. */
struct value {
	u64 now;
	u64 before;
};

static void report(const struct comparison *c, const char *reg, u64 expected,
		   u64 actual)
{
	struct wsbench_orders *orders = c->orders;

	if (orders->differs)
		return;
	orders->differs = 1;
	orders->point = c->point;
	orders->base = c->base;
	orders->test = c->test;
	orders->expected = expected;
	orders->actual = actual;
	strscpy(orders->reg, reg, sizeof(orders->reg));
}

/*
 * A register that both flows leave as the host has it is the host's to change between
 * the two trips: its timer's next expiry, for one. Those that are drawn are the same
 * before each trip, so that this takes nothing from them.
 */
static bool differs(struct value base, struct value test)
{
	return base.now != test.now &&
	       (base.now != base.before || test.now != test.before);
}

static void compare_live(const struct comparison *c, const char *reg,
			 struct value base, struct value test)
{
	c->orders->compared++;
	if (differs(base, test))
		report(c, reg, base.now, test.now);
}

static void compare(const struct comparison *c, const char *reg, u64 base,
		    u64 test)
{
	c->orders->compared++;
	if (base != test)
		report(c, reg, base, test);
}

/* @n registers that are called @format with their number, each @stride values on. */
static void compare_numbered(const struct comparison *c, const char *format,
			     const u64 *base, const u64 *test, unsigned int n,
			     unsigned int stride)
{
	char reg[WSBENCH_REG_NAME];
	unsigned int i;

	for (i = 0; i < n; i++) {
		u64 expected = base[i * stride], actual = test[i * stride];

		if (expected != actual)
			snprintf(reg, sizeof(reg), format, i);
		compare(c, reg, expected, actual);
	}
}

static void compare_fpsimd(const struct comparison *c,
			   const struct wsb_fpsimd *base,
			   const struct wsb_fpsimd *test)
{
	compare_numbered(c, "V%u.D[0]", base->vregs, test->vregs, 32, 2);
	compare_numbered(c, "V%u.D[1]", base->vregs + 1, test->vregs + 1, 32, 2);
	compare(c, "FPSR", base->fpsr, test->fpsr);
	compare(c, "FPCR", base->fpcr, test->fpcr);
}

static void compare_debug(const struct comparison *c,
			  const struct wsbench_status *status,
			  const struct wsb_debug_regs *base,
			  const struct wsb_debug_regs *test)
{
	compare_numbered(c, "DBGBCR%u_EL1", base->bcr, test->bcr, status->brps, 1);
	compare_numbered(c, "DBGBVR%u_EL1", base->bvr, test->bvr, status->brps, 1);
	compare_numbered(c, "DBGWCR%u_EL1", base->wcr, test->wcr, status->wrps, 1);
	compare_numbered(c, "DBGWVR%u_EL1", base->wvr, test->wvr, status->wrps, 1);
}

static void compare_snapshots(const struct comparison *c,
			      const struct wsbench_status *status,
			      const struct wsb_trip *base,
			      const struct wsb_trip *test)
{
	const struct wsb_snapshot *a = &base->at[c->point];
	const struct wsb_snapshot *b = &test->at[c->point];
	unsigned int i, nr;
	const char * const *names = wsb_snapshot_names(&nr);

	for (i = 0; i < nr; i++)
		compare_live(c, names[i],
			     (struct value){ a->regs[i], base->before.regs[i] },
			     (struct value){ b->regs[i], test->before.regs[i] });
	compare_debug(c, status, &a->debug, &b->debug);
	compare(c, "MDCCINT_EL1", a->mdccint_el1, b->mdccint_el1);
	compare_fpsimd(c, &a->fpsimd, &b->fpsimd);
}

/* Bits that are not software's are left out, as in hyp/registers.h. */
static u64 saved_sysreg(const struct wsb_trip *trip, enum wsb_sysreg reg)
{
	u64 val = trip->saved.ctxt.sys_regs[reg];

	if (reg == WSB_MDSCR_EL1)
		return val & MDSCR_SOFTWARE;
	/* QEMU has none: what is saved is what the compiler's register held. */
	if (reg == WSB_MDCCINT_EL1 && !trip->before.mdccint_el1)
		return 0;
	return val;
}

static void compare_saved(const struct comparison *c,
			  const struct wsbench_status *status,
			  const struct wsb_trip *base,
			  const struct wsb_trip *test)
{
	const struct wsb_saved *a = &base->saved, *b = &test->saved;
	unsigned int i;

	compare(c, "debug_flags", a->debug_flags, b->debug_flags);
	compare_numbered(c, "X%u", a->ctxt.regs, b->ctxt.regs,
			 ARRAY_SIZE(a->ctxt.regs), 1);
	compare(c, "SP_EL0", a->ctxt.sp_el0, b->ctxt.sp_el0);
	compare(c, "SP_EL1", a->ctxt.sp_el1, b->ctxt.sp_el1);
	compare(c, "ELR_EL1", a->ctxt.elr_el1, b->ctxt.elr_el1);
	compare(c, "SPSR_EL1", a->ctxt.spsr_el1, b->ctxt.spsr_el1);
	compare(c, "PC", a->ctxt.pc, b->ctxt.pc);
	compare(c, "PSTATE", a->ctxt.pstate, b->ctxt.pstate);
	for (i = 0; i < WSB_NR_SYSREGS; i++)
		compare(c, sysreg_names[i], saved_sysreg(base, i),
			saved_sysreg(test, i));
	compare_debug(c, status, &a->debug, &b->debug);
	compare(c, "CNTV_CTL_EL0", a->timer.ctl & ~CNT_CTL_ISTATUS,
		b->timer.ctl & ~CNT_CTL_ISTATUS);
	compare(c, "CNTV_CVAL_EL0", a->timer.cval, b->timer.cval);
	compare_numbered(c, "ICH_LR%u_EL2", a->vgic.lr, b->vgic.lr, status->lrs, 1);
	compare_numbered(c, "ICH_AP0R%u_EL2", a->vgic.ap0r, b->vgic.ap0r, 4, 1);
	compare_numbered(c, "ICH_AP1R%u_EL2", a->vgic.ap1r, b->vgic.ap1r, 4, 1);
	compare(c, "SPSR_abt", a->sysreg32.spsr_abt, b->sysreg32.spsr_abt);
	compare(c, "SPSR_und", a->sysreg32.spsr_und, b->sysreg32.spsr_und);
	compare(c, "SPSR_irq", a->sysreg32.spsr_irq, b->sysreg32.spsr_irq);
	compare(c, "SPSR_fiq", a->sysreg32.spsr_fiq, b->sysreg32.spsr_fiq);
	compare(c, "DACR32_EL2", a->sysreg32.dacr, b->sysreg32.dacr);
	compare(c, "IFSR32_EL2", a->sysreg32.ifsr, b->sysreg32.ifsr);
	compare(c, "FPEXC32_EL2", a->sysreg32.fpexc, b->sysreg32.fpexc);
	compare(c, "DBGVCR32_EL2", a->sysreg32.dbgvcr, b->sysreg32.dbgvcr);
	compare_fpsimd(c, &a->fpsimd, &b->fpsimd);
}

/**
 * wsb_orders_compare() - compare two flows' trips from the same state
 * @orders: @compared is counted on, the first difference is recorded
 * @run: the run, for what there is
 * @base: trip of the first flow
 * @test: trip of another
 */
void wsb_orders_compare(struct wsbench_orders *orders,
			const struct wsb_run *run, const struct wsb_trip *base,
			const struct wsb_trip *test)
{
	struct comparison c = {
		.orders = orders, .base = base->flow, .test = test->flow,
	};

	for (c.point = WSBENCH_POINT_ENTRY; c.point <= WSBENCH_POINT_HOST;
	     c.point++)
		compare_snapshots(&c, &run->status, base, test);
	c.point = WSBENCH_POINT_SAVED;
	compare_saved(&c, &run->status, base, test);
}

static void check_host(const struct comparison *c, const struct wsb_run *run,
		       const struct wsb_snapshot *before,
		       const struct wsb_snapshot *after)
{
	struct wsb_difference first = { };

	wsb_host_state_compare(before, after, run->status.brps,
			       run->status.wrps, &first);
	if (first.reg[0])
		report(c, first.reg, first.expected, first.actual);
}

/**
 * wsb_orders_check_trip() - check what must hold for every trip by itself
 * @orders: the first difference is recorded
 * @run: the run, after the trip
 * @trip: the trip
 *
 * The guest left as its payload does, and the host is what it was: in the state that
 * was drawn, and when that had gone again.
 */
void wsb_orders_check_trip(struct wsbench_orders *orders,
			   const struct wsb_run *run,
			   const struct wsb_trip *trip)
{
	const struct wsb_vcpu *vcpu = run->el2.vcpu;
	struct comparison c = {
		.orders = orders, .point = WSBENCH_POINT_EXIT,
		.base = trip->flow, .test = trip->flow,
	};
	u64 compared = orders->compared;

	compare(&c, "ESR_EL2", vcpu->expected_esr, trip->saved.exit_esr);
	c.point = WSBENCH_POINT_HOST;
	check_host(&c, run, &trip->before, &trip->at[WSBENCH_POINT_HOST]);
	check_host(&c, run, &trip->original, &trip->final);
	/* What was counted is not of two flows. */
	orders->compared = compared;
}
