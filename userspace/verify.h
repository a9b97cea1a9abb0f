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

void verify_describe(const struct wsbench_verify *v, char *buf, size_t size);

#endif /* WSBENCH_VERIFY_H */
