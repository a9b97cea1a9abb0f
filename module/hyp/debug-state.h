/* SPDX-License-Identifier: GPL-2.0-only */
/* Out of line, for flows that have no counterpart in KVM: as its functions are. */
#ifndef WSBENCH_HYP_DEBUG_STATE_H
#define WSBENCH_HYP_DEBUG_STATE_H

#include "hyp.h"
#include "instance.h"
#include "debug-regs.h"

static noinline __hyp_text void save_state(struct wsb_debug_regs *dbg,
					   struct wsb_cpu_context *ctxt)
{
	save_debug_state(dbg, &ctxt->sys_regs[WSB_MDCCINT_EL1],
			 read_switched_dfr0());
}

static noinline __hyp_text void restore_state(struct wsb_debug_regs *dbg,
					      struct wsb_cpu_context *ctxt)
{
	restore_debug_state(dbg, ctxt->sys_regs[WSB_MDCCINT_EL1],
			    read_switched_dfr0());
}

#endif /* WSBENCH_HYP_DEBUG_STATE_H */
