/* SPDX-License-Identifier: GPL-2.0-only */
/* Who else uses the counters of the PMU. */
#ifndef WSBENCH_PERF_USERS_H
#define WSBENCH_PERF_USERS_H

#include <stdbool.h>
#include <stddef.h>

bool nmi_watchdog(void);
unsigned int perf_users(char *buf, size_t size);

#endif /* WSBENCH_PERF_USERS_H */
