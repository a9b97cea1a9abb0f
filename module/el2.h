/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one interface behind which VHE and nVHE hosts differ: vhe.c and nvhe.c
 * each fill in a struct wsb_mode, main.c picks one when the module is loaded.
 */
#ifndef WSBENCH_EL2_H
#define WSBENCH_EL2_H

#include "hyp/block.h"
#include "hyp/nvhe/idmap.h"
#include "pgtable.h"
#include "uapi/wsbench.h"

/**
 * struct wsb_el2 - access of one run to EL2
 * @vcpu: the run's vcpu, vzalloc()ed
 * @tables: EL2's translation (nVHE)
 * @call: register values for the way in (nVHE)
 * @idmap: physical address of the code that turns the MMU on (nVHE)
 */
struct wsb_el2 {
	struct wsb_vcpu *vcpu;
	struct wsb_pgtable tables;
	struct nvhe_call call;
	phys_addr_t idmap;
};

/**
 * struct wsb_mode - VHE or nVHE
 * @id: enum wsbench_mode
 * @name: as in the CLI
 * @probe: at module load, any CPU: 0 when the machine has EL2, -ENODEV when it
 *         has none; says why
 * @owned: whether EL2 is the kernel's, now, on this CPU, and can be had: KVM or
 *         another hypervisor may have it; any context
 * @prepare: process context, on the run's CPU: makes @vcpu usable at EL2; 0,
 *           -ENOMEM or -ERANGE
 * @release: undoes prepare(), also a failed one
 * @call: runs a hyp_fn at EL2 and returns its result or HYP_FAULT;
 *        all exceptions masked, on the CPU of prepare(); -EADDRINUSE when KVM
 *        has taken EL2, or trace hardware is in the way
 * @va: EL2 address of a function or of memory inside the vcpu
 * @hcr_el2: bits to add to the guest's HCR_EL2
 * @cptr_el2: the guest's CPTR_EL2
 * @cptr_fpsimd: the bits of it by which FP/SIMD traps, or does not
 * @flows: the world switch of each flow
 * @block: runs vcpu->flow, saves and puts back the host around it
 * @calibrate: fills vcpu->calibration
 * @describe: fills vcpu->lrs and vcpu->absent
 * @snapshot: fills vcpu->snapshot
 * @load_debug: loads vcpu->load_debug
 * @exchange: gives the host vcpu->load, fills vcpu->found_in_host, @snapshot and
 *            @exchanged
 */
struct wsb_mode {
	enum wsbench_mode id;
	const char *name;
	int (*probe)(void);
	bool (*owned)(void);
	int (*prepare)(struct wsb_el2 *el2);
	void (*release)(struct wsb_el2 *el2);
	long (*call)(struct wsb_el2 *el2, hyp_fn *fn);
	u64 (*va)(const void *ptr);
	u64 hcr_el2;
	u64 cptr_el2;
	u64 cptr_fpsimd;
	hyp_fn *flows[WSBENCH_NR_FLOWS][WSB_NR_VARIANTS][WSBENCH_NR_BARRIERS];
	hyp_fn *block;
	hyp_fn *calibrate;
	hyp_fn *describe;
	hyp_fn *snapshot;
	hyp_fn *load_debug;
	hyp_fn *exchange;
};

extern const struct wsb_mode wsb_vhe, wsb_nvhe;

/* The mode of this host, for the life of the module. */
extern const struct wsb_mode *wsb_mode;

/* In vhe.c and nvhe.c: the mode's functions of module/hyp/. */
#define WSB_HYP_FUNCTIONS(mode)						\
	.block = hyp_block_##mode,					\
	.calibrate = hyp_calibrate_##mode,				\
	.describe = hyp_describe_##mode,				\
	.snapshot = hyp_snapshot_##mode,				\
	.load_debug = hyp_load_debug_##mode,				\
	.exchange = hyp_exchange_##mode

#endif /* WSBENCH_EL2_H */
