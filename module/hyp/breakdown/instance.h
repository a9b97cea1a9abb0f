/* SPDX-License-Identifier: GPL-2.0-only */
/* The world switch with marks, for barrier "none". */
#ifndef WSBENCH_HYP_INSTANCE_H
#define WSBENCH_HYP_INSTANCE_H

#define MARK_BARRIER		""

#include "../breakdown.h"

#define INSTANCE(name)		HYP(name##_breakdown)
#define DEFINE_VARIANTS(flow)						\
	DEFINE_VARIANT(flow, minimal, MINIMAL, none, NONE)		\
	DEFINE_VARIANT(flow, kvm_4_15, KVM_4_15, none, NONE)		\
	DEFINE_VARIANT(flow, all, ALL, none, NONE)

#endif /* WSBENCH_HYP_INSTANCE_H */
