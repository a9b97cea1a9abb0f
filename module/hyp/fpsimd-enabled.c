// SPDX-License-Identifier: GPL-2.0-only
/* Has the guest used FP/SIMD? After Linux 4.15, which asks out of line. */
#include "hyp.h"
#include "classes.h"

bool __hyp_text HYP(fpsimd_enabled)(void)
{
	return fpsimd_enabled_arch();
}
