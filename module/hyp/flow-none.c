// SPDX-License-Identifier: GPL-2.0-only
/*
 * No debug hooks at all: the floor under both flows.
 */
#include "hyp.h"

static __always_inline void flow_host_saved(struct wsb_vcpu *vcpu)
{
}

static __always_inline void flow_before_entry(struct wsb_vcpu *vcpu)
{
}

static __always_inline void flow_host_restored(struct wsb_vcpu *vcpu)
{
}

#include "world-switch.h"

DEFINE_FLOW(flow_none)
