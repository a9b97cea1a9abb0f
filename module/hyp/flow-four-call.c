// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux up to 4.16: the world switch calls the debug code four times, once on
 * each side of every change of system registers.
 */
#include "hyp.h"

static __always_inline void flow_host_saved(struct wsb_vcpu *vcpu)
{
	HYP(four_call_cond_save_host_state)(vcpu);
}

static __always_inline void flow_before_entry(struct wsb_vcpu *vcpu)
{
	HYP(four_call_restore_state)(vcpu, kern_hyp_va(vcpu->debug_ptr),
				     &vcpu->ctxt);
}

static __always_inline void flow_host_restored(struct wsb_vcpu *vcpu)
{
	HYP(four_call_save_state)(vcpu, kern_hyp_va(vcpu->debug_ptr),
				  &vcpu->ctxt);
	/*
	 * Behind the host's system registers: on nVHE this may turn SPE on,
	 * which makes use of the TTBRs.
	 */
	HYP(four_call_cond_restore_host_state)(vcpu);
}

#include "world-switch.h"

DEFINE_FLOW(flow_four_call)
