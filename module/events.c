// SPDX-License-Identifier: GPL-2.0-only
/*
 * Events of the PMU beside the cycle counter: perf has them count throughout the run,
 * and they are read before and after each window, with nothing between the reads but
 * the call at EL2.
 */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/bits.h>
#include <linux/err.h>
#include <linux/perf_event.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/sysreg.h>

#include "events.h"

/* Arm ARM, "The PMU event number space": what PMCEID<n>_EL0 tell of. */
#define COMMON_EVENTS		0x40
#define EXTENDED_EVENTS		0x4000

/* perf takes any number; this PMU may not know it, and would count nothing. */
static bool is_of_pmu(u16 number)
{
	u64 pmceid[] = { read_sysreg(pmceid0_el0), read_sysreg(pmceid1_el0) };
	unsigned int bit = number % 32, half = number / 32 % 2;

	if (number < COMMON_EVENTS)
		return pmceid[half] & BIT_ULL(bit);
	if (number >= EXTENDED_EVENTS && number < EXTENDED_EVENTS + COMMON_EVENTS)
		return pmceid[half] & BIT_ULL(32 + bit);
	return true;
}

static int get_event(struct wsb_events *events, const struct wsb_counter *counter, int cpu,
		     u16 number)
{
	struct perf_event_attr attr = {
		.type = counter->event->pmu->type,
		.size = sizeof(attr),
		.config = number,
		.pinned = 1,
	};
	struct perf_event *event;

	if (!is_of_pmu(number))
		return -ENOTUNIQ;
	event = perf_event_create_kernel_counter(&attr, cpu, NULL, NULL, NULL);
	if (PTR_ERR_OR_ZERO(event) == -EACCES)
		return -EPERM;
	if (IS_ERR(event)) {
		pr_err_ratelimited("cpu %d: perf cannot count event %#x (error %ld)\n", cpu, number,
				   PTR_ERR(event));
		return PTR_ERR(event) == -ENOMEM ? -ENOMEM : -ENOTUNIQ;
	}
	events->event[events->nr++] = event;
	if (event->state == PERF_EVENT_STATE_ACTIVE)
		return 0;
	pr_err_ratelimited("cpu %d: no counter is left for event %#x\n", cpu, number);
	return -ENOTUNIQ;
}

/**
 * wsb_events_get - have the plan's events counted
 * @events: all zero; wsb_events_put() is due in any case
 * @counter: of the same CPU: its PMU is the one
 * @plan: the plan
 *
 * Context: process, pinned to the plan's CPU. Return: 0; -EPERM and -ENOMEM as perf has
 * it; -ENOTUNIQ when the PMU lacks an event, or a counter for it.
 */
int wsb_events_get(struct wsb_events *events, const struct wsb_counter *counter,
		   const struct wsbench_plan *plan)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; i < plan->nr_events && !ret; i++)
		ret = get_event(events, counter, plan->cpu, plan->events[i]);
	return ret;
}

/**
 * wsb_events_put - give the events back to perf
 * @events: from wsb_events_get(), or all zero
 *
 * Context: process.
 */
void wsb_events_put(struct wsb_events *events)
{
	while (events->nr)
		perf_event_release_kernel(events->event[--events->nr]);
}

/**
 * wsb_events_reset - a new block begins
 * @events: events
 */
void wsb_events_reset(struct wsb_events *events)
{
	memset(events->counts, 0, sizeof(events->counts));
}

/* As the PMU's interrupt reads it, which is masked. */
static u64 read_event(struct perf_event *event)
{
	event->pmu->read(event);
	return local64_read(&event->count);
}

/**
 * wsb_events_counting - are all of them on the PMU
 * @events: events
 *
 * perf may have taken one off meanwhile: its counter has no number then.
 *
 * Context: on their CPU, interrupts off.
 */
bool wsb_events_counting(const struct wsb_events *events)
{
	unsigned int i;

	for (i = 0; i < events->nr; i++)
		if (events->event[i]->state != PERF_EVENT_STATE_ACTIVE ||
		    events->event[i]->hw.idx < 0)
			return false;
	return true;
}

/**
 * wsb_events_begin - a window begins
 * @events: events
 *
 * Context: on their CPU, interrupts off.
 */
void wsb_events_begin(struct wsb_events *events)
{
	unsigned int i;

	for (i = 0; i < events->nr; i++)
		events->before[i] = read_event(events->event[i]);
}

/**
 * wsb_events_end - a window ends
 * @events: events; what they have counted since wsb_events_begin() is added
 *
 * Context: as for wsb_events_begin(), without an interrupt in between. Read in the
 * opposite order, so that each event has as much of the reads of others in it.
 */
void wsb_events_end(struct wsb_events *events)
{
	unsigned int i;

	for (i = events->nr; i-- > 0; )
		events->counts[i] += read_event(events->event[i]) - events->before[i];
}
