/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The world switch with a timestamp after each step: what breakdown/ and
 * breakdown-isb/ have in common. They say with MARK_BARRIER what stands in front of
 * a mark's read of the counter, as the debug code is not compiled for each barrier.
 */
#ifndef WSBENCH_HYP_BREAKDOWN_H
#define WSBENCH_HYP_BREAKDOWN_H

#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/rwonce.h>
#include <asm/sysreg.h>

#include "mark.h"
#include "vcpu.h"

#define read_switched_dfr0()	read_sysreg(id_aa64dfr0_el1)
#define mark(step)		take_mark(MARK_BARRIER, WSBENCH_STEP_##step)
#define observe(vcpu, at)	do { } while (0)

/* Keeps the marks, one by one: the compiler would call memcpy(). */
static __always_inline void trip_done(struct wsb_vcpu *vcpu, int sample)
{
	struct wsb_marks *marks = &vcpu->marks[sample];
	int i;

	barrier();
	for (i = 0; i < WSBENCH_NR_STEPS; i++) {
		WRITE_ONCE(marks->at[i], READ_ONCE(vcpu->mark.at[i]));
		WRITE_ONCE(vcpu->mark.at[i], 0);
	}
}

#endif /* WSBENCH_HYP_BREAKDOWN_H */
