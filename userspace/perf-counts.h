/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * perf events of the calling thread, in host and guest, kernel and user: one
 * group, so that all count over the same time.
 */
#ifndef WSBENCH_PERF_COUNTS_H
#define WSBENCH_PERF_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PERF_MAX_EVENTS	8

struct perf_counts {
	size_t nr;
	struct perf_count {
		char name[32];
		int fd;
	} event[PERF_MAX_EVENTS];
};

bool perf_event_number(const char *pmu, const char *name, uint64_t *number);
char *perf_known_events(const char *pmu);
void perf_counts_open(struct perf_counts *counts, const char *events, const char *pmu,
		      unsigned int cpu);
void perf_counts_enable(const struct perf_counts *counts, bool on);
void perf_counts_read(const struct perf_counts *counts, uint64_t *value);

#endif /* WSBENCH_PERF_COUNTS_H */
