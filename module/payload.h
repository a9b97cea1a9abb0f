/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_PAYLOAD_H
#define WSBENCH_PAYLOAD_H

/* Where the debug payload leaves what it has seen, in u64 of its data page. */
#define SEEN_BCR		0
#define SEEN_BVR		16
#define SEEN_WCR		32
#define SEEN_WVR		48
#define SEEN_MDSCR		64
#define SEEN_MDCCINT		65
#define SEEN_NR			66
/* The same registers, read back after the payload has changed them. */
#define SEEN_AFTER		SEEN_NR

/* What the debug payload flips: bits that are writable wherever it runs. */
#define FLIP_BCR		0x2		/* PMC */
#define FLIP_BVR		0xff00		/* address */
#define FLIP_WCR		0x1e00		/* BAS */
#define FLIP_WVR		0xff00		/* address */
#define FLIP_MDSCR		0x2000		/* KDE */
#define FLIP_MDCCINT		0x40000000	/* RX */

/*
 * In w0 of each HVC: an SMCCC function that no hypervisor has, so that KVM does
 * nothing but refuse it; the number that kvm-unit-tests' micro-bench uses.
 */
#define HVC_FUNCTION		0x4b000000

/* Immediate of the HVC that rogue guests make when nothing has stopped them. */
#define HVC_ROGUE		0x5742

#ifndef __ASSEMBLER__

#include <linux/types.h>

#include "uapi/wsbench.h"

/**
 * struct wsb_exit - how a payload leaves the guest, each time; from payload.S
 * @code: EXIT_*
 * @esr: ESR_EL2
 * @mask: the bits of it that count
 */
struct wsb_exit {
	u64 code;
	u64 esr;
	u64 mask;
};

/**
 * struct wsb_payload - a row of the table of guest payloads
 * @entry: first instruction, inside the image
 * @exit: how it leaves
 * @rogue: whether it tries to do harm, see payload-rogue.S
 *
 * The payload starts at EL1 with exceptions masked, MMU off, x0 the address of
 * its data page, x18 arbitrary, everything else zero
 * but for the targets of a rogue.
 */
struct wsb_payload {
	const char *entry;
	const struct wsb_exit *exit;
	bool rogue;
};

extern const struct wsb_payload wsb_payloads[];
extern const struct wsb_payload wsb_debug_payload;
extern const char wsb_payload_image[], wsb_payload_image_end[];
extern const char payload_debug[];

#define WSB_DECLARE_PAYLOAD(id, symbol, name)	\
	extern const char payload_##symbol[];
#define WSB_DECLARE_EXIT(id, symbol, name)	\
	extern const struct wsb_exit payload_##symbol##_exit;
WSBENCH_EXITS(WSB_DECLARE_PAYLOAD)
WSBENCH_EXITS(WSB_DECLARE_EXIT)
WSBENCH_ROGUES(WSB_DECLARE_PAYLOAD)

u64 wsb_payloads_allowed(void);

#endif /* __ASSEMBLER__ */
#endif /* WSBENCH_PAYLOAD_H */
