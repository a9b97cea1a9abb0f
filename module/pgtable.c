// SPDX-License-Identifier: GPL-2.0-only
/*
 * Translation tables for the guest's stage 2 and for nVHE's EL2: the two have
 * the same descriptor format (Arm ARM, "VMSAv8-64 translation table format
 * descriptors") but for the attributes, which the caller gives.
 */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "pgtable.h"

#define BITS_PER_LEVEL	(PAGE_SHIFT - 3)
#define DESC_VALID	BIT_ULL(0)
#define DESC_TABLE	BIT_ULL(1)
#define DESC_PAGE	BIT_ULL(1)
#define DESC_ADDR	GENMASK_ULL(47, PAGE_SHIFT)

static u64 *new_table(struct wsb_pgtable *pt)
{
	u64 *table;

	if (pt->nr_pages == WSB_PGTABLE_PAGES)
		return NULL;
	table = (u64 *)get_zeroed_page(GFP_KERNEL);
	if (!table)
		return NULL;
	pt->pages[pt->nr_pages++] = table;
	/* Descriptors of these formats hold 48 bits. */
	return virt_to_phys(table) & ~DESC_ADDR ? NULL : table;
}

/**
 * wsb_pgtable_init() - start empty tables
 * @pt: the tables
 * @input_bits: width of the addresses they translate
 *
 * Context: process. Return: 0, or -ENOMEM when there is no memory below 2^48.
 */
int wsb_pgtable_init(struct wsb_pgtable *pt, unsigned int input_bits)
{
	pt->nr_pages = 0;
	pt->levels = DIV_ROUND_UP(input_bits - PAGE_SHIFT, BITS_PER_LEVEL);
	return new_table(pt) ? 0 : -ENOMEM;
}

/**
 * wsb_pgtable_map() - map one page
 * @pt: the tables, not yet seen by any CPU
 * @in: address to translate, page aligned
 * @out: physical address it becomes, page aligned, below 2^48
 * @attrs: attribute bits of the page descriptor
 *
 * Context: process. Return: 0, -ENOMEM, -ERANGE when @out is out of range, or
 * -EEXIST when @in is mapped to another page.
 */
int wsb_pgtable_map(struct wsb_pgtable *pt, u64 in, phys_addr_t out, u64 attrs)
{
	u64 *table = pt->pages[0];
	unsigned int level;
	u64 *desc;

	if (out & ~DESC_ADDR)
		return -ERANGE;

	for (level = pt->levels - 1; ; level--) {
		unsigned int shift = PAGE_SHIFT + level * BITS_PER_LEVEL;

		desc = &table[(in >> shift) & (PTRS_PER_PTE - 1)];
		if (!level)
			break;
		if (!*desc) {
			table = new_table(pt);
			if (!table)
				return -ENOMEM;
			*desc = virt_to_phys(table) | DESC_TABLE | DESC_VALID;
		}
		table = phys_to_virt(*desc & DESC_ADDR);
	}

	if (*desc && (*desc & DESC_ADDR) != out)
		return -EEXIST;
	*desc = out | attrs | DESC_PAGE | DESC_VALID;
	/* Seen by the table walker before anything that follows. */
	dsb(ishst);
	return 0;
}

/**
 * wsb_pgtable_free() - free the tables
 * @pt: the tables, no longer in use by any CPU; all zero is fine
 */
void wsb_pgtable_free(struct wsb_pgtable *pt)
{
	while (pt->nr_pages)
		free_page((unsigned long)pt->pages[--pt->nr_pages]);
}

/**
 * wsb_pgtable_root() - physical address for TTBR0_EL2 or VTTBR_EL2
 * @pt: the tables
 */
phys_addr_t wsb_pgtable_root(const struct wsb_pgtable *pt)
{
	return virt_to_phys(pt->pages[0]);
}

/**
 * wsb_pgtable_pa_range() - output size field for TCR_EL2.PS and VTCR_EL2.PS
 *
 * Return: ID_AA64MMFR0_EL1.PARange of this CPU, at most 5 (48 bits).
 */
u64 wsb_pgtable_pa_range(void)
{
	return min_t(u64, read_sysreg(id_aa64mmfr0_el1) & 0xf, 5);
}
