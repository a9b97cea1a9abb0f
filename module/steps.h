/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_STEPS_H
#define WSBENCH_STEPS_H

#include "hyp/vcpu.h"
#include "uapi/wsbench.h"

bool wsb_steps_fill(struct wsbench_steps *steps, const struct wsb_stamps *stamps,
		    const struct wsb_marks *marks);

#endif /* WSBENCH_STEPS_H */
