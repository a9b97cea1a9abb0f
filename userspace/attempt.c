// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "attempt.h"
#include "device.h"
#include "progress.h"
#include "stop.h"

#define BATCH	256	/* samples a read */

/* Both return samples, 0 at the end of the plan, or -1 with errno. */
static int64_t some_read(int fd)
{
	struct wsbench_sample samples[BATCH];
	ssize_t len = read(fd, samples, sizeof(samples));

	return len < 0 ? -1 : len / (ssize_t)sizeof(*samples);
}

static int64_t some_discarded(int fd)
{
	struct wsbench_discard discard = { .samples = WSBENCH_MAX_SAMPLES };

	return ioctl(fd, WSBENCH_IOC_DISCARD, &discard) ? -1 : (int64_t)discard.samples;
}

/* Something came between: neither the guest nor the module is to blame. */
static bool is_foreign(int err)
{
	return err && err != EINTR && err != EIO && err != ETIMEDOUT;
}

static struct attempt attempt(const struct wsbench_plan *plan, int64_t (*some)(int fd))
{
	struct attempt a = { 0 };
	struct wsbench_info info;
	int fd = device_open(&info);
	double begin;
	int64_t n;

	do {
		a.err = ioctl(fd, WSBENCH_IOC_START, plan) ? errno : 0;
	} while (!stop_requested() && a.err == EINTR);
	if (a.err == EINTR) {
		close(fd);
		return a;
	}
	if (a.err) {
		printf("Bail out! CPU %u could not be used\n", plan->cpu);
		device_cannot_start(plan->cpu, a.err);
	}
	begin = seconds();
	do {
		n = some(fd);
		a.err = n < 0 ? errno : 0;
		a.samples += n > 0 ? n : 0;
		/* Suspending the machine interrupts it, too. */
	} while (!stop_requested() && (n > 0 || a.err == EINTR));
	a.seconds = seconds() - begin;
	if (is_foreign(a.err)) {
		printf("Bail out! CPU %u could not be used\n", plan->cpu);
		device_cannot_read(fd, plan, a.err);
	}
	device_status(fd, &a.status);
	close(fd);
	return a;
}

/**
 * attempt_read - run a plan to its end, whatever that is, or until a signal asks to
 *                stop, and read its samples
 * @plan: for the CPU this process is pinned to; where the module refuses it, or the
 *        CPU or EL2 is taken away, the program ends, and the TAP on stdout
 */
struct attempt attempt_read(const struct wsbench_plan *plan)
{
	return attempt(plan, some_read);
}

/**
 * attempt_discard - the same, without any samples
 * @plan: as for attempt_read()
 */
struct attempt attempt_discard(const struct wsbench_plan *plan)
{
	return attempt(plan, some_discarded);
}
