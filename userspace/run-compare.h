/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_RUN_COMPARE_H
#define WSBENCH_RUN_COMPARE_H

#include <stdbool.h>

#include "report.h"

bool run_compare(struct comparisons *cmp, const char *dir);

#endif /* WSBENCH_RUN_COMPARE_H */
