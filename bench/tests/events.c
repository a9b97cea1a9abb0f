// SPDX-License-Identifier: GPL-2.0-only
/*
 * events		the PMU's events by the ABI: what is refused, what is counted, and that
 *		all counters are given back: TAP
 *
 * For events.sh, inside the emulated host.
 */
#include <errno.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "device.h"
#include "../../userspace/tests/tap.h"

#define INST_RETIRED	0x08
#define CPU_CYCLES	0x11
#define ABSENT		0x3f	/* of the common events; no emulated CPU has it */
#define MOST_COUNTERS	31

#define BLOCK		20
#define WARMUP		5
#define SAMPLES		50	/* blocks of 20, 20 and 10 */

static struct wsbench_plan plan_of(unsigned int nr, unsigned int event)
{
	struct wsbench_plan plan = {
		.abi = WSBENCH_ABI_VERSION, .flows = 1U << WSBENCH_FLOW_NONE,
		.dirty = WSBENCH_DIRTY_OFF, .samples = SAMPLES, .block = BLOCK, .warmup = WARMUP,
		.limit_us = WSBENCH_MAX_LIMIT_US, .nr_events = nr,
	};

	for (unsigned int i = 0; i < nr && i < WSBENCH_MAX_EVENTS; i++)
		plan.events[i] = event;
	return plan;
}

/* 0 or the errno of START; the run is over at once. */
static int starts(unsigned int nr, unsigned int event)
{
	struct wsbench_plan plan = plan_of(nr, event);
	int fd = device(), err = ioctl(fd, WSBENCH_IOC_START, &plan) ? errno : 0;

	close(fd);
	return err;
}

static int events_of(int fd, struct wsbench_events *events)
{
	return ioctl(fd, WSBENCH_IOC_EVENTS, events) ? errno : 0;
}

static size_t read_samples(int fd, size_t n)
{
	struct wsbench_sample samples[SAMPLES];
	ssize_t len = read(fd, samples, n * sizeof(*samples));

	return len < 0 ? 0 : len / sizeof(*samples);
}

/* A block may be cut, and warm up anew. */
static bool is_block(const struct wsbench_events *e, unsigned int block, unsigned int samples)
{
	return e->block == block && e->flow == WSBENCH_FLOW_NONE && !e->dirty && !e->breakdown &&
	       !e->zero && e->round_trips >= samples + WARMUP &&
	       e->round_trips <= samples + 10 * WARMUP;
}

static void counting(void)
{
	struct wsbench_plan plan = plan_of(2, INST_RETIRED), none = plan_of(0, 0);
	struct wsbench_events e, last;
	int fd = device();

	plan.events[1] = CPU_CYCLES;
	ok(events_of(fd, &e) == ENODATA, "no run: ENODATA");
	ok(!ioctl(fd, WSBENCH_IOC_START, &plan), "two events are counted");
	ok(events_of(fd, &e) == ENODATA, "no block yet: ENODATA");
	ok(read_samples(fd, BLOCK) == BLOCK && !events_of(fd, &e) && is_block(&e, 0, BLOCK),
	   "the first block");
	ok(e.counts[0] > 100 * e.round_trips && e.counts[0] < 100000 * e.round_trips &&
	   e.counts[1] > 100 * e.round_trips && !e.counts[2],
	   "what it counted: %llu, %llu in %llu round trips", (unsigned long long)e.counts[0],
	   (unsigned long long)e.counts[1], (unsigned long long)e.round_trips);
	ok(read_samples(fd, 1) == 1 && !events_of(fd, &e) && is_block(&e, 1, BLOCK),
	   "the second, which was not read to its end");
	ok(read_samples(fd, SAMPLES) == SAMPLES - BLOCK - 1 && !events_of(fd, &last) &&
	   is_block(&last, 2, SAMPLES - 2 * BLOCK) && last.counts[0] < e.counts[0],
	   "the last, a shorter one");
	ok(!read_samples(fd, 1) && !events_of(fd, &e) && !memcmp(&e, &last, sizeof(e)),
	   "the same at the end of the plan");
	close(fd);

	fd = device();
	ok(!ioctl(fd, WSBENCH_IOC_START, &none) && read_samples(fd, BLOCK) == BLOCK &&
	   events_of(fd, &e) == ENODATA, "a run without events: ENODATA");
	close(fd);
}

/* Takes what counters are left on this CPU; returns how many these were. */
static unsigned int take_counters(int fd[MOST_COUNTERS])
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_RAW, .size = sizeof(attr), .config = INST_RETIRED, .pinned = 1,
	};
	unsigned int nr = 0;
	uint64_t value;

	for (; nr < MOST_COUNTERS; nr++) {
		fd[nr] = syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
		if (fd[nr] < 0)
			break;
		/* Nothing can be read of one that found no counter. */
		if (read(fd[nr], &value, sizeof(value)) != sizeof(value)) {
			close(fd[nr]);
			break;
		}
	}
	return nr;
}

static void counters(void)
{
	int fd[MOST_COUNTERS];
	unsigned int free = take_counters(fd), again;

	if (!free) {
		ok(false, "perf has counters");
		return;
	}
	ok(starts(1, INST_RETIRED) == ENOTUNIQ, "all are taken: ENOTUNIQ");
	ok(!starts(0, 0), "and a run without events starts");
	close(fd[--free]);
	ok(!starts(1, INST_RETIRED), "one is left: one event starts");
	ok(starts(2, INST_RETIRED) == ENOTUNIQ, "but not two");
	ok(!starts(1, INST_RETIRED), "and again one: the first of those was given back");
	for (unsigned int i = 0; i < free; i++)
		close(fd[i]);
	free++;
	again = take_counters(fd);
	ok(again == free, "in the end perf has %u again (%u)", free, again);
	for (unsigned int i = 0; i < again; i++)
		close(fd[i]);
}

int main(void)
{
	pin(0);
	ok(starts(WSBENCH_MAX_EVENTS + 1, INST_RETIRED) == EINVAL, "too many events: EINVAL");
	ok(starts(1, ABSENT) == ENOTUNIQ, "an event that the PMU says it lacks: ENOTUNIQ");
	counting();
	counters();
	return tap_done();
}
