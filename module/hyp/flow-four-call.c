// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux up to 4.16: the world switch calls the debug code four times, once on
 * each side of every change of system registers.
 */
#include "world-switch.h"

static __always_inline void flow_enter(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile)
{
	INSTANCE(four_call_cond_save_host_state)(vcpu);
	mark(DEBUG_SAVE_HOST);
	load_guest(vcpu, profile);
	INSTANCE(four_call_restore_state)(vcpu, kern_hyp_va(vcpu->debug_ptr),
					  &vcpu->ctxt);
	mark(DEBUG_RESTORE_GUEST);
}

static __always_inline void flow_leave(struct wsb_vcpu *vcpu,
				       struct wsb_cpu_context *host_ctxt,
				       const enum wsbench_profile profile)
{
	load_host(vcpu, host_ctxt, profile);
	INSTANCE(four_call_save_state)(vcpu, kern_hyp_va(vcpu->debug_ptr),
				       &vcpu->ctxt);
	mark(DEBUG_SAVE_GUEST);
	/*
	 * Behind the host's system registers: on nVHE this may turn SPE on,
	 * which makes use of the TTBRs.
	 */
	INSTANCE(four_call_cond_restore_host_state)(vcpu);
	mark(DEBUG_RESTORE_HOST);
}

DEFINE_FLOW(flow_four_call)
