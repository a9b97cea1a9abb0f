/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The ABI of /dev/wsbench, shared by the module and the CLI.
 *
 * A run: open, WSBENCH_IOC_START with a plan, read() until it returns 0,
 * close. The caller must be pinned to plan.cpu; the module executes blocks on
 * the caller's CPU while it reads, so nothing can overflow and no sample is
 * dropped. A signal ends a read() between blocks: what was measured so far is
 * returned, and a later read() goes on with the next block.
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
#define WSBENCH_ABI_VERSION	2
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

enum wsbench_flow {
	WSBENCH_FLOW_NONE,		/* no debug hooks: the floor */
	WSBENCH_FLOW_FOUR_CALL,		/* Linux up to 4.16 */
	WSBENCH_FLOW_TWO_HOOK,		/* Linux since 4.17 */
	WSBENCH_NR_FLOWS,
};

enum wsbench_payload {
	WSBENCH_PAYLOAD_HVC,		/* 1: hvc #0; b 1b */
	WSBENCH_NR_PAYLOADS,
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

#define WSBENCH_MAX_BLOCK	4096U		/* samples a block */
#define WSBENCH_MAX_WARMUP	4096U		/* round trips before a block's first sample */
#define WSBENCH_MAX_LIMIT_US	10000U
#define WSBENCH_MAX_SAMPLES	(1ULL << 40)	/* a configuration */

/**
 * struct wsbench_info - what this module and this machine can do
 * @abi: WSBENCH_ABI_VERSION of the module
 * @mode: enum wsbench_mode
 * @flows: bit mask of the flows, 1 << enum wsbench_flow
 * @payloads: bit mask of the payloads, 1 << enum wsbench_payload
 * @barriers: bit mask of the barriers, 1 << enum wsbench_barrier
 * @engines: bit mask of the engines, 1 << enum wsbench_engine, that can be had
 *           now. DIRECT is absent on an nVHE host while KVM or another hypervisor
 *           owns EL2; KVM where the kernel lacks one of the tracepoints, whether
 *           or not it has /dev/kvm
 */
struct wsbench_info {
	__u32 abi;
	__u32 mode;
	__u32 flows;
	__u32 payloads;
	__u32 barriers;
	__u32 engines;
};

/**
 * struct wsbench_plan - one run
 * @abi: in: WSBENCH_ABI_VERSION of the caller; anything else is refused
 *       with EPROTO
 * @cpu: the CPU to run on; the caller is pinned to it
 * @flows: bit mask of the flows to run
 * @dirty: WSBENCH_DIRTY_OFF, WSBENCH_DIRTY_ON or both
 * @payload: enum wsbench_payload
 * @barrier: enum wsbench_barrier
 * @samples: samples of each configuration (flow and dirty state)
 * @seed: seed of the order of the blocks
 * @block: samples of a block, 1..WSBENCH_MAX_BLOCK
 * @warmup: round trips before a block's first sample, and after each interrupt
 *          that cut it, not recorded
 * @limit_us: a block is cut (and resumed) after this many microseconds with
 *            IRQs off, 1..WSBENCH_MAX_LIMIT_US
 * @zero: zero
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
	__u32 zero;
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
 *
 * Of a probe, @cost and @exact were measured where its timestamps are taken, at
 * the kernel's exception level, and @blocks counts those that were started.
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
};

/**
 * struct wsbench_sample - one round trip; read() returns whole ones
 * @seq: number of the sample in the run or probe, from 0, without a gap
 * @block: number of the block, from 0, in the order executed
 * @flow: enum wsbench_flow
 * @dirty: 0 off, 1 on
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
	__u16 zero;
	__u32 entry;
	__u32 guest;
	__u32 exit;
	__u32 total;
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

#define WSBENCH_REG_NAME	24

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

#define WSBENCH_IOC_INFO	_IOR('W', 0x40, struct wsbench_info)
#define WSBENCH_IOC_START	_IOW('W', 0x41, struct wsbench_plan)
#define WSBENCH_IOC_STATUS	_IOR('W', 0x42, struct wsbench_status)
#define WSBENCH_IOC_DISCARD	_IOWR('W', 0x43, struct wsbench_discard)
#define WSBENCH_IOC_VERIFY	_IOWR('W', 0x44, struct wsbench_verify)
#define WSBENCH_IOC_PROBE	_IOW('W', 0x45, struct wsbench_probe)
#define WSBENCH_IOC_PROBE_BLOCK	_IOW('W', 0x46, struct wsbench_probe_block)

/*
 * Errors of START, VERIFY and PROBE, beside EFAULT, ENOMEM and EINTR:
 *   EPROTO   abi is not the module's
 *   EINVAL   a member is out of range, or zero is not zero
 *   ENXIO    the CPU is not online
 *   EXDEV    the caller is not pinned to the CPU
 *   EBUSY    another run or probe holds the CPU, or this file has one already
 *   ENOSPC   perf could not give the cycle counter: something else holds it
 *   EOPNOTSUPP  perf has no PMU for the CPU, or the CPU is one that the module
 *            does not measure (the reason is in the kernel log)
 *   ERANGE   memory lies where the translation tables do not reach (2^48)
 *   EADDRINUSE  START and VERIFY: KVM or another hypervisor owns EL2 (info.engines
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
 *   EINTR    a signal came before anything was measured
 *   EINVAL   the buffer has no room for a sample
 *   ENODATA  no run was started on this file; for read, no probe either
 *   EIO      the counter stood still, or the guest left in an unexpected way
 *            (the reason is in the kernel log)
 *   ETIMEDOUT  the block limit left no time for a single round trip
 *   EPERM    read: the caller is not the thread that issued PROBE
 * After any of these but EINTR, EINVAL and EPERM, the run or probe is over. read()
 * of a probe never waits: it returns what the block has so far, 0 when all of
 * that has been read.
 * of STATUS:
 *   ENODATA  neither a run nor a probe was started on this file
 *   EPERM    the caller is not the thread that issued PROBE
 */

_Static_assert(sizeof(struct wsbench_info) == 24, "ABI");
_Static_assert(sizeof(struct wsbench_plan) == 56, "ABI");
_Static_assert(sizeof(struct wsbench_probe) == 16, "ABI");
_Static_assert(sizeof(struct wsbench_probe_block) == 16, "ABI");
_Static_assert(sizeof(struct wsbench_status) == 72, "ABI");
_Static_assert(sizeof(struct wsbench_sample) == 32, "ABI");
_Static_assert(sizeof(struct wsbench_discard) == 8, "ABI");
_Static_assert(sizeof(struct wsbench_verify) == 72, "ABI");

#endif /* _UAPI_WSBENCH_H */
