/* SPDX-License-Identifier: GPL-2.0-only */
/* The checks of wsbench verify. */
#ifndef WSBENCH_VERIFY_H
#define WSBENCH_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../module/uapi/wsbench.h"
#include "tap.h"

/* Each checks one CPU, which this thread is pinned to. */
bool verify_direct(struct tap *tap, unsigned int cpu);
bool verify_kvm(struct tap *tap, unsigned int cpu);

#define ORDERS_STATES	10000	/* of each pair, unless --states says otherwise */

/**
 * struct orders_options - what verify --orders compares
 * @flows: mask of 1 << enum wsbench_flow; 0 for all that the module has
 * @dirty: WSBENCH_DIRTY_*
 * @states: how many
 * @seed: of the states
 */
struct orders_options {
	unsigned int flows, dirty;
	uint64_t states, seed;
};

bool verify_orders(struct tap *tap, unsigned int cpu, const struct orders_options *options);

void verify_describe(const struct wsbench_verify *v, char *buf, size_t size);

#endif /* WSBENCH_VERIFY_H */
