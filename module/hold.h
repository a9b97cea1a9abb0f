/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_HOLD_H
#define WSBENCH_HOLD_H

#include <linux/types.h>

int wsb_hold_cpu(u32 cpu);
void wsb_drop_cpu(u32 cpu);
bool wsb_pinned_to(u32 cpu);

#endif /* WSBENCH_HOLD_H */
