/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PMU events of engine direct, which the module counts around each block: what a round
 * trip makes of them. What the frame of a block takes is measured first, in blocks of a
 * single round trip, and subtracted with that.
 */
#ifndef WSBENCH_BLOCK_EVENTS_H
#define WSBENCH_BLOCK_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "names.h"

void block_events_check(const struct wsbench_plan *plan, const char *list);
void block_events_prepare(struct wsbench_plan *plan);
size_t block_events_next(const struct wsbench_plan *plan);
void block_events_take(int fd, const struct wsbench_plan *plan);
void block_events_write(enum wsbench_mode mode);
void block_events_print(enum wsbench_mode mode, bool exact);

#endif /* WSBENCH_BLOCK_EVENTS_H */
