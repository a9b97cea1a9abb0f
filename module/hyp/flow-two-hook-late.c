// SPDX-License-Identifier: GPL-2.0-only
/*
 * The other extreme: all of the debug state, the host's as well, is switched while
 * the guest's traps are active, last thing before the guest is entered and first
 * when it has left.
 */
#include "world-switch.h"
#include "debug-state.h"

static __always_inline void flow_enter(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile)
{
	load_guest(vcpu, profile);
	INSTANCE(debug_switch_to_guest)(vcpu);
	mark(DEBUG_RESTORE_GUEST);
}

/* As two-hook's, not static: such a function may begin with a landing pad (BTI). */
void INSTANCE(late_switch_to_host)(struct wsb_vcpu *vcpu);

noinline void __hyp_text INSTANCE(late_switch_to_host)(struct wsb_vcpu *vcpu)
{
	if (!(vcpu->debug_flags & WSB_DEBUG_DIRTY))
		return;

	save_state(kern_hyp_va(vcpu->debug_ptr), &vcpu->ctxt);
	mark(DEBUG_SAVE_GUEST);
	restore_state(&vcpu->host_debug.regs, kern_hyp_va(vcpu->host_ctxt));
}

static __always_inline void flow_leave(struct wsb_vcpu *vcpu,
				       struct wsb_cpu_context *host_ctxt,
				       const enum wsbench_profile profile)
{
	INSTANCE(late_switch_to_host)(vcpu);
	mark(DEBUG_RESTORE_HOST);
	load_host(vcpu, host_ctxt, profile);
	/* SPE writes through the host's tables, 32-bit state asks for the flag. */
	debug_restore_spe(vcpu->host_debug.pmscr_el1);
	vcpu->debug_flags &= ~WSB_DEBUG_DIRTY;
	mark(DEBUG_FINISH);
}

DEFINE_FLOW(flow_two_hook_late)
