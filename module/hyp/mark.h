/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A timestamp inside the world switch. It stores through x18, which holds the vcpu in
 * all C code at EL2: it needs one scratch register and says nothing of memory, so
 * that the compiler makes the same code around it as without.
 */
#ifndef WSBENCH_HYP_MARK_H
#define WSBENCH_HYP_MARK_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "vcpu.h"

#define take_mark(mark_barrier, step)							\
	do {								\
		u64 __ticks;						\
									\
		asm volatile(mark_barrier				\
			     "mrs	%0, pmccntr_el0\n\t"		\
			     "str	%0, [x18, %1]"			\
			     : "=&r" (__ticks) : "i" (VCPU_MARK(step)));\
	} while (0)

#endif /* WSBENCH_HYP_MARK_H */
