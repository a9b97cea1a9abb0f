// SPDX-License-Identifier: GPL-2.0-only
/*
 * The random states of host and guest that round trips start from. Nothing in them
 * may take effect: the host has all exceptions masked, and so has the guest, so that
 * neither takes a debug exception, whatever its breakpoints and watchpoints match
 * (Arm ARM, "Enabling debug exceptions from the current Exception level"), and nobody
 * walks the tables that TTBRs and TCR_EL1 describe. Of the debug registers only
 * combinations of bits that the architecture defines are drawn.
 */
#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/debug-monitors.h>
#include <asm/kvm_arm.h>
#include <asm/ptrace.h>

#include "orders.h"

/* DBGBCR<n>_EL1 and DBGWCR<n>_EL1. */
#define BCR_BAS		(0xfULL << 5)
#define LBN_SHIFT	16
#define BT_SHIFT	20
#define BT_LINKED	1ULL
#define WCR_BAS_SHIFT	5
#define WCR_LSC_SHIFT	3
#define WCR_WT		BIT_ULL(20)
#define WCR_MASK_SHIFT	24
#define CTX_CMPS(dfr0)	((((dfr0) >> 28) & 0xf) + 1)

#define MDSCR_SS	BIT_ULL(0)
#define MDSCR_TDCC	BIT_ULL(12)
#define MDCCINT_TX	BIT_ULL(29)

#define CNT_CTL_ENABLE	BIT_ULL(0)
#define CNT_CTL_IMASK	BIT_ULL(1)

/* What SCTLR_EL1 says of EL0 only, where nothing runs: DZE, UCT, nTWI, nTWE, UCI. */
#define SCTLR_OF_EL0	(BIT_ULL(14) | BIT_ULL(15) | BIT_ULL(16) | \
			 BIT_ULL(18) | BIT_ULL(26))
#define CPACR_FPEN	(3ULL << 20)
#define NZCV		GENMASK_ULL(31, 28)
#define DAIF		(PSR_D_BIT | PSR_A_BIT | PSR_I_BIT | PSR_F_BIT)

/* GIC architecture specification, ICH_LR<n>_EL2. */
#define LR_STATE_SHIFT	62
#define LR_GROUP1	BIT_ULL(60)
#define LR_PRIORITY	(0xf8ULL << 48)
#define FIRST_SPI	32

/* QC and the cumulative exceptions; AHP, DN, FZ and the rounding mode. */
#define FPSR_BITS	0xf800009fULL
#define FPCR_BITS	0x07c00000ULL
#define FPEXC_EN	BIT_ULL(30)
/* S, NS and monitor vectors exist at EL3 only: what EL1 has of DBGVCR32_EL2. */
#define DBGVCR_BITS	0xde0000deULL

/**
 * struct draws - the random numbers of one state
 * @x: splitmix64's counter (Steele, Lea and Flood, "Fast splittable pseudorandom
 *     number generators", 2014)
 * @run: the run
 * @pc: where the guest's code starts
 * @data: where its data page is
 */
struct draws {
	u64 x;
	const struct wsb_run *run;
	u64 pc;
	u64 data;
};

static u64 mix(u64 x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return x ^ (x >> 31);
}

static u64 draw(struct draws *d)
{
	d->x += 0x9e3779b97f4a7c15ULL;
	return mix(d->x);
}

static unsigned int below(struct draws *d, unsigned int n)
{
	return (draw(d) >> 32) * n >> 32;
}

static u64 choose(struct draws *d, const u64 *of, unsigned int n)
{
	return of[below(d, n)];
}

static void fill(struct draws *d, u64 *to, unsigned int n)
{
	while (n--)
		*to++ = draw(d);
}

/* Now and then what is being executed or accessed; else anything canonical. */
static u64 address(struct draws *d)
{
	u64 any = draw(d);

	switch (below(d, 64)) {
	case 0:
		return d->pc + (any & 0xff);
	case 1:
		return d->data + (any & 0xfff);
	case 2:
		return wsb_mode->va(wsb_hyp_text_start) +
		       any % (wsb_hyp_text_end - wsb_hyp_text_start);
	case 3:
		return wsb_mode->va(d->run->el2.vcpu) + any % PAGE_SIZE;
	default:
		return sign_extend64(any, 48);
	}
}

/*
 * At which exception levels, SSC, HMC and PMC: what the architecture defines of
 * them, without EL3 ("Execution conditions for which a breakpoint generates
 * Breakpoint exceptions").
 */
static u64 levels(struct draws *d)
{
#define LEVELS(hmc, ssc, pmc)	((ssc) << 14 | (hmc) << 13 | (pmc) << 1)
	static const u64 defined[] = {
		LEVELS(0, 0, 1), LEVELS(0, 0, 2), LEVELS(0, 0, 3),
		LEVELS(0, 1, 1), LEVELS(0, 1, 2), LEVELS(0, 1, 3),
		LEVELS(1, 0, 1), LEVELS(1, 0, 3), LEVELS(1, 1, 1),
		LEVELS(1, 1, 3), LEVELS(1, 3, 0),
	};

	return choose(d, defined, ARRAY_SIZE(defined));
}

/* Context-aware breakpoints are the last ones. */
static u64 linked_to(struct draws *d)
{
	const struct wsbench_status *status = &d->run->status;
	unsigned int n = min_t(unsigned int, status->brps,
			       CTX_CMPS(status->id_aa64dfr0));

	return (u64)(status->brps - 1 - below(d, n)) << LBN_SHIFT;
}

static void draw_breakpoint(struct draws *d, unsigned int n, u64 *bcr, u64 *bvr)
{
	/* Context ID, VMID, and both, each unlinked and linked. */
	static const u64 contexts[] = { 2, 3, 8, 9, 10, 11 };
	const struct wsbench_status *status = &d->run->status;
	u64 linked = below(d, 2);

	*bcr = BCR_BAS | (below(d, 4) != 0);
	if (n + CTX_CMPS(status->id_aa64dfr0) >= status->brps && below(d, 2)) {
		u64 type = choose(d, contexts, ARRAY_SIZE(contexts));

		/* When it is linked to, the other says where it matches. */
		*bcr |= type << BT_SHIFT |
			(type & BT_LINKED ? LEVELS(0, 0, 3) : levels(d));
		*bvr = draw(d) & GENMASK_ULL(type < 8 ? 31 : 39, 0);
		if (type == 8 || type == 9)
			*bvr &= GENMASK_ULL(39, 32);
		return;
	}
	*bcr |= linked << BT_SHIFT | levels(d);
	if (linked)
		*bcr |= linked_to(d);
	*bvr = address(d) & ~3ULL;
}

static void draw_watchpoint(struct draws *d, u64 *wcr, u64 *wvr)
{
	/* Byte address select: one run of bytes. */
	unsigned int first = below(d, 8), bytes = 1 + below(d, 8 - first);
	u64 mask = below(d, 2) ? 0 : 3 + below(d, 29);

	*wcr = (below(d, 4) != 0) | levels(d) |
	       (u64)(1 + below(d, 3)) << WCR_LSC_SHIFT;
	if (below(d, 2))
		*wcr |= WCR_WT | linked_to(d);
	*wvr = address(d) & ~7ULL;
	if (mask) {
		*wcr |= mask << WCR_MASK_SHIFT | 0xffULL << WCR_BAS_SHIFT;
		*wvr &= ~GENMASK_ULL(mask - 1, 0);
	} else {
		*wcr |= (u64)GENMASK(first + bytes - 1, first) << WCR_BAS_SHIFT;
	}
}

static void draw_debug(struct draws *d, struct wsb_debug_regs *regs)
{
	unsigned int i;

	for (i = 0; i < d->run->status.brps; i++)
		draw_breakpoint(d, i, &regs->bcr[i], &regs->bvr[i]);
	for (i = 0; i < d->run->status.wrps; i++)
		draw_watchpoint(d, &regs->wcr[i], &regs->wvr[i]);
}

/* Never none of both: where none reads back there is no such register (QEMU). */
static u64 draw_mdccint(struct draws *d)
{
	return (1 + below(d, 3)) * MDCCINT_TX;
}

/* It counts, or does not, but rings in no case. */
static u64 draw_timer_ctl(struct draws *d)
{
	static const u64 silent[] = {
		0, CNT_CTL_IMASK, CNT_CTL_IMASK | CNT_CTL_ENABLE,
	};

	return choose(d, silent, ARRAY_SIZE(silent));
}

/* L1 data, L1 instruction, L2: what there is of them everywhere. */
static u64 draw_csselr(struct draws *d)
{
	return below(d, 3);
}

static u64 draw_spsr(struct draws *d)
{
	static const u64 modes[] = {
		PSR_MODE_EL0t, PSR_MODE_EL1t, PSR_MODE_EL1h,
	};

	return (draw(d) & (NZCV | DAIF)) | choose(d, modes, ARRAY_SIZE(modes));
}

static void draw_sysreg32(struct draws *d, struct wsb_sysreg32 *regs)
{
	regs->spsr_abt = draw(d) & NZCV;
	regs->spsr_und = draw(d) & NZCV;
	regs->spsr_irq = draw(d) & NZCV;
	regs->spsr_fiq = draw(d) & NZCV;
	regs->dacr = draw(d) & GENMASK_ULL(31, 0);
	regs->ifsr = draw(d) & 0xf;
	regs->fpexc = draw(d) & FPEXC_EN;
	regs->dbgvcr = draw(d) & DBGVCR_BITS;
}

static void draw_fpsimd(struct draws *d, struct wsb_fpsimd *fpsimd)
{
	fill(d, fpsimd->vregs, ARRAY_SIZE(fpsimd->vregs));
	fpsimd->fpsr = draw(d) & FPSR_BITS;
	fpsimd->fpcr = draw(d) & FPCR_BITS;
}

static void draw_host(struct draws *d, struct wsb_exchange *host)
{
	draw_debug(d, &host->debug);
	host->mdccint_el1 = draw_mdccint(d);
	host->mdscr_el1 = draw(d) & (DBG_MDSCR_MDE | DBG_MDSCR_KDE |
				     MDSCR_TDCC | MDSCR_SS);
	host->tpidr_el0 = draw(d);
	host->tpidrro_el0 = draw(d);
	host->csselr_el1 = draw_csselr(d);
	host->par_el1 = draw(d);
	host->contextidr_el1 = draw(d) & GENMASK_ULL(31, 0);
	host->esr_el1 = draw(d) & GENMASK_ULL(31, 0);
	host->far_el1 = draw(d);
	host->afsr0_el1 = draw(d) & GENMASK_ULL(31, 0);
	host->afsr1_el1 = draw(d) & GENMASK_ULL(31, 0);
	host->elr_el1 = address(d) & ~3ULL;
	host->spsr_el1 = draw_spsr(d);
	/* Counter 0, or the cycle counter. */
	host->pmselr_el0 = below(d, 2) * 31;
	host->pmuserenr_el0 = below(d, 16);
	host->cntv_ctl = draw_timer_ctl(d);
	host->cntv_cval = draw(d);
	draw_sysreg32(d, &host->sysreg32);
	draw_fpsimd(d, &host->fpsimd);
}

/*
 * What has a meaning to the payload stays: its code and data, exceptions masked, MMU
 * off, and vectors that end its turn.
 */
static void draw_guest_el1(struct draws *d, struct wsb_cpu_context *ctxt)
{
	static const enum wsb_sysreg any[] = {
		WSB_TTBR0_EL1, WSB_TTBR1_EL1, WSB_FAR_EL1, WSB_MAIR_EL1,
		WSB_TPIDR_EL0, WSB_TPIDRRO_EL0, WSB_TPIDR_EL1, WSB_PAR_EL1,
	};
	static const enum wsb_sysreg any32[] = {
		WSB_TCR_EL1, WSB_ESR_EL1, WSB_AFSR0_EL1, WSB_AFSR1_EL1,
		WSB_CONTEXTIDR_EL1,
	};
	u64 *regs = ctxt->sys_regs, x0 = ctxt->regs[0], x18 = ctxt->regs[18];
	int i;

	fill(d, ctxt->regs, ARRAY_SIZE(ctxt->regs));
	ctxt->regs[0] = x0;
	ctxt->regs[18] = x18;
	ctxt->pstate |= draw(d) & NZCV;

	for (i = 0; i < ARRAY_SIZE(any); i++)
		regs[any[i]] = draw(d);
	for (i = 0; i < ARRAY_SIZE(any32); i++)
		regs[any32[i]] = draw(d) & GENMASK_ULL(31, 0);
	regs[WSB_TCR_EL1] |= WSB_TCR_NO_WALKS;
	regs[WSB_CSSELR_EL1] = draw_csselr(d);
	regs[WSB_SCTLR_EL1] ^= draw(d) & SCTLR_OF_EL0;
	regs[WSB_CPACR_EL1] = draw(d) & CPACR_FPEN;
	regs[WSB_CNTKCTL_EL1] = draw(d) & 0x3ff;
	ctxt->sp_el0 = draw(d);
	ctxt->sp_el1 = draw(d);
	ctxt->elr_el1 = address(d) & ~3ULL;
	ctxt->spsr_el1 = draw_spsr(d);
}

/* Interrupts in any state, which the guest does not take: it has them masked. */
static void draw_vgic(struct draws *d, struct wsb_vgic *vgic)
{
	unsigned int i;

	vgic->used_lrs = below(d, d->run->status.lrs + 1);
	for (i = 0; i < vgic->used_lrs; i++)
		vgic->lr[i] = (u64)below(d, 4) << LR_STATE_SHIFT |
			      (draw(d) & (LR_GROUP1 | LR_PRIORITY)) |
			      (FIRST_SPI + i + WSBENCH_MAX_LRS * below(d, 32));
}

/* MDE or KDE are what makes a guest's registers dirty (KVM, debug.c). */
static u64 draw_guest_mdscr(struct draws *d, bool dirty)
{
	u64 mdscr = draw(d) & (MDSCR_TDCC | MDSCR_SS);

	if (dirty)
		mdscr |= DBG_MDSCR_MDE | (draw(d) & DBG_MDSCR_KDE);
	return mdscr;
}

/**
 * wsb_orders_fill() - set host and guest up for a state
 * @run: the run, after wsb_run_set_vcpu(): vcpu->load, and all of the guest
 * @orders: the seed, and whether the guest is dirty
 * @number: of the state
 *
 * The same numbers give the same state, of any flow.
 */
void wsb_orders_fill(struct wsb_run *run, const struct wsbench_orders *orders,
		     u64 number)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;
	struct wsb_cpu_context *ctxt = &vcpu->ctxt;
	struct draws d = {
		.x = mix(mix(orders->seed) + number),
		.run = run,
		.pc = ctxt->pc,
		.data = ctxt->regs[0],
	};

	draw_host(&d, &vcpu->load);
	draw_guest_el1(&d, ctxt);
	ctxt->sys_regs[WSB_MDSCR_EL1] = draw_guest_mdscr(&d, orders->dirty);
	ctxt->sys_regs[WSB_MDCCINT_EL1] = draw_mdccint(&d);
	draw_debug(&d, &vcpu->guest_debug);
	vcpu->timer = (struct wsb_timer) {
		.ctl = draw_timer_ctl(&d),
		.cval = draw(&d),
		.cntvoff = draw(&d),
	};
	draw_vgic(&d, &vcpu->vgic);
	draw_sysreg32(&d, &vcpu->sysreg32);
	draw_fpsimd(&d, &vcpu->guest_fpsimd);
}
