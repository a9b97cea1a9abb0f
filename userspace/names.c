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

const struct names flow_names = { "flow", WSBENCH_NR_FLOWS, {
	[WSBENCH_FLOW_NONE] = "none",
	[WSBENCH_FLOW_FOUR_CALL] = "four-call",
	[WSBENCH_FLOW_TWO_HOOK] = "two-hook",
} };

const struct names dirty_names = { "dirty state", NR_DIRTY, { "off", "on" } };

const struct names phase_names = { "phase", NR_PHASES, {
	[PHASE_ENTRY] = "entry",
	[PHASE_GUEST] = "guest",
	[PHASE_EXIT] = "exit",
	[PHASE_TOTAL] = "total",
} };

const struct names payload_names = { "payload", WSBENCH_NR_PAYLOADS, {
	[WSBENCH_PAYLOAD_HVC] = "hvc",
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
 * name_list - all names, separated by commas, for an error text
 * @names: names
 * @buf: where to
 * @size: bytes of @buf
 */
void name_list(const struct names *names, char *buf, size_t size)
{
	size_t len = 0;

	for (unsigned int i = 0; i < names->nr && len < size; i++)
		len += snprintf(buf + len, size - len, "%s%s", i ? ", " : "", names->name[i]);
}

/**
 * mask_names - the names of the numbers in a bit mask, separated by commas
 * @names: names
 * @mask: mask
 *
 * Returns memory that the caller frees.
 */
char *mask_names(const struct names *names, unsigned int mask)
{
	char *list = xstrdup("");

	for (unsigned int i = 0; i < names->nr; i++) {
		char *longer;

		if (!(mask & 1U << i))
			continue;
		longer = xasprintf("%s%s%s", list, *list ? "," : "", names->name[i]);
		free(list);
		list = longer;
	}
	return list;
}
