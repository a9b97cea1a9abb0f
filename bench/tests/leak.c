// SPDX-License-Identifier: GPL-2.0-only
/*
 * leak [CALLS]
 *
 * Makes the same calls on /dev/wsbench again and again, each way that they can end
 * for itself, and looks whether the kernel needs more memory afterwards: TAP. For
 * misuse.sh, inside the emulated host.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../../userspace/tests/tap.h"
#include "device.h"

/*
 * Less than the smallest object that the module asks for, so that no call can have left
 * one; and what the kernel's figures are off anyway.
 */
#define MAX_BYTES_A_CALL	32
#define MAX_KIB			128

static struct wsbench_info info;

static struct wsbench_plan plan(void)
{
	return (struct wsbench_plan) {
		.abi = WSBENCH_ABI_VERSION, .flows = 1, .dirty = WSBENCH_DIRTY_OFF, .samples = 4,
		.block = 2, .limit_us = WSBENCH_MAX_LIMIT_US,
	};
}

/* 0 or the errno. */
static int request(int fd, unsigned int cmd, const void *arg)
{
	return ioctl(fd, cmd, arg) ? errno : 0;
}

static int opened(void)
{
	close(device());
	return 0;
}

static int started(void)
{
	struct wsbench_plan p = plan();
	int fd = device(), err = request(fd, WSBENCH_IOC_START, &p);

	close(fd);
	return err;
}

static int read_once(void)
{
	struct wsbench_plan p = plan();
	struct wsbench_sample sample;
	int fd = device(), err = request(fd, WSBENCH_IOC_START, &p);

	if (!err && read(fd, &sample, sizeof(sample)) != sizeof(sample))
		err = errno;
	close(fd);
	return err;
}

static int refused(void)
{
	struct wsbench_plan p = plan();
	int fd = device(), err;

	p.cpu = 1;	/* where this thread is not */
	err = request(fd, WSBENCH_IOC_START, &p) ? 0 : EIO;
	p.cpu = 0;
	p.limit_us = 0;
	err = request(fd, WSBENCH_IOC_START, &p) == EINVAL ? err : EIO;
	close(fd);
	return err;
}

static int start_twice(void)
{
	struct wsbench_plan p = plan();
	int fd = device(), other = device(), err = request(fd, WSBENCH_IOC_START, &p);

	if (!err && (request(fd, WSBENCH_IOC_START, &p) != EBUSY ||
		     request(other, WSBENCH_IOC_START, &p) != EBUSY))
		err = EIO;
	close(fd);
	close(other);
	return err;
}

static int verified(void)
{
	struct wsbench_verify v = { .abi = WSBENCH_ABI_VERSION };
	int fd = device(), err = request(fd, WSBENCH_IOC_VERIFY, &v);

	close(fd);
	return err;
}

static int probed(void)
{
	struct wsbench_probe p = { .abi = WSBENCH_ABI_VERSION, .block = 2 };
	int fd = device(), err = request(fd, WSBENCH_IOC_PROBE, &p);

	close(fd);
	return err;
}

static bool always(void)
{
	return true;
}

static bool has_probe(void)
{
	return info.engines >> WSBENCH_ENGINE_KVM & 1;
}

static const struct way {
	const char *name;
	int (*call)(void);
	unsigned int share;	/* of all calls, one in so many: they differ in time */
	bool (*there)(void);
} ways[] = {
	{ "open", opened, 1, always },
	{ "START", started, 5, always },
	{ "START and read", read_once, 5, always },
	{ "START refused", refused, 2, always },
	{ "START of what is busy", start_twice, 5, always },
	{ "VERIFY", verified, 5, always },
	{ "PROBE", probed, 50, has_probe },
};

/* KiB that the kernel has for itself, in objects and pages of vmalloc. */
static long kernel_memory(void)
{
	char line[128];
	long sum = 0, value;
	FILE *file;
	int fd = open("/proc/sys/vm/drop_caches", O_WRONLY | O_CLOEXEC);

	usleep(300000);		/* what waits for all CPUs to have been idle */
	if (fd < 0 || write(fd, "3", 1) != 1)
		perror("drop_caches");
	close(fd);
	file = fopen("/proc/meminfo", "re");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "SUnreclaim: %ld", &value) == 1 ||
		    sscanf(line, "VmallocUsed: %ld", &value) == 1 ||
		    sscanf(line, "PageTables: %ld", &value) == 1 ||
		    sscanf(line, "Percpu: %ld", &value) == 1)
			sum += value;
	if (!file || fclose(file) || !sum) {
		perror("/proc/meminfo");
		exit(2);
	}
	return sum;
}

static int repeat(const struct way *way, unsigned int calls)
{
	int err = 0;

	while (calls-- && !err)
		err = way->call();
	return err;
}

static void test_way(const struct way *way, unsigned int calls)
{
	long before, grew = 0, most = calls * MAX_BYTES_A_CALL / 1024;
	int err = repeat(way, calls / 10 + 1);	/* what is kept for next time */

	most = most > MAX_KIB ? most : MAX_KIB;
	/* Once more where something else has grown meanwhile. */
	for (int i = 0; i < 3 && !err; i++) {
		before = kernel_memory();
		err = repeat(way, calls);
		grew = kernel_memory() - before;
		if (grew < most)
			break;
	}
	ok(!err && grew < most,
	   "%s: %u times leave no memory behind: %ld KiB more%s%s", way->name, calls, grew,
	   err ? ", " : "", err ? strerrorname_np(err) : "");
}

int main(int argc, char **argv)
{
	unsigned int calls = argc > 1 ? strtoul(argv[1], NULL, 0) : 20000;
	int fd;

	pin(0);
	fd = device();
	if (request(fd, WSBENCH_IOC_INFO, &info)) {
		perror(WSBENCH_DEVICE);
		return 2;
	}
	close(fd);
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (ways[i].there())
			test_way(&ways[i], calls / ways[i].share);
	return tap_done();
}
