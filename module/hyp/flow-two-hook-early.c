// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order that the review asks about, with one test of the flag each way: the
 * host's debug state is saved before the traps are activated and the guest's
 * restored after; the guest's is saved before they are deactivated and the host's
 * restored after. What the test found stays in a register meanwhile; unlikely()
 * makes the compiler lay it out alike in all instances of the template.
 */
#include "world-switch.h"
#include "debug-state.h"

static __always_inline void flow_enter(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile)
{
	u64 dirty = vcpu->debug_flags & WSB_DEBUG_DIRTY;

	if (unlikely(dirty))
		save_state(&vcpu->host_debug.regs,
			   kern_hyp_va(vcpu->host_ctxt));
	debug_save_spe(&vcpu->host_debug.pmscr_el1);
	mark(DEBUG_SAVE_HOST);
	load_guest(vcpu, profile);
	if (unlikely(dirty))
		restore_state(kern_hyp_va(vcpu->debug_ptr), &vcpu->ctxt);
	mark(DEBUG_RESTORE_GUEST);
}

static __always_inline void flow_leave(struct wsb_vcpu *vcpu,
				       struct wsb_cpu_context *host_ctxt,
				       const enum wsbench_profile profile)
{
	u64 dirty = vcpu->debug_flags & WSB_DEBUG_DIRTY;

	if (unlikely(dirty))
		save_state(kern_hyp_va(vcpu->debug_ptr), &vcpu->ctxt);
	mark(DEBUG_SAVE_GUEST);
	load_host(vcpu, host_ctxt, profile);
	debug_restore_spe(vcpu->host_debug.pmscr_el1);
	if (unlikely(dirty))
		restore_state(&vcpu->host_debug.regs,
			      kern_hyp_va(vcpu->host_ctxt));
	/* Behind load_host(), where the 32-bit state asks for it. */
	vcpu->debug_flags &= ~WSB_DEBUG_DIRTY;
	mark(DEBUG_RESTORE_HOST);
}

DEFINE_FLOW(flow_two_hook_early)
