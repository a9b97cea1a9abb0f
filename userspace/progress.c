// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "progress.h"

#define INTERVAL	0.2	/* seconds between two updates */

static struct {
	bool tty, visible;
	const char *what;
	uint64_t total;
	double start, next;
} progress;

/**
 * seconds - monotonic time
 */
double seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec * 1e-9;
}

/**
 * progress_start - the work begins now
 * @total: samples to do
 */
void progress_start(uint64_t total)
{
	progress_start_of("samples", total);
}

/**
 * progress_start_of - the work begins now, and it is not samples
 * @what: what is counted
 * @total: how many of them
 */
void progress_start_of(const char *what, uint64_t total)
{
	progress.what = what;
	progress.tty = isatty(STDERR_FILENO);
	progress.total = total;
	progress.start = seconds();
	progress.next = progress.start + INTERVAL;
}

/**
 * progress_show - tell how far it is, at most five times a second
 * @done: how many are done
 */
void progress_show(uint64_t done)
{
	double now, rate;

	if (!progress.tty)
		return;
	now = seconds();
	if (now < progress.next || !done)
		return;
	rate = done / (now - progress.start);
	fprintf(stderr, "\r\033[K%" PRIu64 "/%" PRIu64 " %s, %3.0f%%, %.0f/s, %.0f s left",
		done, progress.total, progress.what, 100.0 * done / progress.total, rate,
		(progress.total - done) / rate);
	fflush(stderr);
	progress.visible = true;
	progress.next = now + INTERVAL;
}

/**
 * progress_clear - take the line away again
 */
void progress_clear(void)
{
	if (!progress.visible)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	progress.visible = false;
}
