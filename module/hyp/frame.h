/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A stack frame that holds every register a callee must keep, and x18, which
 * means something at EL2 (see entry.S).
 */
#ifndef WSBENCH_HYP_FRAME_H
#define WSBENCH_HYP_FRAME_H

.macro	push_frame
	stp	x29, x30, [sp, #-112]!
	mov	x29, sp
	stp	x18, x19, [sp, #16]
	stp	x20, x21, [sp, #32]
	stp	x22, x23, [sp, #48]
	stp	x24, x25, [sp, #64]
	stp	x26, x27, [sp, #80]
	str	x28, [sp, #96]
.endm

.macro	pop_frame
	ldp	x18, x19, [sp, #16]
	ldp	x20, x21, [sp, #32]
	ldp	x22, x23, [sp, #48]
	ldp	x24, x25, [sp, #64]
	ldp	x26, x27, [sp, #80]
	ldr	x28, [sp, #96]
	ldp	x29, x30, [sp], #112
.endm

#endif /* WSBENCH_HYP_FRAME_H */
