/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_CPU_H
#define WSBENCH_CPU_H

int wsb_cpu_check(void);

#endif /* WSBENCH_CPU_H */
