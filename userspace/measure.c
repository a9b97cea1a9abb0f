// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "device.h"
#include "error.h"
#include "measure.h"
#include "stop.h"

#define BATCH	4096	/* samples a read */

/**
 * measure - carry out a plan
 * @plan: plan, for the CPU that this thread is pinned to
 * @rec: where the samples go, zeroed; its last units are complete
 * @status: how it went
 * @started: called when the plan has been accepted and nothing is measured yet; or NULL
 * @arg: for @started
 *
 * The device is opened anew: several threads may measure at once, each on a CPU of
 * its own.
 *
 * Returns false when a signal asks to stop. An error ends the program.
 */
bool measure(const struct wsbench_plan *plan, struct recorder *rec, struct wsbench_status *status,
	     void (*started)(void *arg), void *arg)
{
	struct wsbench_sample *batch = xalloc(BATCH, sizeof(*batch));
	struct wsbench_info info;
	int fd = device_open(&info);
	bool interrupted = false, done = false;

	device_start(fd, plan);
	if (started)
		started(arg);
	while (!done && !stop_requested()) {
		size_t n = device_read(fd, plan, batch, BATCH, &interrupted);

		done = !n && !interrupted;
		if (record(rec, batch, n) != RECORD_OK)
			die(WSBENCH_DEVICE, "sample %" PRIu64 " is missing or not of the plan: this is a bug of the module",
			    rec->next);
	}
	device_status(fd, status);
	record_end(rec);
	close(fd);
	free(batch);
	return done;
}
