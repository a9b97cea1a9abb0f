/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The guest payloads: position independent, all in one image of at most 4 KiB
 * that is copied into a page of the guest. They never run in place.
 */
#include <linux/linkage.h>

#include "payload.h"

	.section .rodata.payload, "a"
	.balign	16
	.globl	wsb_payload_image
wsb_payload_image:

/* WSBENCH_PAYLOAD_HVC: nothing but exits. The world switch keeps w0. */
	.globl	payload_hvc, payload_hvc_loop
payload_hvc:
	mov	w0, #HVC_FUNCTION
payload_hvc_loop:
	hvc	#0
	b	payload_hvc_loop

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

	.globl	wsb_payload_image_end
wsb_payload_image_end:
	.if	. - wsb_payload_image > 4096
	.error	"the payloads do not fit a page of 4 KiB"
	.endif
