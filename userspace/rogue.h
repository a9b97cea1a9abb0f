/* SPDX-License-Identifier: GPL-2.0-only */
/* The rogue guests of the module, and how each of them has to end. */
#ifndef WSBENCH_ROGUE_H
#define WSBENCH_ROGUE_H

#include <stdbool.h>
#include <stdint.h>

#include "../module/uapi/wsbench.h"

/**
 * struct rogue - a guest that misbehaves
 * @does: what it does, in a few words
 * @ends: how it may end, a mask of 1 << enum wsbench_end, where its debug registers
 *        are its own: dirty, and a flow that switches them
 * @trapped: where they are the host's, and the guest is kept from them
 */
struct rogue {
	const char *does;
	uint32_t ends, trapped;
};

#define NR_POKES	10	/* addresses that payload poke is tried with */

const struct rogue *rogue_of(unsigned int payload);
uint32_t rogue_ends(unsigned int payload, unsigned int flow, unsigned int dirty);
uint64_t rogue_poke(unsigned int i, uint64_t seed);
uint32_t rogue_poke_ends(uint64_t address);

#endif /* WSBENCH_ROGUE_H */
