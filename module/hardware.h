/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_HARDWARE_H
#define WSBENCH_HARDWARE_H

#include <linux/types.h>

void wsb_hardware_serror(unsigned int cpu, u64 esr);

#endif /* WSBENCH_HARDWARE_H */
