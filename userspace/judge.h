/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether a run ended as it should. */
#ifndef WSBENCH_JUDGE_H
#define WSBENCH_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attempt.h"

/*
 * Microseconds beyond the limit: to take the timer's interrupt, to switch back, and to
 * finish what the block does around the guest's turns. The emulated hosts need 1.5; there
 * an access to a system register costs no more than an addition.
 */
#define SLACK_US	100

bool judge_end(const struct attempt *a, uint32_t ends, char *found, size_t size);
bool judge_plan(const struct attempt *a, uint64_t samples, char *found, size_t size);
bool judge_time(const struct attempt *a, unsigned int limit_us, char *found, size_t size);

#endif /* WSBENCH_JUDGE_H */
