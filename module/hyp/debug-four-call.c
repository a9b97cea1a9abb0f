// SPDX-License-Identifier: GPL-2.0-only
/*
 * The four-call flow's debug code, as KVM had it up to Linux 4.16 (the lines
 * the review thread removes): four functions, out of line in a file of their
 * own, each of which looks at the dirty flag for itself.
 */
#include "hyp.h"
#include "instance.h"
#include "debug.h"
#include "debug-regs.h"

void __hyp_text INSTANCE(four_call_save_state)(struct wsb_vcpu *vcpu,
					       struct wsb_debug_regs *dbg,
					       struct wsb_cpu_context *ctxt)
{
	if (!(vcpu->debug_flags & WSB_DEBUG_DIRTY))
		return;

	save_debug_state(dbg, &ctxt->sys_regs[WSB_MDCCINT_EL1],
			 read_switched_dfr0());
}

void __hyp_text INSTANCE(four_call_restore_state)(struct wsb_vcpu *vcpu,
						  struct wsb_debug_regs *dbg,
						  struct wsb_cpu_context *ctxt)
{
	if (!(vcpu->debug_flags & WSB_DEBUG_DIRTY))
		return;

	restore_debug_state(dbg, ctxt->sys_regs[WSB_MDCCINT_EL1],
			    read_switched_dfr0());
}

void __hyp_text INSTANCE(four_call_cond_save_host_state)(struct wsb_vcpu *vcpu)
{
	INSTANCE(four_call_save_state)(vcpu, &vcpu->host_debug.regs,
				       kern_hyp_va(vcpu->host_ctxt));

	debug_save_spe(&vcpu->host_debug.pmscr_el1);
}

void __hyp_text INSTANCE(four_call_cond_restore_host_state)(struct wsb_vcpu *vcpu)
{
	debug_restore_spe(vcpu->host_debug.pmscr_el1);

	INSTANCE(four_call_restore_state)(vcpu, &vcpu->host_debug.regs,
					  kern_hyp_va(vcpu->host_ctxt));

	vcpu->debug_flags &= ~WSB_DEBUG_DIRTY;
}
