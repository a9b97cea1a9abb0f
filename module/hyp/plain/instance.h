/* SPDX-License-Identifier: GPL-2.0-only */
/* The world switch as KVM would have it, and nothing else: what is measured. */
#ifndef WSBENCH_HYP_INSTANCE_H
#define WSBENCH_HYP_INSTANCE_H

#include <asm/sysreg.h>

#define INSTANCE(name)		HYP(name##_plain)
#define DEFINE_VARIANTS(flow)						\
	DEFINE_VARIANT(flow, minimal, MINIMAL, none, NONE)		\
	DEFINE_VARIANT(flow, minimal, MINIMAL, isb, ISB)		\
	DEFINE_VARIANT(flow, kvm_4_15, KVM_4_15, none, NONE)		\
	DEFINE_VARIANT(flow, kvm_4_15, KVM_4_15, isb, ISB)		\
	DEFINE_VARIANT(flow, all, ALL, none, NONE)			\
	DEFINE_VARIANT(flow, all, ALL, isb, ISB)

#define read_switched_dfr0()	read_sysreg(id_aa64dfr0_el1)
#define mark(step)		do { } while (0)
#define observe(vcpu, at)	do { } while (0)
#define trip_done(vcpu, sample)	do { } while (0)

#endif /* WSBENCH_HYP_INSTANCE_H */
