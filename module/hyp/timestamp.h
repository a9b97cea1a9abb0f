/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A timestamp: PMCCNTR_EL0, behind an ISB or bare.
 *
 * PMCCNTR_EL0 reads are not ordered against other instructions (Arm ARM,
 * "Synchronization requirements for AArch64 System registers"): without the
 * ISB the core may read the counter before older, slow instructions have
 * completed, and their cost leaks into the next phase. It does not wait for
 * stores to reach memory, and a younger instruction may still overtake the
 * read, by the depth of the pipeline at most; both hit every flow alike.
 */
#ifndef WSBENCH_HYP_TIMESTAMP_H
#define WSBENCH_HYP_TIMESTAMP_H

#ifdef __ASSEMBLY__

.macro	timestamp_none reg
	mrs	\reg, pmccntr_el0
.endm

.macro	timestamp_isb reg
	isb
	mrs	\reg, pmccntr_el0
.endm

#else

#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "../uapi/wsbench.h"

static __always_inline u64 timestamp(const enum wsbench_barrier barrier)
{
	u64 ticks;

	if (barrier == WSBENCH_BARRIER_ISB)
		asm volatile("isb\n\tmrs	%0, pmccntr_el0"
			     : "=r" (ticks) : : "memory");
	else
		asm volatile("mrs	%0, pmccntr_el0"
			     : "=r" (ticks) : : "memory");
	return ticks;
}

#endif /* __ASSEMBLY__ */
#endif /* WSBENCH_HYP_TIMESTAMP_H */
