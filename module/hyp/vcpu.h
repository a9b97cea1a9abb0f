/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of one run, as EL2 sees it. Everything the code at EL2 touches is
 * in struct wsb_vcpu, one allocation, so that the nVHE EL2 page tables map the
 * code, this, and nothing else of the host.
 */
#ifndef WSBENCH_HYP_VCPU_H
#define WSBENCH_HYP_VCPU_H

/* Offsets for assembly; checked against the structures below. */
#define VCPU_T_ENTER		0
#define VCPU_T_EXIT		8
#define VCPU_FRAME		16
#define VCPU_FAULT_RESTORE	24
#define VCPU_FAULT_ESR		32
#define VCPU_FAULT_ELR		40
#define VCPU_FAULT_FAR		48
#define VCPU_FOUND		56
#define VCPU_CTXT		96
/* For bench/tests/path-length, which follows the object code. */
#define VCPU_HOST_CTXT		64
#define VCPU_DEBUG_PTR		72
#define VCPU_DIRTY		80
#define VCPU_WARMUP		88
#define VCPU_COUNT		92
/* What the world switch stores or loads by way of x18. */
#define VCPU_SWITCHED_DFR0	576
#define VCPU_MARK(step)		(584 + (step) * 8)

#define FPSIMD_FPSR		512
#define FPSIMD_FPCR		520

#define CTXT_X(n)		((n) * 8)

/* What guest_enter() returns: the vector the guest left through. */
#define EXIT_SYNC		0
#define EXIT_IRQ		1
#define EXIT_FIQ		2
#define EXIT_SERROR		3
/* What hyp_run() returns when the code at EL2 itself took an exception. */
#define HYP_FAULT		(-1)

#ifndef __ASSEMBLY__

#include <linux/build_bug.h>
#include <linux/stddef.h>
#include <linux/types.h>

#include "../uapi/wsbench.h"
#include "calibration.h"

/* The EL1 system registers of KVM's save area, Linux 4.15 sysreg-sr.c. */
enum wsb_sysreg {
	WSB_MPIDR_EL1,
	WSB_CSSELR_EL1,
	WSB_SCTLR_EL1,
	WSB_ACTLR_EL1,
	WSB_CPACR_EL1,
	WSB_TTBR0_EL1,
	WSB_TTBR1_EL1,
	WSB_TCR_EL1,
	WSB_ESR_EL1,
	WSB_AFSR0_EL1,
	WSB_AFSR1_EL1,
	WSB_FAR_EL1,
	WSB_MAIR_EL1,
	WSB_VBAR_EL1,
	WSB_CONTEXTIDR_EL1,
	WSB_TPIDR_EL0,
	WSB_TPIDRRO_EL0,
	WSB_TPIDR_EL1,
	WSB_AMAIR_EL1,
	WSB_CNTKCTL_EL1,
	WSB_PAR_EL1,
	WSB_MDSCR_EL1,
	WSB_MDCCINT_EL1,
	WSB_NR_SYSREGS,
};

struct wsb_cpu_context {
	u64 regs[31];			/* x0-x30; the host's: x18-x30 */
	u64 sp_el0;
	u64 sp_el1;
	u64 elr_el1;
	u64 spsr_el1;
	u64 pc;
	u64 pstate;
	u64 sys_regs[WSB_NR_SYSREGS];
};

struct wsb_debug_regs {
	u64 bcr[16];
	u64 bvr[16];
	u64 wcr[16];
	u64 wvr[16];
};

struct wsb_timer {
	u64 ctl;
	u64 cval;
	u64 cntvoff;
};

/* TC, TALL0 and TALL1 (GIC architecture specification, ICH_HCR_EL2). */
#define WSB_ICH_HCR_TRAP	(BIT(10) | BIT(11) | BIT(12))

struct wsb_vgic {
	u32 used_lrs;
	u64 hcr;
	u64 lr[WSBENCH_MAX_LRS];
	u64 ap0r[4];
	u64 ap1r[4];
};

struct wsb_sysreg32 {
	u64 spsr_abt;
	u64 spsr_und;
	u64 spsr_irq;
	u64 spsr_fiq;
	u64 dacr;
	u64 ifsr;
	u64 fpexc;
	u64 dbgvcr;
};

struct wsb_fpsimd {
	u64 vregs[64];			/* V0-V31, the lower half first */
	u64 fpsr;
	u64 fpcr;
};

#define WSB_DEBUG_DIRTY		BIT(0)

struct wsb_host_debug {
	struct wsb_debug_regs regs;
	u64 pmscr_el1;
};

/* EL2 as the host had it; what the world switch puts back on every exit. */
struct wsb_host_el2 {
	u64 hcr_el2;
	u64 cptr_el2;
	u64 mdcr_el2;
	u64 hstr_el2;
	u64 vttbr_el2;
	u64 vtcr_el2;
	u64 vbar_el2;
	u64 pstate;
};

/* What the guest could reach besides, as the host had it: hyp/contain.h. */
struct wsb_host_outer {
	u64 cnthctl_el2;
	u64 cntvoff_el2;
	u64 pmselr_el0;
	u64 pmuserenr_el0;
	struct wsb_vgic vgic;
	struct wsb_sysreg32 sysreg32;
	u64 cntv_ctl;
	u64 cntv_cval;
	u64 icc_sre_el2;
	u64 icc_sre_el1;
	u64 vdisr_el2;
	u64 hcrx_el2;
	u64 hfgrtr_el2;
	u64 hfgwtr_el2;
};

/* The four timestamps of a round trip, PMCCNTR_EL0 ticks. */
struct wsb_stamps {
	u64 t[4];
};

/* When each step ended, PMCCNTR_EL0 ticks; 0 where there was no such step. */
struct wsb_marks {
	u64 at[WSBENCH_NR_STEPS];
};

#define WSB_SNAPSHOT_REGS	112

/*
 * WSB_REGISTERS() of hyp/registers.h in its order, and what is not read by name: the
 * debug registers, and with profile ALL FP/SIMD, else zero.
 */
struct wsb_snapshot {
	u64 regs[WSB_SNAPSHOT_REGS];
	struct wsb_fpsimd fpsimd;
	struct wsb_debug_regs debug;
	u64 mdccint_el1;
};

/*
 * EL2 as the nVHE entry code found it: nvhe/idmap.S stores and reloads it, in
 * this order.
 */
struct wsb_found {
	u64 sctlr_el2;
	u64 tcr_el2;
	u64 ttbr0_el2;
	u64 mair_el2;
	u64 vbar_el2;
	u64 sp_el2;
	u64 elr_el2;
	u64 spsr_el2;
};

/*
 * Registers of the host that nothing needs between two calls at EL2 with exceptions
 * masked: in mode VHE, EL1's and the virtual timer are the guest's anyway.
 */
struct wsb_exchange {
	struct wsb_debug_regs debug;
	u64 mdccint_el1;
	u64 mdscr_el1;
	u64 tpidr_el0;
	u64 tpidrro_el0;
	u64 csselr_el1;
	u64 par_el1;
	u64 contextidr_el1;
	u64 esr_el1;
	u64 far_el1;
	u64 afsr0_el1;
	u64 afsr1_el1;
	u64 elr_el1;
	u64 spsr_el1;
	u64 pmselr_el0;
	u64 pmuserenr_el0;
	u64 cntv_ctl;
	u64 cntv_cval;
	struct wsb_sysreg32 sysreg32;
	struct wsb_fpsimd fpsimd __aligned(16);
};

#define WSB_HYP_STACK		(4 * 1024)

/**
 * struct wsb_vcpu - a guest, the host state saved around it, and its block
 * @t_enter: timestamp just before ERET
 * @t_exit: timestamp at the exit vector
 * @frame: stack pointer that hyp_run() unwinds to after a fault at EL2
 * @fault_restore: EL2 address of what puts the host back after a fault, or 0
 * @fault_esr: ESR_EL2 of the fault
 * @fault_elr: ELR_EL2 of the fault
 * @fault_far: FAR_EL2 of the fault
 * @found: EL2 address of what the entry code found in EL2 (nVHE)
 * @host_ctxt: &@host as a kernel address, as KVM's vcpu->host_cpu_context
 * @debug_ptr: &@guest_debug as a kernel address, as KVM's vcpu->debug_ptr
 * @dirty: value of @debug_flags at the start of every round trip
 * @warmup: round trips to make before the first recorded one
 * @count: samples wanted, 1..WSBENCH_MAX_BLOCK
 * @ctxt: the guest
 * @switched_dfr0: ID_AA64DFR0_EL1 with the numbers of breakpoints and watchpoints
 *                 that the flows switch
 * @mark: of the round trip under way, in the instance with marks
 * @last_brp: number of the last breakpoint that the flows switch
 * @last_wrp: number of the last watchpoint
 * @profile: enum wsbench_profile
 * @absent: WSBENCH_NO_*
 * @lrs: list registers implemented
 * @debug_flags: WSB_DEBUG_DIRTY or 0
 * @host_debug: the host's debug registers while the guest's are loaded
 * @guest_debug: the guest's
 * @timer: the guest's virtual timer
 * @vgic: its virtual CPU interface
 * @sysreg32: its 32-bit state
 * @guest_fpsimd: its vector registers
 * @host_fpsimd: the host's
 * @hcr_el2: HCR_EL2 of the guest
 * @cptr_el2: its CPTR_EL2
 * @mdcr_el2: its MDCR_EL2
 * @mdcr_traps: trap bits of @mdcr_el2; the rest is the host's
 * @hstr_el2: its HSTR_EL2
 * @vttbr_el2: its VTTBR_EL2
 * @vtcr_el2: its VTCR_EL2, for the block
 * @vectors: EL2 address of the vectors
 * @host_el2: EL2 as the host had it at the start of the block
 * @host_outer: what the world switch leaves alone, at the start of the block
 * @host_el1: EL1 as the host had it at the start of the block
 * @left_el1: and as the block left it
 * @host: what the world switch saves of the host
 * @flow: EL2 address of the flow's world switch for this block
 * @done: samples recorded in @stamps
 * @round_trips: round trips made, warm-up included
 * @exit_code: EXIT_* of the last round trip
 * @exit_esr: ESR_EL2 of the last round trip
 * @exit_far: FAR_EL2 of the last round trip
 * @expected_exit: EXIT_* of a round trip that is part of the measurement
 * @expected_esr: its ESR_EL2
 * @expected_mask: the bits of it that count
 * @calibration: result of hyp_calibrate()
 * @mark_cost: and ticks from one mark to the next, of each try
 * @snapshot: result of hyp_snapshot()
 * @load_debug: what hyp_load_debug() writes to the debug registers
 * @load_mdccint: and to MDCCINT_EL1
 * @observed: before the guest was entered and after it has left, by enum
 *            wsbench_point, in the instance that observes
 * @stamps: the recorded round trips
 * @marks: their marks
 * @load: what hyp_exchange() gives the host
 * @found_in_host: and what it finds in its place
 * @exchanged: all of the host after that; @snapshot is before
 * @stack: EL2 stack (nVHE)
 */
struct wsb_vcpu {
	u64 t_enter;
	u64 t_exit;
	u64 frame;
	u64 fault_restore;
	u64 fault_esr;
	u64 fault_elr;
	u64 fault_far;
	struct wsb_found *found;
	struct wsb_cpu_context *host_ctxt;
	struct wsb_debug_regs *debug_ptr;
	u64 dirty;
	u32 warmup;
	u32 count;
	struct wsb_cpu_context ctxt;
	u64 switched_dfr0;
	struct wsb_marks mark;
	u32 last_brp;
	u32 last_wrp;
	u32 profile;
	u32 absent;
	u32 lrs;

	u64 debug_flags;
	struct wsb_host_debug host_debug;
	struct wsb_debug_regs guest_debug;
	struct wsb_timer timer;
	struct wsb_vgic vgic;
	struct wsb_sysreg32 sysreg32;
	struct wsb_fpsimd guest_fpsimd __aligned(16);
	struct wsb_fpsimd host_fpsimd __aligned(16);

	u64 hcr_el2;
	u64 cptr_el2;
	u64 mdcr_el2;
	u64 mdcr_traps;
	u64 hstr_el2;
	u64 vttbr_el2;
	u64 vtcr_el2;
	u64 vectors;
	struct wsb_host_el2 host_el2;
	struct wsb_host_outer host_outer;
	struct wsb_cpu_context host_el1;
	struct wsb_cpu_context left_el1;
	struct wsb_cpu_context host;

	u64 (*flow)(struct wsb_vcpu *vcpu);
	u32 done;
	u32 round_trips;
	u64 exit_code;
	u64 exit_esr;
	u64 exit_far;
	u64 expected_exit;
	u64 expected_esr;
	u64 expected_mask;

	struct wsb_calibration calibration;
	u32 mark_cost[WSBENCH_NR_BARRIERS][WSB_CALIBRATION_PAIRS];
	struct wsb_snapshot snapshot;
	struct wsb_debug_regs load_debug;
	u64 load_mdccint;

	struct wsb_snapshot observed[WSBENCH_POINT_EXIT + 1];
	struct wsb_stamps stamps[WSBENCH_MAX_BLOCK];
	struct wsb_marks marks[WSBENCH_MAX_BREAKDOWN_BLOCK];
	struct wsb_exchange load;
	struct wsb_exchange found_in_host;
	struct wsb_snapshot exchanged;
	u8 stack[WSB_HYP_STACK] __aligned(16);
};

static_assert(offsetof(struct wsb_vcpu, t_enter) == VCPU_T_ENTER);
static_assert(offsetof(struct wsb_vcpu, t_exit) == VCPU_T_EXIT);
static_assert(offsetof(struct wsb_vcpu, frame) == VCPU_FRAME);
static_assert(offsetof(struct wsb_vcpu, fault_restore) == VCPU_FAULT_RESTORE);
static_assert(offsetof(struct wsb_vcpu, fault_esr) == VCPU_FAULT_ESR);
static_assert(offsetof(struct wsb_vcpu, fault_elr) == VCPU_FAULT_ELR);
static_assert(offsetof(struct wsb_vcpu, fault_far) == VCPU_FAULT_FAR);
static_assert(offsetof(struct wsb_vcpu, found) == VCPU_FOUND);
static_assert(offsetof(struct wsb_vcpu, ctxt) == VCPU_CTXT);
static_assert(offsetof(struct wsb_vcpu, host_ctxt) == VCPU_HOST_CTXT);
static_assert(offsetof(struct wsb_vcpu, debug_ptr) == VCPU_DEBUG_PTR);
static_assert(offsetof(struct wsb_vcpu, dirty) == VCPU_DIRTY);
static_assert(offsetof(struct wsb_vcpu, warmup) == VCPU_WARMUP);
static_assert(offsetof(struct wsb_vcpu, count) == VCPU_COUNT);
static_assert(offsetof(struct wsb_vcpu, switched_dfr0) == VCPU_SWITCHED_DFR0);
static_assert(offsetof(struct wsb_vcpu, mark) == VCPU_MARK(0));
static_assert(offsetof(struct wsb_fpsimd, fpsr) == FPSIMD_FPSR);
static_assert(offsetof(struct wsb_fpsimd, fpcr) == FPSIMD_FPCR);
static_assert(offsetof(struct wsb_cpu_context, regs) == CTXT_X(0));

#endif /* __ASSEMBLY__ */
#endif /* WSBENCH_HYP_VCPU_H */
