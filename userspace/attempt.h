/* SPDX-License-Identifier: GPL-2.0-only */
/* A run of engine direct of which nobody knows how it will end. */
#ifndef WSBENCH_ATTEMPT_H
#define WSBENCH_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>

#include "../module/uapi/wsbench.h"

/**
 * struct attempt - how a run ended
 * @err: errno of what ended it, 0 at the end of its plan
 * @samples: that came out
 * @seconds: from its first block to its end
 * @status: of the run
 */
struct attempt {
	int err;
	uint64_t samples;
	double seconds;
	struct wsbench_status status;
};

struct attempt attempt_read(const struct wsbench_plan *plan);
struct attempt attempt_discard(const struct wsbench_plan *plan);

#endif /* WSBENCH_ATTEMPT_H */
