// SPDX-License-Identifier: GPL-2.0-only
/*
 * No debug code at all: the floor under the other flows.
 */
#include "world-switch.h"

static __always_inline void flow_enter(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile)
{
	load_guest(vcpu, profile);
}

static __always_inline void flow_leave(struct wsb_vcpu *vcpu,
				       struct wsb_cpu_context *host_ctxt,
				       const enum wsbench_profile profile)
{
	load_host(vcpu, host_ctxt, profile);
}

DEFINE_FLOW(flow_none)
