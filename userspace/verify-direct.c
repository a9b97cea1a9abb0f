// SPDX-License-Identifier: GPL-2.0-only
/* wsbench verify of engine direct: the module checks its own world switch. */
#include <stdio.h>
#include <unistd.h>

#include "device.h"
#include "names.h"
#include "verify.h"

#define REPEAT	10	/* a register that survives by chance does not do so ten times */

static const char *const findings[] = {
	[WSBENCH_CHECK_GUEST_SEES] = "the guest sees a value that is not its own in",
	[WSBENCH_CHECK_GUEST_SAVED] = "what the guest wrote was not saved:",
	[WSBENCH_CHECK_HOST_STATE] = "changed for the host:",
	[WSBENCH_CHECK_DIRTY_FLAG] = "wrong end of the dirty flag:",
	[WSBENCH_CHECK_TRAP] = "a clean guest reached",
};

static const char *finding(unsigned int result)
{
	if (result < sizeof(findings) / sizeof(*findings) && findings[result])
		return findings[result];
	return "failed in a way this wsbench does not know:";
}

/**
 * verify_describe - what a check that failed has found
 * @v: the check
 * @buf: where to
 * @size: bytes of @buf
 */
void verify_describe(const struct wsbench_verify *v, char *buf, size_t size)
{
	snprintf(buf, size, "%s %.*s: expected 0x%llx, actual 0x%llx", finding(v->result),
		 WSBENCH_REG_NAME, v->reg, (unsigned long long)v->expected,
		 (unsigned long long)v->actual);
}

/* Returns false if interrupted. */
static bool check(struct tap *tap, int fd, struct wsbench_verify v)
{
	char why[256];

	for (int i = 0; i < REPEAT && v.result == WSBENCH_CHECK_OK; i++)
		if (!device_verify(fd, &v))
			return false;
	verify_describe(&v, why, sizeof(why));
	if (v.result == WSBENCH_CHECK_OK)
		tap_check(tap, true, "%u registers compared", v.compared);
	else
		tap_check(tap, false, "%s", why);
	return true;
}

/**
 * verify_direct - check every flow, dirty state and barrier on one CPU
 * @tap: what was checked so far
 * @cpu: the CPU, which this thread is pinned to
 *
 * Returns false if interrupted.
 */
bool verify_direct(struct tap *tap, unsigned int cpu)
{
	struct wsbench_info info;
	int fd = device_open(&info);

	tap_begin(tap);
	for (unsigned int i = 0; i < WSBENCH_NR_BARRIERS * WSBENCH_NR_FLOWS * NR_DIRTY; i++) {
		unsigned int dirty = i % NR_DIRTY, flow = i / NR_DIRTY % WSBENCH_NR_FLOWS;
		unsigned int barrier = i / NR_DIRTY / WSBENCH_NR_FLOWS;
		const struct wsbench_verify combination = {
			.abi = WSBENCH_ABI_VERSION, .cpu = cpu, .flow = flow, .dirty = dirty,
			.barrier = barrier,
		};

		if (!(info.barriers & 1U << barrier) || !(info.flows & 1U << flow))
			continue;
		snprintf(tap->where, sizeof(tap->where), "cpu%u %s %s dirty=%s barrier=%s", cpu,
			 mode_names.name[info.mode], flow_names.name[flow],
			 dirty_names.name[dirty], barrier_names.name[barrier]);
		if (!check(tap, fd, combination)) {
			close(fd);
			return false;
		}
	}
	close(fd);
	return true;
}
