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
#include "end.h"
#include "error.h"
#include "names.h"
#include "perf-users.h"
#include "stop.h"

struct reason {
	int err;
	const char *why;
};

#define NO_TRACEPOINTS \
	"--timestamps probe needs a tracepoint of KVM that this kernel lacks (dmesg says which; Linux 6.14 dropped one); use --timestamps guest or perf"

#define NO_SELFTEST \
	"the module was loaded without selftest=1; rmmod wsbench and insmod wsbench.ko selftest=1"

static const struct reason open_reasons[] = {
	{ ENOENT, "not there; load the module: insmod wsbench.ko (if that failed, dmesg has the reason)" },
	{ ENXIO, "no module behind it; load it: insmod wsbench.ko (if that failed, dmesg has the reason)" },
	{ ENODEV, "no module behind it; load it: insmod wsbench.ko (if that failed, dmesg has the reason)" },
	{ EACCES, "permission denied; run as root" },
	{ EPERM, "needs CAP_SYS_ADMIN of the host; run as root, outside of containers and user namespaces" },
	{ 0 }
};

/* START and VERIFY. */
static const struct reason start_reasons[] = {
	{ EPERM, NO_SELFTEST },
	{ EIO, "the module's code took an exception at EL2, or the cycle counter stands still; dmesg has the reason" },
	{ EPROTO, "module and wsbench are of different versions; build both from one tree and load that module" },
	{ EOPNOTSUPP, "cannot be measured, or must not be; dmesg has the reason" },
	{ EINVAL, "the module refuses the plan; build module and wsbench from one tree and load that module" },
	{ ENXIO, "the CPU is not online; choose another with --cpu" },
	{ EXDEV, "this process was moved off the CPU; leave its affinity alone while it runs" },
	{ ENOENT, NO_TRACEPOINTS },
	{ EBUSY, "another run holds the CPU; wait for it, or choose another with --cpu" },
	{ EADDRINUSE, "EL2 is taken: stop what uses KVM, or the hardware trace, and load the module again; on a host without VHE boot with kvm-arm.mode=none" },
	{ ENOMEM, "the kernel is out of memory" },
	{ ENOTUNIQ, "the PMU does not count all events of --events at once, or something else holds its counters; name fewer (dmesg says which one it was)" },
	{ EINTR, "interrupted before the first sample" },
	{ 0 }
};

/* read and DISCARD, where the status does not say more. */
static const struct reason read_reasons[] = {
	{ EXDEV, "this process was moved off the CPU; leave its affinity alone while it runs" },
	{ EADDRINUSE, "EL2 was taken during the run: stop what uses KVM, or the hardware trace; on a host without VHE boot with kvm-arm.mode=none" },
	{ EIO, "the cycle counter stood still; stop what else programs the PMU; dmesg has the reason" },
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

/* A CPU on its way out sheds its threads first and counts as online to the last. */
static bool goes_offline(unsigned int cpu)
{
	for (int i = 0; i < 20; i++) {
		if (!cpu_in_file("online", cpu))
			return true;
		usleep(50000);
	}
	return false;
}

/* What took the thread off its CPU: EXDEV. */
static void check_offline(const char *what, unsigned int cpu)
{
	if (goes_offline(cpu))
		die(what, "went offline meanwhile; choose another with --cpu");
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

/**
 * device_cannot_start - START or VERIFY failed: say why, and end
 * @cpu: of the plan
 * @err: errno
 */
void device_cannot_start(unsigned int cpu, int err)
{
	char what[32], why[512];

	cpu_name(what, sizeof(what), cpu);
	if (err == EXDEV)
		check_offline(what, cpu);
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

/*
 * The ABI of a module that has no such INFO: its number holds the size of the
 * structure, which has grown, but the first member is the ABI in all versions. 0 when
 * it has none of any size.
 */
static unsigned int other_abi(int fd)
{
	union {
		__u32 abi;
		char room[1024];
	} info;

	for (size_t size = sizeof(info.abi); size <= sizeof(info); size += sizeof(info.abi))
		if (!ioctl(fd, _IOC(_IOC_READ, _IOC_TYPE(WSBENCH_IOC_INFO),
				    _IOC_NR(WSBENCH_IOC_INFO), size), &info))
			return info.abi;
	return 0;
}

/* Fills @why, which is empty where all is well. */
static void check_abi(int fd, struct wsbench_info *info, char *why, size_t size)
{
	unsigned int abi;

	*why = '\0';
	if (!ioctl(fd, WSBENCH_IOC_INFO, info)) {
		abi = info->abi;
	} else if (errno == ENOTTY) {
		abi = other_abi(fd);
	} else {
		snprintf(why, size, "%s", strerror(errno));
		return;
	}
	if (!abi)
		snprintf(why, size, "this is not wsbench's device; remove it and load the module: insmod wsbench.ko");
	else if (abi != WSBENCH_ABI_VERSION)
		snprintf(why, size, "module and wsbench are of different versions: the module speaks ABI %u, this wsbench %u; build both from one tree and load that module",
			 abi, WSBENCH_ABI_VERSION);
}

/**
 * device_try_open - open the device of a module of this version, where there is one
 * @info: what it can do
 * @why: why it cannot be used
 * @size: bytes of @why
 *
 * Returns -1 where it cannot be used.
 */
int device_try_open(struct wsbench_info *info, char *why, size_t size)
{
	int fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0) {
		snprintf(why, size, "%s", open_reason(errno));
		return -1;
	}
	check_abi(fd, info, why, size);
	if (!*why)
		return fd;
	close(fd);
	return -1;
}

/**
 * device_open - open the device of a module of this version
 * @info: what it can do
 */
int device_open(struct wsbench_info *info)
{
	char why[256];
	int fd = device_try_open(info, why, sizeof(why));

	if (fd < 0)
		die(WSBENCH_DEVICE, "%s", why);
	return fd;
}

/**
 * device_need_payloads - end if the module does not have these
 * @info: what it has
 * @what: the option or command that asks for them
 * @payloads: mask of 1 << enum wsbench_payload
 */
void device_need_payloads(const struct wsbench_info *info, const char *what,
			  uint64_t payloads)
{
	uint64_t missing = payloads & ~info->payloads;

	if (missing & ROGUES && !(info->payloads & ROGUES))
		die(what, NO_SELFTEST);
	if (missing)
		die(what, "this module has no payload %s; build module and wsbench from one tree",
		    mask_names(&payload_names, missing));
}

/**
 * device_start - start a run
 * @fd: device
 * @plan: plan, for the CPU this process is pinned to
 */
void device_start(int fd, const struct wsbench_plan *plan)
{
	if (ioctl(fd, WSBENCH_IOC_START, plan))
		device_cannot_start(plan->cpu, errno);
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
		device_cannot_start(probe->cpu, errno);
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

/**
 * device_cannot_read - read or DISCARD failed: say why, and end
 * @fd: device
 * @plan: of the run
 * @err: errno
 */
void device_cannot_read(int fd, const struct wsbench_plan *plan, int err)
{
	char what[32], why[2 * END_TEXT];
	struct wsbench_status status;

	cpu_name(what, sizeof(what), plan->cpu);
	if (err == EXDEV)
		check_offline(what, plan->cpu);
	device_status(fd, &status);
	if (status.end == WSBENCH_END_NONE)
		die(what, "%s", reason(read_reasons, err));
	end_explain(&status, plan->payload, why, sizeof(why));
	die(what, "%s", why);
}

/**
 * device_read - measure
 * @fd: device
 * @plan: of the run, for errors
 * @samples: where to: struct wsbench_steps if the plan is with breakdown, else struct
 *           wsbench_sample
 * @n: how many fit
 * @interrupted: set if a signal came before the first sample of this call
 *
 * Returns the number of samples; 0 at the end of the plan, or if interrupted.
 */
size_t device_read(int fd, const struct wsbench_plan *plan, void *samples, size_t n,
		   bool *interrupted)
{
	size_t size = plan->flags & WSBENCH_BREAKDOWN ? sizeof(struct wsbench_steps) :
							sizeof(struct wsbench_sample);
	ssize_t len = read(fd, samples, n * size);

	*interrupted = len < 0 && errno == EINTR;
	if (len < 0 && !*interrupted)
		device_cannot_read(fd, plan, errno);
	return len < 0 ? 0 : len / size;
}

/**
 * device_events - what the PMU counted during the last block
 * @fd: device, with a run that counts events
 * @events: to fill
 */
void device_events(int fd, struct wsbench_events *events)
{
	if (ioctl(fd, WSBENCH_IOC_EVENTS, events))
		die(WSBENCH_DEVICE, "cannot tell its events: %s", strerror(errno));
}

/**
 * device_discard - measure and throw the samples away
 * @fd: device
 * @plan: of the run, for errors
 * @n: about how many
 * @interrupted: set if a signal came before the first sample of this call
 *
 * Returns the number of samples; 0 at the end of the plan, or if interrupted.
 */
size_t device_discard(int fd, const struct wsbench_plan *plan, size_t n, bool *interrupted)
{
	struct wsbench_discard discard = { .samples = n };
	int err = ioctl(fd, WSBENCH_IOC_DISCARD, &discard);

	*interrupted = err && errno == EINTR;
	if (err && !*interrupted)
		device_cannot_read(fd, plan, errno);
	return err ? 0 : discard.samples;
}

/**
 * device_verify - check one flow and dirty state
 * @fd: device, without a run
 * @verify: what to check, and the result
 *
 * Suspending the machine interrupts it, too, and it is tried again.
 *
 * Returns false when a signal asks to stop. An error ends the program, and the TAP
 * on stdout as a runner expects it.
 */
bool device_verify(int fd, struct wsbench_verify *verify)
{
	int err;

	do {
		if (stop_requested())
			return false;
		if (!ioctl(fd, WSBENCH_IOC_VERIFY, verify))
			return true;
		err = errno;
	} while (err == EINTR);
	printf("Bail out! CPU %u could not be checked\n", verify->cpu);
	device_cannot_start(verify->cpu, err);
}
