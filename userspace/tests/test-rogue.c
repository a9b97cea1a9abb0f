// SPDX-License-Identifier: GPL-2.0-only
/* The table of rogue guests is whole, and payload poke goes where it should. */
#include <string.h>
#include <unistd.h>

#include "../names.h"
#include "../rogue.h"
#include "tap.h"

#define ALL_ENDS	((1U << WSBENCH_NR_ENDS) - 1)
#define HOST_ENDS	(1U << WSBENCH_END_NONE | 1U << WSBENCH_END_EL2_FAULT | \
			 1U << WSBENCH_END_COUNTER | 1U << WSBENCH_END_HOST_STATE | \
			 1U << WSBENCH_END_HOST_MEMORY | 1U << WSBENCH_END_INTERRUPT | \
			 1U << WSBENCH_END_OTHER)

static bool plausible(uint32_t ends)
{
	return ends && !(ends & ~ALL_ENDS) && !(ends & HOST_ENDS);
}

static void every_payload(void)
{
	unsigned int named = 0, rows = 0, whole = 0;
	uint64_t rogues = 0;

	for (unsigned int i = 0; i < WSBENCH_NR_PAYLOADS; i++) {
		const struct rogue *rogue = rogue_of(i);
		const char *name = payload_names.name[i];

		named += name && name_find(&payload_names, name, strlen(name)) == (int)i;
		if (!rogue)
			continue;
		rows++;
		rogues |= 1ULL << i;
		whole += plausible(rogue->ends) && plausible(rogue->trapped);
	}
	ok(named == WSBENCH_NR_PAYLOADS, "each payload has a name of its own");
	ok(!(rogues & EXIT_PAYLOADS), "no exit is a rogue");
	ok(rogues == ROGUES, "all others are");
	ok(whole == rows, "no end of theirs is the host's fault, or has no name");
}

static void debug_registers(void)
{
	const unsigned int payload = WSBENCH_PAYLOAD_STEP;
	const uint32_t own = 1U << WSBENCH_END_STEP, trapped = 1U << WSBENCH_END_SYSREG;

	ok(rogue_ends(payload, WSBENCH_FLOW_TWO_HOOK, 1) == own &&
	   rogue_ends(payload, WSBENCH_FLOW_FOUR_CALL, 1) == own,
	   "dirty, and a flow that switches: debug registers of its own");
	ok(rogue_ends(payload, WSBENCH_FLOW_TWO_HOOK, 0) == trapped &&
	   rogue_ends(payload, WSBENCH_FLOW_NONE, 1) == trapped,
	   "clean, or a flow that does not switch: trapped");
}

static void poke(void)
{
	unsigned int own = 0, differ = 0, aligned = 0, high = 0, low = 0;
	const uint64_t page = sysconf(_SC_PAGESIZE);
	const uint64_t data = rogue_poke(0, 1);

	for (unsigned int i = 0; i < NR_POKES; i++) {
		own += rogue_poke_ends(rogue_poke(i, 1)) == 1U << WSBENCH_END_HVC;
		aligned += !(rogue_poke(i, 1) & 7);
		differ += rogue_poke(i, 1) != rogue_poke(i, 2);
	}
	ok(own == 1 && rogue_poke_ends(data) == 1U << WSBENCH_END_HVC,
	   "one of %u addresses is the guest's own", NR_POKES);
	ok(rogue_poke_ends(data + page - 8) == 1U << WSBENCH_END_HVC &&
	   !(rogue_poke_ends(data + page) & 1U << WSBENCH_END_HVC) &&
	   !(rogue_poke_ends(data - 8) & 1U << WSBENCH_END_HVC), "as far as its page goes");
	ok(aligned == NR_POKES, "no write crosses the end of a page");
	ok(differ == NR_POKES - 4, "another seed, other addresses");
	for (unsigned int seed = 1; seed <= 100; seed++) {
		for (unsigned int i = 4; i < NR_POKES; i++) {
			high += rogue_poke(i, seed) >> 48 != 0;
			low += rogue_poke(i, seed) >> 32 == 0;
		}
	}
	ok(high > 60 && low > 60, "addresses of any size: %u of more than 48 bits, %u of 32 or less",
	   high, low);
}

int main(void)
{
	every_payload();
	debug_registers();
	poke();
	return tap_done();
}
