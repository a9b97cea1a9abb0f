// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holds every cycle counter of CPU 0, as a profiler might, until it is killed.
 * For errors-device.sh; built for the target, not run by "make check".
 */
#include <linux/perf_event.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#define COUNTERS	8	/* more than PMUs have for cycles */

int main(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE, .size = sizeof(attr),
		.config = PERF_COUNT_HW_CPU_CYCLES, .pinned = 1,
	};

	for (int i = 0; i < COUNTERS; i++)
		if (syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0) < 0)
			perror("hold-counter");
	puts("holding");
	fflush(stdout);
	pause();
	return 0;
}
