/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The names of the metrics in history.csv: the median of a flow, dirty state and
 * phase is FLOW.DIRTY.PHASE.UNIT with engine direct, and with engine kvm
 * FLOW.DIRTY.PHASE.TIMESTAMPS.UNIT, as what is timed differs with the way to time it.
 * UNIT is instructions (of the emulated host, exact), cycles (of the PMU) or
 * timer-ticks (of the guest's timer on hardware).
 * A name with .lo or .hi behind it is an end of the 95% interval of that median.
 */
#ifndef WSBENCH_METRIC_H
#define WSBENCH_METRIC_H

#include <stdbool.h>
#include <stddef.h>

#include "meta.h"
#include "names.h"

char *metric_name(const struct meta *meta, enum wsbench_flow flow, unsigned int dirty,
		  enum phase phase);
bool metric_is_exact(const char *name);
bool metric_is_bound(const char *name);
const char *metric_unit(const char *name);

#endif /* WSBENCH_METRIC_H */
