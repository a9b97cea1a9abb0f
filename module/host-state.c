// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is the host what it was? Compares two snapshots of the registers that
 * hyp/registers.h lists, bit for bit.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "host-state.h"
#include "hyp/registers.h"

#define R(name, read)	name,
static const char * const names[] = { WSB_REGISTERS(R) };
static_assert(ARRAY_SIZE(names) <= WSB_SNAPSHOT_REGS);

/**
 * wsb_snapshot_names() - what the registers of a snapshot are called
 * @nr: how many of wsb_snapshot.regs are in use
 *
 * Return: a name for each of them.
 */
const char * const *wsb_snapshot_names(unsigned int *nr)
{
	*nr = ARRAY_SIZE(names);
	return names;
}

/**
 * wsb_host_state_exceptions() - let a snapshot have the exception registers of EL1
 * @snapshot: taken in a call at EL2 next to a block's
 * @el1: EL1 as it was within the block's
 *
 * Between two calls at EL2 an nVHE host may take an exception of its own, though all are
 * masked: a kprobe's BRK. What that leaves in these registers is not the block's.
 */
void wsb_host_state_exceptions(struct wsb_snapshot *snapshot,
			       const struct wsb_cpu_context *el1)
{
	snapshot->regs[WSB_FIRST_ESR] = el1->sys_regs[WSB_ESR_EL1];
	snapshot->regs[WSB_FIRST_FAR] = el1->sys_regs[WSB_FAR_EL1];
	snapshot->regs[WSB_FIRST_ELR] = el1->elr_el1;
	snapshot->regs[WSB_FIRST_SPSR] = el1->spsr_el1;
}

static void compare(struct wsb_difference *first, const char *name,
		    u64 before, u64 after)
{
	if (before == after || first->reg[0])
		return;
	strscpy(first->reg, name, sizeof(first->reg));
	first->expected = before;
	first->actual = after;
}

static void compare_numbered(struct wsb_difference *first, const char *name,
			     const u64 *before, const u64 *after,
			     unsigned int nr)
{
	char reg[WSBENCH_REG_NAME];
	unsigned int i;

	for (i = 0; i < nr; i++) {
		if (before[i] == after[i])
			continue;
		snprintf(reg, sizeof(reg), "DBG%s%u_EL1", name, i);
		compare(first, reg, before[i], after[i]);
	}
}

/**
 * wsb_debug_regs_compare() - compare breakpoints and watchpoints
 * @before: as they should be
 * @after: as they are
 * @brps: breakpoints implemented
 * @wrps: watchpoints implemented
 * @first: gets the first difference, unless it holds one
 *
 * Return: number of registers compared.
 */
unsigned int wsb_debug_regs_compare(const struct wsb_debug_regs *before,
				    const struct wsb_debug_regs *after,
				    unsigned int brps, unsigned int wrps,
				    struct wsb_difference *first)
{
	compare_numbered(first, "BCR", before->bcr, after->bcr, brps);
	compare_numbered(first, "BVR", before->bvr, after->bvr, brps);
	compare_numbered(first, "WCR", before->wcr, after->wcr, wrps);
	compare_numbered(first, "WVR", before->wvr, after->wvr, wrps);
	return 2 * (brps + wrps);
}

static void compare_fpsimd(struct wsb_difference *first,
			   const struct wsb_fpsimd *before,
			   const struct wsb_fpsimd *after)
{
	char reg[WSBENCH_REG_NAME];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(before->vregs); i++) {
		if (before->vregs[i] == after->vregs[i])
			continue;
		snprintf(reg, sizeof(reg), "V%u.D[%u]", i / 2, i % 2);
		compare(first, reg, before->vregs[i], after->vregs[i]);
	}
	compare(first, "FPSR", before->fpsr, after->fpsr);
	compare(first, "FPCR", before->fpcr, after->fpcr);
}

/**
 * wsb_host_state_compare() - compare two snapshots of the host
 * @before: taken before a block
 * @after: taken after it, with exceptions masked in between
 * @brps: breakpoints implemented
 * @wrps: watchpoints implemented
 * @first: gets the first difference, unless it holds one
 *
 * Return: number of registers compared, without those of FP/SIMD, which only
 * profile ALL has.
 */
unsigned int wsb_host_state_compare(const struct wsb_snapshot *before,
				    const struct wsb_snapshot *after,
				    unsigned int brps, unsigned int wrps,
				    struct wsb_difference *first)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		compare(first, names[i], before->regs[i], after->regs[i]);
	compare(first, "MDCCINT_EL1", before->mdccint_el1, after->mdccint_el1);
	compare_fpsimd(first, &before->fpsimd, &after->fpsimd);
	return ARRAY_SIZE(names) + 1 +
	       wsb_debug_regs_compare(&before->debug, &after->debug, brps,
				      wrps, first);
}
