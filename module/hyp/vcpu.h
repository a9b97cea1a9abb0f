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
#include <linux/mm.h>
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

/* The four timestamps of a round trip, PMCCNTR_EL0 ticks. */
struct wsb_stamps {
	u64 t[4];
};

#define WSB_SNAPSHOT_REGS	64

/* WSB_REGISTERS() of hyp/registers.h in its order, and the debug registers. */
struct wsb_snapshot {
	u64 regs[WSB_SNAPSHOT_REGS];
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
 * @debug_flags: WSB_DEBUG_DIRTY or 0
 * @host_debug: the host's debug registers while the guest's are loaded
 * @guest_debug: the guest's
 * @hcr_el2: trap configuration of the guest, and so on
 * @mdcr_traps: trap bits of @mdcr_el2; the rest is the host's
 * @vectors: EL2 address of the vectors
 * @host_el2: EL2 as the host had it at the start of the block
 * @host_el1: EL1 as the host had it at the start of the block
 * @host: what the world switch saves of the host
 * @flow: EL2 address of the flow's world switch for this block
 * @done: samples recorded in @stamps
 * @round_trips: round trips made, warm-up included
 * @exit_code: EXIT_* of the last round trip
 * @exit_esr: ESR_EL2 of the last round trip
 * @exit_far: FAR_EL2 of the last round trip
 * @exit_hpfar: HPFAR_EL2 of the last round trip
 * @expected_esr: ESR_EL2 of a round trip that is part of the measurement
 * @calibration: result of hyp_calibrate()
 * @snapshot: result of hyp_snapshot()
 * @load_debug: what hyp_load_debug() writes to the debug registers
 * @load_mdccint: and to MDCCINT_EL1
 * @stamps: the recorded round trips
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

	u64 debug_flags;
	struct wsb_host_debug host_debug;
	struct wsb_debug_regs guest_debug;

	u64 hcr_el2;
	u64 cptr_el2;
	u64 mdcr_el2;
	u64 mdcr_traps;
	u64 hstr_el2;
	u64 vttbr_el2;
	u64 vtcr_el2;
	u64 vectors;
	struct wsb_host_el2 host_el2;
	struct wsb_cpu_context host_el1;
	struct wsb_cpu_context host;

	u64 (*flow)(struct wsb_vcpu *vcpu);
	u32 done;
	u32 round_trips;
	u64 exit_code;
	u64 exit_esr;
	u64 exit_far;
	u64 exit_hpfar;
	u64 expected_esr;

	struct wsb_calibration calibration;
	struct wsb_snapshot snapshot;
	struct wsb_debug_regs load_debug;
	u64 load_mdccint;

	struct wsb_stamps stamps[WSBENCH_MAX_BLOCK];
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
static_assert(offsetof(struct wsb_cpu_context, regs) == CTXT_X(0));

#endif /* __ASSEMBLY__ */
#endif /* WSBENCH_HYP_VCPU_H */
