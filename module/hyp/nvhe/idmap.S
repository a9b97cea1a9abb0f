/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The way of an nVHE host into EL2 and back, through the kernel's hyp stub
 * (arch/arm64/kernel/hyp-stub.S).
 *
 * The stub leaves EL2 with the MMU off, where accesses to memory are uncached:
 * until it is on, and after it is off again, this code touches registers only.
 */
#include <linux/errno.h>
#include <linux/linkage.h>
#include <asm/assembler.h>
#include <asm/virt.h>

#include "../frame.h"
#include "../vcpu.h"

	.section .noinstr.text, "ax"

/*
 * u64 nvhe_call_el2(const struct nvhe_call *call, phys_addr_t idmap)
 *
 * EL1, exceptions masked. Runs call->fn(call->vcpu) at EL2, returns its result.
 * The stub keeps x5-x13, which carry *call, and ELR_EL2, which leads back here.
 */
SYM_CODE_START(nvhe_call_el2)
#ifdef CONFIG_ARM64_BTI_KERNEL
	bti	c
#endif
	push_frame

	ldp	x5, x6, [x0]			// ttbr0, tcr
	ldp	x7, x8, [x0, #16]		// mair, sctlr
	ldp	x9, x10, [x0, #32]		// sp, vbar
	ldp	x11, x12, [x0, #48]		// fn, vcpu
	ldr	x13, [x0, #64]			// hyp_run
	mov	x0, #HVC_SOFT_RESTART
	hvc	#0

	pop_frame
	ret
SYM_CODE_END(nvhe_call_el2)

/* u64 nvhe_probe_stub(void): EL1. What an unknown hypercall number returns. */
SYM_CODE_START(nvhe_probe_stub)
#ifdef CONFIG_ARM64_BTI_KERNEL
	bti	c
#endif
	mov_q	x0, 0xc600ffff		// SMCCC vendor range, undefined number
	hvc	#0
	ret
SYM_CODE_END(nvhe_probe_stub)

/* Must not straddle a page: modules are not contiguous in physical memory. */
	.balign	512
SYM_CODE_START(nvhe_idmap)
	/* With E2H the registers below would have another layout. */
	mrs	x19, hcr_el2
	tbz	x19, #34, 1f
	mov	x0, #-EOPNOTSUPP
	eret
1:
	mrs	x19, sctlr_el2
	mrs	x20, tcr_el2
	mrs	x21, ttbr0_el2
	mrs	x22, mair_el2
	mrs	x23, vbar_el2
	mov	x24, sp
	mrs	x25, elr_el2
	mrs	x26, spsr_el2

	msr	ttbr0_el2, x5
	msr	tcr_el2, x6
	msr	mair_el2, x7
	isb
	tlbi	alle2
	dsb	nsh
	ic	iallu
	dsb	nsh
	isb
	msr	sctlr_el2, x8
	isb

	mov	sp, x9
	msr	vbar_el2, x10
	stp	x25, x26, [sp, #-16]!
	stp	x23, x24, [sp, #-16]!
	stp	x21, x22, [sp, #-16]!
	stp	x19, x20, [sp, #-16]!
	mov	x0, sp
	str	x0, [x12, #VCPU_FOUND]

	mov	x0, x12
	mov	x1, x11
	blr	x13				// hyp_run(vcpu, fn)

	ldp	x19, x20, [sp], #16
	ldp	x21, x22, [sp], #16
	ldp	x23, x24, [sp], #16
	ldp	x25, x26, [sp], #16

	dsb	sy
	isb
	msr	sctlr_el2, x19
	isb
	msr	tcr_el2, x20
	msr	ttbr0_el2, x21
	msr	mair_el2, x22
	msr	vbar_el2, x23
	mov	sp, x24
	msr	elr_el2, x25
	msr	spsr_el2, x26
	isb
	tlbi	alle2
	dsb	nsh
	isb
	eret
	dsb	nsh
	isb
SYM_CODE_END(nvhe_idmap)
	.if	. - nvhe_idmap > 512
	.error	"nvhe_idmap does not fit its alignment"
	.endif
