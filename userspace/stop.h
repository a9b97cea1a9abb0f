/* SPDX-License-Identifier: GPL-2.0-only */
/* SIGINT and SIGTERM end a run in an orderly way. */
#ifndef WSBENCH_STOP_H
#define WSBENCH_STOP_H

#include <stdbool.h>

void stop_install(void);
bool stop_requested(void);

#endif /* WSBENCH_STOP_H */
