/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The register classes beyond profile "minimal", each as profile "kvm-4.15" has it
 * and as "all" has it. Out of line as in Linux 4.15.
 */
#ifndef WSBENCH_HYP_CLASSES_H
#define WSBENCH_HYP_CLASSES_H

#include <asm/sysreg.h>

#include "hyp.h"

/* vgic.c */
void HYP(vgic_restore_state)(struct wsb_vcpu *vcpu);
void HYP(vgic_save_state)(struct wsb_vcpu *vcpu);

/* timer.c */
void HYP(timer_enable_traps)(struct wsb_vcpu *vcpu);
void HYP(timer_disable_traps)(struct wsb_vcpu *vcpu);
void HYP(timer_restore_state)(struct wsb_vcpu *vcpu);
void HYP(timer_save_state)(struct wsb_vcpu *vcpu);

/* sysreg32.c */
void HYP(sysreg32_restore_state)(struct wsb_vcpu *vcpu);
void HYP(sysreg32_save_state)(struct wsb_vcpu *vcpu);
void HYP(sysreg32_restore_present)(struct wsb_vcpu *vcpu);
void HYP(sysreg32_save_present)(struct wsb_vcpu *vcpu);

/* fpsimd-enabled.c */
bool HYP(fpsimd_enabled)(void);

/* fpsimd.S; FP/SIMD must not trap at EL2 */
void fpsimd_save(struct wsb_fpsimd *fpsimd);
void fpsimd_restore(const struct wsb_fpsimd *fpsimd);

static __always_inline void restore_timer(struct wsb_vcpu *vcpu,
					  const enum wsbench_profile profile)
{
	if (profile == WSBENCH_PROFILE_ALL)
		HYP(timer_restore_state)(vcpu);
	else
		HYP(timer_enable_traps)(vcpu);
}

static __always_inline void save_timer(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile)
{
	if (profile == WSBENCH_PROFILE_ALL)
		HYP(timer_save_state)(vcpu);
	else
		HYP(timer_disable_traps)(vcpu);
}

static __always_inline void restore_sysreg32(struct wsb_vcpu *vcpu,
					     const enum wsbench_profile profile)
{
	if (profile == WSBENCH_PROFILE_ALL)
		HYP(sysreg32_restore_present)(vcpu);
	else
		HYP(sysreg32_restore_state)(vcpu);
}

static __always_inline void save_sysreg32(struct wsb_vcpu *vcpu,
					  const enum wsbench_profile profile)
{
	if (profile == WSBENCH_PROFILE_ALL)
		HYP(sysreg32_save_present)(vcpu);
	else
		HYP(sysreg32_save_state)(vcpu);
}

/* EN, SW, CR and ER: EL0's accesses do not trap to EL1, so that they trap to EL2. */
#define PMUSERENR_ALL	0xf

/*
 * KVM's reason to touch these: an EL0 access that is UNDEFINED or traps to EL1
 * would not trap to EL2.
 */
static __always_inline void activate_pmu_traps(void)
{
	u64 all;

	write_sysreg(0, pmselr_el0);
	/* KVM is in no loop out of which the compiler could take the constant. */
	asm volatile("mov	%0, %1" : "=r" (all) : "i" (PMUSERENR_ALL));
	write_sysreg(all, pmuserenr_el0);
}

static __always_inline void deactivate_pmu_traps(void)
{
	write_sysreg(0, pmuserenr_el0);
}

#endif /* WSBENCH_HYP_CLASSES_H */
