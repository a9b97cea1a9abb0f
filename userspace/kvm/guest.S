/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guest of engine kvm: position independent, copied into the VM and never
 * run in place. EL1, MMU off, exceptions masked. Each turn begins at one of the
 * labels, with the registers of guest.h, and ends with a store to the door; the
 * VMM then sets the registers and the PC of the next.
 */
#include "../../module/payload.h"
#include "guest.h"

/* x19 and so on, from the numbers in guest.h */
#define R_(n)	x ## n
#define R(n)	R_(n)

	.macro	round_trip
	mov	w0, #HVC_FUNCTION
	hvc	#0
	.endm

/*
 * ISB: the read comes after all that is before it, and before all that is
 * behind it (Arm ARM, "Ordering of reads of the generic timer's counters").
 */
	.macro	counter, to
	isb
	mrs	\to, cntvct_el0
	isb
	.endm

	.macro	end_turn
	str	xzr, [R(GUEST_DOOR)]
	b	.
	.endm

	.section .rodata.guest, "a"
	.balign	2048
	.globl	guest_image
guest_image:
	.globl	guest_vectors
guest_vectors:
	.rept	16
	.balign	128
	str	xzr, [R(GUEST_TRAP)]
	b	.
	.endr
	.balign	128

/*
 * GUEST_COUNT round trips, timed as a whole. MDSCR_EL1 is the VMM's to set: an
 * access of the guest's would be trapped, and count as use of the registers for
 * one exit (Linux up to 6.13) or until the vCPU is loaded anew (from 6.14 on).
 */
	.globl	guest_batch
guest_batch:
	cbz	R(GUEST_WARMUP), 2f
1:	round_trip
	subs	R(GUEST_WARMUP), R(GUEST_WARMUP), #1
	b.ne	1b
2:	counter	x10
	cbz	R(GUEST_COUNT), 4f
3:	round_trip
	subs	R(GUEST_COUNT), R(GUEST_COUNT), #1
	b.ne	3b
4:	counter	x11
	sub	R(GUEST_TICKS), x11, x10
	mrs	R(GUEST_MDSCR), mdscr_el1
	end_turn

/*
 * GUEST_COUNT times CALIBRATE_UNIT instructions of one kind, timed as a whole:
 * the same number of each, so that only an emulator that counts instructions
 * gives them the same time.
 */
	.macro	calibrate, name, insn:vararg
	.globl	guest_\name
guest_\name:
	mov	x12, #3
	adr	x13, guest_image
	counter	x10
1:	.rept	CALIBRATE_UNIT - 2
	\insn
	.endr
	subs	R(GUEST_COUNT), R(GUEST_COUNT), #1
	b.ne	1b
	counter	x11
	sub	R(GUEST_TICKS), x11, x10
	end_turn
	.endm

	calibrate nops, nop
	calibrate divides, udiv x14, x13, x12
	calibrate barriers, isb
	calibrate loads, ldr x14, [x13]

/*
 * Gives each debug register a value of its own, makes GUEST_COUNT round trips,
 * and looks whether it still has it; with MDE set in MDSCR_EL1 each of them
 * switches the registers. Enabled breakpoints and watchpoints are on addresses that the guest
 * never uses.
 */
#define BVR	0x0000007ffffff000	/* last page of the lower half, plus 16 a register */
#define WVR	0x0000007fffffe000
#define BCR	0x1e7			/* enabled, EL1 and EL0, all bytes */
#define WCR	0x1fff			/* the same, loads and stores, all bytes */

	.macro	all_breakpoints, do:vararg
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	cmp	x10, #\n
	b.lo	1f
	\do	\n, KEEP_BVR, dbgbvr, BVR + 16 * \n
	\do	\n, KEEP_BCR, dbgbcr, BCR
	.endr
1:
	.endm

	.macro	all_watchpoints, do:vararg
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	cmp	x11, #\n
	b.lo	1f
	\do	\n, KEEP_WVR, dbgwvr, WVR + 16 * \n
	\do	\n, KEEP_WCR, dbgwcr, WCR
	.endr
1:
	.endm

	.macro	give, n, kind, reg, value
	ldr	x12, =\value
	msr	\reg\()\n\()_el1, x12
	.endm

	.macro	look, n, kind, reg, value
	mov	R(GUEST_REGISTER), #\kind + \n
	ldr	R(GUEST_EXPECTED), =\value
	mrs	R(GUEST_ACTUAL), \reg\()\n\()_el1
	cmp	R(GUEST_ACTUAL), R(GUEST_EXPECTED)
	b.ne	guest_lost
	.endm

	.globl	guest_keep
guest_keep:
	mrs	x12, id_aa64dfr0_el1
	ubfx	x10, x12, #12, #4
	ubfx	x11, x12, #20, #4
	all_breakpoints give
	all_watchpoints give
	isb
1:	round_trip
	subs	R(GUEST_COUNT), R(GUEST_COUNT), #1
	b.ne	1b
	/*
	 * A write marks the debug registers as in use: from the next entry on the
	 * guest reads the hardware's, and not what KVM has in memory.
	 */
	mrs	x12, mdscr_el1
	msr	mdscr_el1, x12
	isb
	all_breakpoints look
	all_watchpoints look
	mov	R(GUEST_REGISTER), #KEEP_ALL
guest_lost:
	mrs	R(GUEST_MDSCR), mdscr_el1
	end_turn

	.ltorg
	.globl	guest_image_end
guest_image_end:

	.section .note.GNU-stack, "", %progbits
