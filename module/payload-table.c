// SPDX-License-Identifier: GPL-2.0-only
/* The table of guest payloads; payload.S has their code. */
#include <linux/bits.h>
#include <linux/build_bug.h>

#include "payload.h"
#include "uapi/wsbench.h"

#define EXIT_ROW(id, symbol, name)	\
	[WSBENCH_PAYLOAD_##id] = { payload_##symbol, &payload_##symbol##_exit },

static_assert(WSBENCH_NR_PAYLOADS <= 64);

const struct wsb_payload wsb_payloads[WSBENCH_NR_PAYLOADS] = {
	WSBENCH_EXITS(EXIT_ROW)
};

/* For the self-check only: not selectable by number. */
const struct wsb_payload wsb_debug_payload = {
	payload_debug, &payload_hvc_exit
};

/**
 * wsb_payloads_allowed() - which payloads a plan may name
 *
 * Return: bit mask, 1 << enum wsbench_payload.
 */
u64 wsb_payloads_allowed(void)
{
	return GENMASK_ULL(WSBENCH_NR_PAYLOADS - 1, 0);
}
