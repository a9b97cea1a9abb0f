// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "error.h"
#include "perf-counts.h"
#include "sysfile.h"

#define PMU_DIR		"/sys/bus/event_source/devices/"

/* perf's own names, for those whose name in sysfs is another on each machine. */
static const struct generic {
	const char *name;
	uint64_t config;
} generic[] = {
	{ "cycles", PERF_COUNT_HW_CPU_CYCLES },
	{ "instructions", PERF_COUNT_HW_INSTRUCTIONS },
	{ "cache-references", PERF_COUNT_HW_CACHE_REFERENCES },
	{ "cache-misses", PERF_COUNT_HW_CACHE_MISSES },
	{ "branches", PERF_COUNT_HW_BRANCH_INSTRUCTIONS },
	{ "branch-misses", PERF_COUNT_HW_BRANCH_MISSES },
	{ "stalled-cycles-frontend", PERF_COUNT_HW_STALLED_CYCLES_FRONTEND },
	{ "stalled-cycles-backend", PERF_COUNT_HW_STALLED_CYCLES_BACKEND },
};

/**
 * perf_event_number - the number of an event of a PMU
 * @pmu: perf's name of it
 * @name: of the event, in the PMU's sysfs folder
 * @number: to fill
 *
 * It is there as "event=0x08", as arm_pmuv3 has it; more terms are not taken.
 *
 * Returns false if the PMU has no such event.
 */
bool perf_event_number(const char *pmu, const char *name, uint64_t *number)
{
	unsigned long long config;
	char text[64];
	int end = 0;

	if (strchr(name, '/') ||
	    !sys_read(text, sizeof(text), PMU_DIR "%s/events/%s", pmu, name) ||
	    sscanf(text, "event=%llx%n", &config, &end) != 1 || text[end])
		return false;
	*number = config;
	return true;
}

static bool from_sysfs(const char *pmu, const char *name, struct perf_event_attr *attr)
{
	uint64_t config;
	char text[64];

	if (!perf_event_number(pmu, name, &config))
		return false;
	if (!sys_read(text, sizeof(text), PMU_DIR "%s/type", pmu))
		return false;
	attr->type = strtoul(text, NULL, 10);
	attr->config = config;
	return true;
}

static bool find(const char *pmu, const char *name, struct perf_event_attr *attr)
{
	for (size_t i = 0; i < sizeof(generic) / sizeof(*generic); i++)
		if (!strcmp(name, generic[i].name)) {
			attr->type = PERF_TYPE_HARDWARE;
			attr->config = generic[i].config;
			return true;
		}
	return from_sysfs(pmu, name, attr);
}

/**
 * perf_known_events - the events that a PMU has by name, for an error text
 * @pmu: perf's name of it
 */
char *perf_known_events(const char *pmu)
{
	char *path = xasprintf(PMU_DIR "%s/events", pmu), *list = xstrdup("cycles, instructions");
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char *longer;

		if (*entry->d_name == '.')
			continue;
		longer = xasprintf("%s, %s", list, entry->d_name);
		free(list);
		list = longer;
	}
	if (dir)
		closedir(dir);
	free(path);
	return list;
}

_Noreturn static void die_open(const char *name, const char *pmu, int err)
{
	switch (err) {
	case EACCES:
	case EPERM:
		die(name, "perf refuses it: %s; run as root, or echo 0 >/proc/sys/kernel/perf_event_paranoid",
		    strerror(err));
	case ENOENT:
	case EOPNOTSUPP:
	case ENODEV:
		die(name, "the PMU %s does not count this event; it has %s",
		    *pmu ? pmu : "(there is none)", perf_known_events(pmu));
	case ENOSYS:
		die(name, "this kernel has no perf events; use --timestamps guest");
	default:
		die(name, "perf cannot count it: %s", strerror(err));
	}
}

/*
 * The CPU is named, or a machine with several PMUs would take any of them. An
 * event that nobody asked for may be missing.
 */
static void open_event(struct perf_counts *counts, const char *name, const char *pmu,
		       unsigned int cpu, bool optional)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.disabled = !counts->nr,
		.pinned = !counts->nr,
		.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED |
			       PERF_FORMAT_TOTAL_TIME_RUNNING,
	};
	struct perf_count *event = &counts->event[counts->nr];

	for (size_t i = 0; i < counts->nr; i++)
		if (!strcmp(name, counts->event[i].name))
			return;
	if (counts->nr == PERF_MAX_EVENTS)
		die("--events", "more than %d events, cycles included", PERF_MAX_EVENTS);
	if (strlen(name) >= sizeof(event->name) || !find(pmu, name, &attr))
		die("--events", "the PMU %s has no event '%s'; it has %s",
		    *pmu ? pmu : "(there is none)", name, perf_known_events(pmu));
	strcpy(event->name, name);
	event->fd = syscall(SYS_perf_event_open, &attr, 0, (int)cpu,
			    counts->nr ? counts->event[0].fd : -1, PERF_FLAG_FD_CLOEXEC);
	if (event->fd < 0 && optional)
		return;
	if (event->fd < 0)
		die_open(name, pmu, errno);
	counts->nr++;
}

/**
 * perf_counts_open - cycles and other events, not counting yet
 * @counts: to fill; cycles come first
 * @events: names separated by commas: perf's, or those of the PMU's sysfs folder;
 *          NULL for instructions, where the PMU counts them
 * @pmu: perf's name of the CPU's PMU
 * @cpu: the CPU this thread is pinned to
 */
void perf_counts_open(struct perf_counts *counts, const char *events, const char *pmu,
		      unsigned int cpu)
{
	char *list, *next, *name;

	counts->nr = 0;
	open_event(counts, "cycles", pmu, cpu, false);
	if (!events) {
		open_event(counts, "instructions", pmu, cpu, true);
		return;
	}
	next = list = xstrdup(events);
	while ((name = strsep(&next, ","))) {
		if (!*name)
			die("--events", "an empty name in the list; give names, separated by commas");
		open_event(counts, name, pmu, cpu, false);
	}
	free(list);
}

/**
 * perf_counts_enable - let all of them count, or stop
 * @counts: events
 * @on: whether
 */
void perf_counts_enable(const struct perf_counts *counts, bool on)
{
	if (ioctl(counts->event[0].fd, on ? PERF_EVENT_IOC_ENABLE : PERF_EVENT_IOC_DISABLE,
		  PERF_IOC_FLAG_GROUP))
		die("perf", "cannot start or stop its events: %s", strerror(errno));
}

/**
 * perf_counts_read - what was counted so far
 * @counts: events
 * @value: one for each, in their order
 */
void perf_counts_read(const struct perf_counts *counts, uint64_t *value)
{
	struct {
		uint64_t nr, enabled, running, value[PERF_MAX_EVENTS];
	} group;
	ssize_t n = read(counts->event[0].fd, &group, sizeof(group));

	/* A pinned group that does not fit the PMU is in error: 0 bytes. */
	if (n < (ssize_t)((3 + counts->nr) * sizeof(uint64_t)) ||
	    group.running != group.enabled)
		die("--events", "the PMU cannot count %zu events at once, or something else holds its counters; "
		    "name fewer", counts->nr);
	memcpy(value, group.value, counts->nr * sizeof(*value));
}
