/* SPDX-License-Identifier: GPL-2.0-only */
/* The names of the ABI's numbers, as options take them and data shows them. */
#ifndef WSBENCH_NAMES_H
#define WSBENCH_NAMES_H

#include <stdint.h>
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

/* What is measured unless --flows says otherwise: the floor, and what KVM has had. */
#define DEFAULT_FLOWS	(1U << WSBENCH_FLOW_NONE | 1U << WSBENCH_FLOW_FOUR_CALL | \
			 1U << WSBENCH_FLOW_TWO_HOOK)

/* Masks of enum wsbench_payload: guests that exit, and those of the self-test. */
#define EXIT_PAYLOADS	((1ULL << WSBENCH_NR_EXITS) - 1)
#define ROGUES		(((1ULL << WSBENCH_NR_PAYLOADS) - 1) & ~EXIT_PAYLOADS)

#define NR_MODES	2
#define NR_DIRTY	2

/* @what is the kind of thing, for error texts. */
struct names {
	const char *what;
	unsigned int nr;
	const char *name[WSBENCH_NR_PAYLOADS];
};

extern const struct names mode_names, flow_names, dirty_names, phase_names;
extern const struct names payload_names, barrier_names, engine_names, timestamps_names;
extern const struct names end_names, profile_names;

int name_find(const struct names *names, const char *s, size_t len);
char *name_list(const struct names *names, uint64_t mask);
unsigned int names_mask(const struct names *names, const char *list);
char *mask_names(const struct names *names, uint64_t mask);

#endif /* WSBENCH_NAMES_H */
