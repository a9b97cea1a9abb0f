/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which registers this CPU has, from its ID registers: read where they are needed,
 * as the kernel's own cpufeature code is out of reach at EL2.
 */
#ifndef WSBENCH_HYP_FEATURES_H
#define WSBENCH_HYP_FEATURES_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <asm/kvm_arm.h>
#include <asm/sysreg.h>

#define id_field(reg, shift)	((read_sysreg(reg) >> (shift)) & 0xf)

#define has_ras()	(id_field(id_aa64pfr0_el1, 28) != 0)
#define has_fgt()	(id_field(id_aa64mmfr0_el1, 56) != 0)
#define has_fpsimd()	(id_field(id_aa64pfr0_el1, 16) != 0xf)
/* AArch32 at EL1: without, the registers that only it uses are UNDEFINED. */
#define has_sysreg32()	(id_field(id_aa64pfr0_el1, 4) == 2)

/*
 * The ID register does not tell whether firmware lets EL2 have HCRX_EL2 (SCR_EL3.HXEn).
 * A kernel that sets it up when it boots would not have come up otherwise; one that does
 * not know it, as 6.1, leaves it at what firmware has chosen, and so does this module.
 */
#ifdef HCRX_HOST_FLAGS
#define has_hcx()	(id_field(id_aa64mmfr1_el1, 40) != 0)
#else
#define has_hcx()	false
#endif

#define ICC_SRE_SRE	BIT(0)
#define ICC_SRE_ENABLE	BIT(3)

/* At EL2 only. The GIC's system registers may be off in favour of mapped ones. */
static __always_inline bool has_gic_sysregs(void)
{
	return id_field(id_aa64pfr0_el1, 24) &&
	       read_sysreg_s(SYS_ICC_SRE_EL2) & ICC_SRE_SRE;
}

#endif /* WSBENCH_HYP_FEATURES_H */
