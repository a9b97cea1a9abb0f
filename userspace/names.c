// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "names.h"

const struct names mode_names = { "mode", NR_MODES, {
	[WSBENCH_VHE] = "vhe",
	[WSBENCH_NVHE] = "nvhe",
} };

#define FLOW_NAME(id, symbol, text)	[WSBENCH_FLOW_##id] = text,
const struct names flow_names = { "flow", WSBENCH_NR_FLOWS, { WSBENCH_FLOWS(FLOW_NAME) } };

#define PROFILE_NAME(id, symbol, text)	[WSBENCH_PROFILE_##id] = text,
const struct names profile_names = { "profile", WSBENCH_NR_PROFILES, {
	WSBENCH_PROFILES(PROFILE_NAME)
} };

const struct names dirty_names = { "dirty state", NR_DIRTY, { "off", "on" } };

const struct names phase_names = { "phase", NR_PHASES, {
	[PHASE_ENTRY] = "entry",
	[PHASE_GUEST] = "guest",
	[PHASE_EXIT] = "exit",
	[PHASE_TOTAL] = "total",
} };

#define PAYLOAD_NAME(id, symbol, text)	[WSBENCH_PAYLOAD_##id] = text,
const struct names payload_names = { "payload", WSBENCH_NR_PAYLOADS, {
	WSBENCH_EXITS(PAYLOAD_NAME)
	WSBENCH_ROGUES(PAYLOAD_NAME)
} };

const struct names barrier_names = { "barrier", WSBENCH_NR_BARRIERS, {
	[WSBENCH_BARRIER_NONE] = "none",
	[WSBENCH_BARRIER_ISB] = "isb",
} };

const struct names engine_names = { "engine", 2, {
	[WSBENCH_ENGINE_DIRECT] = "direct",
	[WSBENCH_ENGINE_KVM] = "kvm",
} };

const struct names timestamps_names = { "kind of timestamps", NR_TIMESTAMPS, {
	[TIMESTAMPS_PMU] = "pmu",
	[TIMESTAMPS_GUEST] = "guest",
	[TIMESTAMPS_PROBE] = "probe",
	[TIMESTAMPS_PERF] = "perf",
} };

const struct names end_names = { "end", WSBENCH_NR_ENDS, {
	[WSBENCH_END_NONE] = "none",
	[WSBENCH_END_TIMEOUT] = "timeout",
	[WSBENCH_END_HVC] = "hvc",
	[WSBENCH_END_SMC] = "smc",
	[WSBENCH_END_WFX] = "wfx",
	[WSBENCH_END_SYSREG] = "sysreg",
	[WSBENCH_END_FP] = "fp",
	[WSBENCH_END_INSN_ABORT] = "insn-abort",
	[WSBENCH_END_DATA_ABORT] = "data-abort",
	[WSBENCH_END_UNDEFINED] = "undefined",
	[WSBENCH_END_BRK] = "brk",
	[WSBENCH_END_STEP] = "step",
	[WSBENCH_END_BREAKPOINT] = "breakpoint",
	[WSBENCH_END_WATCHPOINT] = "watchpoint",
	[WSBENCH_END_ILLEGAL_STATE] = "illegal-state",
	[WSBENCH_END_ALIGNMENT] = "alignment",
	[WSBENCH_END_EL1_ABORT] = "el1-abort",
	[WSBENCH_END_INTERRUPT] = "interrupt",
	[WSBENCH_END_OTHER] = "other",
	[WSBENCH_END_EL2_FAULT] = "el2-fault",
	[WSBENCH_END_COUNTER] = "counter",
	[WSBENCH_END_HOST_STATE] = "host-state",
	[WSBENCH_END_HOST_MEMORY] = "host-memory",
	[WSBENCH_END_HARDWARE] = "hardware",
} };

/* A list of them is a mask of so many bits. */
_Static_assert(WSBENCH_NR_PAYLOADS <= 64 && WSBENCH_NR_ENDS <= 32, "names");

/**
 * name_find - the number behind a name
 * @names: names to look in
 * @s: name, not necessarily terminated
 * @len: its length
 *
 * Returns the number, or -1 if there is no such name.
 */
int name_find(const struct names *names, const char *s, size_t len)
{
	for (unsigned int i = 0; i < names->nr; i++)
		if (strlen(names->name[i]) == len && !memcmp(names->name[i], s, len))
			return i;
	return -1;
}

/**
 * name_list - names for a text, separated by commas and blanks
 * @names: names
 * @mask: 1 << their numbers; others may be in it
 *
 * Returns memory that the caller frees.
 */
char *name_list(const struct names *names, uint64_t mask)
{
	char *list = xstrdup(""), *longer;

	for (unsigned int i = 0; i < names->nr; i++) {
		if (!(mask & 1ULL << i))
			continue;
		longer = xasprintf("%s%s%s", list, *list ? ", " : "", names->name[i]);
		free(list);
		list = longer;
	}
	return list;
}

/**
 * names_mask - the numbers behind a list of names, as a bit mask
 * @names: names; anything else in the list is passed over
 * @list: names, separated by commas
 */
unsigned int names_mask(const struct names *names, const char *list)
{
	unsigned int mask = 0;

	while (*list) {
		size_t len = strcspn(list, ",");
		int i = name_find(names, list, len);

		if (i >= 0)
			mask |= 1U << i;
		list += len + !!list[len];
	}
	return mask;
}

/**
 * mask_names - the names of the numbers in a bit mask, separated by commas
 * @names: names
 * @mask: mask
 *
 * Returns memory that the caller frees.
 */
char *mask_names(const struct names *names, uint64_t mask)
{
	char *list = xstrdup("");

	for (unsigned int i = 0; i < names->nr; i++) {
		char *longer;

		if (!(mask & 1ULL << i))
			continue;
		longer = xasprintf("%s%s%s", list, *list ? "," : "", names->name[i]);
		free(list);
		list = longer;
	}
	return list;
}
