// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpu.h"
#include "error.h"
#include "sysfile.h"

#define LIST_SIZE	4096

/**
 * cpu_next - walk a list of CPUs as the kernel writes it ("0-3,8")
 * @list: list
 * @from: first CPU to consider
 *
 * Returns the first CPU of the list that is not below @from, or CPU_NONE.
 */
unsigned int cpu_next(const char *list, unsigned int from)
{
	while (*list) {
		char *end;
		unsigned long low = strtoul(list, &end, 10), high = low;

		if (end == list)
			break;
		if (*end == '-')
			high = strtoul(end + 1, &end, 10);
		if (from <= high)
			return from > low ? from : low;
		list = end + strspn(end, ",");
	}
	return CPU_NONE;
}

/**
 * cpu_in_list - whether a CPU is in a list
 * @list: list
 * @cpu: CPU
 */
bool cpu_in_list(const char *list, unsigned int cpu)
{
	return cpu_next(list, cpu) == cpu;
}

/**
 * cpu_in_file - whether a CPU is in a list of the kernel's
 * @name: file in /sys/devices/system/cpu
 * @cpu: CPU
 */
bool cpu_in_file(const char *name, unsigned int cpu)
{
	char list[LIST_SIZE];

	return sys_read(list, sizeof(list), CPU_DIR "%s", name) && cpu_in_list(list, cpu);
}

static int pin(unsigned int cpu)
{
	cpu_set_t *set = CPU_ALLOC(cpu + 1);
	size_t size = CPU_ALLOC_SIZE(cpu + 1);
	int err;

	if (!set)
		return ENOMEM;
	CPU_ZERO_S(size, set);
	CPU_SET_S(cpu, size, set);
	err = sched_setaffinity(0, size, set) ? errno : 0;
	CPU_FREE(set);
	return err;
}

/**
 * cpu_default - where to measure if nobody says
 *
 * The first isolated CPU this process may run on, else the one it runs on.
 * Pins to it.
 */
unsigned int cpu_default(void)
{
	char list[LIST_SIZE];
	int cpu;

	sys_read(list, sizeof(list), CPU_DIR "isolated");
	for (unsigned int c = cpu_next(list, 0); c != CPU_NONE; c = cpu_next(list, c + 1))
		if (cpu_in_file("online", c) && !pin(c))
			return c;
	cpu = sched_getcpu();
	cpu_pin(cpu < 0 ? 0 : cpu);
	return cpu < 0 ? 0 : cpu;
}

/**
 * cpu_pin - run on one CPU from now on, or say why that cannot be
 * @cpu: CPU
 */
void cpu_pin(unsigned int cpu)
{
	char what[32], list[LIST_SIZE];
	int err;

	snprintf(what, sizeof(what), "CPU %u", cpu);
	if (sys_read(list, sizeof(list), CPU_DIR "present") && !cpu_in_list(list, cpu))
		die(what, "does not exist; this machine has CPU %s, choose one with --cpu", list);
	if (sys_read(list, sizeof(list), CPU_DIR "online") && !cpu_in_list(list, cpu))
		die(what, "is offline; echo 1 >" CPU_DIR "cpu%u/online, or choose one of %s with --cpu",
		    cpu, list);
	err = pin(cpu);
	if (err)
		die(what, "%s; choose another with --cpu",
		    err == EINVAL ? "does not exist, is offline or is forbidden by a cpuset" : strerror(err));
}
