// SPDX-License-Identifier: GPL-2.0-only
/*
 * abi		other versions of the ABI are refused: TAP
 *
 * For misuse.sh, inside the emulated host.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../../module/uapi/wsbench.h"
#include "../../userspace/tests/tap.h"

static const __u32 versions[] = {
	0, 1, WSBENCH_ABI_VERSION - 1, WSBENCH_ABI_VERSION + 1, 0x7fffffff, 0xffffffff,
};

static const struct {
	unsigned int cmd;
	const char *name;
} requests[] = {
	{ WSBENCH_IOC_INFO, "INFO" }, { WSBENCH_IOC_START, "START" },
	{ WSBENCH_IOC_STATUS, "STATUS" }, { WSBENCH_IOC_DISCARD, "DISCARD" },
	{ WSBENCH_IOC_VERIFY, "VERIFY" }, { WSBENCH_IOC_PROBE, "PROBE" },
	{ WSBENCH_IOC_PROBE_BLOCK, "PROBE_BLOCK" }, { WSBENCH_IOC_EVENTS, "EVENTS" },
	{ WSBENCH_IOC_ORDERS, "ORDERS" },
};

static int device;

/* 0 or the errno. */
static int request(unsigned int cmd, void *arg)
{
	return ioctl(device, cmd, arg) ? errno : 0;
}

static void test_versions(void)
{
	for (size_t i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
		struct wsbench_plan plan = {
			.abi = versions[i], .flows = 1, .dirty = WSBENCH_DIRTY_OFF, .samples = 1,
			.block = 1, .limit_us = WSBENCH_MAX_LIMIT_US,
		};
		struct wsbench_verify verify = { .abi = versions[i] };
		struct wsbench_orders orders = { .abi = versions[i] };
		struct wsbench_probe probe = { .abi = versions[i], .block = 1 };

		ok(request(WSBENCH_IOC_START, &plan) == EPROTO &&
		   request(WSBENCH_IOC_VERIFY, &verify) == EPROTO &&
		   request(WSBENCH_IOC_ORDERS, &orders) == EPROTO &&
		   request(WSBENCH_IOC_PROBE, &probe) == EPROTO,
		   "ABI %#x: START, VERIFY, ORDERS and PROBE say EPROTO", versions[i]);
	}
}

/* What a version with smaller or larger structures would send. */
static void test_sizes(void)
{
	char room[4096];
	unsigned int cmd, size, bad;

	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
		for (size = 0, bad = 0; size < sizeof(room); size++) {
			cmd = _IOC(_IOC_DIR(requests[i].cmd), 'W', _IOC_NR(requests[i].cmd), size);
			if (cmd != requests[i].cmd && request(cmd, room) != ENOTTY)
				bad++;
		}
		ok(!bad, "%s of another size: ENOTTY", requests[i].name);
	}
}

int main(void)
{
	struct wsbench_info info;
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(0, &set);
	sched_setaffinity(0, sizeof(set), &set);
	device = open(WSBENCH_DEVICE, O_RDWR);
	if (device < 0) {
		perror(WSBENCH_DEVICE);
		return 2;
	}
	ok(!request(WSBENCH_IOC_INFO, &info) && info.abi == WSBENCH_ABI_VERSION, "INFO: ABI %u",
	   WSBENCH_ABI_VERSION);
	test_versions();
	test_sizes();
	close(device);
	return tap_done();
}
