// SPDX-License-Identifier: GPL-2.0-only
/* The host's side of the rogue guests, whose code is in payload-rogue.S. */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/printk.h>

#include "rogue.h"
#include "run.h"

/* The vector of a guest that leaves by an HVC, from the start of the table. */
#define VECTOR_LOWER_SYNC	0x400

/*
 * Four pages, of which the guest is given the last: of aligned ones that is never at
 * an address that the guest itself has memory at (guest.c), as far as its code fits
 * three.
 */
#define ORDER		2
#define LAST_PAGE	((PAGE_SIZE << ORDER) - PAGE_SIZE)
#define WORDS		((PAGE_SIZE << ORDER) / sizeof(u64))
#define PATTERN(i)	(0x5eed0000c0de0000ULL + (i))

/**
 * wsb_rogue_init() - lay out what a rogue guest is tempted with
 * @run: the run; does nothing when its payload is no rogue
 *
 * Context: process. Return: 0 or -ENOMEM; wsb_rogue_destroy() is due in any case.
 */
int wsb_rogue_init(struct wsb_run *run)
{
	unsigned int i;

	if (!wsb_payloads[run->plan.payload].rogue)
		return 0;
	run->rogue.pages = (u64 *)__get_free_pages(GFP_KERNEL, ORDER);
	if (!run->rogue.pages)
		return -ENOMEM;
	for (i = 0; i < WORDS; i++)
		run->rogue.pages[i] = PATTERN(i);
	return 0;
}

/**
 * wsb_rogue_destroy() - take it away again
 * @run: the run
 */
void wsb_rogue_destroy(struct wsb_run *run)
{
	free_pages((unsigned long)run->rogue.pages, ORDER);
	run->rogue.pages = NULL;
}

/**
 * wsb_rogue_set_vcpu() - give a rogue guest its targets, see payload-rogue.S
 * @run: the run; its vcpu is at the start of the payload. Does nothing when the
 *       payload is no rogue
 */
void wsb_rogue_set_vcpu(struct wsb_run *run)
{
	u64 *regs = run->el2.vcpu->ctxt.regs;

	if (!run->rogue.pages)
		return;
	regs[1] = virt_to_phys(run->rogue.pages) + LAST_PAGE;
	regs[2] = run->plan.seed;
	regs[3] = run->el2.vcpu->vectors + VECTOR_LOWER_SYNC;
	regs[4] = wsb_mode->va(run->el2.vcpu);
	regs[5] = (u64)_printk;
}

/**
 * wsb_rogue_harmless() - are its targets, and the guest's code, as they were
 * @run: the run
 */
bool wsb_rogue_harmless(const struct wsb_run *run)
{
	unsigned int i;

	if (!run->rogue.pages)
		return true;
	for (i = 0; i < WORDS; i++)
		if (run->rogue.pages[i] != PATTERN(i))
			return false;
	return wsb_guest_code_intact(&run->guest);
}
