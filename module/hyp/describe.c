// SPDX-License-Identifier: GPL-2.0-only
/* What only EL2 can tell of the machine. */
#include "hyp.h"
#include "block.h"
#include "features.h"
#include "vgic-regs.h"

/* hyp_fn: fills vcpu->lrs and vcpu->absent. */
u64 __hyp_text HYP(hyp_describe)(struct wsb_vcpu *vcpu)
{
	vcpu->lrs = 0;
	vcpu->absent = 0;
	if (has_gic_sysregs())
		vcpu->lrs = vtr_lrs(read_sysreg_s(SYS_ICH_VTR_EL2));
	else
		vcpu->absent |= WSBENCH_NO_VGIC;
	if (!has_sysreg32())
		vcpu->absent |= WSBENCH_NO_SYSREG32;
	return 0;
}
