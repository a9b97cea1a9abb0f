/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The PSTATE bits that an exception to EL2 may change and that no ERET brings
 * back on VHE, where the host is at EL2 already (Arm ARM, "Exception entry":
 * PAN by SCTLR_EL2.SPAN, SSBS by SCTLR_EL2.DSSBS, UAO to 0, TCO to 1; DIT stays
 * as the guest had it). Each exists with its feature only.
 */
#ifndef WSBENCH_HYP_PSTATE_H
#define WSBENCH_HYP_PSTATE_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/sysreg.h>

#include "../features.h"

#define PSTATE_REG_PAN	sys_reg(3, 0, 4, 2, 3)
#define PSTATE_REG_UAO	sys_reg(3, 0, 4, 2, 4)
#define PSTATE_REG_DIT	sys_reg(3, 3, 4, 2, 5)
#define PSTATE_REG_SSBS	sys_reg(3, 3, 4, 2, 6)
#define PSTATE_REG_TCO	sys_reg(3, 3, 4, 2, 7)

#define has_pan()	(id_field(id_aa64mmfr1_el1, 20) != 0)
#define has_uao()	(id_field(id_aa64mmfr2_el1, 4) != 0)
#define has_dit()	(id_field(id_aa64pfr0_el1, 48) != 0)
/* 1: the bit exists, but MRS and MSR do not. */
#define has_ssbs()	(id_field(id_aa64pfr1_el1, 4) > 1)
#define has_tco()	(id_field(id_aa64pfr1_el1, 8) != 0)

/* Each bit is read and written in its place in SPSR_EL2. */
static __always_inline u64 read_pstate(void)
{
	u64 pstate = 0;

	if (has_pan())
		pstate |= read_sysreg_s(PSTATE_REG_PAN);
	if (has_uao())
		pstate |= read_sysreg_s(PSTATE_REG_UAO);
	if (has_dit())
		pstate |= read_sysreg_s(PSTATE_REG_DIT);
	if (has_ssbs())
		pstate |= read_sysreg_s(PSTATE_REG_SSBS);
	if (has_tco())
		pstate |= read_sysreg_s(PSTATE_REG_TCO);
	return pstate;
}

static __always_inline void write_pstate(u64 pstate)
{
	if (has_pan())
		write_sysreg_s(pstate, PSTATE_REG_PAN);
	if (has_uao())
		write_sysreg_s(pstate, PSTATE_REG_UAO);
	if (has_dit())
		write_sysreg_s(pstate, PSTATE_REG_DIT);
	if (has_ssbs())
		write_sysreg_s(pstate, PSTATE_REG_SSBS);
	if (has_tco())
		write_sysreg_s(pstate, PSTATE_REG_TCO);
}

#endif /* WSBENCH_HYP_PSTATE_H */
