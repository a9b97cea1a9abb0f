/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The world switch with fewer breakpoints and watchpoints than the CPU has: their
 * numbers come from the vcpu, where the plain instance reads the ID register, one
 * load instead of one MRS; and the way to the first register takes five instructions
 * whatever its number. What a switch statement becomes without a jump table takes
 * between five and ten, by the number, and a sweep would have that in its slope.
 */
#ifndef WSBENCH_HYP_INSTANCE_H
#define WSBENCH_HYP_INSTANCE_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "../vcpu.h"

#define INSTANCE(name)		HYP(name##_counted)
#define DEFINE_VARIANTS(flow)						\
	DEFINE_VARIANT(flow, minimal, MINIMAL, none, NONE)		\
	DEFINE_VARIANT(flow, minimal, MINIMAL, isb, ISB)

/* x18 is the vcpu. */
static __always_inline u64 read_switched_dfr0(void)
{
	u64 dfr0;

	asm volatile("ldr	%0, [x18, %1]"
		     : "=r" (dfr0) : "i" (VCPU_SWITCHED_DFR0));
	return dfr0;
}

/* To the label of bits 3 to 0 of %w0: a test for each, and a branch. */
#define PICK_OF_2(one, zero)						\
	"tbz	%w0, #0, 1f\n\tb	%l[r" #one "]\n"		\
	"1:	b	%l[r" #zero "]\n\t"
#define PICK_OF_4(a, b, c, d)						\
	"tbz	%w0, #1, 2f\n\t" PICK_OF_2(a, b) "2:	" PICK_OF_2(c, d)
#define PICK_OF_8(a, b, c, d, e, f, g, h)				\
	"tbz	%w0, #2, 3f\n\t" PICK_OF_4(a, b, c, d)			\
	"3:	" PICK_OF_4(e, f, g, h)
#define PICK_OF_16							\
	"tbz	%w0, #3, 4f\n\t" PICK_OF_8(15, 14, 13, 12, 11, 10, 9, 8) \
	"4:	" PICK_OF_8(7, 6, 5, 4, 3, 2, 1, 0)

#define for_debug_regs_from(last, op)					\
	do {								\
		__label__ r15, r14, r13, r12, r11, r10, r9, r8;		\
		__label__ r7, r6, r5, r4, r3, r2, r1, r0;		\
									\
		asm goto(PICK_OF_16 : : "r" (last) : :			\
			 r15, r14, r13, r12, r11, r10, r9, r8,		\
			 r7, r6, r5, r4, r3, r2, r1, r0);		\
		unreachable();						\
r15:		op(15);							\
r14:		op(14);							\
r13:		op(13);							\
r12:		op(12);							\
r11:		op(11);							\
r10:		op(10);							\
r9:		op(9);							\
r8:		op(8);							\
r7:		op(7);							\
r6:		op(6);							\
r5:		op(5);							\
r4:		op(4);							\
r3:		op(3);							\
r2:		op(2);							\
r1:		op(1);							\
r0:		op(0);							\
	} while (0)

#define mark(step)		do { } while (0)
#define observe(vcpu, at)	do { } while (0)
#define trip_done(vcpu, sample)	do { } while (0)

#endif /* WSBENCH_HYP_INSTANCE_H */
