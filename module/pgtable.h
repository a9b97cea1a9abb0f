/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_PGTABLE_H
#define WSBENCH_PGTABLE_H

#include <linux/types.h>

#define WSB_PGTABLE_PAGES	32

/**
 * struct wsb_pgtable - translation tables with the kernel's page size
 * @levels: levels of lookup, the root included
 * @nr_pages: tables allocated
 * @pages: the tables; the first is the root
 */
struct wsb_pgtable {
	unsigned int levels;
	unsigned int nr_pages;
	u64 *pages[WSB_PGTABLE_PAGES];
};

int wsb_pgtable_init(struct wsb_pgtable *pt, unsigned int input_bits);
int wsb_pgtable_map(struct wsb_pgtable *pt, u64 in, phys_addr_t out, u64 attrs);
void wsb_pgtable_free(struct wsb_pgtable *pt);
phys_addr_t wsb_pgtable_root(const struct wsb_pgtable *pt);
u64 wsb_pgtable_pa_range(void);

#endif /* WSBENCH_PGTABLE_H */
