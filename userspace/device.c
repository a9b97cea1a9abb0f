// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "cpu.h"
#include "device.h"
#include "error.h"
#include "perf-users.h"

struct reason {
	int err;
	const char *why;
};

#define NO_TRACEPOINTS \
	"--timestamps probe needs a tracepoint of KVM that this kernel lacks (dmesg says which; Linux 6.14 dropped one); use --timestamps guest or perf"

static const struct reason open_reasons[] = {
	{ ENOENT, "not there; load the module: insmod wsbench.ko (if that failed, dmesg has the reason)" },
	{ ENXIO, "no module behind it; load it: insmod wsbench.ko (if that failed, dmesg has the reason)" },
	{ ENODEV, "no module behind it; load it: insmod wsbench.ko (if that failed, dmesg has the reason)" },
	{ EACCES, "permission denied; run as root" },
	{ EPERM, "permission denied; run as root" },
	{ 0 }
};

static const struct reason info_reasons[] = {
	{ ENOTTY, "this is not wsbench's device; remove it and load the module: insmod wsbench.ko" },
	{ 0 }
};

/* START and VERIFY. */
static const struct reason start_reasons[] = {
	{ EPROTO, "module and wsbench are of different versions; build both from one tree and load that module" },
	{ EOPNOTSUPP, "cannot be measured, or must not be; dmesg has the reason" },
	{ EINVAL, "the module refuses the plan; build module and wsbench from one tree and load that module" },
	{ ENXIO, "the CPU is not online; choose another with --cpu" },
	{ EXDEV, "this process was moved off the CPU; leave its affinity alone while it runs" },
	{ ENOENT, NO_TRACEPOINTS },
	{ EBUSY, "another run holds the CPU; wait for it, or choose another with --cpu" },
	{ EADDRINUSE, "EL2 is taken: stop what uses KVM, or the hardware trace, and load the module again; on a host without VHE boot with kvm-arm.mode=none" },
	{ ENOMEM, "the kernel is out of memory" },
	{ EINTR, "interrupted before the first sample" },
	{ 0 }
};

/* read and DISCARD. */
static const struct reason read_reasons[] = {
	{ EXDEV, "this process was moved off the CPU; leave its affinity alone while it runs" },
	{ EADDRINUSE, "EL2 was taken during the run: stop what uses KVM, or the hardware trace; on a host without VHE boot with kvm-arm.mode=none" },
	{ EIO, "the cycle counter stood still or the guest left unexpectedly; dmesg has the reason, 'wsbench verify' checks the machine" },
	{ ETIMEDOUT, "the guest made no round trip within the limit of a block; raise --limit-us" },
	{ 0 }
};

static const char not_arm64[] =
	"this is not an arm64 machine; bench/run measures on an emulated one";

static const char *reason(const struct reason *table, int err)
{
	for (; table->err; table++)
		if (table->err == err)
			return table->why;
	return strerror(err);
}

static const char *open_reason(int err)
{
	struct utsname uts;

	if (!uname(&uts) && strcmp(uts.machine, "aarch64"))
		return not_arm64;
	return reason(open_reasons, err);
}

/* ENOSPC: perf gives the counter to whoever came first, so say who that is. */
static void counter_taken(char *buf, size_t size)
{
	char users[256];
	unsigned int nr = perf_users(users, sizeof(users));
	bool watchdog = nmi_watchdog();

	snprintf(buf, size, "perf cannot give the cycle counter; %s%s%s%s%s",
		 watchdog ? "the NMI watchdog may hold it: echo 0 >/proc/sys/kernel/nmi_watchdog" : "",
		 watchdog && nr ? "; " : "", nr ? "stop who holds perf events: " : "", users,
		 watchdog || nr ? "" : "no process holds one, so the machine or its hypervisor may lack a PMU; see dmesg");
}

static void cpu_name(char *buf, size_t size, unsigned int cpu)
{
	snprintf(buf, size, "CPU %u", cpu);
}

/**
 * device_start_reason - why START or VERIFY failed
 * @err: errno
 * @buf: where to
 * @size: bytes of @buf
 */
void device_start_reason(int err, char *buf, size_t size)
{
	if (err == ENOSPC)
		counter_taken(buf, size);
	else
		snprintf(buf, size, "%s", reason(start_reasons, err));
}

_Noreturn static void die_start(unsigned int cpu, int err)
{
	char what[32], why[512];

	cpu_name(what, sizeof(what), cpu);
	device_start_reason(err, why, sizeof(why));
	die(what, "%s", why);
}

/**
 * device_absent - why the device cannot be opened
 *
 * Returns NULL if it can.
 */
const char *device_absent(void)
{
	int fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return open_reason(errno);
	close(fd);
	return NULL;
}

/**
 * device_open - open the device of a module of this version
 * @info: what it can do
 */
int device_open(struct wsbench_info *info)
{
	int fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		die(WSBENCH_DEVICE, "%s", open_reason(errno));
	if (ioctl(fd, WSBENCH_IOC_INFO, info))
		die(WSBENCH_DEVICE, "%s", reason(info_reasons, errno));
	if (info->abi != WSBENCH_ABI_VERSION)
		die(WSBENCH_DEVICE, "the module speaks ABI %u, this wsbench %u; build both from one tree",
		    info->abi, WSBENCH_ABI_VERSION);
	return fd;
}

/**
 * device_start - start a run
 * @fd: device
 * @plan: plan, for the CPU this process is pinned to
 */
void device_start(int fd, const struct wsbench_plan *plan)
{
	if (ioctl(fd, WSBENCH_IOC_START, plan))
		die_start(plan->cpu, errno);
}

/**
 * device_probe - learn about a CPU by starting the smallest plan on it
 * @cpu: CPU this process is pinned to
 * @info: what the module can do
 * @status: what was learnt
 *
 * Returns 0 or the errno of START.
 */
int device_probe(unsigned int cpu, const struct wsbench_info *info,
		 struct wsbench_status *status)
{
	struct wsbench_plan plan = {
		.abi = WSBENCH_ABI_VERSION, .cpu = cpu,
		.flows = info->flows & -info->flows, .dirty = WSBENCH_DIRTY_OFF,
		.samples = 1, .block = 1, .limit_us = WSBENCH_MAX_LIMIT_US,
	};
	int fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC), err = 0;

	if (fd < 0)
		die(WSBENCH_DEVICE, "%s", open_reason(errno));
	if (ioctl(fd, WSBENCH_IOC_START, &plan))
		err = errno;
	else
		device_status(fd, status);
	close(fd);
	return err;
}

/**
 * device_attach - have the KVM exits of this thread timed, until the file is closed
 * @probe: how
 *
 * Returns the file.
 */
int device_attach(const struct wsbench_probe *probe)
{
	struct wsbench_info info;
	int fd = device_open(&info);

	if (ioctl(fd, WSBENCH_IOC_PROBE, probe))
		die_start(probe->cpu, errno);
	return fd;
}

/**
 * device_begin_block - have the next exits timed
 * @fd: from device_attach()
 * @block: which
 */
void device_begin_block(int fd, const struct wsbench_probe_block *block)
{
	if (ioctl(fd, WSBENCH_IOC_PROBE_BLOCK, block))
		die(WSBENCH_DEVICE, "cannot start a block: %s", reason(read_reasons, errno));
}

/**
 * device_status - facts about the run that was started
 * @fd: device
 * @status: to fill
 */
void device_status(int fd, struct wsbench_status *status)
{
	if (ioctl(fd, WSBENCH_IOC_STATUS, status))
		die(WSBENCH_DEVICE, "cannot tell its status: %s", strerror(errno));
}

_Noreturn static void die_read(unsigned int cpu)
{
	char what[32];

	cpu_name(what, sizeof(what), cpu);
	if (errno == EXDEV && !cpu_in_file("online", cpu))
		die(what, "went offline during the run; choose another with --cpu");
	die(what, "%s", reason(read_reasons, errno));
}

/**
 * device_read - measure
 * @fd: device
 * @cpu: CPU of the run, for errors
 * @samples: where to
 * @n: how many fit
 * @interrupted: set if a signal came before the first sample of this call
 *
 * Returns the number of samples; 0 at the end of the plan, or if interrupted.
 */
size_t device_read(int fd, unsigned int cpu, struct wsbench_sample *samples, size_t n,
		   bool *interrupted)
{
	ssize_t len = read(fd, samples, n * sizeof(*samples));

	*interrupted = len < 0 && errno == EINTR;
	if (len < 0 && !*interrupted)
		die_read(cpu);
	return len < 0 ? 0 : len / sizeof(*samples);
}

/**
 * device_discard - measure and throw the samples away
 * @fd: device
 * @cpu: CPU of the run, for errors
 * @n: about how many
 * @interrupted: set if a signal came before the first sample of this call
 *
 * Returns the number of samples; 0 at the end of the plan, or if interrupted.
 */
size_t device_discard(int fd, unsigned int cpu, size_t n, bool *interrupted)
{
	struct wsbench_discard discard = { .samples = n };
	int err = ioctl(fd, WSBENCH_IOC_DISCARD, &discard);

	*interrupted = err && errno == EINTR;
	if (err && !*interrupted)
		die_read(cpu);
	return err ? 0 : discard.samples;
}

/**
 * device_verify - check one flow and dirty state
 * @fd: device, without a run
 * @verify: what to check, and the result
 *
 * An error ends the program, and the TAP on stdout as a runner expects it.
 */
void device_verify(int fd, struct wsbench_verify *verify)
{
	int err;

	if (!ioctl(fd, WSBENCH_IOC_VERIFY, verify))
		return;
	err = errno;
	printf("Bail out! CPU %u could not be checked\n", verify->cpu);
	die_start(verify->cpu, err);
}
