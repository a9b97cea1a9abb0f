/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The registers that a block may touch, or that would show it had gone wrong:
 * R(name, how to read it at EL2). hyp/snapshot.c expands the reads,
 * host-state.c the names, so that the two cannot differ. "gic", "ras", "sr32", "hcx"
 * and "fgt" are whether the registers are there, "lrs" how many, and "pre" how many
 * bits of priority the virtual interface has; "fp" is whether there is FP/SIMD.
 *
 * Left out are the registers that every exception to EL2 overwrites (ESR_EL2,
 * FAR_EL2, HPFAR_EL2, ELR_EL2 and SPSR_EL2: on nVHE idmap.S puts the last two back, or
 * there would be no way home), PMSCR_EL1, as there is no run while SPE is in use (nvhe.c),
 * and bits that are not software's: those that time sets in
 * the timers' controls, those of MDSCR_EL1 that show the state of an external
 * debugger (Arm ARM, MDSCR_EL1), and the flags of the host's last comparison.
 */
#ifndef WSBENCH_HYP_REGISTERS_H
#define WSBENCH_HYP_REGISTERS_H

#define CNT_CTL_ISTATUS		BIT(2)
/* SS, TDCC, KDE and MDE */
#define MDSCR_SOFTWARE		(BIT(0) | BIT(12) | BIT(13) | BIT(15))
#define PSTATE_NZCV		GENMASK(31, 28)

/* What an exception of the host's own overwrites on nVHE, in the order of enum wsb_first. */
#define WSB_FIRST_REGISTERS(R)						\
	R("ESR_EL1",		read_sysreg_el1(ESR))			\
	R("FAR_EL1",		read_sysreg_el1(FAR))			\
	R("ELR_EL1",		read_sysreg_el1(ELR))			\
	R("SPSR_EL1",		read_sysreg_el1(SPSR))

enum wsb_first { WSB_FIRST_ESR, WSB_FIRST_FAR, WSB_FIRST_ELR, WSB_FIRST_SPSR };

#define WSB_REGISTERS(R)						\
	WSB_FIRST_REGISTERS(R)						\
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
	R("PSTATE",		read_host_pstate() & ~PSTATE_NZCV)	\
	R("SCTLR_EL1",		read_sysreg_el1(SCTLR))			\
	R("CPACR_EL1",		read_sysreg_el1(CPACR))			\
	R("TTBR0_EL1",		read_sysreg_el1(TTBR0))			\
	R("TTBR1_EL1",		read_sysreg_el1(TTBR1))			\
	R("TCR_EL1",		read_sysreg_el1(TCR))			\
	R("AFSR0_EL1",		read_sysreg_el1(AFSR0))			\
	R("AFSR1_EL1",		read_sysreg_el1(AFSR1))			\
	R("MAIR_EL1",		read_sysreg_el1(MAIR))			\
	R("AMAIR_EL1",		read_sysreg_el1(AMAIR))			\
	R("VBAR_EL1",		read_sysreg_el1(VBAR))			\
	R("CONTEXTIDR_EL1",	read_sysreg_el1(CONTEXTIDR))		\
	R("CNTKCTL_EL1",	read_sysreg_el1(CNTKCTL))		\
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
	R("PMSELR_EL0",		read_sysreg(pmselr_el0))		\
	R("PMINTENSET_EL1",	read_sysreg(pmintenset_el1))		\
	R("CNTV_CTL_EL0",	read_cntv_ctl() & ~CNT_CTL_ISTATUS)	\
	R("CNTV_CVAL_EL0",	read_cntv_cval())			\
	R("CNTP_CTL_EL0",	read_cntp_ctl() & ~CNT_CTL_ISTATUS)	\
	R("CNTP_CVAL_EL0",	read_cntp_cval())			\
	R("ICC_SRE_EL2", gic ?	read_sysreg_s(SYS_ICC_SRE_EL2) : 0)	\
	R("ICC_SRE_EL1", gic ?	read_sysreg_s(SYS_ICC_SRE_EL1) : 0)	\
	R("ICC_PMR_EL1", gic ?	read_sysreg_s(SYS_ICC_PMR_EL1) : 0)	\
	R("ICH_HCR_EL2", gic ?	read_sysreg_s(SYS_ICH_HCR_EL2) : 0)	\
	R("ICH_VMCR_EL2", gic ?	read_sysreg_s(SYS_ICH_VMCR_EL2) : 0)	\
	R("ICH_AP0R0_EL2", gic ? read_sysreg_s(sys_ich_ap0r(0)) : 0)	\
	R("ICH_AP0R1_EL2", pre > 5 ? read_sysreg_s(sys_ich_ap0r(1)) : 0) \
	R("ICH_AP0R2_EL2", pre > 6 ? read_sysreg_s(sys_ich_ap0r(2)) : 0) \
	R("ICH_AP0R3_EL2", pre > 6 ? read_sysreg_s(sys_ich_ap0r(3)) : 0) \
	R("ICH_AP1R0_EL2", gic ? read_sysreg_s(sys_ich_ap1r(0)) : 0)	\
	R("ICH_AP1R1_EL2", pre > 5 ? read_sysreg_s(sys_ich_ap1r(1)) : 0) \
	R("ICH_AP1R2_EL2", pre > 6 ? read_sysreg_s(sys_ich_ap1r(2)) : 0) \
	R("ICH_AP1R3_EL2", pre > 6 ? read_sysreg_s(sys_ich_ap1r(3)) : 0) \
	R("ICH_LR0_EL2", lrs > 0 ? read_lr(0) : 0)			\
	R("ICH_LR1_EL2", lrs > 1 ? read_lr(1) : 0)			\
	R("ICH_LR2_EL2", lrs > 2 ? read_lr(2) : 0)			\
	R("ICH_LR3_EL2", lrs > 3 ? read_lr(3) : 0)			\
	R("ICH_LR4_EL2", lrs > 4 ? read_lr(4) : 0)			\
	R("ICH_LR5_EL2", lrs > 5 ? read_lr(5) : 0)			\
	R("ICH_LR6_EL2", lrs > 6 ? read_lr(6) : 0)			\
	R("ICH_LR7_EL2", lrs > 7 ? read_lr(7) : 0)			\
	R("ICH_LR8_EL2", lrs > 8 ? read_lr(8) : 0)			\
	R("ICH_LR9_EL2", lrs > 9 ? read_lr(9) : 0)			\
	R("ICH_LR10_EL2", lrs > 10 ? read_lr(10) : 0)			\
	R("ICH_LR11_EL2", lrs > 11 ? read_lr(11) : 0)			\
	R("ICH_LR12_EL2", lrs > 12 ? read_lr(12) : 0)			\
	R("ICH_LR13_EL2", lrs > 13 ? read_lr(13) : 0)			\
	R("ICH_LR14_EL2", lrs > 14 ? read_lr(14) : 0)			\
	R("ICH_LR15_EL2", lrs > 15 ? read_lr(15) : 0)			\
	R("OSLSR_EL1",		read_sysreg(oslsr_el1))			\
	R("DISR_EL1", ras ?	read_sysreg_s(SYS_DISR_EL1) : 0)	\
	R("VDISR_EL2", ras ?	read_sysreg_s(SYS_VDISR_EL2) : 0)	\
	R("SPSR_abt", sr32 ?	read_sysreg(spsr_abt) : 0)		\
	R("SPSR_und", sr32 ?	read_sysreg(spsr_und) : 0)		\
	R("SPSR_irq", sr32 ?	read_sysreg(spsr_irq) : 0)		\
	R("SPSR_fiq", sr32 ?	read_sysreg(spsr_fiq) : 0)		\
	R("DACR32_EL2", sr32 ?	read_sysreg(dacr32_el2) : 0)		\
	R("IFSR32_EL2", sr32 ?	read_sysreg(ifsr32_el2) : 0)		\
	R("DBGVCR32_EL2", sr32 ? read_sysreg(dbgvcr32_el2) : 0)	\
	R("FPEXC32_EL2", sr32 && fp ? read_sysreg(fpexc32_el2) : 0)	\
	R("HCRX_EL2", hcx ?	read_sysreg_s(SYS_HCRX_EL2) : 0)	\
	R("HFGRTR_EL2", fgt ?	read_sysreg_s(SYS_HFGRTR_EL2) : 0)	\
	R("HFGWTR_EL2", fgt ?	read_sysreg_s(SYS_HFGWTR_EL2) : 0)	\
	R("MDSCR_EL1",		read_sysreg(mdscr_el1) & MDSCR_SOFTWARE)

#endif /* WSBENCH_HYP_REGISTERS_H */
