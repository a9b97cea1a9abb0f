/* SPDX-License-Identifier: GPL-2.0-only */
/* What there is to know about a CPU and the system around it. */
#ifndef WSBENCH_MACHINE_H
#define WSBENCH_MACHINE_H

#include <stdbool.h>

#include "meta.h"

/**
 * struct machine - the surroundings of a measurement on one CPU
 * @governor: cpufreq governor, "none" without cpufreq
 * @cpuidle: idle states deeper than the first that are enabled, "none" without
 * @isolated: "yes" if the scheduler leaves the CPU alone
 * @nohz_full: "yes" if the tick does
 * @smt: "on", "off" or "none"
 * @pmu: perf's name of the CPU's PMU, "" if there is none
 * @srcversion: of the module, "" if it is not loaded or has none
 * @compiler: of the module
 */
struct machine {
	char governor[32];
	char cpuidle[128];
	char isolated[8];
	char nohz_full[8];
	char smt[8];
	char pmu[256];
	char srcversion[64];
	char compiler[128];
};

void machine_look(struct machine *m, unsigned int cpu);
const char *machine_timing(const struct wsbench_status *status);
void machine_describe(struct meta *meta, unsigned int cpu, const struct wsbench_status *status);

#endif /* WSBENCH_MACHINE_H */
