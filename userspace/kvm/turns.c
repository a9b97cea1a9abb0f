// SPDX-License-Identifier: GPL-2.0-only
/* What the guest can be asked to do: a turn of each kind. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "../error.h"
#include "guest.h"
#include "vm.h"

#define MDSCR_MDE	(1ULL << 15)

#define CALIBRATE_REPEATS	4096
#define CALIBRATE_TRIES		5

/**
 * vmm_gic - the guest's interrupt controller: gicv3, gicv2 or none
 * @vmm: machine
 */
const char *vmm_gic(const struct vmm *vmm)
{
	return vmm->gic_name;
}

/**
 * vmm_breakpoints - how many breakpoints the guest has
 * @vmm: machine
 */
unsigned int vmm_breakpoints(const struct vmm *vmm)
{
	return (vcpu_get(vmm, REG_ID_AA64DFR0_EL1) >> 12 & 0xf) + 1;
}

/**
 * vmm_watchpoints - how many watchpoints the guest has
 * @vmm: machine
 */
unsigned int vmm_watchpoints(const struct vmm *vmm)
{
	return (vcpu_get(vmm, REG_ID_AA64DFR0_EL1) >> 20 & 0xf) + 1;
}

/* The proof that the dirty state was what it is said to be. */
static void check_mdscr(const struct vmm *vmm, bool dirty)
{
	uint64_t mdscr = vcpu_get(vmm, REG_X(GUEST_MDSCR));

	if (!!(mdscr & MDSCR_MDE) != dirty)
		die("guest", "read MDSCR_EL1 as %#" PRIx64 " where MDE was to be %s: KVM does not "
		    "let it use its breakpoints", mdscr, dirty ? "on" : "off");
}

/**
 * vmm_run_batch - make round trips
 * @vmm: machine
 * @batch: what to do, and the result
 */
bool vmm_run_batch(struct vmm *vmm, struct vmm_batch *batch)
{
	vcpu_set(vmm, REG_X(GUEST_COUNT), batch->count);
	vcpu_set(vmm, REG_X(GUEST_WARMUP), batch->warmup);
	vcpu_set(vmm, REG_MDSCR_EL1, batch->dirty ? MDSCR_MDE : 0);
	if (!vcpu_turn(vmm, guest_batch))
		return false;
	check_mdscr(vmm, batch->dirty);
	batch->ticks = vcpu_get(vmm, REG_X(GUEST_TICKS));
	return true;
}

/**
 * vmm_run_keep - see whether the guest's debug registers survive
 * @vmm: machine
 * @exits: round trips between giving them values and looking at them, not 0
 * @dirty: with breakpoints enabled, so that each round trip switches them
 * @lost: result
 */
bool vmm_run_keep(struct vmm *vmm, unsigned int exits, bool dirty, struct vmm_lost *lost)
{
	static const char *const kinds[] = {
		[KEEP_BVR >> 8] = "dbgbvr", [KEEP_BCR >> 8] = "dbgbcr",
		[KEEP_WVR >> 8] = "dbgwvr", [KEEP_WCR >> 8] = "dbgwcr",
	};
	uint64_t reg;

	vcpu_set(vmm, REG_X(GUEST_COUNT), exits);
	vcpu_set(vmm, REG_MDSCR_EL1, dirty ? MDSCR_MDE : 0);
	if (!vcpu_turn(vmm, guest_keep))
		return false;
	check_mdscr(vmm, dirty);
	reg = vcpu_get(vmm, REG_X(GUEST_REGISTER));
	*lost = (struct vmm_lost) {
		.expected = vcpu_get(vmm, REG_X(GUEST_EXPECTED)),
		.actual = vcpu_get(vmm, REG_X(GUEST_ACTUAL)),
	};
	if (reg != KEEP_ALL)
		snprintf(lost->reg, sizeof(lost->reg), "%s%u_el1", kinds[reg >> 8],
			 (unsigned int)reg & 0xff);
	return true;
}

/* The shortest of some tries: the host's interrupts only ever add. */
static bool fastest(struct vmm *vmm, const char *entry, uint64_t *ticks)
{
	*ticks = UINT64_MAX;
	for (int i = 0; i < CALIBRATE_TRIES; i++) {
		uint64_t t;

		vcpu_set(vmm, REG_X(GUEST_COUNT), CALIBRATE_REPEATS);
		if (!vcpu_turn(vmm, entry))
			return false;
		t = vcpu_get(vmm, REG_X(GUEST_TICKS));
		*ticks = t < *ticks ? t : *ticks;
	}
	return true;
}

/**
 * vmm_counts_instructions - whether the machine is an emulator that counts them
 * @vmm: machine
 * @timer_hz: frequency of the guest's timer
 * @yes: result: nop, udiv, isb and ldr each take one nanosecond
 */
bool vmm_counts_instructions(struct vmm *vmm, uint64_t timer_hz, bool *yes)
{
	static const char *const entries[] = {
		guest_nops, guest_divides, guest_barriers, guest_loads,
	};
	const double expected = CALIBRATE_REPEATS * CALIBRATE_UNIT;

	*yes = true;
	for (size_t i = 0; i < sizeof(entries) / sizeof(*entries); i++) {
		double tick_ns = 1e9 / timer_hz;
		uint64_t ticks;

		if (!fastest(vmm, entries[i], &ticks))
			return false;
		/* Two barriers and two reads are in it, and a tick may be cut off. */
		if (ticks * tick_ns > expected + 8 + tick_ns ||
		    ticks * tick_ns < expected - tick_ns)
			*yes = false;
	}
	return true;
}
