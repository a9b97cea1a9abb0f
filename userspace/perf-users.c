// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "perf-users.h"
#include "sysfile.h"

#define MAX_NAMED	3

static bool has_perf_event(const char *pid)
{
	char path[PATH_MAX], target[64];
	struct dirent *entry;
	bool found = false;
	ssize_t n;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%s/fd", pid);
	dir = opendir(path);
	while (dir && !found && (entry = readdir(dir))) {
		n = readlinkat(dirfd(dir), entry->d_name, target, sizeof(target) - 1);
		target[n > 0 ? n : 0] = '\0';
		found = !strcmp(target, "anon_inode:[perf_event]");
	}
	if (dir)
		closedir(dir);
	return found;
}

/**
 * nmi_watchdog - whether the kernel's lockup detector holds a counter
 */
bool nmi_watchdog(void)
{
	char value[8];

	return sys_read(value, sizeof(value), "/proc/sys/kernel/nmi_watchdog") && *value == '1';
}

/**
 * perf_users - processes that hold perf events
 * @buf: the first three, as "comm (pid)" with commas between them
 * @size: bytes of @buf
 *
 * Returns how many there are, as far as this user may see.
 */
unsigned int perf_users(char *buf, size_t size)
{
	struct dirent *entry;
	unsigned int nr = 0;
	size_t len = 0;
	DIR *proc = opendir("/proc");

	*buf = '\0';
	while (proc && (entry = readdir(proc))) {
		char comm[32];

		if (!isdigit((unsigned char)*entry->d_name) || !has_perf_event(entry->d_name))
			continue;
		sys_read(comm, sizeof(comm), "/proc/%s/comm", entry->d_name);
		if (nr++ < MAX_NAMED && len < size)
			len += snprintf(buf + len, size - len, "%s%s (%s)", len ? ", " : "", comm,
					entry->d_name);
	}
	if (proc)
		closedir(proc);
	return nr;
}
