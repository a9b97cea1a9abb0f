/* SPDX-License-Identifier: GPL-2.0-only */
/* wsbench sweep --cpus: one thread for each CPU that is measured, all at once. */
#ifndef WSBENCH_SWEEP_CPUS_H
#define WSBENCH_SWEEP_CPUS_H

#include <stdbool.h>
#include <stdint.h>

#include "meta.h"

/* Fills the meta of a folder @id in which @samples were measured. */
typedef void sweep_describe_fn(void *arg, struct meta *meta, const char *id, uint64_t samples);

unsigned int sweep_cpus_nth(unsigned int n);
bool sweep_cpus(const struct wsbench_plan *plan, enum wsbench_mode mode, unsigned int most,
		sweep_describe_fn *describe, void *arg, const char *id);

#endif /* WSBENCH_SWEEP_CPUS_H */
