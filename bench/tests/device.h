/* SPDX-License-Identifier: GPL-2.0-only */
/* The device, and the CPU that its callers are pinned to; a test ends without either. */
#ifndef WSBENCH_TESTS_DEVICE_H
#define WSBENCH_TESTS_DEVICE_H

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../module/uapi/wsbench.h"

static inline void pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set)) {
		perror("sched_setaffinity");
		exit(2);
	}
}

static inline int device(void)
{
	int fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0) {
		perror(WSBENCH_DEVICE);
		exit(2);
	}
	return fd;
}

#endif /* WSBENCH_TESTS_DEVICE_H */
