// SPDX-License-Identifier: GPL-2.0-only
/*
 * EL1 system registers, after Linux 4.15 arch/arm64/kvm/hyp/sysreg-sr.c: the
 * same registers, in the same order, out of line as there.
 */
#include "hyp.h"

static __always_inline void save_common_state(struct wsb_cpu_context *ctxt)
{
	ctxt->sys_regs[WSB_ACTLR_EL1]	= read_sysreg(actlr_el1);
	ctxt->sys_regs[WSB_TPIDR_EL0]	= read_sysreg(tpidr_el0);
	ctxt->sys_regs[WSB_TPIDRRO_EL0]	= read_sysreg(tpidrro_el0);
	ctxt->sys_regs[WSB_MDSCR_EL1]	= read_sysreg(mdscr_el1);
	ctxt->sp_el0			= read_sysreg(sp_el0);
}

static __always_inline void restore_common_state(struct wsb_cpu_context *ctxt)
{
	write_sysreg(ctxt->sys_regs[WSB_ACTLR_EL1],	actlr_el1);
	write_sysreg(ctxt->sys_regs[WSB_TPIDR_EL0],	tpidr_el0);
	write_sysreg(ctxt->sys_regs[WSB_TPIDRRO_EL0],	tpidrro_el0);
	write_sysreg(ctxt->sys_regs[WSB_MDSCR_EL1],	mdscr_el1);
	write_sysreg(ctxt->sp_el0,			sp_el0);
}

void __hyp_text HYP(sysreg_save_el1_state)(struct wsb_cpu_context *ctxt)
{
	ctxt->sys_regs[WSB_MPIDR_EL1]	= read_sysreg(vmpidr_el2);
	ctxt->sys_regs[WSB_CSSELR_EL1]	= read_sysreg(csselr_el1);
	ctxt->sys_regs[WSB_SCTLR_EL1]	= read_sysreg_el1(SCTLR);
	ctxt->sys_regs[WSB_CPACR_EL1]	= read_sysreg_el1(CPACR);
	ctxt->sys_regs[WSB_TTBR0_EL1]	= read_sysreg_el1(TTBR0);
	ctxt->sys_regs[WSB_TTBR1_EL1]	= read_sysreg_el1(TTBR1);
	ctxt->sys_regs[WSB_TCR_EL1]	= read_sysreg_el1(TCR);
	ctxt->sys_regs[WSB_ESR_EL1]	= read_sysreg_el1(ESR);
	ctxt->sys_regs[WSB_AFSR0_EL1]	= read_sysreg_el1(AFSR0);
	ctxt->sys_regs[WSB_AFSR1_EL1]	= read_sysreg_el1(AFSR1);
	ctxt->sys_regs[WSB_FAR_EL1]	= read_sysreg_el1(FAR);
	ctxt->sys_regs[WSB_MAIR_EL1]	= read_sysreg_el1(MAIR);
	ctxt->sys_regs[WSB_VBAR_EL1]	= read_sysreg_el1(VBAR);
	ctxt->sys_regs[WSB_CONTEXTIDR_EL1] = read_sysreg_el1(CONTEXTIDR);
	ctxt->sys_regs[WSB_AMAIR_EL1]	= read_sysreg_el1(AMAIR);
	ctxt->sys_regs[WSB_CNTKCTL_EL1]	= read_sysreg_el1(CNTKCTL);
	ctxt->sys_regs[WSB_PAR_EL1]	= read_sysreg(par_el1);
	ctxt->sys_regs[WSB_TPIDR_EL1]	= read_sysreg(tpidr_el1);

	ctxt->sp_el1			= read_sysreg(sp_el1);
	ctxt->elr_el1			= read_sysreg_el1(ELR);
	ctxt->spsr_el1			= read_sysreg_el1(SPSR);
	ctxt->pc			= read_sysreg_el2(ELR);
	ctxt->pstate			= read_sysreg_el2(SPSR);
}

void __hyp_text HYP(sysreg_restore_el1_state)(struct wsb_cpu_context *ctxt)
{
	write_sysreg(ctxt->sys_regs[WSB_MPIDR_EL1],	vmpidr_el2);
	write_sysreg(ctxt->sys_regs[WSB_CSSELR_EL1],	csselr_el1);
	write_sysreg_el1(ctxt->sys_regs[WSB_SCTLR_EL1],	SCTLR);
	write_sysreg_el1(ctxt->sys_regs[WSB_CPACR_EL1],	CPACR);
	write_sysreg_el1(ctxt->sys_regs[WSB_TTBR0_EL1],	TTBR0);
	write_sysreg_el1(ctxt->sys_regs[WSB_TTBR1_EL1],	TTBR1);
	write_sysreg_el1(ctxt->sys_regs[WSB_TCR_EL1],	TCR);
	write_sysreg_el1(ctxt->sys_regs[WSB_ESR_EL1],	ESR);
	write_sysreg_el1(ctxt->sys_regs[WSB_AFSR0_EL1],	AFSR0);
	write_sysreg_el1(ctxt->sys_regs[WSB_AFSR1_EL1],	AFSR1);
	write_sysreg_el1(ctxt->sys_regs[WSB_FAR_EL1],	FAR);
	write_sysreg_el1(ctxt->sys_regs[WSB_MAIR_EL1],	MAIR);
	write_sysreg_el1(ctxt->sys_regs[WSB_VBAR_EL1],	VBAR);
	write_sysreg_el1(ctxt->sys_regs[WSB_CONTEXTIDR_EL1], CONTEXTIDR);
	write_sysreg_el1(ctxt->sys_regs[WSB_AMAIR_EL1],	AMAIR);
	write_sysreg_el1(ctxt->sys_regs[WSB_CNTKCTL_EL1], CNTKCTL);
	write_sysreg(ctxt->sys_regs[WSB_PAR_EL1],	par_el1);
	write_sysreg(ctxt->sys_regs[WSB_TPIDR_EL1],	tpidr_el1);

	write_sysreg(ctxt->sp_el1,			sp_el1);
	write_sysreg_el1(ctxt->elr_el1,			ELR);
	write_sysreg_el1(ctxt->spsr_el1,		SPSR);
	write_sysreg_el2(ctxt->pc,			ELR);
	write_sysreg_el2(ctxt->pstate,			SPSR);
}

void __hyp_text HYP(sysreg_save_host_state)(struct wsb_cpu_context *ctxt)
{
	save_host_el1_state(ctxt);
	save_common_state(ctxt);
}

void __hyp_text HYP(sysreg_restore_host_state)(struct wsb_cpu_context *ctxt)
{
	restore_host_el1_state(ctxt);
	restore_common_state(ctxt);
}

void __hyp_text HYP(sysreg_save_guest_state)(struct wsb_cpu_context *ctxt)
{
	HYP(sysreg_save_el1_state)(ctxt);
	save_common_state(ctxt);
}

void __hyp_text HYP(sysreg_restore_guest_state)(struct wsb_cpu_context *ctxt)
{
	HYP(sysreg_restore_el1_state)(ctxt);
	restore_common_state(ctxt);
}
