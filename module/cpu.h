/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_CPU_H
#define WSBENCH_CPU_H

#include "uapi/wsbench.h"

int wsb_cpu_check_counter(const struct wsbench_status *status);
int wsb_cpu_check_fpsimd(void);
int wsb_cpu_check_errata(const struct wsbench_status *status);
void wsb_cpu_describe(struct wsbench_status *status);

#endif /* WSBENCH_CPU_H */
