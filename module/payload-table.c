// SPDX-License-Identifier: GPL-2.0-only
/* The table of guest payloads; payload.S has their code. */
#include "payload.h"
#include "uapi/wsbench.h"

extern const char payload_hvc[], payload_debug[];

const struct wsb_payload wsb_payloads[WSBENCH_NR_PAYLOADS] = {
	[WSBENCH_PAYLOAD_HVC] = { "hvc", payload_hvc },
};

/* For the self-check only: not selectable by number. */
const struct wsb_payload wsb_debug_payload = { "debug", payload_debug };
