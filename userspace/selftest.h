/* SPDX-License-Identifier: GPL-2.0-only */
/* The checks of wsbench selftest. */
#ifndef WSBENCH_SELFTEST_H
#define WSBENCH_SELFTEST_H

#include <stdbool.h>
#include <stdint.h>

#include "../module/uapi/wsbench.h"
#include "tap.h"

/**
 * struct selftest - what is to be checked, and what was found so far
 * @tap: checks so far
 * @mode: of the host
 * @cpu: CPU, which this thread is pinned to
 * @flows: mask of 1 << enum wsbench_flow
 * @dirty: mask of WSBENCH_DIRTY_OFF and WSBENCH_DIRTY_ON
 * @barrier: that suits this CPU
 * @seed: of the addresses of payload poke, and of the order of blocks
 * @limit_us: longest time with interrupts off, as in struct wsbench_plan
 * @strict: that time is the machine's own, and not an emulator's that others may hold up
 * @longest_ns: the longest there was on this CPU
 */
struct selftest {
	struct tap tap;
	enum wsbench_mode mode;
	unsigned int cpu, flows, dirty;
	enum wsbench_barrier barrier;
	uint64_t seed;
	unsigned int limit_us;
	bool strict;
	uint64_t longest_ns;
};

void selftest_limit(const struct selftest *t);
bool selftest_rogue(struct selftest *t, enum wsbench_payload payload, enum wsbench_flow flow,
		    unsigned int dirty);
bool selftest_round_trips(struct selftest *t, uint64_t round_trips);

#endif /* WSBENCH_SELFTEST_H */
