// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux since 4.17: one call on the way to the guest, when the traps are
 * already active, and one on the way back, when the host's registers are.
 */
#include "world-switch.h"

static __always_inline void flow_enter(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile)
{
	load_guest(vcpu, profile);
	INSTANCE(debug_switch_to_guest)(vcpu);
	mark(DEBUG_RESTORE_GUEST);
}

static __always_inline void flow_leave(struct wsb_vcpu *vcpu,
				       struct wsb_cpu_context *host_ctxt,
				       const enum wsbench_profile profile)
{
	load_host(vcpu, host_ctxt, profile);
	INSTANCE(debug_switch_to_host)(vcpu);
	mark(DEBUG_RESTORE_HOST);
}

DEFINE_FLOW(flow_two_hook)
