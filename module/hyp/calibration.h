/* SPDX-License-Identifier: GPL-2.0-only */
/* What a timestamp costs, and whether a tick is an instruction. */
#ifndef WSBENCH_HYP_CALIBRATION_H
#define WSBENCH_HYP_CALIBRATION_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "../uapi/wsbench.h"

#define WSB_CALIBRATION_PAIRS	64
#define WSB_SEQUENCE_INSNS	8

/* Ticks of each try. */
struct wsb_calibration {
	u32 cost[WSBENCH_NR_BARRIERS][WSB_CALIBRATION_PAIRS];
	u32 sequence[WSB_CALIBRATION_PAIRS];
};

/*
 * Context: any exception level from which the cycle counter can be read, all
 * exceptions masked.
 *
 * The sequence mixes instructions whose cost differs on every silicon (udiv and
 * isb take several cycles, nops share one): only an emulator that counts
 * instructions gives each of them one tick, every time. It has
 * WSB_SEQUENCE_INSNS instructions, the second counter read included.
 */
static __always_inline void take_calibration(struct wsb_calibration *cal)
{
	u64 t0, t1;
	int i;

	for (i = 0; i < WSB_CALIBRATION_PAIRS; i++) {
		asm volatile("mrs	%0, pmccntr_el0\n\t"
			     "mrs	%1, pmccntr_el0"
			     : "=r" (t0), "=r" (t1));
		cal->cost[WSBENCH_BARRIER_NONE][i] = t1 - t0;

		asm volatile("isb\n\t"
			     "mrs	%0, pmccntr_el0\n\t"
			     "isb\n\t"
			     "mrs	%1, pmccntr_el0"
			     : "=r" (t0), "=r" (t1));
		cal->cost[WSBENCH_BARRIER_ISB][i] = t1 - t0;

		asm volatile("isb\n\t"
			     "mrs	%0, pmccntr_el0\n\t"
			     "udiv	%1, %0, %2\n\t"
			     "udiv	%1, %1, %2\n\t"
			     "isb\n\t"
			     "ldr	%1, [%3]\n\t"
			     "nop\n\t"
			     "nop\n\t"
			     "nop\n\t"
			     "mrs	%1, pmccntr_el0"
			     : "=&r" (t0), "=&r" (t1) : "r" (3UL), "r" (cal));
		cal->sequence[i] = t1 - t0;
	}
}

#endif /* WSBENCH_HYP_CALIBRATION_H */
