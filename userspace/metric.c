// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "error.h"
#include "metric.h"
#include "report.h"

#define EXACT	"instructions"

static bool ends_in(const char *name, const char *end)
{
	size_t len = strlen(name), tail = strlen(end);

	return len > tail && name[len - tail - 1] == '.' && !strcmp(name + len - tail, end);
}

static const char *unit_of(const struct meta *meta)
{
	if (!strcmp(tick_unit(meta), "executed instructions"))
		return EXACT;
	return strcmp(meta_get(meta, "timestamps"), "guest") ? "cycles" : "timer-ticks";
}

/**
 * metric_name - the column of a median; to be freed
 * @meta: of the run; its timing is exact or hardware
 * @flow: flow
 * @dirty: dirty state
 * @phase: phase
 */
char *metric_name(const struct meta *meta, enum wsbench_flow flow, unsigned int dirty,
		  enum phase phase)
{
	bool kvm = is_kvm(meta);

	return xasprintf("%s.%s.%s%s%s.%s", flow_names.name[flow], dirty_names.name[dirty],
			 phase_names.name[phase], kvm ? "." : "",
			 kvm ? meta_get(meta, "timestamps") : "", unit_of(meta));
}

/**
 * metric_is_exact - whether a metric has no noise
 * @name: its column
 */
bool metric_is_exact(const char *name)
{
	return ends_in(name, EXACT);
}

/**
 * metric_is_bound - whether a column is an end of another's interval
 * @name: of the column
 */
bool metric_is_bound(const char *name)
{
	return ends_in(name, "lo") || ends_in(name, "hi");
}

/**
 * metric_unit - what a value of a metric counts, for tables and axes
 * @name: its column
 *
 * Returns "ticks" where the name does not tell.
 */
const char *metric_unit(const char *name)
{
	if (metric_is_exact(name))
		return "executed instructions (QEMU -icount)";
	if (ends_in(name, "cycles"))
		return "PMU cycle-counter ticks";
	if (ends_in(name, "timer-ticks"))
		return "ticks of the guest's timer";
	return "ticks";
}
