/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_HYP_EL2_VA_H
#define WSBENCH_HYP_EL2_VA_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define EL2_VA_BITS	48

/**
 * el2_va() - where EL2's own tables map a kernel address (nVHE)
 * @va: kernel address of module text or of a vmalloc() area
 *
 * EL2 has one address range, from 0; the kernel's upper range is folded into
 * it by dropping the top bits, one AND as in KVM of Linux 4.15. Both kinds of
 * address have bit 47 set, which keeps them clear of the identity-mapped page
 * (a physical address).
 */
static __always_inline u64 el2_va(u64 va)
{
	return va & GENMASK_ULL(EL2_VA_BITS - 1, 0);
}

#endif /* WSBENCH_HYP_EL2_VA_H */
