/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Guest entry and exit, after KVM's hyp/entry.S of Linux 4.15.
 *
 * x18 holds the vcpu while C code runs at EL2 (it is compiled with
 * -ffixed-x18), so that a fault there finds its way out from any stack depth;
 * the guest is given the same value, for the lines between the two worlds: there
 * is nothing in them that could fault, as a guest may have written it.
 *
 * This file is linked first and vectors.S last: the labels at the start of one
 * and at the end of the other bound the text that nVHE maps at EL2.
 */
#include <linux/linkage.h>
#include <asm/assembler.h>

#include "frame.h"
#include "vcpu.h"
#include "timestamp.h"

	.section .noinstr.text, "ax"

	.globl	wsb_hyp_text_start
wsb_hyp_text_start:

/* x18 is saved beside the callee-saved registers, as KVM does. */
.macro	save_callee_saved ctxt
	str	x18, [\ctxt, #CTXT_X(18)]
	stp	x19, x20, [\ctxt, #CTXT_X(19)]
	stp	x21, x22, [\ctxt, #CTXT_X(21)]
	stp	x23, x24, [\ctxt, #CTXT_X(23)]
	stp	x25, x26, [\ctxt, #CTXT_X(25)]
	stp	x27, x28, [\ctxt, #CTXT_X(27)]
	stp	x29, x30, [\ctxt, #CTXT_X(29)]
.endm

.macro	restore_callee_saved ctxt
	ldr	x18, [\ctxt, #CTXT_X(18)]
	ldp	x19, x20, [\ctxt, #CTXT_X(19)]
	ldp	x21, x22, [\ctxt, #CTXT_X(21)]
	ldp	x23, x24, [\ctxt, #CTXT_X(23)]
	ldp	x25, x26, [\ctxt, #CTXT_X(25)]
	ldp	x27, x28, [\ctxt, #CTXT_X(27)]
	ldp	x29, x30, [\ctxt, #CTXT_X(29)]
.endm

/*
 * u64 guest_enter_<barrier>(struct wsb_vcpu *vcpu, struct wsb_cpu_context *host)
 *
 * Enters the guest; comes back from guest_exit below. The pair pushed here is
 * how the exit vector finds both pointers: EL2's stack pointer is the only
 * register that the guest cannot touch.
 */
.macro	guest_enter barrier
SYM_CODE_START(guest_enter_\barrier)
	save_callee_saved x1
	stp	x0, x1, [sp, #-16]!

	add	x0, x0, #VCPU_CTXT
	ldp	x2, x3, [x0, #CTXT_X(2)]
	ldp	x4, x5, [x0, #CTXT_X(4)]
	ldp	x6, x7, [x0, #CTXT_X(6)]
	ldp	x8, x9, [x0, #CTXT_X(8)]
	ldp	x10, x11, [x0, #CTXT_X(10)]
	ldp	x12, x13, [x0, #CTXT_X(12)]
	ldp	x14, x15, [x0, #CTXT_X(14)]
	ldp	x16, x17, [x0, #CTXT_X(16)]
	restore_callee_saved x0

	timestamp_\barrier x1
	str	x1, [x0, #(VCPU_T_ENTER - VCPU_CTXT)]
	ldp	x0, x1, [x0, #CTXT_X(0)]
	eret
	dsb	nsh
	isb
SYM_CODE_END(guest_enter_\barrier)
.endm

	.balign	64
	guest_enter none
	.balign	64
	guest_enter isb

/*
 * From the vectors: x0 is EXIT_*, x1 the vcpu; on the stack are the guest's x0
 * and x1, and what guest_enter pushed.
 */
	.balign	64
SYM_CODE_START(guest_exit)
	add	x1, x1, #VCPU_CTXT
	stp	x2, x3, [x1, #CTXT_X(2)]
	stp	x4, x5, [x1, #CTXT_X(4)]
	stp	x6, x7, [x1, #CTXT_X(6)]
	stp	x8, x9, [x1, #CTXT_X(8)]
	stp	x10, x11, [x1, #CTXT_X(10)]
	stp	x12, x13, [x1, #CTXT_X(12)]
	stp	x14, x15, [x1, #CTXT_X(14)]
	stp	x16, x17, [x1, #CTXT_X(16)]
	ldp	x2, x3, [sp], #16
	stp	x2, x3, [x1, #CTXT_X(0)]
	save_callee_saved x1

	ldp	x1, x2, [sp], #16
	restore_callee_saved x2
	ret
SYM_CODE_END(guest_exit)

/*
 * u64 hyp_run(struct wsb_vcpu *vcpu, u64 (*fn)(struct wsb_vcpu *))
 *
 * Runs fn at EL2 and returns its result, or HYP_FAULT when it took an exception
 * while the vectors below were in place.
 */
SYM_CODE_START(hyp_run)
#ifdef CONFIG_ARM64_BTI_KERNEL
	bti	c
#endif
	push_frame

	mov	x18, x0
	str	x29, [x0, #VCPU_FRAME]
	blr	x1

.Lhyp_run_out:
	pop_frame
	ret
SYM_CODE_END(hyp_run)

/* From the vectors of the current EL: x18 is the vcpu, SP anything. */
SYM_CODE_START(hyp_fault)
	ldr	x29, [x18, #VCPU_FRAME]
	mov	sp, x29
	mrs	x0, esr_el2
	mrs	x1, elr_el2
	mrs	x2, far_el2
	str	x0, [x18, #VCPU_FAULT_ESR]
	str	x1, [x18, #VCPU_FAULT_ELR]
	str	x2, [x18, #VCPU_FAULT_FAR]
	ldr	x1, [x18, #VCPU_FAULT_RESTORE]
	str	xzr, [x18, #VCPU_FAULT_RESTORE]
	cbz	x1, 1f
	mov	x0, x18
	blr	x1
1:	mov	x0, #HYP_FAULT
	b	.Lhyp_run_out
SYM_CODE_END(hyp_fault)
