/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guest payloads: position independent, all in one image, which ends in
 * payload-rogue.S and is copied into pages of the guest. They never run in place.
 */
#include <linux/linkage.h>

#include <asm/esr.h>

#include "hyp/vcpu.h"
#include "payload.h"

	.section .rodata.payload, "a"
	.balign	16
	.globl	wsb_payload_image
wsb_payload_image:

/*
 * A payload that leaves by EXIT_@code, and with the bits @mask of ESR_EL2 as in @esr:
 * struct wsb_exit, and the label of its code.
 */
.macro	payload name, code, esr, mask
	.pushsection .rodata, "a"
	.balign	8
	.globl	payload_\name\()_exit
payload_\name\()_exit:
	.quad	\code, \esr, \mask
	.popsection
	.globl	payload_\name
payload_\name:
.endm

#define ESR_OF(class)	(((class) << ESR_ELx_EC_SHIFT) | ESR_ELx_IL)

/* Nothing but exits. The world switch keeps w0. */
	.globl	payload_hvc_loop
	payload	hvc, EXIT_SYNC, ESR_OF(ESR_ELx_EC_HVC64), ~0
	mov	w0, #HVC_FUNCTION
payload_hvc_loop:
	hvc	#0
	b	payload_hvc_loop

/*
 * The payloads below leave by a trap, whose return address is the instruction
 * itself: the next turn executes it again, and is the same exit. KVM would emulate
 * the instruction and step over it before the next entry (kvm_skip_instr() in Linux
 * 4.15), but that is done by whoever handles the exit, outside the world switch.
 */

/* HCR_EL2.TACR */
	payload	sysreg, EXIT_SYNC, \
		ESR_OF(ESR_ELx_EC_SYS64) | ESR_ELx_SYS64_ISS_SYS_VAL(3, 0, 1, 1, 0) | \
		31 << ESR_ELx_SYS64_ISS_RT_SHIFT | ESR_ELx_SYS64_ISS_DIR_READ, ~0
	mrs	xzr, actlr_el1
	b	payload_sysreg

/*
 * A load from where no memory is mapped, as of a device that is emulated: a fault of
 * stage 2. Which level of the tables it is depends on the size of a page.
 */
	payload	mmio, EXIT_SYNC, ESR_OF(ESR_ELx_EC_DABT_LOW) | ESR_ELx_FSC_FAULT, \
		ESR_ELx_EC_MASK | ESR_ELx_IL | ESR_ELx_WNR | ESR_ELx_FSC_TYPE
	ldr	w1, [x2]
	b	payload_mmio

/* HCR_EL2.TWI; where an interrupt waits already, WFI does nothing, and it leaves by that. */
	payload	wfi, EXIT_SYNC, ESR_OF(ESR_ELx_EC_WFx), \
		ESR_ELx_EC_MASK | ESR_ELx_IL | ESR_ELx_WFx_ISS_WFE
	wfi
	b	payload_wfi

/* HCR_EL2.TSC: it never gets to the firmware. */
	payload	smc, EXIT_SYNC, ESR_OF(ESR_ELx_EC_SMC64), ~0
	smc	#0
	b	payload_smc

/* Stays, until the interrupt that run.c has pending for it. */
	payload	interrupt, EXIT_IRQ, 0, 0
	b	.

/*
 * For the self-check: store every debug register, flip some bits of each, store
 * what they read back as, exit. x0 is the data page; x1 and x2 are the last
 * breakpoint and watchpoint.
 */
/* Zeroed first: QEMU executes the MRS of MDCCINT_EL1 as a NOP. */
.macro	see reg, slot
	mov	x4, xzr
	mrs	x4, \reg
	str	x4, [x0, #((\slot) * 8)]
.endm

.macro	flip reg, bits
	mrs	x4, \reg
	mov	x5, #\bits
	eor	x4, x4, x5
	msr	\reg, x4
.endm

.macro	see_brp n, base
	see	dbgbcr\n\()_el1, \base + SEEN_BCR + \n
	see	dbgbvr\n\()_el1, \base + SEEN_BVR + \n
.endm

.macro	see_wrp n, base
	see	dbgwcr\n\()_el1, \base + SEEN_WCR + \n
	see	dbgwvr\n\()_el1, \base + SEEN_WVR + \n
.endm

.macro	see_all base
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	cmp	x1, #\n
	b.lo	1f
	see_brp	\n, \base
	.endr
1:
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	cmp	x2, #\n
	b.lo	1f
	see_wrp	\n, \base
	.endr
1:
	see	mdscr_el1, \base + SEEN_MDSCR
	see	mdccint_el1, \base + SEEN_MDCCINT
.endm

	.globl	payload_debug
payload_debug:
	mrs	x3, id_aa64dfr0_el1
	ubfx	x1, x3, #12, #4
	ubfx	x2, x3, #20, #4
	see_all	0

	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	cmp	x1, #\n
	b.lo	1f
	flip	dbgbcr\n\()_el1, FLIP_BCR
	flip	dbgbvr\n\()_el1, FLIP_BVR
	.endr
1:
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	cmp	x2, #\n
	b.lo	1f
	flip	dbgwcr\n\()_el1, FLIP_WCR
	flip	dbgwvr\n\()_el1, FLIP_WVR
	.endr
1:
	flip	mdscr_el1, FLIP_MDSCR
	flip	mdccint_el1, FLIP_MDCCINT
	isb
	see_all	SEEN_AFTER
	hvc	#0
	b	payload_debug
