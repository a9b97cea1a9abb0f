// SPDX-License-Identifier: GPL-2.0-only
/* Who has a CPU: one run or probe at a time, for its thread pinned there. */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/sched.h>

#include "hold.h"

static DEFINE_MUTEX(busy_lock);
static struct cpumask busy_cpus;

/**
 * wsb_pinned_to() - can the calling thread run on this CPU only
 * @cpu: the CPU, a valid number
 */
bool wsb_pinned_to(u32 cpu)
{
	return cpumask_equal(current->cpus_ptr, cpumask_of(cpu));
}

/**
 * wsb_hold_cpu() - take a CPU for the calling thread
 * @cpu: the CPU
 *
 * Context: process. Return: 0; -ENXIO when it is not online; -EXDEV when the
 * caller is not pinned to it; -EBUSY when it is held already.
 */
int wsb_hold_cpu(u32 cpu)
{
	int ret = 0;

	if (cpu >= nr_cpu_ids || !cpu_online(cpu))
		return -ENXIO;
	if (!wsb_pinned_to(cpu))
		return -EXDEV;

	mutex_lock(&busy_lock);
	if (cpumask_test_and_set_cpu(cpu, &busy_cpus))
		ret = -EBUSY;
	mutex_unlock(&busy_lock);
	return ret;
}

/**
 * wsb_drop_cpu() - give a CPU back
 * @cpu: the CPU, from wsb_hold_cpu()
 *
 * Context: process, any CPU.
 */
void wsb_drop_cpu(u32 cpu)
{
	mutex_lock(&busy_lock);
	cpumask_clear_cpu(cpu, &busy_cpus);
	mutex_unlock(&busy_lock);
}
