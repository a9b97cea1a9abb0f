// SPDX-License-Identifier: GPL-2.0-only
/*
 * The frame around a block: what must be saved before its first round trip and
 * put back after its last, outside anything that is timed.
 */
#include <asm/kvm_arm.h>

#include "hyp.h"
#include "block.h"
#include "classes.h"
#include "contain.h"
#include "debug-regs.h"

/*
 * What decides whether and how the PMU counts stays as the host has it: the
 * timestamps on both sides of the switch are of one counter.
 */
#define MDCR_EL2_COUNTING	(MDCR_EL2_HPMN_MASK | MDCR_EL2_HPME |	\
				 MDCR_EL2_HPMD | MDCR_EL2_HCCD |	\
				 MDCR_EL2_HLP | MDCR_EL2_MTPME)

/*
 * The VMID is one that KVM may use as well, and on cores with a speculative-AT
 * erratum (1165522, 1319367) a switch may leave EL1 translations tagged with
 * the wrong one: drop every EL1 translation of this CPU before and after.
 */
static __always_inline void flush_el1_tlb(void)
{
	dsb(nshst);
	asm volatile("tlbi	alle1" : : : "memory");
	dsb(nsh);
	isb();
}

static __always_inline void block_save(struct wsb_vcpu *vcpu)
{
	struct wsb_host_el2 *host = &vcpu->host_el2;

	host->hcr_el2 = read_sysreg(hcr_el2);
	host->cptr_el2 = read_cptr_el2();
	host->mdcr_el2 = read_sysreg(mdcr_el2);
	host->hstr_el2 = read_sysreg(hstr_el2);
	host->vttbr_el2 = read_sysreg(vttbr_el2);
	host->vtcr_el2 = read_sysreg(vtcr_el2);
	host->vbar_el2 = read_sysreg_el2(VBAR);
	host->pstate = read_host_pstate();
	vcpu->mdcr_el2 = (host->mdcr_el2 & MDCR_EL2_COUNTING) |
			 vcpu->mdcr_traps;

	HYP(sysreg_save_guest_state)(&vcpu->host_el1);
	save_debug_state(&vcpu->host_debug.regs,
			 &vcpu->host_el1.sys_regs[WSB_MDCCINT_EL1],
			 read_sysreg(id_aa64dfr0_el1));
	vcpu->host_debug.pmscr_el1 = 0;
	contain_save(&vcpu->host_outer);
	if (vcpu->profile == WSBENCH_PROFILE_ALL)
		fpsimd_save(&vcpu->host_fpsimd);
}

static __always_inline void block_begin(struct wsb_vcpu *vcpu)
{
	contain_guest(&vcpu->host_outer);
	/* As in Linux 4.15, where all guests had one VTCR_EL2. */
	write_sysreg(vcpu->vtcr_el2, vtcr_el2);
	flush_el1_tlb();
}

/*
 * The world switch leaves VTTBR_EL2 and HSTR_EL2 at zero, and on VHE the
 * guest's registers in EL1, where a KVM guest of this CPU may have its own.
 */
static __always_inline void block_end(struct wsb_vcpu *vcpu)
{
	flush_el1_tlb();
	write_sysreg(vcpu->host_el2.vttbr_el2, vttbr_el2);
	write_sysreg(vcpu->host_el2.vtcr_el2, vtcr_el2);
	write_sysreg(vcpu->host_el2.hstr_el2, hstr_el2);
	contain_release(&vcpu->host_outer);
	block_end_arch(vcpu);
	isb();
}

static void __hyp_text HYP(restore_after_fault)(struct wsb_vcpu *vcpu)
{
	struct wsb_host_el2 *host = &vcpu->host_el2;

	write_sysreg(host->mdcr_el2, mdcr_el2);
	write_sysreg(host->hcr_el2, hcr_el2);
	write_cptr_el2(host->cptr_el2);
	isb();
	HYP(sysreg_restore_guest_state)(&vcpu->host_el1);
	debug_restore_spe(vcpu->host_debug.pmscr_el1);
	restore_debug_state(&vcpu->host_debug.regs,
			    vcpu->host_el1.sys_regs[WSB_MDCCINT_EL1],
			    read_sysreg(id_aa64dfr0_el1));
	if (vcpu->profile == WSBENCH_PROFILE_ALL)
		fpsimd_restore(&vcpu->host_fpsimd);
	write_sysreg_el2(host->vbar_el2, VBAR);
	block_end(vcpu);
	HYP(sysreg_save_guest_state)(&vcpu->left_el1);
}

/* hyp_fn: runs vcpu->flow between saving and putting back the host. */
u64 __hyp_text HYP(hyp_block)(struct wsb_vcpu *vcpu)
{
	block_save(vcpu);
	vcpu->fault_restore = (u64)HYP(restore_after_fault);
	block_begin(vcpu);
	vcpu->flow(vcpu);
	block_end(vcpu);
	HYP(sysreg_save_guest_state)(&vcpu->left_el1);
	vcpu->fault_restore = 0;
	return 0;
}

/* hyp_fn: writes vcpu->load_debug to the debug registers. */
u64 __hyp_text HYP(hyp_load_debug)(struct wsb_vcpu *vcpu)
{
	restore_debug_state(&vcpu->load_debug, vcpu->load_mdccint,
			    read_sysreg(id_aa64dfr0_el1));
	isb();
	return 0;
}
