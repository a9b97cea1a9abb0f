/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_CALIBRATE_H
#define WSBENCH_CALIBRATE_H

#include <linux/types.h>

#include "hyp/calibration.h"
#include "uapi/wsbench.h"

u32 wsb_calibration_median(u32 *values);
int wsb_calibrate_kernel(u32 cpu, struct wsbench_status *status);
int wsb_calibration_result(u32 cpu, struct wsb_calibration *cal,
			   struct wsbench_status *status);

#endif /* WSBENCH_CALIBRATE_H */
