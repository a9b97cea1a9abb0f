/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The world-switch template: included once by each flow-*.c, which first
 * defines the three hook points (static __always_inline)
 *
 *	flow_host_saved(vcpu)		host system registers are saved
 *	flow_before_entry(vcpu)		the guest's are loaded
 *	flow_host_restored(vcpu)	the host's are back
 *
 * and then names the flow with DEFINE_FLOW(). Compiled per flow, mode and
 * barrier, so no flow pays a test or an indirect call that KVM would not pay.
 * The steps and their order are __kvm_vcpu_run()'s of Linux 4.15, without vGIC,
 * timer, FP/SIMD and 32-bit state.
 */
#ifndef WSBENCH_HYP_WORLD_SWITCH_H
#define WSBENCH_HYP_WORLD_SWITCH_H

#include "hyp.h"
#include "block.h"
#include "timestamp.h"

static __always_inline void activate_traps(struct wsb_vcpu *vcpu)
{
	write_sysreg(vcpu->hcr_el2, hcr_el2);
	write_sysreg(vcpu->hstr_el2, hstr_el2);
	write_sysreg(vcpu->mdcr_el2, mdcr_el2);
	activate_traps_arch(vcpu);
}

static __always_inline void deactivate_traps(struct wsb_vcpu *vcpu)
{
	deactivate_traps_arch(vcpu);
	write_sysreg(0, hstr_el2);
}

static __always_inline void activate_vm(struct wsb_vcpu *vcpu)
{
	write_sysreg(vcpu->vttbr_el2, vttbr_el2);
}

static __always_inline void deactivate_vm(struct wsb_vcpu *vcpu)
{
	write_sysreg(0, vttbr_el2);
}

static __always_inline u64 world_switch(struct wsb_vcpu *vcpu,
					const enum wsbench_barrier barrier)
{
	struct wsb_cpu_context *host_ctxt = kern_hyp_va(vcpu->host_ctxt);
	struct wsb_cpu_context *guest_ctxt = &vcpu->ctxt;
	u64 exit_code;

	HYP(sysreg_save_host_state)(host_ctxt);
	flow_host_saved(vcpu);

	activate_traps(vcpu);
	activate_vm(vcpu);

	HYP(sysreg_restore_guest_state)(guest_ctxt);
	flow_before_entry(vcpu);

	if (barrier == WSBENCH_BARRIER_ISB)
		exit_code = guest_enter_isb(vcpu, host_ctxt);
	else
		exit_code = guest_enter_none(vcpu, host_ctxt);

	HYP(sysreg_save_guest_state)(guest_ctxt);

	deactivate_traps(vcpu);
	deactivate_vm(vcpu);

	HYP(sysreg_restore_host_state)(host_ctxt);
	flow_host_restored(vcpu);

	return exit_code;
}

/*
 * One block: warm-up and recorded round trips go through the same code, the
 * warm-up's stamps are overwritten by the first sample's. Ends early when the
 * guest left for another reason than its own HVC.
 */
static __always_inline u64 run_block(struct wsb_vcpu *vcpu,
				     const enum wsbench_barrier barrier)
{
	int i, last = vcpu->count;

	for (i = -(int)vcpu->warmup; i < last; i++) {
		struct wsb_stamps *stamps = &vcpu->stamps[i < 0 ? 0 : i];
		u64 first, exit_code;

		/* KVM, too, sets the flag outside the world switch. */
		vcpu->debug_flags = vcpu->dirty;

		first = timestamp(barrier);
		exit_code = world_switch(vcpu, barrier);
		stamps->t[3] = timestamp(barrier);
		/*
		 * The host's traps and translation are in force from here on;
		 * KVM has this ISB in the caller of __kvm_vcpu_run(), too.
		 */
		isb();

		stamps->t[0] = first;
		stamps->t[1] = vcpu->t_enter;
		stamps->t[2] = vcpu->t_exit;

		vcpu->exit_code = exit_code;
		vcpu->exit_esr = read_sysreg_el2(ESR);
		if (exit_code != EXIT_SYNC ||
		    vcpu->exit_esr != vcpu->expected_esr) {
			vcpu->exit_far = read_sysreg_el2(FAR);
			vcpu->exit_hpfar = read_sysreg(hpfar_el2);
			break;
		}
		vcpu->round_trips++;
	}

	vcpu->done = i < 0 ? 0 : i;
	return 0;
}

#define DEFINE_FLOW(flow)						\
	u64 __hyp_text HYP(flow##_none)(struct wsb_vcpu *vcpu)		\
	{								\
		return run_block(vcpu, WSBENCH_BARRIER_NONE);		\
	}								\
	u64 __hyp_text HYP(flow##_isb)(struct wsb_vcpu *vcpu)		\
	{								\
		return run_block(vcpu, WSBENCH_BARRIER_ISB);		\
	}

#endif /* WSBENCH_HYP_WORLD_SWITCH_H */
