/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_HOST_STATE_H
#define WSBENCH_HOST_STATE_H

#include "hyp/vcpu.h"
#include "uapi/wsbench.h"

/**
 * struct wsb_difference - a register that is not what it was
 * @reg: its name; empty when there is none
 * @expected: what it held before
 * @actual: what it holds
 */
struct wsb_difference {
	char reg[WSBENCH_REG_NAME];
	u64 expected;
	u64 actual;
};

const char * const *wsb_snapshot_names(unsigned int *nr);
void wsb_host_state_exceptions(struct wsb_snapshot *snapshot,
			       const struct wsb_cpu_context *el1);
unsigned int wsb_host_state_compare(const struct wsb_snapshot *before,
				    const struct wsb_snapshot *after,
				    unsigned int brps, unsigned int wrps,
				    struct wsb_difference *first);
unsigned int wsb_debug_regs_compare(const struct wsb_debug_regs *before,
				    const struct wsb_debug_regs *after,
				    unsigned int brps, unsigned int wrps,
				    struct wsb_difference *first);

#endif /* WSBENCH_HOST_STATE_H */
