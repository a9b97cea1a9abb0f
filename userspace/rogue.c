// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>
#include <unistd.h>

#include "rogue.h"

/* GUEST_DATA_IPA of module/guest.c: the one page that the guest may write. */
#define GUEST_DATA	0x80010000ULL

#define END(name)	(1U << WSBENCH_END_##name)
#define SAME(ends)	ends, ends

static const struct rogue rogues[WSBENCH_NR_PAYLOADS] = {
	[WSBENCH_PAYLOAD_LOOP] = { "loops, without an HVC", SAME(END(TIMEOUT)) },
	[WSBENCH_PAYLOAD_UNMASK] = {
		"unmasks its interrupts and loops", SAME(END(TIMEOUT)) },
	[WSBENCH_PAYLOAD_UNDEFINED] = {
		"executes an undefined instruction", SAME(END(UNDEFINED)) },
	[WSBENCH_PAYLOAD_BRK] = { "executes a BRK", SAME(END(BRK)) },
	[WSBENCH_PAYLOAD_ILLEGAL_STATE] = {
		"returns to EL2, where it has never been", SAME(END(ILLEGAL_STATE)) },
	[WSBENCH_PAYLOAD_JUMP] = {
		"jumps to where it has no memory", SAME(END(INSN_ABORT)) },
	[WSBENCH_PAYLOAD_JUMP_KERNEL] = {
		"jumps to a function of the host's kernel", SAME(END(EL1_ABORT)) },
	[WSBENCH_PAYLOAD_READ] = {
		"reads a page of the host's, by its physical address", SAME(END(DATA_ABORT)) },
	[WSBENCH_PAYLOAD_WRITE] = {
		"writes a page of the host's, by its physical address", SAME(END(DATA_ABORT)) },
	[WSBENCH_PAYLOAD_WRITE_KERNEL] = {
		"writes to an address of the host's kernel", SAME(END(EL1_ABORT)) },
	[WSBENCH_PAYLOAD_WRITE_CODE] = {
		"writes to its own code, which is read-only", SAME(END(DATA_ABORT)) },
	[WSBENCH_PAYLOAD_POKE] = {
		"writes to addresses made up from --seed",
		SAME(END(DATA_ABORT) | END(EL1_ABORT)) },
	[WSBENCH_PAYLOAD_STACK] = {
		"pushes to a stack pointer that leads nowhere", SAME(END(DATA_ABORT)) },
	/* Where EL0 has no AArch32, the return itself is illegal. */
	[WSBENCH_PAYLOAD_AARCH32] = {
		"drops to AArch32", SAME(END(INSN_ABORT) | END(ILLEGAL_STATE)) },
	[WSBENCH_PAYLOAD_ROGUE_SMC] = {
		"asks the firmware to switch the machine off", SAME(END(SMC)) },
	[WSBENCH_PAYLOAD_HVC_1] = { "makes an HVC #1", SAME(END(HVC)) },
	[WSBENCH_PAYLOAD_HVC_65535] = { "makes an HVC #65535", SAME(END(HVC)) },
	[WSBENCH_PAYLOAD_ROGUE_WFI] = { "waits for an interrupt", SAME(END(WFX)) },
	/* A WFE may do nothing, and then it has nothing to trap. */
	[WSBENCH_PAYLOAD_WFE] = { "waits for an event", SAME(END(WFX) | END(TIMEOUT)) },
	[WSBENCH_PAYLOAD_FP] = { "uses a register of floating point", SAME(END(FP)) },
	[WSBENCH_PAYLOAD_MMU] = {
		"writes SCTLR_EL1 and TTBR0_EL1", SAME(END(SYSREG)) },
	[WSBENCH_PAYLOAD_PMU] = {
		"writes PMCR_EL0, which stops the PMU", SAME(END(SYSREG)) },
	[WSBENCH_PAYLOAD_TIMER] = {
		"has its virtual timer interrupt it, and loops", SAME(END(TIMEOUT)) },
	[WSBENCH_PAYLOAD_PHYSICAL_TIMER] = {
		"arms the physical timer", SAME(END(SYSREG)) },
	/* With a GICv2 the host has no such registers. */
	[WSBENCH_PAYLOAD_GIC] = {
		"writes to the interrupt controller", SAME(END(SYSREG) | END(UNDEFINED)) },
	[WSBENCH_PAYLOAD_OS_LOCK] = { "sets the OS lock", SAME(END(SYSREG)) },
	/* DISR_EL1; that of the guest is a virtual one, where there is any. */
	[WSBENCH_PAYLOAD_DISR] = {
		"tells of an error of the machine's memory", SAME(END(HVC) | END(UNDEFINED)) },
	[WSBENCH_PAYLOAD_REGISTERS] = {
		"fills its registers with junk", SAME(END(HVC)) },
	[WSBENCH_PAYLOAD_STEP] = {
		"leaves software step on", END(STEP), END(SYSREG) },
	[WSBENCH_PAYLOAD_BREAKPOINTS] = {
		"leaves breakpoints on for the module's code at EL2", END(HVC), END(SYSREG) },
	[WSBENCH_PAYLOAD_WATCHPOINTS] = {
		"leaves watchpoints on for the module's and the kernel's data", END(HVC),
		END(SYSREG) },
	[WSBENCH_PAYLOAD_OWN_BREAKPOINT] = {
		"takes a breakpoint on its own code", END(BREAKPOINT), END(SYSREG) },
	[WSBENCH_PAYLOAD_OWN_WATCHPOINT] = {
		"takes a watchpoint on its own data", END(WATCHPOINT), END(SYSREG) },
};

/**
 * rogue_of - the table's row of a payload
 * @payload: enum wsbench_payload
 *
 * Returns NULL for one that behaves.
 */
const struct rogue *rogue_of(unsigned int payload)
{
	return rogues[payload].does ? &rogues[payload] : NULL;
}

/**
 * rogue_ends - how a rogue may end
 * @payload: enum wsbench_payload
 * @flow: enum wsbench_flow
 * @dirty: 0 off, 1 on
 *
 * Returns a mask of 1 << enum wsbench_end.
 */
uint32_t rogue_ends(unsigned int payload, unsigned int flow, unsigned int dirty)
{
	bool own_debug_registers = dirty && flow != WSBENCH_FLOW_NONE;

	return own_debug_registers ? rogues[payload].ends : rogues[payload].trapped;
}

static uint64_t page_size(void)
{
	return sysconf(_SC_PAGESIZE);
}

/* SplitMix64, as its authors give it (Steele, Lea and Flood, 2014). */
static uint64_t random_number(uint64_t state)
{
	state = (state ^ state >> 30) * 0xbf58476d1ce4e5b9ULL;
	state = (state ^ state >> 27) * 0x94d049bb133111ebULL;
	return state ^ state >> 31;
}

/**
 * rogue_poke - an address for payload poke
 * @i: which, 0 to NR_POKES - 1: those around the guest's own page first, that page
 *     among them, for a write that is not stopped has to show as such
 * @seed: of the others, which have any number of bits; multiples of 8
 */
uint64_t rogue_poke(unsigned int i, uint64_t seed)
{
	const uint64_t around[] = { GUEST_DATA, GUEST_DATA - 8, GUEST_DATA + page_size(), 0 };
	uint64_t state = (seed * NR_POKES + i) * 0x9e3779b97f4a7c15ULL;

	if (i < sizeof(around) / sizeof(*around))
		return around[i];
	return random_number(state) >> random_number(~state) % 61 & ~7ULL;
}

/**
 * rogue_poke_ends - how payload poke may end
 * @address: what it is given
 *
 * Returns a mask of 1 << enum wsbench_end.
 */
uint32_t rogue_poke_ends(uint64_t address)
{
	if (address - GUEST_DATA < page_size())
		return END(HVC);
	return rogues[WSBENCH_PAYLOAD_POKE].ends;
}
