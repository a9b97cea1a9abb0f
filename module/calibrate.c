// SPDX-License-Identifier: GPL-2.0-only
/* What the calibration of hyp/calibration.h says about a CPU. */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/sort.h>
#include <asm/daifflags.h>

#include "calibrate.h"

static int compare_u32(const void *a, const void *b)
{
	return *(const u32 *)a < *(const u32 *)b ? -1 :
	       *(const u32 *)a > *(const u32 *)b;
}

/**
 * wsb_calibration_median() - the middle one of WSB_CALIBRATION_PAIRS values
 * @values: ticks of each try; sorted here
 */
u32 wsb_calibration_median(u32 *values)
{
	sort(values, WSB_CALIBRATION_PAIRS, sizeof(*values), compare_u32, NULL);
	return values[WSB_CALIBRATION_PAIRS / 2];
}

/**
 * wsb_calibration_result() - fill in the cost of a timestamp, and exact
 * @cpu: the CPU, for the log
 * @cal: the calibration; sorted here
 * @status: to fill
 *
 * Return: 0; -EIO, with a message, when the counter stands still.
 */
int wsb_calibration_result(u32 cpu, struct wsb_calibration *cal,
			   struct wsbench_status *status)
{
	int i;

	status->exact = 1;
	for (i = 0; i < WSB_CALIBRATION_PAIRS; i++)
		if (cal->sequence[i] != WSB_SEQUENCE_INSNS)
			status->exact = 0;
	for (i = 0; i < WSBENCH_NR_BARRIERS; i++)
		status->cost[i] = wsb_calibration_median(cal->cost[i]);

	if (status->cost[WSBENCH_BARRIER_ISB])
		return 0;
	pr_err_ratelimited("cpu %u: PMCCNTR_EL0 stands still\n", cpu);
	return -EIO;
}

/**
 * wsb_calibrate_kernel() - calibrate at the kernel's own exception level
 * @cpu: the CPU, whose counter is running
 * @status: to fill, as wsb_calibration_result()
 *
 * Context: process. Return: 0; -EXDEV on another CPU; -EIO.
 */
int wsb_calibrate_kernel(u32 cpu, struct wsbench_status *status)
{
	struct wsb_calibration cal;
	unsigned long flags;

	local_irq_disable();
	if (smp_processor_id() != cpu) {
		local_irq_enable();
		return -EXDEV;
	}
	flags = local_daif_save();
	take_calibration(&cal);
	local_daif_restore(flags);
	local_irq_enable();

	return wsb_calibration_result(cpu, &cal, status);
}
