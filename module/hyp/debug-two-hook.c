// SPDX-License-Identifier: GPL-2.0-only
/*
 * The two-hook flow's debug code, as KVM has it since Linux 4.17 (the lines the
 * review thread adds): one hook a direction, which looks at the dirty flag once.
 */
#include "hyp.h"
#include "instance.h"
#include "debug.h"
#include "debug-regs.h"

static __hyp_text void two_hook_save_state(struct wsb_debug_regs *dbg,
					   struct wsb_cpu_context *ctxt)
{
	save_debug_state(dbg, &ctxt->sys_regs[WSB_MDCCINT_EL1],
			 read_switched_dfr0());
}

static __hyp_text void two_hook_restore_state(struct wsb_debug_regs *dbg,
					      struct wsb_cpu_context *ctxt)
{
	restore_debug_state(dbg, ctxt->sys_regs[WSB_MDCCINT_EL1],
			    read_switched_dfr0());
}

void __hyp_text INSTANCE(debug_switch_to_guest)(struct wsb_vcpu *vcpu)
{
	debug_save_spe(&vcpu->host_debug.pmscr_el1);

	if (!(vcpu->debug_flags & WSB_DEBUG_DIRTY))
		return;

	two_hook_save_state(&vcpu->host_debug.regs,
			    kern_hyp_va(vcpu->host_ctxt));
	mark(DEBUG_SAVE_HOST);
	two_hook_restore_state(kern_hyp_va(vcpu->debug_ptr), &vcpu->ctxt);
}

void __hyp_text INSTANCE(debug_switch_to_host)(struct wsb_vcpu *vcpu)
{
	debug_restore_spe(vcpu->host_debug.pmscr_el1);

	if (!(vcpu->debug_flags & WSB_DEBUG_DIRTY))
		return;

	two_hook_save_state(kern_hyp_va(vcpu->debug_ptr), &vcpu->ctxt);
	mark(DEBUG_SAVE_GUEST);
	two_hook_restore_state(&vcpu->host_debug.regs,
			       kern_hyp_va(vcpu->host_ctxt));

	vcpu->debug_flags &= ~WSB_DEBUG_DIRTY;
}
