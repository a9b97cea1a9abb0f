/* SPDX-License-Identifier: GPL-2.0-only */
/* What must be so before anything is done. */
#ifndef WSBENCH_GUARD_H
#define WSBENCH_GUARD_H

void guard(void);

#endif /* WSBENCH_GUARD_H */
