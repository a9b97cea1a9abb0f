/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_END_H
#define WSBENCH_END_H

#include "host-state.h"
#include "hyp/vcpu.h"
#include "uapi/wsbench.h"

void wsb_end_by_guest(struct wsbench_status *status,
		      const struct wsb_vcpu *vcpu);
void wsb_end_by_host_state(struct wsbench_status *status,
			   const struct wsb_difference *difference);

#endif /* WSBENCH_END_H */
