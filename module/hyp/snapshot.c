// SPDX-License-Identifier: GPL-2.0-only
/* The host's registers as they are now, for the self-check. */
#include "hyp.h"
#include "block.h"
#include "debug-regs.h"
#include "registers.h"

#define R(name, read)	vcpu->snapshot.regs[i++] = (read);

/* hyp_fn: fills vcpu->snapshot. */
u64 __hyp_text HYP(hyp_snapshot)(struct wsb_vcpu *vcpu)
{
	struct wsb_cpu_context ctxt;
	int i = 0;

	WSB_REGISTERS(R)
	save_debug_state(&vcpu->snapshot.debug, &ctxt);
	return 0;
}
