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
 * In what each flow is compiled: an instance of the template, <instance>/instance.h,
 * one for each barrier, with a profile. DO(identifier, instance for barrier "none",
 * for "isb", profile, DO's own arguments).
 */
#define WSB_VARIANTS(DO, ...)						\
	DO(PLAIN_MINIMAL, plain, plain, minimal, __VA_ARGS__)		\
	DO(PLAIN_KVM_4_15, plain, plain, kvm_4_15, __VA_ARGS__)		\
	DO(PLAIN_ALL, plain, plain, all, __VA_ARGS__)			\
	DO(BREAKDOWN_MINIMAL, breakdown, breakdown_isb, minimal, __VA_ARGS__) \
	DO(BREAKDOWN_KVM_4_15, breakdown, breakdown_isb, kvm_4_15, __VA_ARGS__) \
	DO(BREAKDOWN_ALL, breakdown, breakdown_isb, all, __VA_ARGS__)	\
	DO(COUNTED_MINIMAL, counted, counted, minimal, __VA_ARGS__)	\
	DO(OBSERVED_ALL, observed, observed, all, __VA_ARGS__)

#define WSB_VARIANT_ID(id, ...)	WSB_##id,
enum wsb_variant {
	WSB_VARIANTS(WSB_VARIANT_ID)
	WSB_NR_VARIANTS
};

#define WSB_FLOW_FN(flow, profile, barrier, instance, mode)		\
	flow_##flow##_##profile##_##barrier##_##instance##_##mode

#define WSB_DECLARE_VARIANT(id, instance, instance_isb, profile, flow)	\
	hyp_fn WSB_FLOW_FN(flow, profile, none, instance, vhe),		\
	       WSB_FLOW_FN(flow, profile, isb, instance_isb, vhe),	\
	       WSB_FLOW_FN(flow, profile, none, instance, nvhe),	\
	       WSB_FLOW_FN(flow, profile, isb, instance_isb, nvhe);
#define WSB_DECLARE_FLOW(id, flow, name)	\
	WSB_VARIANTS(WSB_DECLARE_VARIANT, flow)
WSBENCH_FLOWS(WSB_DECLARE_FLOW)

/* For the table of a mode's flows, [flow][variant][barrier]. */
#define WSB_VARIANT_ROW(id, instance, instance_isb, profile, flow, mode) \
	[WSB_##id] = {							\
		[WSBENCH_BARRIER_NONE] =				\
			WSB_FLOW_FN(flow, profile, none, instance, mode), \
		[WSBENCH_BARRIER_ISB] =					\
			WSB_FLOW_FN(flow, profile, isb, instance_isb, mode), \
	},

#define WSB_DECLARE_HYP(mode)					\
	hyp_fn hyp_block_##mode, hyp_calibrate_##mode,		\
	       hyp_describe_##mode, hyp_snapshot_##mode,		\
	       hyp_load_debug_##mode, hyp_exchange_##mode
WSB_DECLARE_HYP(vhe);
WSB_DECLARE_HYP(nvhe);

u64 hyp_run(struct wsb_vcpu *vcpu, hyp_fn *fn);

extern char hyp_vectors_none[], hyp_vectors_isb[];
extern char wsb_hyp_text_start[], wsb_hyp_text_end[];

#endif /* WSBENCH_HYP_BLOCK_H */
