/* SPDX-License-Identifier: GPL-2.0-only */
/* The world switch with marks, for barrier "isb". */
#ifndef WSBENCH_HYP_INSTANCE_H
#define WSBENCH_HYP_INSTANCE_H

#define MARK_BARRIER		"isb\n\t"

#include "../breakdown.h"

#define INSTANCE(name)		HYP(name##_breakdown_isb)
#define DEFINE_VARIANTS(flow)						\
	DEFINE_VARIANT(flow, minimal, MINIMAL, isb, ISB)		\
	DEFINE_VARIANT(flow, kvm_4_15, KVM_4_15, isb, ISB)		\
	DEFINE_VARIANT(flow, all, ALL, isb, ISB)

#endif /* WSBENCH_HYP_INSTANCE_H */
