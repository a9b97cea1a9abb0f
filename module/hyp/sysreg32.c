// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a guest has in AArch32 and no 64-bit guest has any use for: after Linux 4.15
 * arch/arm64/kvm/hyp/sysreg-sr.c, which looks at the guest's HCR_EL2.RW first.
 * ..._present() switch it for any guest, where this CPU's EL1 has AArch32.
 */
#include <asm/kvm_arm.h>

#include "hyp.h"
#include "classes.h"

static __always_inline void restore(struct wsb_vcpu *vcpu)
{
	struct wsb_sysreg32 *regs = &vcpu->sysreg32;

	write_sysreg(regs->spsr_abt,	spsr_abt);
	write_sysreg(regs->spsr_und,	spsr_und);
	write_sysreg(regs->spsr_irq,	spsr_irq);
	write_sysreg(regs->spsr_fiq,	spsr_fiq);
	write_sysreg(regs->dacr,	dacr32_el2);
	write_sysreg(regs->ifsr,	ifsr32_el2);
	if (vcpu->debug_flags & WSB_DEBUG_DIRTY)
		write_sysreg(regs->dbgvcr, dbgvcr32_el2);
}

static __always_inline void save(struct wsb_vcpu *vcpu)
{
	struct wsb_sysreg32 *regs = &vcpu->sysreg32;

	regs->spsr_abt	= read_sysreg(spsr_abt);
	regs->spsr_und	= read_sysreg(spsr_und);
	regs->spsr_irq	= read_sysreg(spsr_irq);
	regs->spsr_fiq	= read_sysreg(spsr_fiq);
	regs->dacr	= read_sysreg(dacr32_el2);
	regs->ifsr	= read_sysreg(ifsr32_el2);
	if (vcpu->debug_flags & WSB_DEBUG_DIRTY)
		regs->dbgvcr = read_sysreg(dbgvcr32_el2);
}

void __hyp_text HYP(sysreg32_restore_state)(struct wsb_vcpu *vcpu)
{
	if (read_sysreg(hcr_el2) & HCR_RW)
		return;

	restore(vcpu);
}

void __hyp_text HYP(sysreg32_save_state)(struct wsb_vcpu *vcpu)
{
	if (read_sysreg(hcr_el2) & HCR_RW)
		return;

	save(vcpu);
}

void __hyp_text HYP(sysreg32_restore_present)(struct wsb_vcpu *vcpu)
{
	if (vcpu->absent & WSBENCH_NO_SYSREG32)
		return;

	restore(vcpu);
	write_sysreg(vcpu->sysreg32.fpexc, fpexc32_el2);
}

void __hyp_text HYP(sysreg32_save_present)(struct wsb_vcpu *vcpu)
{
	if (vcpu->absent & WSBENCH_NO_SYSREG32)
		return;

	save(vcpu);
	vcpu->sysreg32.fpexc = read_sysreg(fpexc32_el2);
}
