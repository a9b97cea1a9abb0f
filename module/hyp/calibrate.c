// SPDX-License-Identifier: GPL-2.0-only
/* The calibration where a run's timestamps are taken. */
#include "hyp.h"
#include "block.h"
#include "calibration.h"
#include "mark.h"

static __always_inline u32 since_mark(const struct wsb_vcpu *vcpu)
{
	barrier();
	return vcpu->mark.at[WSBENCH_STEP_REST] -
	       vcpu->mark.at[WSBENCH_STEP_GUEST];
}

/* hyp_fn: fills vcpu->calibration and vcpu->mark_cost. */
u64 __hyp_text HYP(hyp_calibrate)(struct wsb_vcpu *vcpu)
{
	int i;

	take_calibration(&vcpu->calibration);
	for (i = 0; i < WSB_CALIBRATION_PAIRS; i++) {
		take_mark("", WSBENCH_STEP_GUEST);
		take_mark("", WSBENCH_STEP_REST);
		vcpu->mark_cost[WSBENCH_BARRIER_NONE][i] = since_mark(vcpu);
		take_mark("isb\n\t", WSBENCH_STEP_GUEST);
		take_mark("isb\n\t", WSBENCH_STEP_REST);
		vcpu->mark_cost[WSBENCH_BARRIER_ISB][i] = since_mark(vcpu);
	}
	return 0;
}
