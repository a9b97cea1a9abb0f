// SPDX-License-Identifier: GPL-2.0-only
/*
 * use-device [-u UID] [-n] [-x] [FD]
 *
 * Uses /dev/wsbench, or the file FD that was opened by who started it, and prints in
 * one line how far it comes. Before that, in the order given:
 *	-u UID	becomes that user, without capabilities
 *	-n	enters a user namespace of its own, where it is root
 *	-x	gives up CAP_SYS_ADMIN
 * For users.sh, inside the emulated host. Ends with 0 when all could be done, 1 when
 * it was refused, 2 when it could not become who it was to be.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../module/uapi/wsbench.h"

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static void become(uid_t uid)
{
	if (setgroups(0, NULL) || setresgid(uid, uid, uid) || setresuid(uid, uid, uid))
		die("setresuid");
	/* Or /proc/self would be root's, and with it the map of a namespace. */
	if (prctl(PR_SET_DUMPABLE, 1))
		die("PR_SET_DUMPABLE");
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		die(path);
	close(fd);
}

static void enter_namespace(void)
{
	char map[32];

	snprintf(map, sizeof(map), "0 %u 1", geteuid());
	if (unshare(CLONE_NEWUSER))
		die("CLONE_NEWUSER");
	write_file("/proc/self/uid_map", map);
	if (geteuid())
		die("uid_map");
}

static void give_up_admin(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];

	if (syscall(SYS_capget, &header, data))
		die("capget");
	data[0].effective &= ~(1U << CAP_SYS_ADMIN);
	data[0].permitted &= ~(1U << CAP_SYS_ADMIN);
	if (syscall(SYS_capset, &header, data))
		die("capset");
}

static void told(const char *what, long ret)
{
	printf("%s %s%s", what, ret < 0 ? strerrorname_np(errno) : "ok", ret < 0 ? "\n" : ", ");
	if (ret < 0) {
		fflush(stdout);
		_exit(1);
	}
}

static void use(int fd)
{
	struct wsbench_plan plan = {
		.abi = WSBENCH_ABI_VERSION, .flows = 1, .dirty = WSBENCH_DIRTY_OFF, .samples = 1,
		.block = 1, .limit_us = WSBENCH_MAX_LIMIT_US,
	};
	struct wsbench_verify verify = { .abi = WSBENCH_ABI_VERSION };
	struct wsbench_sample sample;
	struct wsbench_info info;
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(0, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		die("sched_setaffinity");
	told("INFO", ioctl(fd, WSBENCH_IOC_INFO, &info));
	told("VERIFY", ioctl(fd, WSBENCH_IOC_VERIFY, &verify));
	told("START", ioctl(fd, WSBENCH_IOC_START, &plan));
	told("read", read(fd, &sample, sizeof(sample)));
	puts("done");
}

int main(int argc, char **argv)
{
	int c, fd;

	while ((c = getopt(argc, argv, "u:nx")) != -1)
		switch (c) {
		case 'u': become(strtoul(optarg, NULL, 10)); break;
		case 'n': enter_namespace(); break;
		case 'x': give_up_admin(); break;
		default: return 2;
		}
	if (optind < argc) {
		fd = atoi(argv[optind]);
	} else {
		fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC);
		told("open", fd);
	}
	use(fd);
	return 0;
}
