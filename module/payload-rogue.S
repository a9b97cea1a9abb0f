/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rogue guests of the self-test: each tries to harm the host, or to stay.
 * They start as every payload does (payload.h), and with
 *	x1	physical address of a page of the host's
 *	x2	the plan's seed
 *	x3	EL2 address of code that every exit executes
 *	x4	EL2 address of the vcpu, which every exit writes
 *	x5	kernel address of code that is often executed
 * None has a handler for exceptions at EL1: the vector page is not mapped.
 *
 * Linked behind payload.S, in the same image.
 */
#include <linux/linkage.h>

#include "payload.h"

#define MDSCR_SS		(1 << 0)
#define MDSCR_KDE		(1 << 13)
#define MDSCR_MDE		(1 << 15)

#define SPSR_EL0_AARCH32	0x10
#define SPSR_EL1H		0x5
#define SPSR_EL2H		0x9
#define SPSR_SS			(1 << 21)
#define SPSR_A_I_F		0x1c0

/* Enabled at EL0, EL1 and EL2; at EL2 alone; at EL1 alone. */
#define BCR_ALL			0x21e7
#define BCR_EL2			0xe1e1
#define BCR_EL1			0x01e3
#define WCR_ALL			0x3fff
#define WCR_EL2			0xfff9
#define WCR_EL1			0x1ffb

#define ROUND_TRIPS		64

#define PSCI_SYSTEM_OFF		0x84000008

	.section .rodata.payload, "a"

.macro	rogue name
	.balign	16
	.globl	payload_\name
payload_\name:
.endm

/* What a guest does that got away with it. */
.macro	survived
	hvc	#HVC_ROGUE
	b	.
.endm

/* Ordinary round trips, with what was set left on. */
.macro	round_trips
	mov	x28, #ROUND_TRIPS
1:	hvc	#0
	subs	x28, x28, #1
	b.ne	1b
	survived
.endm

/* Stays: no exit of its own. */
rogue loop
	b	.

/* Stays, and takes what interrupts it can get. */
rogue unmask
	msr	daifclr, #0xf
	b	.

rogue undefined
	.inst	0x00000000		// udf #0
	survived

rogue brk
	brk	#0x57
	survived

/* Returns to EL2. */
rogue illegal_state
	mov	x9, #SPSR_EL2H
	adr	x10, 1f
	msr	spsr_el1, x9
	msr	elr_el1, x10
	eret
1:	survived

rogue jump
	mov	x9, #0x12340000
	br	x9

rogue jump_kernel
	br	x5

rogue read
	ldr	x9, [x1]
	survived

rogue write
	str	x2, [x1]
	survived

rogue write_kernel
	str	x2, [x5]
	survived

/* Its own code, which it may not write. */
rogue write_code
	adr	x9, .
	str	x2, [x9]
	survived

rogue poke
	str	x2, [x2]
	survived

/* A stack pointer that is neither aligned nor the guest's. */
rogue stack
	add	x9, x1, #1
	mov	sp, x9
	stp	x0, x1, [sp, #-16]!
	survived

/* Leaves through the vectors of AArch32. */
rogue aarch32
	mov	x9, #SPSR_EL0_AARCH32
	mov	x10, #0x12340000
	msr	spsr_el1, x9
	msr	elr_el1, x10
	eret
	survived

/* Turns the machine off. */
rogue rogue_smc
	mov	w0, #PSCI_SYSTEM_OFF & 0xffff
	movk	w0, #PSCI_SYSTEM_OFF >> 16, lsl #16
	smc	#0
	survived

/* The immediate next to that of a round trip, and the greatest. */
rogue hvc_1
	hvc	#1
	survived

rogue hvc_65535
	hvc	#0xffff
	survived

/* A pending interrupt may let one through. */
rogue rogue_wfi
1:	wfi
	b	1b

rogue wfe
1:	wfe
	b	1b

rogue fp
	.inst	0x9e6703e0		// fmov d0, xzr
	survived

/* Turns its MMU on, with tables of its own making. */
rogue mmu
	mrs	x9, sctlr_el1
	orr	x9, x9, #1
	msr	ttbr0_el1, x1
	msr	sctlr_el1, x9
	isb
	survived

/* Stops the counters. */
rogue pmu
	msr	pmcr_el0, xzr
	survived

/* Its own timer rings, and goes on ringing, as soon as it may. */
rogue timer
	mrs	x9, cntvct_el0
	msr	cntv_cval_el0, x9
	mov	x9, #1
	msr	cntv_ctl_el0, x9
	isb
	msr	daifclr, #0xf
	b	.

/* The host's timer, on nVHE: what ends the guest's turn. */
rogue physical_timer
	mov	x9, #2
	msr	cntp_ctl_el0, x9
	survived

/* Masks all interrupts but those of the highest priority: ICC_PMR_EL1. */
rogue gic
	mov	x9, #0x08
	msr	s3_0_c4_c6_0, x9
	survived

rogue os_lock
	mov	x9, #1
	msr	oslar_el1, x9
	survived

/* Tells the host of an error of the machine's that never was: DISR_EL1. */
rogue disr
	mov	x9, #0xc00
	movk	x9, #0x8000, lsl #16
	msr	s3_0_c12_c1_1, x9
	hint	#16			// esb
	survived

/* Junk in all that the world switch has to take from it. */
rogue registers
	mov	x0, #-1
	.irp	n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18
	mov	x\n, x0
	.endr
	.irp	n, 19, 20, 21, 22, 23, 24, 25, 26, 27, 29, 30
	mov	x\n, x0
	.endr
	mov	sp, x0
	msr	sp_el0, x0
	msr	elr_el1, x0
	msr	tpidr_el0, x0
	msr	tpidr_el1, x0
	msr	tpidrro_el0, x0
	round_trips

/* Single-steps itself, and leaves it on. */
rogue step
	mov	x9, #MDSCR_SS
	orr	x9, x9, #MDSCR_KDE
	orr	x9, x9, #MDSCR_MDE
	msr	mdscr_el1, x9
	mov	x10, #SPSR_EL1H | SPSR_A_I_F
	orr	x10, x10, #SPSR_SS
	adr	x11, 1f
	msr	spsr_el1, x10
	msr	elr_el1, x11
	isb
	eret
1:	nop
	nop
	survived

.macro	debug_on
	mrs	x9, mdscr_el1
	orr	x9, x9, #MDSCR_KDE
	orr	x9, x9, #MDSCR_MDE
	msr	mdscr_el1, x9
	isb
.endm

.macro	breakpoint n, address, control
	msr	dbgbvr\n\()_el1, \address
	mov	x9, #\control
	msr	dbgbcr\n\()_el1, x9
.endm

.macro	watchpoint n, address, control
	msr	dbgwvr\n\()_el1, \address
	mov	x9, #\control
	msr	dbgwcr\n\()_el1, x9
.endm

/* The code that follows an exit, at EL2 and in the kernel. Every CPU has two. */
rogue breakpoints
	breakpoint 0, x3, BCR_ALL
	breakpoint 1, x5, BCR_ALL
	mrs	x10, id_aa64dfr0_el1
	ubfx	x10, x10, #12, #4
	cmp	x10, #3
	b.lo	2f
	add	x11, x3, #4
	breakpoint 2, x11, BCR_EL2
	breakpoint 3, x5, BCR_EL2
2:	debug_on
	round_trips

/* The data that an exit writes, and the text of a kernel function, as data. */
rogue watchpoints
	watchpoint 0, x4, WCR_ALL
	and	x11, x5, #~7
	watchpoint 1, x11, WCR_ALL
	add	x11, x4, #8
	mrs	x10, id_aa64dfr0_el1
	ubfx	x10, x10, #20, #4
	cmp	x10, #3
	b.lo	2f
	watchpoint 2, x4, WCR_EL2
	watchpoint 3, x11, WCR_EL2
2:	debug_on
	round_trips

rogue own_breakpoint
	adr	x11, 1f
	breakpoint 0, x11, BCR_EL1
	debug_on
	msr	daifclr, #8
1:	nop
	survived

rogue own_watchpoint
	watchpoint 0, x0, WCR_EL1
	debug_on
	msr	daifclr, #8
	ldr	x9, [x0]
	survived

	.globl	wsb_payload_image_end
wsb_payload_image_end:
