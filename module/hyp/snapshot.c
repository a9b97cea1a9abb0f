// SPDX-License-Identifier: GPL-2.0-only
/* The host's registers as they are now: before and after every block. */
#include "hyp.h"
#include "block.h"
#include "classes.h"
#include "debug-regs.h"
#include "features.h"
#include "registers.h"
#include "vgic-regs.h"

/* QEMU executes this MRS as a NOP: the destination keeps what it held. */
static __always_inline u64 read_mdccint(void)
{
	u64 val;

	asm volatile("mov	%0, xzr\n\tmrs	%0, mdccint_el1" : "=r" (val));
	return val;
}

#define R(name, read)	to->regs[i++] = (read);

/* Also in the middle of a world switch, for the instance that observes it. */
void __hyp_text HYP(take_snapshot)(struct wsb_vcpu *vcpu,
				   struct wsb_snapshot *to)
{
	bool gic = has_gic_sysregs(), ras = has_ras(), hcx = has_hcx();
	bool fgt = has_fgt(), sr32 = has_sysreg32(), fp = has_fpsimd();
	u64 vtr = gic ? read_sysreg_s(SYS_ICH_VTR_EL2) : 0;
	unsigned int lrs = gic ? vtr_lrs(vtr) : 0;
	unsigned int pre = gic ? vtr_pre_bits(vtr) : 0;
	int i = 0;

	WSB_REGISTERS(R)
	save_debug_state(&to->debug, &to->mdccint_el1,
			 read_sysreg(id_aa64dfr0_el1));
	to->mdccint_el1 = read_mdccint();
	if (vcpu->profile == WSBENCH_PROFILE_ALL)
		fpsimd_save(&to->fpsimd);
}

/* hyp_fn: fills vcpu->snapshot. */
u64 __hyp_text HYP(hyp_snapshot)(struct wsb_vcpu *vcpu)
{
	HYP(take_snapshot)(vcpu, &vcpu->snapshot);
	return 0;
}
