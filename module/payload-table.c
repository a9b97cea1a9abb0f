// SPDX-License-Identifier: GPL-2.0-only
/* The table of guest payloads; payload.S and payload-rogue.S have their code. */
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/moduleparam.h>

#include "payload.h"
#include "uapi/wsbench.h"

static bool selftest;
module_param(selftest, bool, 0444);
MODULE_PARM_DESC(selftest, "allow rogue guests, which try to harm the host: for \"wsbench selftest\"");

/* None of them gets as far as the HVC that would be a round trip. */
#define EXIT_ROW(id, symbol, name)	\
	[WSBENCH_PAYLOAD_##id] = { payload_##symbol, &payload_##symbol##_exit, false },
#define ROGUE_ROW(id, symbol, name)	\
	[WSBENCH_PAYLOAD_##id] = { payload_##symbol, &payload_hvc_exit, true },

static_assert(WSBENCH_NR_PAYLOADS <= 64);

const struct wsb_payload wsb_payloads[WSBENCH_NR_PAYLOADS] = {
	WSBENCH_EXITS(EXIT_ROW)
	WSBENCH_ROGUES(ROGUE_ROW)
};

/* For the self-check only: not selectable by number. */
const struct wsb_payload wsb_debug_payload = {
	payload_debug, &payload_hvc_exit, false
};

/**
 * wsb_payloads_allowed() - which payloads a plan may name
 *
 * Return: bit mask, 1 << enum wsbench_payload.
 */
u64 wsb_payloads_allowed(void)
{
	u64 mask = 0;
	int i;

	for (i = 0; i < WSBENCH_NR_PAYLOADS; i++)
		if (selftest || !wsb_payloads[i].rogue)
			mask |= BIT_ULL(i);
	return mask;
}
