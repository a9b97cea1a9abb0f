/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What runs at EL2 beside the world switch itself: one set of functions for
 * each mode, all of the form hyp_fn, called through struct wsb_mode.
 */
#ifndef WSBENCH_HYP_BLOCK_H
#define WSBENCH_HYP_BLOCK_H

#include "vcpu.h"

/**
 * typedef hyp_fn - a function that runs at EL2
 * @vcpu: the run's vcpu, at its EL2 address
 *
 * Context: EL2, all exceptions masked. Return: 0.
 */
typedef u64 hyp_fn(struct wsb_vcpu *vcpu);

/*
 * The table of flows: one row, and a line in Kbuild, adds one. DO() is called
 * with the enum wsbench_flow and the name given to DEFINE_FLOW().
 */
#define WSB_FLOWS(DO)						\
	DO(WSBENCH_FLOW_NONE, flow_none)			\
	DO(WSBENCH_FLOW_FOUR_CALL, flow_four_call)		\
	DO(WSBENCH_FLOW_TWO_HOOK, flow_two_hook)

#define WSB_DECLARE_FLOW(id, flow)				\
	hyp_fn flow##_none_vhe, flow##_isb_vhe,			\
	       flow##_none_nvhe, flow##_isb_nvhe;
WSB_FLOWS(WSB_DECLARE_FLOW)

#define WSB_DECLARE_HYP(mode)					\
	hyp_fn hyp_block_##mode, hyp_calibrate_##mode,		\
	       hyp_snapshot_##mode, hyp_load_debug_##mode
WSB_DECLARE_HYP(vhe);
WSB_DECLARE_HYP(nvhe);

u64 hyp_run(struct wsb_vcpu *vcpu, hyp_fn *fn);

extern char hyp_vectors_none[], hyp_vectors_isb[];
extern char wsb_hyp_text_start[], wsb_hyp_text_end[];

#endif /* WSBENCH_HYP_BLOCK_H */
