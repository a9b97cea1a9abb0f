/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The EL2 vectors while a block runs, one table for each barrier. Linked last:
 * see entry.S.
 */
#include <linux/linkage.h>

#include "vcpu.h"
#include "timestamp.h"

	.section .noinstr.text, "ax"

/* An exception at EL2 itself: a fault in this module's own code. */
.macro	current_el
	.balign	0x80
	b	hyp_fault
.endm

.macro	lower_el code, barrier
	.balign	0x80
	stp	x0, x1, [sp, #-16]!
	timestamp_\barrier x0
	ldr	x1, [sp, #16]
	str	x0, [x1, #VCPU_T_EXIT]
	mov	x0, #\code
	b	guest_exit
.endm

.macro	vectors barrier
	.balign	0x800
SYM_CODE_START(hyp_vectors_\barrier)
	.rept	8
	current_el
	.endr
	/* Lower EL in AArch64, then in AArch32: a rogue guest at EL0. */
	.rept	2
	lower_el EXIT_SYNC, \barrier
	lower_el EXIT_IRQ, \barrier
	lower_el EXIT_FIQ, \barrier
	lower_el EXIT_SERROR, \barrier
	.endr
	.balign	0x80
SYM_CODE_END(hyp_vectors_\barrier)
.endm

	vectors	none
	vectors	isb

	.globl	wsb_hyp_text_end
wsb_hyp_text_end:
