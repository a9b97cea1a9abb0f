// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cpu.h"
#include "machine.h"
#include "sysfile.h"

#define PMU_DIR		"/sys/bus/event_source/devices/"
#define MODULE_DIR	"/sys/module/wsbench/"

static void look_cpuidle(char *buf, size_t size, unsigned int cpu)
{
	char name[32], disable[8];
	size_t len = 0;

	*buf = '\0';
	/* State 0 is the shallowest: plain WFI. */
	for (int i = 1; len < size; i++) {
		if (!sys_read(name, sizeof(name), CPU_DIR "cpu%u/cpuidle/state%d/name", cpu, i))
			break;
		sys_read(disable, sizeof(disable), CPU_DIR "cpu%u/cpuidle/state%d/disable", cpu, i);
		if (*disable != '1')
			len += snprintf(buf + len, size - len, "%s%s", len ? "+" : "", name);
	}
	if (!len)
		snprintf(buf, size, "none");
}

static void look_smt(char *buf, size_t size)
{
	char active[8];

	if (!sys_read(active, sizeof(active), CPU_DIR "smt/active"))
		snprintf(buf, size, "none");
	else
		snprintf(buf, size, "%s", *active == '1' ? "on" : "off");
}

/* The PMU of a CPU is the one with a list of CPUs that has this one. */
static void look_pmu(char *buf, size_t size, unsigned int cpu)
{
	struct dirent *entry;
	char list[1024];
	DIR *dir = opendir(PMU_DIR);

	*buf = '\0';
	while (dir && (entry = readdir(dir)))
		if (sys_read(list, sizeof(list), PMU_DIR "%s/cpus", entry->d_name) &&
		    cpu_in_list(list, cpu))
			snprintf(buf, size, "%s", entry->d_name);
	if (dir)
		closedir(dir);
}

/**
 * machine_look - look around
 * @m: to fill
 * @cpu: CPU to measure on
 */
void machine_look(struct machine *m, unsigned int cpu)
{
	if (!sys_read(m->governor, sizeof(m->governor), CPU_DIR "cpu%u/cpufreq/scaling_governor",
		      cpu))
		snprintf(m->governor, sizeof(m->governor), "none");
	look_cpuidle(m->cpuidle, sizeof(m->cpuidle), cpu);
	snprintf(m->isolated, sizeof(m->isolated), cpu_in_file("isolated", cpu) ? "yes" : "no");
	snprintf(m->nohz_full, sizeof(m->nohz_full), cpu_in_file("nohz_full", cpu) ? "yes" : "no");
	look_smt(m->smt, sizeof(m->smt));
	look_pmu(m->pmu, sizeof(m->pmu), cpu);
	sys_read(m->srcversion, sizeof(m->srcversion), MODULE_DIR "srcversion");
	sys_read(m->compiler, sizeof(m->compiler), MODULE_DIR "parameters/compiler");
}

static bool emulated(void)
{
	char text[256];

	/* A devicetree property holds several strings; the machine's is the first. */
	if (sys_read(text, sizeof(text), "/proc/device-tree/compatible") &&
	    !strcmp(text, "linux,dummy-virt"))
		return true;
	return sys_read(text, sizeof(text), "/sys/class/dmi/id/sys_vendor") &&
	       !strcmp(text, "QEMU");
}

/**
 * machine_timing - what a tick is on this machine
 * @status: of a run
 *
 * Returns "exact", "emulated-inexact" or "hardware".
 */
const char *machine_timing(const struct wsbench_status *status)
{
	if (status->exact)
		return "exact";
	return emulated() ? "emulated-inexact" : "hardware";
}

/**
 * machine_describe - what a run's meta.csv says of the machine
 * @meta: to complete
 * @cpu: CPU that was measured
 * @status: of the run
 */
void machine_describe(struct meta *meta, unsigned int cpu, const struct wsbench_status *status)
{
	uint64_t timer_hz = cpu_timer_hz();
	struct machine machine;
	char model[64];

	machine_look(&machine, cpu);
	cpu_model(status->midr, model, sizeof(model));
	meta_set(meta, "midr", "0x%08llx", (unsigned long long)status->midr);
	meta_set(meta, "cpu_model", "%s", model);
	meta_set(meta, "breakpoints", "%u", status->brps);
	meta_set(meta, "watchpoints", "%u", status->wrps);
	meta_set(meta, "cuts", "%llu", (unsigned long long)status->cuts);
	meta_set(meta, "timing", "%s", machine_timing(status));
	meta_set(meta, "pmu", "%s", machine.pmu);
	if (timer_hz)
		meta_set(meta, "timer_hz", "%" PRIu64, timer_hz);
	meta_set(meta, "governor", "%s", machine.governor);
	meta_set(meta, "cpuidle", "%s", machine.cpuidle);
	meta_set(meta, "isolated", "%s", machine.isolated);
	meta_set(meta, "nohz_full", "%s", machine.nohz_full);
	meta_set(meta, "smt", "%s", machine.smt);
	meta_set(meta, "module_srcversion", "%s", machine.srcversion);
	meta_set(meta, "module_compiler", "%s", machine.compiler);
}
