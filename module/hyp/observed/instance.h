/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The world switch with all registers written down where the guest is entered and
 * where it has left: for "wsbench verify --orders". Not for measuring.
 */
#ifndef WSBENCH_HYP_INSTANCE_H
#define WSBENCH_HYP_INSTANCE_H

#include <asm/sysreg.h>

#include "../hyp.h"

#define INSTANCE(name)		HYP(name##_observed)
#define DEFINE_VARIANTS(flow)						\
	DEFINE_VARIANT(flow, all, ALL, none, NONE)			\
	DEFINE_VARIANT(flow, all, ALL, isb, ISB)

#define read_switched_dfr0()	read_sysreg(id_aa64dfr0_el1)
#define mark(step)		do { } while (0)
#define observe(vcpu, at)	HYP(take_snapshot)(vcpu, &(vcpu)->observed[at])
#define trip_done(vcpu, sample)	do { } while (0)

#endif /* WSBENCH_HYP_INSTANCE_H */
