// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtual CPU interface of a GICv3, after Linux 4.15 virt/kvm/arm/hyp/vgic-v3-sr.c
 * and the callers in arch/arm64/kvm/hyp/switch.c, for a guest that uses the system
 * registers (vgic_sre). Where the GIC has none, KVM would write to memory instead:
 * that is not there.
 */
#include <asm/kvm_arm.h>

#include "hyp.h"
#include "classes.h"
#include "features.h"
#include "vgic-regs.h"

#define LR_STATE	(BIT(63) | BIT(62))

static __hyp_text void vgic_v3_restore_state(struct wsb_vgic *vgic)
{
	unsigned int i, pre_bits = vtr_pre_bits(read_sysreg_s(SYS_ICH_VTR_EL2));

	if (vgic->used_lrs) {
		write_sysreg_s(vgic->hcr, SYS_ICH_HCR_EL2);
		restore_active_priorities(vgic, pre_bits);
		for (i = 0; i < vgic->used_lrs; i++)
			write_lr(vgic->lr[i], i);
	}

	write_sysreg_s(read_sysreg_s(SYS_ICC_SRE_EL2) & ~ICC_SRE_ENABLE,
		       SYS_ICC_SRE_EL2);
}

static __hyp_text void vgic_v3_save_state(struct wsb_vgic *vgic)
{
	unsigned int i;

	if (vgic->used_lrs) {
		u64 elrsr = read_sysreg_s(SYS_ICH_ELRSR_EL2);

		write_sysreg_s(0, SYS_ICH_HCR_EL2);
		for (i = 0; i < vgic->used_lrs; i++) {
			if (elrsr & BIT(i))
				vgic->lr[i] &= ~LR_STATE;
			else
				vgic->lr[i] = read_lr(i);
			write_lr(0, i);
		}
		save_active_priorities(vgic, vtr_pre_bits(read_sysreg_s(SYS_ICH_VTR_EL2)));
	} else {
		for (i = 0; i < 4; i++) {
			vgic->ap0r[i] = 0;
			vgic->ap1r[i] = 0;
		}
	}

	write_sysreg_s(read_sysreg_s(SYS_ICC_SRE_EL2) | ICC_SRE_ENABLE,
		       SYS_ICC_SRE_EL2);
}

void __hyp_text HYP(vgic_restore_state)(struct wsb_vcpu *vcpu)
{
	write_sysreg(read_sysreg(hcr_el2) | HCR_FMO | HCR_IMO, hcr_el2);
	if (!(vcpu->absent & WSBENCH_NO_VGIC))
		vgic_v3_restore_state(&vcpu->vgic);
}

void __hyp_text HYP(vgic_save_state)(struct wsb_vcpu *vcpu)
{
	if (!(vcpu->absent & WSBENCH_NO_VGIC))
		vgic_v3_save_state(&vcpu->vgic);
	write_sysreg(read_sysreg(hcr_el2) & ~(HCR_FMO | HCR_IMO), hcr_el2);
}
