/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The ABI of /dev/wsbench, shared by the module and the CLI.
 *
 * A run: open, WSBENCH_IOC_START with a plan, read() until it returns 0,
 * close. The caller must be pinned to plan.cpu; the module executes blocks on
 * the caller's CPU while it reads, so nothing can overflow and no sample is
 * dropped. A signal ends a read() between blocks, or where an interrupt has cut a
 * block: what was measured so far is returned, and a later read() goes on from
 * there.
 *
 * A probe: the thread that runs a vCPU of KVM, pinned to probe.cpu, opens the
 * device and issues WSBENCH_IOC_PROBE; then, as often as it likes,
 * WSBENCH_IOC_PROBE_BLOCK, KVM_RUN until the guest has made its exits, and read()
 * until it returns 0. The module takes timestamps at KVM's own tracepoints, for
 * this thread only.
 *
 * A file has a run or a probe, one of either, until it is closed.
 *
 * All structures are fixed-size and naturally aligned; members called "zero"
 * must be zero, unknown bits are refused with EINVAL.
 */
#ifndef _UAPI_WSBENCH_H
#define _UAPI_WSBENCH_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define WSBENCH_VERSION		"0.1.0"
#define WSBENCH_ABI_VERSION	4
#define WSBENCH_DEVICE		"/dev/wsbench"

enum wsbench_mode {
	WSBENCH_VHE,			/* the kernel runs at EL2 */
	WSBENCH_NVHE,			/* the kernel runs at EL1 */
};

enum wsbench_engine {
	WSBENCH_ENGINE_DIRECT,		/* the module's own world switch: START */
	WSBENCH_ENGINE_KVM,		/* KVM's, by its tracepoints: PROBE */
	WSBENCH_NR_ENGINES,
};

/*
 * The flows: a line here and a file, module/hyp/flow-<name>.c, make one.
 * DO(identifier, symbol, name).
 */
#define WSBENCH_FLOWS(DO)						\
	DO(NONE, none, "none")			/* no debug hooks: the floor */ \
	DO(FOUR_CALL, four_call, "four-call")	/* Linux up to 4.16 */	\
	DO(TWO_HOOK, two_hook, "two-hook")	/* Linux since 4.17 */	\
	DO(TWO_HOOK_EARLY, two_hook_early, "two-hook-early")		\
	DO(TWO_HOOK_LATE, two_hook_late, "two-hook-late")		\
	DO(TWO_HOOK_CACHED, two_hook_cached, "two-hook-cached")

#define WSBENCH_FLOW_ID(id, symbol, name)	WSBENCH_FLOW_##id,
enum wsbench_flow {
	WSBENCH_FLOWS(WSBENCH_FLOW_ID)
	WSBENCH_NR_FLOWS
};

/*
 * Which register classes the world switch has: see WSBENCH_STEPS. MINIMAL is
 * general purpose, EL1 system registers, debug, traps and stage 2; KVM_4_15 adds
 * what Linux 4.15 does for a guest that HVCs: vGIC, timer, and the tests of
 * 32-bit and FP/SIMD state that such a guest has no use for; ALL switches those
 * two as well, and the virtual timer.
 */
#define WSBENCH_PROFILES(DO)						\
	DO(MINIMAL, minimal, "minimal")					\
	DO(KVM_4_15, kvm_4_15, "kvm-4.15")				\
	DO(ALL, all, "all")

#define WSBENCH_PROFILE_ID(id, symbol, name)	WSBENCH_PROFILE_##id,
enum wsbench_profile {
	WSBENCH_PROFILES(WSBENCH_PROFILE_ID)
	WSBENCH_NR_PROFILES
};

/*
 * The steps of a world switch, DO(identifier, class, what it does): what
 * WSBENCH_BREAKDOWN times, each from the end of the step before it. Their order is
 * the flow's; SYSREG_SAVE_HOST is always the first and REST, the way out, the
 * last, and GUEST lies between GP_RESTORE_GUEST and GP_SAVE_GUEST.
 */
#define WSBENCH_STEPS(DO)						\
	DO(SYSREG_SAVE_HOST, SYSREG, SAVE)				\
	DO(DEBUG_SAVE_HOST, DEBUG, SAVE)				\
	DO(TRAPS_ACTIVATE, TRAPS, RESTORE)				\
	DO(STAGE2_ACTIVATE, STAGE2, RESTORE)				\
	DO(VGIC_RESTORE_GUEST, VGIC, RESTORE)				\
	DO(TIMER_RESTORE_GUEST, TIMER, RESTORE)				\
	DO(SYSREG32_RESTORE_GUEST, SYSREG32, RESTORE)			\
	DO(SYSREG_RESTORE_GUEST, SYSREG, RESTORE)			\
	DO(FPSIMD_SAVE_HOST, FPSIMD, SAVE)				\
	DO(FPSIMD_RESTORE_GUEST, FPSIMD, RESTORE)			\
	DO(DEBUG_RESTORE_GUEST, DEBUG, RESTORE)				\
	DO(GP_RESTORE_GUEST, GP, RESTORE)				\
	DO(GUEST, GUEST, NEITHER)					\
	DO(GP_SAVE_GUEST, GP, SAVE)					\
	DO(SYSREG_SAVE_GUEST, SYSREG, SAVE)				\
	DO(SYSREG32_SAVE_GUEST, SYSREG32, SAVE)				\
	DO(TIMER_SAVE_GUEST, TIMER, SAVE)				\
	DO(VGIC_SAVE_GUEST, VGIC, SAVE)					\
	DO(TRAPS_DEACTIVATE, TRAPS, SAVE)				\
	DO(STAGE2_DEACTIVATE, STAGE2, SAVE)				\
	DO(SYSREG_RESTORE_HOST, SYSREG, RESTORE)			\
	DO(FPSIMD_SAVE_GUEST, FPSIMD, SAVE)				\
	DO(FPSIMD_RESTORE_HOST, FPSIMD, RESTORE)			\
	DO(DEBUG_SAVE_GUEST, DEBUG, SAVE)				\
	DO(DEBUG_RESTORE_HOST, DEBUG, RESTORE)				\
	DO(DEBUG_FINISH, DEBUG, RESTORE)				\
	DO(REST, REST, NEITHER)

#define WSBENCH_STEP_ID(id, class, direction)	WSBENCH_STEP_##id,
enum wsbench_step {
	WSBENCH_STEPS(WSBENCH_STEP_ID)
	WSBENCH_NR_STEPS
};

/*
 * What the guest does for ever, each turn of it an exit: a line here and a routine
 * in module/payload.S make one. DO(identifier, symbol, name).
 */
#define WSBENCH_EXITS(DO)						\
	DO(HVC, hvc, "hvc")						\
	DO(SYSREG, sysreg, "sysreg")					\
	DO(MMIO, mmio, "mmio")						\
	DO(WFI, wfi, "wfi")						\
	DO(SMC, smc, "smc")						\
	DO(INTERRUPT, interrupt, "interrupt")

/*
 * Rogue guests, to test that the host comes to no harm: refused unless the
 * module was loaded with selftest=1. module/payload-rogue.S says what each does.
 */
#define WSBENCH_ROGUES(DO)						\
	DO(LOOP, loop, "loop")						\
	DO(UNMASK, unmask, "unmask")					\
	DO(UNDEFINED, undefined, "undefined")				\
	DO(BRK, brk, "brk")						\
	DO(ILLEGAL_STATE, illegal_state, "illegal-state")		\
	DO(JUMP, jump, "jump")						\
	DO(JUMP_KERNEL, jump_kernel, "jump-kernel")			\
	DO(READ, read, "read")						\
	DO(WRITE, write, "write")					\
	DO(WRITE_KERNEL, write_kernel, "write-kernel")			\
	DO(WRITE_CODE, write_code, "write-code")			\
	DO(POKE, poke, "poke")						\
	DO(STACK, stack, "stack")					\
	DO(AARCH32, aarch32, "aarch32")					\
	DO(ROGUE_SMC, rogue_smc, "rogue-smc")				\
	DO(HVC_1, hvc_1, "hvc-1")					\
	DO(HVC_65535, hvc_65535, "hvc-65535")				\
	DO(ROGUE_WFI, rogue_wfi, "rogue-wfi")				\
	DO(WFE, wfe, "wfe")						\
	DO(FP, fp, "fp")						\
	DO(MMU, mmu, "mmu")						\
	DO(PMU, pmu, "pmu")						\
	DO(TIMER, timer, "timer")					\
	DO(PHYSICAL_TIMER, physical_timer, "physical-timer")		\
	DO(GIC, gic, "gic")						\
	DO(OS_LOCK, os_lock, "os-lock")					\
	DO(DISR, disr, "disr")						\
	DO(REGISTERS, registers, "registers")				\
	DO(STEP, step, "step")						\
	DO(BREAKPOINTS, breakpoints, "breakpoints")			\
	DO(WATCHPOINTS, watchpoints, "watchpoints")			\
	DO(OWN_BREAKPOINT, own_breakpoint, "own-breakpoint")		\
	DO(OWN_WATCHPOINT, own_watchpoint, "own-watchpoint")

#define WSBENCH_PAYLOAD_ID(id, symbol, name)	WSBENCH_PAYLOAD_##id,
enum wsbench_payload {
	WSBENCH_EXITS(WSBENCH_PAYLOAD_ID)
	WSBENCH_ROGUES(WSBENCH_PAYLOAD_ID)
	WSBENCH_NR_PAYLOADS
};

/* Those below it are exits, the others rogues. */
#define WSBENCH_COUNT_PAYLOAD(id, symbol, name)	+ 1
#define WSBENCH_NR_EXITS	(0 WSBENCH_EXITS(WSBENCH_COUNT_PAYLOAD))

/* Why a run is over, beside its plan being done. */
enum wsbench_end {
	WSBENCH_END_NONE,
	WSBENCH_END_TIMEOUT,		/* no round trip within the block limit */
	/* What the guest did instead of an HVC #0: trapped to EL2 */
	WSBENCH_END_HVC,		/* HVC with another immediate */
	WSBENCH_END_SMC,
	WSBENCH_END_WFX,		/* WFI or WFE */
	WSBENCH_END_SYSREG,		/* a system register that is not the guest's */
	WSBENCH_END_FP,			/* floating point, SVE or SME */
	WSBENCH_END_INSN_ABORT,		/* stage 2: executed outside its pages */
	WSBENCH_END_DATA_ABORT,		/* stage 2: read or write outside its pages */
	/* or an exception of its own at EL1, for which it has no handler */
	WSBENCH_END_UNDEFINED,
	WSBENCH_END_BRK,
	WSBENCH_END_STEP,		/* software step */
	WSBENCH_END_BREAKPOINT,
	WSBENCH_END_WATCHPOINT,
	WSBENCH_END_ILLEGAL_STATE,
	WSBENCH_END_ALIGNMENT,		/* of PC or SP */
	WSBENCH_END_EL1_ABORT,		/* a fault of stage 1 */
	WSBENCH_END_INTERRUPT,		/* a virtual one: there should be none */
	/* something else, from whichever exception level */
	WSBENCH_END_OTHER,
	/* The host's side */
	WSBENCH_END_EL2_FAULT,		/* the module's code at EL2 took an exception */
	WSBENCH_END_COUNTER,		/* the cycle counter stood still, or is lost */
	WSBENCH_END_HOST_STATE,		/* a register of the host changed */
	WSBENCH_END_HOST_MEMORY,	/* memory the guest must not reach changed */
	WSBENCH_END_HARDWARE,		/* an error of the machine's came up meanwhile */
	WSBENCH_NR_ENDS,
};

/*
 * What stands in front of a counter read.
 *
 * ISB: every instruction before the read has been executed (stores may still be
 * on their way to memory), so a phase holds its own work only. Silicon needs
 * it: a core is free to read the counter ahead of older, slow system-register
 * accesses, whose cost would then show up in the next phase. NONE: the bare
 * MRS; right under emulation, which executes in order, so that a barrier would
 * only add one tick to each phase.
 */
enum wsbench_barrier {
	WSBENCH_BARRIER_NONE,
	WSBENCH_BARRIER_ISB,
	WSBENCH_NR_BARRIERS,
};

#define WSBENCH_DIRTY_OFF	(1U << 0)
#define WSBENCH_DIRTY_ON	(1U << 1)

/* plan.flags: every configuration a second time, with a timestamp after each step */
#define WSBENCH_BREAKDOWN	(1U << 0)
/* Samples of a block then: each has WSBENCH_NR_STEPS ticks more. */
#define WSBENCH_MAX_BREAKDOWN_BLOCK	512U

/* What a profile may have and a machine lack; status.absent */
#define WSBENCH_NO_VGIC		(1U << 0)	/* the GIC has no system registers */
#define WSBENCH_NO_SYSREG32	(1U << 1)	/* EL1 has no AArch32 */

#define WSBENCH_MAX_BLOCK	4096U		/* samples a block */
#define WSBENCH_MAX_WARMUP	4096U		/* round trips before a block's first sample */
#define WSBENCH_MAX_LIMIT_US	10000U
#define WSBENCH_MAX_SAMPLES	(1ULL << 40)	/* a configuration */
#define WSBENCH_HIDDEN		(~0ULL)		/* an address of the kernel's */
#define WSBENCH_MAX_LRS		16U		/* list registers of a vGIC */
#define WSBENCH_MAX_INTERRUPTED	256U		/* round trips in a row of payload INTERRUPT */
#define WSBENCH_MAX_EVENTS	6U		/* PMU events beside the cycle counter */
#define WSBENCH_MAX_STATES	1024U		/* of one WSBENCH_IOC_ORDERS */
#define WSBENCH_REG_NAME	24		/* bytes of a register's name, with NUL */

/**
 * struct wsbench_info - what this module and this machine can do
 * @abi: WSBENCH_ABI_VERSION of the module
 * @mode: enum wsbench_mode
 * @flows: bit mask of the flows, 1 << enum wsbench_flow
 * @barriers: bit mask of the barriers, 1 << enum wsbench_barrier
 * @engines: bit mask of the engines, 1 << enum wsbench_engine, that can be had
 *           now. DIRECT is absent on an nVHE host while KVM or another hypervisor
 *           owns EL2; KVM where the kernel lacks one of the tracepoints, whether
 *           or not it has /dev/kvm
 * @profiles: bit mask of the profiles, 1 << enum wsbench_profile
 * @payloads: bit mask of the payloads, 1 << enum wsbench_payload; the rogue ones
 *            are there with selftest=1 only
 */
struct wsbench_info {
	__u32 abi;
	__u32 mode;
	__u32 flows;
	__u32 barriers;
	__u32 engines;
	__u32 profiles;
	__u64 payloads;
};

/**
 * struct wsbench_plan - one run
 * @abi: in: WSBENCH_ABI_VERSION of the caller; anything else is refused
 *       with EPROTO
 * @cpu: the CPU to run on; the caller is pinned to it
 * @flows: bit mask of the flows to run
 * @dirty: WSBENCH_DIRTY_OFF, WSBENCH_DIRTY_ON or both
 * @payload: enum wsbench_payload, one of info.payloads
 * @barrier: enum wsbench_barrier
 * @samples: samples of each configuration (flow and dirty state), at most
 *           WSBENCH_MAX_SAMPLES, and 2^32 blocks of all of them
 * @seed: seed of the order of the blocks; payload POKE takes it for an address
 * @block: samples of a block, 1..WSBENCH_MAX_BLOCK
 * @warmup: round trips before a block's first sample, and after each interrupt
 *          that cut it, not recorded
 * @limit_us: a block is cut (and resumed) after this many microseconds with
 *            IRQs off, 1..WSBENCH_MAX_LIMIT_US; with payload INTERRUPT after
 *            WSBENCH_MAX_INTERRUPTED round trips instead, and half as many from
 *            then on whenever they took longer
 * @profile: enum wsbench_profile
 * @flags: WSBENCH_BREAKDOWN or 0
 * @brps: breakpoints that the flows switch, 1..status.brps; 0 for all there are
 * @wrps: watchpoints, likewise. Fewer than there are: profile MINIMAL, without
 *        BREAKDOWN, no rogue payload
 * @lrs: list registers in use, 0..status.lrs; for a profile with a vGIC
 * @nr_events: how many of @events count, 0..WSBENCH_MAX_EVENTS
 * @events: events of the CPU's PMU, by number (PMEVTYPER<n>_EL0.evtCount); 0 from
 *          @nr_events on
 *
 * Blocks of all configurations are interleaved: each round runs one block of
 * every configuration, in an order drawn anew for every round from @seed.
 */
struct wsbench_plan {
	__u32 abi;
	__u32 cpu;
	__u32 flows;
	__u32 dirty;
	__u32 payload;
	__u32 barrier;
	__u64 samples;
	__u64 seed;
	__u32 block;
	__u32 warmup;
	__u32 limit_us;
	__u32 profile;
	__u32 flags;
	__u32 brps;
	__u32 wrps;
	__u32 lrs;
	__u32 nr_events;
	__u16 events[WSBENCH_MAX_EVENTS];
};

/**
 * struct wsbench_probe - attach to KVM's tracepoints, for the calling thread
 * @abi: in: WSBENCH_ABI_VERSION of the caller; anything else is refused
 *       with EPROTO
 * @cpu: the CPU; the caller is pinned to it, and stays so
 * @barrier: enum wsbench_barrier
 * @block: room for the samples of a block, 1..WSBENCH_MAX_BLOCK
 */
struct wsbench_probe {
	__u32 abi;
	__u32 cpu;
	__u32 barrier;
	__u32 block;
};

/**
 * struct wsbench_probe_block - start a block
 * @flow: enum wsbench_flow, what the samples will say: the module cannot know
 *        what KVM was built with
 * @dirty: 0 off, 1 on, what the samples will say
 * @block: samples of the block, 1..wsbench_probe.block
 * @warmup: HVC round trips before the first sample, 0..WSBENCH_MAX_WARMUP
 *
 * Every HVC exit of the thread from now on is a round trip, until the block has
 * its samples. Samples of the block before that have not been read are dropped.
 */
struct wsbench_probe_block {
	__u32 flow;
	__u32 dirty;
	__u32 block;
	__u32 warmup;
};

/**
 * struct wsbench_status - facts about the run or probe this file has started
 * @midr: MIDR_EL1 of the run's CPU
 * @id_aa64dfr0: ID_AA64DFR0_EL1 of the run's CPU
 * @brps: breakpoints implemented
 * @wrps: watchpoints implemented
 * @cost: ticks between two back-to-back timestamps, the median of 64 pairs,
 *        by enum wsbench_barrier
 * @exact: 1 when every instruction of a calibrated sequence (nop, udiv, isb,
 *         ldr) took one tick each time: an emulator counting instructions
 *         (QEMU -icount shift=0); 0 on silicon and on plain emulation
 * @counter_bits: width of the cycle counter as perf granted it
 * @samples: samples measured so far
 * @blocks: blocks completed so far
 * @cuts: times that an interrupt cut a block, which was then resumed; of a
 *        probe: exits of other kinds, and HVC exits that did not count as round
 *        trips, between the start of each block and its last sample
 * @round_trips: round trips made so far, warm-up included
 * @longest_ns: the longest time with interrupts off so far, nanoseconds: of the
 *              calibration, or of a block as far as it fits plan.limit_us
 * @mark_cost: ticks that the timestamp after a step adds, the median of 64, by enum
 *             wsbench_barrier
 * @lrs: list registers implemented, 0 where the GIC has no system registers
 * @absent: WSBENCH_NO_*: what the profile has and this machine lacks: such a step is a
 *          test and nothing else
 * @end: enum wsbench_end, why the run is over; the members below say more where
 *       the guest left unexpectedly
 * @zero: zero
 * @esr: ESR_EL2, or ESR_EL1 of an exception that the guest took at EL1
 * @far: FAR, of the same exception level, of an abort or watchpoint; else 0;
 *       WSBENCH_HIDDEN where it is an address of the kernel's
 * @ipa: intermediate physical address of a fault of stage 2, else 0
 * @pc: where in the guest, or WSBENCH_HIDDEN; EL2_FAULT: where in the module's code
 *      for EL2, from its start
 * @expected: HOST_STATE: what the register held before the block
 * @actual: HOST_STATE: and what after it
 * @reg: HOST_STATE: the register's name, NUL-terminated; else empty. The host's values
 *       are not hidden, whatever they are: what changed has to be seen
 *
 * Of a probe, @cost and @exact were measured where its timestamps are taken, at
 * the kernel's exception level, @blocks counts those that were started, and
 * @longest_ns and all behind it are 0.
 */
struct wsbench_status {
	__u64 midr;
	__u64 id_aa64dfr0;
	__u32 brps;
	__u32 wrps;
	__u32 cost[WSBENCH_NR_BARRIERS];
	__u32 exact;
	__u32 counter_bits;
	__u64 samples;
	__u64 blocks;
	__u64 cuts;
	__u64 round_trips;
	__u64 longest_ns;
	__u32 mark_cost[WSBENCH_NR_BARRIERS];
	__u32 lrs;
	__u32 absent;
	__u32 end;
	__u32 zero;
	__u64 esr;
	__u64 far;
	__u64 ipa;
	__u64 pc;
	__u64 expected;
	__u64 actual;
	char reg[WSBENCH_REG_NAME];
};

/**
 * struct wsbench_sample - one round trip; read() returns whole ones
 * @seq: number of the sample in the run or probe, from 0, without a gap
 * @block: number of the block, from 0, in the order executed
 * @flow: enum wsbench_flow
 * @dirty: 0 off, 1 on
 * @breakdown: 1 when the round trip had a timestamp after each step
 * @zero: zero
 * @entry: ticks from the first timestamp to just before ERET
 * @guest: ticks from there to the exit vector
 * @exit: ticks from there to the last timestamp
 * @total: ticks from the first timestamp to the last
 *
 * Of a probe, a round trip begins and ends where KVM enters the guest, and one
 * read of the counter ends a sample and begins the next. "guest" is from
 * tracepoint kvm_entry to kvm_arm_clear_debug: the world switch both ways, and
 * the guest; "exit" from there to kvm_exit: until interrupts are on again; "entry"
 * from there to the next kvm_entry: handling the exit, and preparing to enter.
 * entry + guest + exit is total, as in a run.
 *
 * The read is the last thing done at kvm_entry and the first at the other two,
 * so that what the probe itself does is nearly all in "entry".
 *
 * Round trips are the HVC exits that lead back into the guest without a return
 * to userspace; they are not recorded where they took more than 2^32 - 1 ticks
 * (the thread was not running). Interrupts of the host are part of what they hit.
 */
struct wsbench_sample {
	__u64 seq;
	__u32 block;
	__u8 flow;
	__u8 dirty;
	__u8 breakdown;
	__u8 zero;
	__u32 entry;
	__u32 guest;
	__u32 exit;
	__u32 total;
};

/**
 * struct wsbench_steps - one round trip, and where it went; what read() returns
 *                        with WSBENCH_BREAKDOWN
 * @sample: as without
 * @ticks: by enum wsbench_step, when sample.breakdown is set; else, and of steps
 *         that the flow or the profile does not have, 0. Their sum is
 *         sample.total
 * @zero: zero
 *
 * Each timestamp adds status.mark_cost: take it off the step behind it, which is any
 * but SYSREG_SAVE_HOST, GUEST and GP_SAVE_GUEST: those begin where a sample without
 * breakdown has a timestamp, too. An ISB that stands before it is in the ticks of the
 * step that it ends, so that with this barrier the first step of each way seems
 * dearer by it, and the last one cheaper; their sum is right.
 */
struct wsbench_steps {
	struct wsbench_sample sample;
	__u32 ticks[WSBENCH_NR_STEPS];
	__u32 zero;
};

/**
 * struct wsbench_events - what the PMU counted during the last block
 * @block: number of the block
 * @flow: enum wsbench_flow
 * @dirty: 0 off, 1 on
 * @breakdown: as in struct wsbench_sample
 * @zero: zero
 * @round_trips: round trips, warm-up included
 * @counts: by index of plan.events, of these round trips and the block's frame
 */
struct wsbench_events {
	__u32 block;
	__u8 flow;
	__u8 dirty;
	__u8 breakdown;
	__u8 zero;
	__u64 round_trips;
	__u64 counts[WSBENCH_MAX_EVENTS];
};

/**
 * struct wsbench_discard - run blocks and throw the samples away
 * @samples: in: stop at the end of the block that reaches this many; out: how
 *           many were measured; 0 at the end of the plan
 */
struct wsbench_discard {
	__u64 samples;
};

enum wsbench_check {
	WSBENCH_CHECK_OK,
	WSBENCH_CHECK_GUEST_SEES,	/* a debug register in the guest is not the guest's */
	WSBENCH_CHECK_GUEST_SAVED,	/* what the guest wrote was not saved */
	WSBENCH_CHECK_HOST_STATE,	/* a host register changed */
	WSBENCH_CHECK_DIRTY_FLAG,	/* the flag did not end as specified */
	WSBENCH_CHECK_TRAP,		/* a clean guest reached the debug registers */
};

/**
 * struct wsbench_verify - self-check of one flow and dirty state
 * @abi: in: WSBENCH_ABI_VERSION
 * @cpu: in: the CPU; the caller is pinned to it
 * @flow: in: enum wsbench_flow
 * @dirty: in: 0 off, 1 on
 * @barrier: in: enum wsbench_barrier
 * @result: out: enum wsbench_check
 * @expected: out: value the register should have had
 * @actual: out: value it had
 * @compared: out: number of register values compared
 * @zero: in: zero
 * @reg: out: name of the first register that failed, NUL-terminated
 */
struct wsbench_verify {
	__u32 abi;
	__u32 cpu;
	__u32 flow;
	__u32 dirty;
	__u32 barrier;
	__u32 result;
	__u64 expected;
	__u64 actual;
	__u32 compared;
	__u32 zero;
	char reg[WSBENCH_REG_NAME];
};

/* Where WSBENCH_IOC_ORDERS looks at the registers. */
enum wsbench_point {
	WSBENCH_POINT_ENTRY,		/* just before the guest is entered */
	WSBENCH_POINT_EXIT,		/* just after it has left */
	WSBENCH_POINT_HOST,		/* back in the host */
	WSBENCH_POINT_SAVED,		/* what was kept of the guest, in memory */
	WSBENCH_NR_POINTS,
};

/**
 * struct wsbench_orders - are the flows the same to host and guest
 * @abi: in: WSBENCH_ABI_VERSION
 * @cpu: in: the CPU; the caller is pinned to it
 * @flows: in: bit mask of the flows, two at least
 * @dirty: in: 0 off, 1 on
 * @seed: in: of the states
 * @first: in: number of the first state; a state depends on this and @seed only
 * @states: in: how many, 1..WSBENCH_MAX_STATES; out: how many were compared, fewer
 *          after a difference or a signal
 * @zero: in: zero
 * @compared: out: register values compared, in so many states
 * @differs: out: 1 when a register differed; then
 * @point: out: enum wsbench_point, where
 * @base: out: enum wsbench_flow, the first of @flows
 * @test: out: enum wsbench_flow that differed from it. May be @base itself where the
 *        host is not as before, or the guest has left in another way than it should
 * @state: out: in this state
 * @expected: out: value with @base, or the one that it should have had
 * @actual: out: value with @test
 * @reg: out: the register, NUL-terminated
 *
 * Each state fills the registers of host and guest, live breakpoints and
 * watchpoints among them, and every flow makes one round trip from it, in profile
 * ALL. Every flow is compared with the first one, at each point; of @compared, each of
 * them has the same number. That every flow puts the host back bit for bit is
 * checked besides. A clean guest HVCs at once; one with @dirty first reads all its
 * debug registers and flips bits of each.
 */
struct wsbench_orders {
	__u32 abi;
	__u32 cpu;
	__u32 flows;
	__u32 dirty;
	__u64 seed;
	__u64 first;
	__u32 states;
	__u32 zero;
	__u64 compared;
	__u32 differs;
	__u32 point;
	__u32 base;
	__u32 test;
	__u64 state;
	__u64 expected;
	__u64 actual;
	char reg[WSBENCH_REG_NAME];
};

#define WSBENCH_IOC_INFO	_IOR('W', 0x40, struct wsbench_info)
#define WSBENCH_IOC_START	_IOW('W', 0x41, struct wsbench_plan)
#define WSBENCH_IOC_STATUS	_IOR('W', 0x42, struct wsbench_status)
#define WSBENCH_IOC_DISCARD	_IOWR('W', 0x43, struct wsbench_discard)
#define WSBENCH_IOC_VERIFY	_IOWR('W', 0x44, struct wsbench_verify)
#define WSBENCH_IOC_PROBE	_IOW('W', 0x45, struct wsbench_probe)
#define WSBENCH_IOC_PROBE_BLOCK	_IOW('W', 0x46, struct wsbench_probe_block)
#define WSBENCH_IOC_EVENTS	_IOR('W', 0x47, struct wsbench_events)
#define WSBENCH_IOC_ORDERS	_IOWR('W', 0x48, struct wsbench_orders)

/*
 * Errors of open:
 *   EPERM    the caller lacks CAP_SYS_ADMIN in the initial user namespace. Who is
 *            given the file may use it, as far as perf lets them
 * of START, VERIFY, ORDERS and PROBE, beside EFAULT, ENOMEM and EINTR:
 *   EPROTO   abi is not the module's
 *   EPERM    START: a rogue payload, and the module was loaded without selftest=1.
 *            START and PROBE: perf wants CAP_PERFMON of the caller
 *   EINVAL   a member is out of range, or zero is not zero
 *   ENXIO    the CPU is not online
 *   EXDEV    the caller is not pinned to the CPU
 *   EBUSY    another run or probe holds the CPU, or this file has one already
 *   ENOSPC   perf could not give the cycle counter: something else holds it
 *   EOPNOTSUPP  perf has no PMU for the CPU, or the CPU is one that the module
 *            does not measure (the reason is in the kernel log)
 *   ETIMEDOUT  VERIFY and ORDERS: interrupts left the guest no turn
 *   EIO      the module's code took an exception at EL2, or the cycle counter stands
 *            still (the kernel log says which)
 *   ENOTUNIQ START: an event is not one of the PMU's, or it has no counter left
 *   ERANGE   memory lies where the translation tables do not reach (2^48)
 *   EADDRINUSE  START, VERIFY and ORDERS: KVM or another hypervisor owns EL2 (info.engines
 *            lacks DIRECT), or trace hardware is writing through the EL1 tables
 *   ENOENT   PROBE: the kernel lacks a tracepoint (info.engines lacks KVM; the
 *            kernel log names it)
 * of PROBE_BLOCK:
 *   EINVAL   a member is out of range
 *   EPERM    the caller is not the thread that issued PROBE
 *   EXDEV, EIO  as for read
 *   ENODATA  no probe was started on this file
 * of read and DISCARD:
 *   EXDEV, EADDRINUSE  as above
 *   EINTR    a signal came before there was anything to return
 *   EINVAL   the buffer has no room for a sample
 *   ENODATA  no run was started on this file; for read, no probe either
 *   EIO      what status.end says: the guest left in an unexpected way, the
 *            counter stood still, a register of the host changed
 *   ETIMEDOUT  no round trip within the block limit, several times in a row
 *   EPERM    read: the caller is not the thread that issued PROBE
 * After any of these but EINTR, EINVAL and EPERM, the run or probe is over. read()
 * of a probe never waits: it returns what the block has so far, 0 when all of
 * that has been read.
 * of EVENTS:
 *   ENODATA  no run with events was started on this file, or no block is done
 * of STATUS:
 *   ENODATA  neither a run nor a probe was started on this file
 *   EPERM    the caller is not the thread that issued PROBE
 */

_Static_assert(sizeof(struct wsbench_info) == 32, "ABI");
_Static_assert(sizeof(struct wsbench_plan) == 88, "ABI");
_Static_assert(sizeof(struct wsbench_probe) == 16, "ABI");
_Static_assert(sizeof(struct wsbench_probe_block) == 16, "ABI");
_Static_assert(sizeof(struct wsbench_status) == 176, "ABI");
_Static_assert(sizeof(struct wsbench_sample) == 32, "ABI");
_Static_assert(sizeof(struct wsbench_steps) == 144, "ABI");
_Static_assert(sizeof(struct wsbench_events) == 64, "ABI");
_Static_assert(sizeof(struct wsbench_discard) == 8, "ABI");
_Static_assert(sizeof(struct wsbench_verify) == 72, "ABI");
_Static_assert(sizeof(struct wsbench_orders) == 112, "ABI");

#endif /* _UAPI_WSBENCH_H */
