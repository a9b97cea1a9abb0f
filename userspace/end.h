/* SPDX-License-Identifier: GPL-2.0-only */
/* Why a run is over, in words: the one place that knows. */
#ifndef WSBENCH_END_H
#define WSBENCH_END_H

#include <stddef.h>

#include "../module/uapi/wsbench.h"

#define END_TEXT	384	/* bytes that hold any text of these, with NUL */

void end_describe(const struct wsbench_status *status, char *buf, size_t size);
void end_explain(const struct wsbench_status *status, unsigned int payload, char *buf,
		 size_t size);

#endif /* WSBENCH_END_H */
