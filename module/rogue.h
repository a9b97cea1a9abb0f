/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_ROGUE_H
#define WSBENCH_ROGUE_H

#include <linux/types.h>

struct wsb_run;

/**
 * struct wsb_rogue - what a rogue guest is tempted with
 * @pages: memory of the host's, with a pattern in it; NULL for other guests
 */
struct wsb_rogue {
	u64 *pages;
};

int wsb_rogue_init(struct wsb_run *run);
void wsb_rogue_destroy(struct wsb_run *run);
void wsb_rogue_set_vcpu(struct wsb_run *run);
bool wsb_rogue_harmless(const struct wsb_run *run);

#endif /* WSBENCH_ROGUE_H */
