/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a guest could reach though the world switch of this module leaves it
 * alone: KVM's switches it as well. Closed once a block, outside anything that is
 * timed.
 *
 * The physical timer is the host's own on nVHE, and what ends a guest's turn:
 * it traps. The virtual timer cannot be trapped on all CPUs: it is the guest's
 * for the block, off at first. Of the GIC, the CPU interface traps; where the
 * host has a GICv2, stage 2 maps nothing of it. What newer CPUs have, and the host
 * may have enabled for itself, is off (HCRX_EL2, HFG*TR_EL2 as of Armv8.5).
 */
#ifndef WSBENCH_HYP_CONTAIN_H
#define WSBENCH_HYP_CONTAIN_H

#include "features.h"
#include "hyp.h"
#include "vgic-regs.h"

/* The bits of HFGRTR_EL2 and HFGWTR_EL2 that open what is new: nTPIDR2 and so on. */
#define HFGXTR_NEW		GENMASK_ULL(63, 50)

static __always_inline void save_host_vgic(struct wsb_vgic *vgic)
{
	u64 vtr = read_sysreg_s(SYS_ICH_VTR_EL2);
	unsigned int i;

	vgic->hcr = read_sysreg_s(SYS_ICH_HCR_EL2);
	vgic->used_lrs = vtr_lrs(vtr);
	for (i = 0; i < vgic->used_lrs; i++)
		vgic->lr[i] = read_lr(i);
	save_active_priorities(vgic, vtr_pre_bits(vtr));
}

static __always_inline void restore_host_vgic(const struct wsb_vgic *vgic)
{
	unsigned int i;

	restore_active_priorities(vgic, vtr_pre_bits(read_sysreg_s(SYS_ICH_VTR_EL2)));
	for (i = 0; i < vgic->used_lrs; i++)
		write_lr(vgic->lr[i], i);
	write_sysreg_s(vgic->hcr, SYS_ICH_HCR_EL2);
}

static __always_inline void save_host_sysreg32(struct wsb_sysreg32 *regs)
{
	regs->spsr_abt	= read_sysreg(spsr_abt);
	regs->spsr_und	= read_sysreg(spsr_und);
	regs->spsr_irq	= read_sysreg(spsr_irq);
	regs->spsr_fiq	= read_sysreg(spsr_fiq);
	regs->dacr	= read_sysreg(dacr32_el2);
	regs->ifsr	= read_sysreg(ifsr32_el2);
	if (has_fpsimd())
		regs->fpexc = read_sysreg(fpexc32_el2);
	regs->dbgvcr	= read_sysreg(dbgvcr32_el2);
}

static __always_inline void restore_host_sysreg32(const struct wsb_sysreg32 *regs)
{
	write_sysreg(regs->spsr_abt,	spsr_abt);
	write_sysreg(regs->spsr_und,	spsr_und);
	write_sysreg(regs->spsr_irq,	spsr_irq);
	write_sysreg(regs->spsr_fiq,	spsr_fiq);
	write_sysreg(regs->dacr,	dacr32_el2);
	write_sysreg(regs->ifsr,	ifsr32_el2);
	if (has_fpsimd())
		write_sysreg(regs->fpexc, fpexc32_el2);
	write_sysreg(regs->dbgvcr,	dbgvcr32_el2);
}

static __always_inline void contain_save(struct wsb_host_outer *host)
{
	host->cnthctl_el2 = read_sysreg(cnthctl_el2);
	host->cntvoff_el2 = read_sysreg(cntvoff_el2);
	host->pmselr_el0 = read_sysreg(pmselr_el0);
	host->pmuserenr_el0 = read_sysreg(pmuserenr_el0);
	if (has_sysreg32())
		save_host_sysreg32(&host->sysreg32);
	host->cntv_ctl = read_cntv_ctl();
	host->cntv_cval = read_cntv_cval();
	if (has_gic_sysregs()) {
		host->icc_sre_el2 = read_sysreg_s(SYS_ICC_SRE_EL2);
		host->icc_sre_el1 = read_sysreg_s(SYS_ICC_SRE_EL1);
		save_host_vgic(&host->vgic);
	}
	if (has_ras())
		host->vdisr_el2 = read_sysreg_s(SYS_VDISR_EL2);
	if (has_hcx())
		host->hcrx_el2 = read_sysreg_s(SYS_HCRX_EL2);
	if (has_fgt()) {
		host->hfgrtr_el2 = read_sysreg_s(SYS_HFGRTR_EL2);
		host->hfgwtr_el2 = read_sysreg_s(SYS_HFGWTR_EL2);
	}
}

static __always_inline void contain_guest(const struct wsb_host_outer *host)
{
	write_sysreg(host->cnthctl_el2 & ~CNTHCTL_EL1_PHYSICAL, cnthctl_el2);
	write_cntv_ctl(0);
	write_cntv_cval(0);
	if (has_gic_sysregs()) {
		write_sysreg_s(host->icc_sre_el2 & ~ICC_SRE_ENABLE,
			       SYS_ICC_SRE_EL2);
		write_sysreg_s(WSB_ICH_HCR_TRAP, SYS_ICH_HCR_EL2);
	}
	if (has_hcx())
		write_sysreg_s(0, SYS_HCRX_EL2);
	if (has_fgt()) {
		write_sysreg_s(host->hfgrtr_el2 & ~HFGXTR_NEW, SYS_HFGRTR_EL2);
		write_sysreg_s(host->hfgwtr_el2 & ~HFGXTR_NEW, SYS_HFGWTR_EL2);
	}
}

/*
 * The timer is off before its value changes, and that has changed before it is on
 * again, as in KVM (arch_timer.c): it must not ring by mistake.
 */
static __always_inline void contain_release(const struct wsb_host_outer *host)
{
	write_cntv_ctl(0);
	isb();
	write_cntv_cval(host->cntv_cval);
	write_sysreg(host->cntvoff_el2, cntvoff_el2);
	isb();
	write_cntv_ctl(host->cntv_ctl);
	write_sysreg(host->cnthctl_el2, cnthctl_el2);
	write_sysreg(host->pmselr_el0, pmselr_el0);
	write_sysreg(host->pmuserenr_el0, pmuserenr_el0);
	if (has_sysreg32())
		restore_host_sysreg32(&host->sysreg32);
	if (has_gic_sysregs()) {
		restore_host_vgic(&host->vgic);
		write_sysreg_s(host->icc_sre_el2, SYS_ICC_SRE_EL2);
		/* Where Enable cannot be cleared, the guest could reach this one. */
		if (read_sysreg_s(SYS_ICC_SRE_EL1) != host->icc_sre_el1)
			write_sysreg_s(host->icc_sre_el1, SYS_ICC_SRE_EL1);
	}
	if (has_ras())
		write_sysreg_s(host->vdisr_el2, SYS_VDISR_EL2);
	if (has_hcx())
		write_sysreg_s(host->hcrx_el2, SYS_HCRX_EL2);
	if (has_fgt()) {
		write_sysreg_s(host->hfgrtr_el2, SYS_HFGRTR_EL2);
		write_sysreg_s(host->hfgwtr_el2, SYS_HFGWTR_EL2);
	}
}

#endif /* WSBENCH_HYP_CONTAIN_H */
