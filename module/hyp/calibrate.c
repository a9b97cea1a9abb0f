// SPDX-License-Identifier: GPL-2.0-only
/* The calibration where a run's timestamps are taken. */
#include "hyp.h"
#include "block.h"
#include "calibration.h"

/* hyp_fn: fills vcpu->calibration. */
u64 __hyp_text HYP(hyp_calibrate)(struct wsb_vcpu *vcpu)
{
	take_calibration(&vcpu->calibration);
	return 0;
}
