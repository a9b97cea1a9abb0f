/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_CPU_H
#define WSBENCH_CPU_H

#include "uapi/wsbench.h"

int wsb_cpu_check_counter(void);
int wsb_cpu_check_fpsimd(void);
int wsb_cpu_check_errata(void);
void wsb_cpu_describe(struct wsbench_status *status);

#endif /* WSBENCH_CPU_H */
