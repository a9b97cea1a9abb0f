/* SPDX-License-Identifier: GPL-2.0-only */
/* One plan of engine direct from its start to its end, what it measures kept in a recorder. */
#ifndef WSBENCH_MEASURE_H
#define WSBENCH_MEASURE_H

#include <stdbool.h>

#include "series.h"

bool measure(const struct wsbench_plan *plan, struct recorder *rec, struct wsbench_status *status,
	     void (*started)(void *arg), void *arg);

#endif /* WSBENCH_MEASURE_H */
