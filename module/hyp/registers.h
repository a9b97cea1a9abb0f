/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every register that a block may touch, or that would show it had gone wrong:
 * R(name, how to read it at EL2). hyp/snapshot.c expands the reads, verify.c
 * the names, so that the two cannot differ.
 *
 * Left out are the registers that every exception to EL2 overwrites (ESR_EL2,
 * FAR_EL2, HPFAR_EL2).
 */
#ifndef WSBENCH_HYP_REGISTERS_H
#define WSBENCH_HYP_REGISTERS_H

#define WSB_REGISTERS(R)						\
	R("HCR_EL2",		read_sysreg(hcr_el2))			\
	R("CPTR_EL2",		read_cptr_el2())			\
	R("MDCR_EL2",		read_sysreg(mdcr_el2))			\
	R("HSTR_EL2",		read_sysreg(hstr_el2))			\
	R("VTTBR_EL2",		read_sysreg(vttbr_el2))			\
	R("VTCR_EL2",		read_sysreg(vtcr_el2))			\
	R("VPIDR_EL2",		read_sysreg(vpidr_el2))			\
	R("VMPIDR_EL2",		read_sysreg(vmpidr_el2))		\
	R("CNTVOFF_EL2",	read_sysreg(cntvoff_el2))		\
	R("CNTHCTL_EL2",	read_sysreg(cnthctl_el2))		\
	R("TPIDR_EL2",		read_sysreg(tpidr_el2))			\
	R("SCTLR_EL2",		read_found(sctlr_el2, SCTLR))		\
	R("TCR_EL2",		read_found(tcr_el2, TCR))		\
	R("TTBR0_EL2",		read_found(ttbr0_el2, TTBR0))		\
	R("MAIR_EL2",		read_found(mair_el2, MAIR))		\
	R("VBAR_EL2",		read_found(vbar_el2, VBAR))		\
	R("SP_EL2",		read_found_sp())			\
	R("PSTATE",		read_host_pstate())			\
	R("SCTLR_EL1",		read_sysreg_el1(SCTLR))			\
	R("CPACR_EL1",		read_sysreg_el1(CPACR))			\
	R("TTBR0_EL1",		read_sysreg_el1(TTBR0))			\
	R("TTBR1_EL1",		read_sysreg_el1(TTBR1))			\
	R("TCR_EL1",		read_sysreg_el1(TCR))			\
	R("ESR_EL1",		read_sysreg_el1(ESR))			\
	R("AFSR0_EL1",		read_sysreg_el1(AFSR0))			\
	R("AFSR1_EL1",		read_sysreg_el1(AFSR1))			\
	R("FAR_EL1",		read_sysreg_el1(FAR))			\
	R("MAIR_EL1",		read_sysreg_el1(MAIR))			\
	R("AMAIR_EL1",		read_sysreg_el1(AMAIR))			\
	R("VBAR_EL1",		read_sysreg_el1(VBAR))			\
	R("CONTEXTIDR_EL1",	read_sysreg_el1(CONTEXTIDR))		\
	R("CNTKCTL_EL1",	read_sysreg_el1(CNTKCTL))		\
	R("ELR_EL1",		read_sysreg_el1(ELR))			\
	R("SPSR_EL1",		read_sysreg_el1(SPSR))			\
	R("SP_EL1",		read_sysreg(sp_el1))			\
	R("ACTLR_EL1",		read_sysreg(actlr_el1))			\
	R("CSSELR_EL1",		read_sysreg(csselr_el1))		\
	R("PAR_EL1",		read_sysreg(par_el1))			\
	R("TPIDR_EL1",		read_sysreg(tpidr_el1))			\
	R("SP_EL0",		read_sysreg(sp_el0))			\
	R("TPIDR_EL0",		read_sysreg(tpidr_el0))			\
	R("TPIDRRO_EL0",	read_sysreg(tpidrro_el0))		\
	R("PMCR_EL0",		read_sysreg(pmcr_el0))			\
	R("PMCNTENSET_EL0",	read_sysreg(pmcntenset_el0))		\
	R("PMCCFILTR_EL0",	read_sysreg(pmccfiltr_el0))		\
	R("PMUSERENR_EL0",	read_sysreg(pmuserenr_el0))		\
	R("OSLSR_EL1",		read_sysreg(oslsr_el1))			\
	R("MDSCR_EL1",		read_sysreg(mdscr_el1))

#endif /* WSBENCH_HYP_REGISTERS_H */
