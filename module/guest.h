/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_GUEST_H
#define WSBENCH_GUEST_H

#include "hyp/vcpu.h"
#include "payload.h"
#include "pgtable.h"

/*
 * The guest's exception vectors, 2 KiB of them: not mapped, so that whatever it
 * takes at EL1 ends its turn (end.c finds out what it was).
 */
#define WSB_GUEST_VECTORS	0x88000000ULL

/*
 * TCR_EL1 of a guest whose MMU is off: EPD0 and EPD1. On the way back to an nVHE host
 * the MMU is on again before the host's TTBRs are in place, and some cores walk by
 * speculation all the same (Cortex-A57 erratum 1319537, A72 1319367).
 */
#define WSB_TCR_NO_WALKS	(BIT(7) | BIT(23))

/**
 * struct wsb_guest - the guest's own memory
 * @code: pages with the payloads, read and execute only
 * @data: page it may write
 * @stage2: tables that map these pages and nothing else
 */
struct wsb_guest {
	void *code;
	u64 *data;
	struct wsb_pgtable stage2;
};

int wsb_guest_init(struct wsb_guest *guest);
void wsb_guest_destroy(struct wsb_guest *guest);
bool wsb_guest_code_intact(const struct wsb_guest *guest);
void wsb_guest_set_lrs(struct wsb_vcpu *vcpu, unsigned int lrs);
void wsb_guest_reset_vcpu(const struct wsb_guest *guest, struct wsb_vcpu *vcpu,
			  const struct wsb_payload *payload);

#endif /* WSBENCH_GUEST_H */
