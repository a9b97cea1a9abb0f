/* SPDX-License-Identifier: GPL-2.0-only */
/* Are the flows the same to host and guest, whatever the registers hold? */
#ifndef WSBENCH_ORDERS_H
#define WSBENCH_ORDERS_H

#include "run.h"
#include "uapi/wsbench.h"

/* What the world switch keeps of the guest, and the way the guest has left. */
struct wsb_saved {
	struct wsb_cpu_context ctxt;
	struct wsb_debug_regs debug;
	struct wsb_timer timer;
	struct wsb_vgic vgic;
	struct wsb_sysreg32 sysreg32;
	struct wsb_fpsimd fpsimd;
	u64 debug_flags;
	u64 exit_esr;
};

/**
 * struct wsb_trip - one round trip, seen from outside
 * @flow: enum wsbench_flow
 * @original: the host as it is
 * @at: by enum wsbench_point, up to WSBENCH_POINT_HOST
 * @before: the host in the state that the trip starts from
 * @saved: the guest, in memory
 * @final: the host after everything
 */
struct wsb_trip {
	unsigned int flow;
	struct wsb_snapshot original;
	struct wsb_snapshot before;
	struct wsb_snapshot at[WSBENCH_POINT_HOST + 1];
	struct wsb_saved saved;
	struct wsb_snapshot final;
};

int wsb_orders(struct wsbench_orders *orders);

/* orders-state.c */
void wsb_orders_fill(struct wsb_run *run, const struct wsbench_orders *orders,
		     u64 number);

/* orders-compare.c */
void wsb_orders_check_trip(struct wsbench_orders *orders,
			   const struct wsb_run *run,
			   const struct wsb_trip *trip);
void wsb_orders_compare(struct wsbench_orders *orders,
			const struct wsb_run *run, const struct wsb_trip *base,
			const struct wsb_trip *test);

#endif /* WSBENCH_ORDERS_H */
