/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The world-switch template: included by each flow-*.c, which then says where its
 * debug code stands, by defining (static __always_inline)
 *
 *	flow_enter(vcpu, profile)		around load_guest()
 *	flow_leave(vcpu, host_ctxt, profile)	around load_host()
 *
 * and names the flow with DEFINE_FLOW(). Compiled per flow, mode, profile,
 * barrier and instance, so no flow pays a test or an indirect call that KVM would
 * not pay. The steps and their order are __kvm_vcpu_run()'s of Linux 4.15; what
 * it does for other exits than an HVC is not there.
 *
 * Each step is followed by its mark(), which is nothing in the plain instance.
 */
#ifndef WSBENCH_HYP_WORLD_SWITCH_H
#define WSBENCH_HYP_WORLD_SWITCH_H

#include "hyp.h"
#include "instance.h"
#include "block.h"
#include "classes.h"
#include "debug.h"
#include "timestamp.h"

static __always_inline void flow_enter(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile);
static __always_inline void flow_leave(struct wsb_vcpu *vcpu,
				       struct wsb_cpu_context *host_ctxt,
				       const enum wsbench_profile profile);

static __always_inline void activate_traps(struct wsb_vcpu *vcpu,
					   const enum wsbench_profile profile)
{
	write_sysreg(vcpu->hcr_el2, hcr_el2);
	write_sysreg(vcpu->hstr_el2, hstr_el2);
	if (profile != WSBENCH_PROFILE_MINIMAL)
		activate_pmu_traps();
	write_sysreg(vcpu->mdcr_el2, mdcr_el2);
	activate_traps_arch(vcpu);
}

static __always_inline void deactivate_traps(struct wsb_vcpu *vcpu,
					     const enum wsbench_profile profile)
{
	deactivate_traps_arch(vcpu);
	write_sysreg(0, hstr_el2);
	if (profile != WSBENCH_PROFILE_MINIMAL)
		deactivate_pmu_traps();
}

static __always_inline void activate_vm(struct wsb_vcpu *vcpu)
{
	write_sysreg(vcpu->vttbr_el2, vttbr_el2);
}

static __always_inline void deactivate_vm(struct wsb_vcpu *vcpu)
{
	write_sysreg(0, vttbr_el2);
}

/* From the host's registers being saved to the guest's being loaded. */
static __always_inline void load_guest(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile)
{
	activate_traps(vcpu, profile);
	mark(TRAPS_ACTIVATE);
	activate_vm(vcpu);
	mark(STAGE2_ACTIVATE);

	if (profile != WSBENCH_PROFILE_MINIMAL) {
		HYP(vgic_restore_state)(vcpu);
		mark(VGIC_RESTORE_GUEST);
		restore_timer(vcpu, profile);
		mark(TIMER_RESTORE_GUEST);
		/* Before the system registers: Cortex-A57 erratum 852523. */
		restore_sysreg32(vcpu, profile);
		mark(SYSREG32_RESTORE_GUEST);
	}

	HYP(sysreg_restore_guest_state)(&vcpu->ctxt);
	mark(SYSREG_RESTORE_GUEST);

	if (profile == WSBENCH_PROFILE_ALL) {
		fpsimd_save(&vcpu->host_fpsimd);
		mark(FPSIMD_SAVE_HOST);
		fpsimd_restore(&vcpu->guest_fpsimd);
		mark(FPSIMD_RESTORE_GUEST);
	}
}

/* From the guest's registers, still in place, to the host's being back. */
static __always_inline void load_host(struct wsb_vcpu *vcpu,
				      struct wsb_cpu_context *host_ctxt,
				      const enum wsbench_profile profile)
{
	bool fp_enabled = false;

	/* Linux 4.15 loads the guest's when it first traps: a test, for ours. */
	if (profile == WSBENCH_PROFILE_KVM_4_15) {
		fp_enabled = HYP(fpsimd_enabled)();
		mark(FPSIMD_RESTORE_HOST);
	}

	HYP(sysreg_save_guest_state)(&vcpu->ctxt);
	mark(SYSREG_SAVE_GUEST);

	if (profile != WSBENCH_PROFILE_MINIMAL) {
		save_sysreg32(vcpu, profile);
		mark(SYSREG32_SAVE_GUEST);
		save_timer(vcpu, profile);
		mark(TIMER_SAVE_GUEST);
		HYP(vgic_save_state)(vcpu);
		mark(VGIC_SAVE_GUEST);
	}

	deactivate_traps(vcpu, profile);
	mark(TRAPS_DEACTIVATE);
	deactivate_vm(vcpu);
	mark(STAGE2_DEACTIVATE);

	HYP(sysreg_restore_host_state)(host_ctxt);
	mark(SYSREG_RESTORE_HOST);

	if (profile == WSBENCH_PROFILE_ALL || fp_enabled) {
		fpsimd_save(&vcpu->guest_fpsimd);
		mark(FPSIMD_SAVE_GUEST);
		fpsimd_restore(&vcpu->host_fpsimd);
		mark(FPSIMD_RESTORE_HOST);
	}
}

static __always_inline u64 world_switch(struct wsb_vcpu *vcpu,
					const enum wsbench_profile profile,
					const enum wsbench_barrier barrier)
{
	struct wsb_cpu_context *host_ctxt = kern_hyp_va(vcpu->host_ctxt);
	u64 exit_code;

	HYP(sysreg_save_host_state)(host_ctxt);
	mark(SYSREG_SAVE_HOST);
	flow_enter(vcpu, profile);

	observe(vcpu, WSBENCH_POINT_ENTRY);
	if (barrier == WSBENCH_BARRIER_ISB)
		exit_code = guest_enter_isb(vcpu, host_ctxt);
	else
		exit_code = guest_enter_none(vcpu, host_ctxt);
	mark(GP_SAVE_GUEST);
	observe(vcpu, WSBENCH_POINT_EXIT);

	flow_leave(vcpu, host_ctxt, profile);

	return exit_code;
}

/*
 * One block: warm-up and recorded round trips go through the same code, the
 * warm-up's stamps are overwritten by the first sample's. Ends early when the
 * guest left in another way than its payload does.
 */
static __always_inline u64 run_block(struct wsb_vcpu *vcpu,
				     const enum wsbench_profile profile,
				     const enum wsbench_barrier barrier)
{
	int i, last = vcpu->count;

	for (i = -(int)vcpu->warmup; i < last; i++) {
		struct wsb_stamps *stamps = &vcpu->stamps[i < 0 ? 0 : i];
		u64 first, exit_code;

		/* KVM, too, sets the flag outside the world switch. */
		vcpu->debug_flags = vcpu->dirty;

		first = timestamp(barrier);
		exit_code = world_switch(vcpu, profile, barrier);
		stamps->t[3] = timestamp(barrier);
		/*
		 * The host's traps and translation are in force from here on;
		 * KVM has this ISB in the caller of __kvm_vcpu_run(), too.
		 */
		isb();

		stamps->t[0] = first;
		stamps->t[1] = vcpu->t_enter;
		stamps->t[2] = vcpu->t_exit;
		trip_done(vcpu, i < 0 ? 0 : i);

		vcpu->exit_code = exit_code;
		vcpu->exit_esr = read_sysreg_el2(ESR);
		if (exit_code != vcpu->expected_exit ||
		    (vcpu->exit_esr & vcpu->expected_mask) !=
		    vcpu->expected_esr) {
			vcpu->exit_far = read_sysreg_el2(FAR);
			break;
		}
		vcpu->round_trips++;
	}

	vcpu->done = i < 0 ? 0 : i;
	return 0;
}

#define DEFINE_VARIANT(flow, profile, PROFILE, barrier, BARRIER)	\
	u64 __hyp_text INSTANCE(flow##_##profile##_##barrier)(struct wsb_vcpu *vcpu) \
	{								\
		return run_block(vcpu, WSBENCH_PROFILE_##PROFILE,	\
				 WSBENCH_BARRIER_##BARRIER);		\
	}

#define DEFINE_FLOW(flow)	DEFINE_VARIANTS(flow)

#endif /* WSBENCH_HYP_WORLD_SWITCH_H */
