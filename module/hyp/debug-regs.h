/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Breakpoint and watchpoint registers, DBG{B,W}{C,V}R<n>_EL1: the number is
 * part of the instruction, so each has its own MSR and MRS.
 */
#ifndef WSBENCH_HYP_DEBUG_REGS_H
#define WSBENCH_HYP_DEBUG_REGS_H

#include <asm/sysreg.h>

#include "vcpu.h"

/* ID_AA64DFR0_EL1 fields, each one less than the number implemented. */
#define last_brp(dfr0)	(((dfr0) >> 12) & 0xf)
#define last_wrp(dfr0)	(((dfr0) >> 20) & 0xf)

#define read_debug(reg, n)		read_sysreg(reg##n##_el1)
#define write_debug(val, reg, n)	write_sysreg(val, reg##n##_el1)

/* counted/instance.h, included before, has its own. */
#ifndef for_debug_regs_from
#define for_debug_regs_from(last, op)					\
	do {								\
		switch (last) {						\
		case 15: op(15); fallthrough;				\
		case 14: op(14); fallthrough;				\
		case 13: op(13); fallthrough;				\
		case 12: op(12); fallthrough;				\
		case 11: op(11); fallthrough;				\
		case 10: op(10); fallthrough;				\
		case 9:	op(9); fallthrough;				\
		case 8:	op(8); fallthrough;				\
		case 7:	op(7); fallthrough;				\
		case 6:	op(6); fallthrough;				\
		case 5:	op(5); fallthrough;				\
		case 4:	op(4); fallthrough;				\
		case 3:	op(3); fallthrough;				\
		case 2:	op(2); fallthrough;				\
		case 1:	op(1); fallthrough;				\
		default: op(0);						\
		}							\
	} while (0)
#endif

#define save_bcr(n)	(dbg->bcr[n] = read_debug(dbgbcr, n))
#define save_bvr(n)	(dbg->bvr[n] = read_debug(dbgbvr, n))
#define save_wcr(n)	(dbg->wcr[n] = read_debug(dbgwcr, n))
#define save_wvr(n)	(dbg->wvr[n] = read_debug(dbgwvr, n))
#define restore_bcr(n)	write_debug(dbg->bcr[n], dbgbcr, n)
#define restore_bvr(n)	write_debug(dbg->bvr[n], dbgbvr, n)
#define restore_wcr(n)	write_debug(dbg->wcr[n], dbgwcr, n)
#define restore_wvr(n)	write_debug(dbg->wvr[n], dbgwvr, n)

/*
 * The bodies of __debug_save_state() and __debug_restore_state() of the review
 * thread, without the test of the dirty flag that the two flows place
 * differently. MDSCR_EL1 is in the common system registers, sysreg-sr.c.
 */
static __always_inline void save_debug_regs(struct wsb_debug_regs *dbg,
					    u64 *mdccint, unsigned int brp,
					    unsigned int wrp)
{
	for_debug_regs_from(brp, save_bcr);
	for_debug_regs_from(brp, save_bvr);
	for_debug_regs_from(wrp, save_wcr);
	for_debug_regs_from(wrp, save_wvr);

	*mdccint = read_sysreg(mdccint_el1);
}

static __always_inline void restore_debug_regs(struct wsb_debug_regs *dbg,
					       u64 mdccint, unsigned int brp,
					       unsigned int wrp)
{
	for_debug_regs_from(brp, restore_bcr);
	for_debug_regs_from(brp, restore_bvr);
	for_debug_regs_from(wrp, restore_wcr);
	for_debug_regs_from(wrp, restore_wvr);

	write_sysreg(mdccint, mdccint_el1);
}

/* The same for as many as @dfr0, a value of ID_AA64DFR0_EL1, says. */
static __always_inline void save_debug_state(struct wsb_debug_regs *dbg,
					     u64 *mdccint, u64 dfr0)
{
	save_debug_regs(dbg, mdccint, last_brp(dfr0), last_wrp(dfr0));
}

static __always_inline void restore_debug_state(struct wsb_debug_regs *dbg,
						u64 mdccint, u64 dfr0)
{
	restore_debug_regs(dbg, mdccint, last_brp(dfr0), last_wrp(dfr0));
}

#endif /* WSBENCH_HYP_DEBUG_REGS_H */
