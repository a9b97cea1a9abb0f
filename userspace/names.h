/* SPDX-License-Identifier: GPL-2.0-only */
/* The names of the ABI's numbers, as options take them and data shows them. */
#ifndef WSBENCH_NAMES_H
#define WSBENCH_NAMES_H

#include <stddef.h>

#include "../module/uapi/wsbench.h"

enum phase { PHASE_ENTRY, PHASE_GUEST, PHASE_EXIT, PHASE_TOTAL, NR_PHASES };

enum timestamps {
	TIMESTAMPS_PMU,		/* engine direct: the cycle counter, by the module at EL2 */
	TIMESTAMPS_GUEST,	/* engine kvm: the guest's timer over a batch */
	TIMESTAMPS_PROBE,	/* the cycle counter, by the module at KVM's tracepoints */
	TIMESTAMPS_PERF,	/* perf events of the vCPU's thread over a batch */
	NR_TIMESTAMPS,
};

#define NR_MODES	2
#define NR_DIRTY	2

/* @what is the kind of thing, for error texts. */
struct names {
	const char *what;
	unsigned int nr;
	const char *name[4];
};

extern const struct names mode_names, flow_names, dirty_names, phase_names;
extern const struct names payload_names, barrier_names, engine_names, timestamps_names;

int name_find(const struct names *names, const char *s, size_t len);
void name_list(const struct names *names, char *buf, size_t size);
char *mask_names(const struct names *names, unsigned int mask);

#endif /* WSBENCH_NAMES_H */
