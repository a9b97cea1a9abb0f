// SPDX-License-Identifier: GPL-2.0-only
/*
 * Flow two-hook, but the numbers of breakpoints and watchpoints come from memory, as
 * in Linux since 6.14, instead of from ID_AA64DFR0_EL1 at each of the four copies.
 */
#include "world-switch.h"
#include "debug-regs.h"

static noinline __hyp_text void save_state(struct wsb_debug_regs *dbg,
					   struct wsb_cpu_context *ctxt,
					   struct wsb_vcpu *vcpu)
{
	save_debug_regs(dbg, &ctxt->sys_regs[WSB_MDCCINT_EL1], vcpu->last_brp,
			vcpu->last_wrp);
}

static noinline __hyp_text void restore_state(struct wsb_debug_regs *dbg,
					      struct wsb_cpu_context *ctxt,
					      struct wsb_vcpu *vcpu)
{
	restore_debug_regs(dbg, ctxt->sys_regs[WSB_MDCCINT_EL1],
			   vcpu->last_brp, vcpu->last_wrp);
}

/* As two-hook's, not static: such a function may begin with a landing pad (BTI). */
void INSTANCE(cached_switch_to_guest)(struct wsb_vcpu *vcpu);
void INSTANCE(cached_switch_to_host)(struct wsb_vcpu *vcpu);

noinline void __hyp_text INSTANCE(cached_switch_to_guest)(struct wsb_vcpu *vcpu)
{
	debug_save_spe(&vcpu->host_debug.pmscr_el1);

	if (!(vcpu->debug_flags & WSB_DEBUG_DIRTY))
		return;

	save_state(&vcpu->host_debug.regs, kern_hyp_va(vcpu->host_ctxt), vcpu);
	mark(DEBUG_SAVE_HOST);
	restore_state(kern_hyp_va(vcpu->debug_ptr), &vcpu->ctxt, vcpu);
}

noinline void __hyp_text INSTANCE(cached_switch_to_host)(struct wsb_vcpu *vcpu)
{
	debug_restore_spe(vcpu->host_debug.pmscr_el1);

	if (!(vcpu->debug_flags & WSB_DEBUG_DIRTY))
		return;

	save_state(kern_hyp_va(vcpu->debug_ptr), &vcpu->ctxt, vcpu);
	mark(DEBUG_SAVE_GUEST);
	restore_state(&vcpu->host_debug.regs, kern_hyp_va(vcpu->host_ctxt),
		      vcpu);

	vcpu->debug_flags &= ~WSB_DEBUG_DIRTY;
}

static __always_inline void flow_enter(struct wsb_vcpu *vcpu,
				       const enum wsbench_profile profile)
{
	load_guest(vcpu, profile);
	INSTANCE(cached_switch_to_guest)(vcpu);
	mark(DEBUG_RESTORE_GUEST);
}

static __always_inline void flow_leave(struct wsb_vcpu *vcpu,
				       struct wsb_cpu_context *host_ctxt,
				       const enum wsbench_profile profile)
{
	load_host(vcpu, host_ctxt, profile);
	INSTANCE(cached_switch_to_host)(vcpu);
	mark(DEBUG_RESTORE_HOST);
}

DEFINE_FLOW(flow_two_hook_cached)
