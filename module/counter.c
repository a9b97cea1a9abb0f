// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cycle counter, taken from perf: perf programs its filter so that EL1 and
 * EL2 are counted, knows that it is in use, and puts it back.
 */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/err.h>
#include <linux/perf_event.h>
#include <linux/printk.h>
#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "counter.h"

/*
 * arm_pmuv3's attribute "long": all WSB_COUNTER_BITS, so that perf never has to
 * re-arm the counter.
 */
#define CONFIG1_LONG	BIT(0)

static u64 read_ticks(void)
{
	isb();
	return read_sysreg(pmccntr_el0);
}

/*
 * perf is free to count cycles with an event counter when something else has
 * PMCCNTR_EL0. It stores what it reads in prev_count: that is the cycle
 * counter's value exactly when it lies between two reads of our own.
 */
static bool is_pmccntr(struct perf_event *event)
{
	u64 before, prev, after, enabled, running;

	before = read_ticks();
	perf_event_read_value(event, &enabled, &running);
	after = read_ticks();
	prev = local64_read(&event->hw.prev_count);

	return before < prev && prev < after;
}

/**
 * wsb_counter_get() - take PMCCNTR_EL0 of a CPU
 * @counter: filled in
 * @cpu: the CPU, which the caller is pinned to
 *
 * Context: process. Return: 0; -EPERM when perf does not let the caller count;
 * -EOPNOTSUPP when perf has no PMU for the CPU; -ENOSPC when the counter is held by
 * somebody else.
 */
int wsb_counter_get(struct wsb_counter *counter, int cpu)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_HW_CPU_CYCLES,
		.config1 = CONFIG1_LONG,
		.pinned = 1,
	};
	struct perf_event *event;

	event = perf_event_create_kernel_counter(&attr, cpu, NULL, NULL, NULL);
	/* perf asks the caller for CAP_PERFMON, unless perf_event_paranoid is 0. */
	if (PTR_ERR_OR_ZERO(event) == -EACCES)
		return -EPERM;
	if (IS_ERR(event)) {
		pr_err_ratelimited("cpu %d: perf has no cycle counter (error %ld): is there a PMU driver?\n",
				   cpu, PTR_ERR(event));
		return -EOPNOTSUPP;
	}

	if (event->state != PERF_EVENT_STATE_ACTIVE || !is_pmccntr(event)) {
		pr_err_ratelimited("cpu %d: perf could not give PMCCNTR_EL0: it is held by another event\n",
				   cpu);
		perf_event_release_kernel(event);
		return -ENOSPC;
	}

	counter->event = event;
	counter->idx = event->hw.idx;
	return 0;
}

/**
 * wsb_counter_held() - is PMCCNTR_EL0 still on loan
 * @counter: from wsb_counter_get()
 *
 * perf may give it to an event that somebody has pinned before, and enables only now,
 * with a filter of its own; then ours goes on with an event counter. A number of no
 * counter (in arm_pmu, -1) stands for an event that is not on the PMU.
 *
 * Context: on its CPU.
 */
bool wsb_counter_held(const struct wsb_counter *counter)
{
	return counter->event->state == PERF_EVENT_STATE_ACTIVE &&
	       counter->event->hw.idx == counter->idx;
}

/**
 * wsb_counter_put() - give the counter back to perf
 * @counter: from wsb_counter_get(), or all zero
 */
void wsb_counter_put(struct wsb_counter *counter)
{
	if (counter->event)
		perf_event_release_kernel(counter->event);
	counter->event = NULL;
}
