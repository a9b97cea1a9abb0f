// SPDX-License-Identifier: GPL-2.0-only
/* The host's registers as they are now, for the self-check. */
#include "hyp.h"
#include "block.h"
#include "debug-regs.h"
#include "registers.h"

/* QEMU executes this MRS as a NOP: the destination keeps what it held. */
static __always_inline u64 read_mdccint(void)
{
	u64 val;

	asm volatile("mov	%0, xzr\n\tmrs	%0, mdccint_el1" : "=r" (val));
	return val;
}

#define R(name, read)	vcpu->snapshot.regs[i++] = (read);

/* hyp_fn: fills vcpu->snapshot. */
u64 __hyp_text HYP(hyp_snapshot)(struct wsb_vcpu *vcpu)
{
	int i = 0;

	WSB_REGISTERS(R)
	save_debug_state(&vcpu->snapshot.debug, &vcpu->snapshot.mdccint_el1);
	vcpu->snapshot.mdccint_el1 = read_mdccint();
	return 0;
}
