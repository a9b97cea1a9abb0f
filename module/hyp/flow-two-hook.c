// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux since 4.17: one call on the way to the guest, when the traps are
 * already active, and one on the way back, when the host's registers are.
 */
#include "hyp.h"

static __always_inline void flow_host_saved(struct wsb_vcpu *vcpu)
{
}

static __always_inline void flow_before_entry(struct wsb_vcpu *vcpu)
{
	HYP(debug_switch_to_guest)(vcpu);
}

static __always_inline void flow_host_restored(struct wsb_vcpu *vcpu)
{
	HYP(debug_switch_to_host)(vcpu);
}

#include "world-switch.h"

DEFINE_FLOW(flow_two_hook)
