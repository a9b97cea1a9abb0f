// SPDX-License-Identifier: GPL-2.0-only
/* wsbench verify - check that no register is lost in a world switch: TAP. */
#include <stdio.h>
#include <string.h>

#include "builtin.h"
#include "cpu.h"
#include "device.h"
#include "error.h"
#include "names.h"
#include "option.h"
#include "sysfile.h"

#define REPEAT	10	/* a register that survives by chance does not do so ten times */

enum { OPT_CPU = 0x100 };

struct verify_args {
	bool one_cpu;
	unsigned int cpu;
};

struct verify_run {
	int fd;
	struct wsbench_info info;
	unsigned int tests, failed;
};

static const struct argp_option options[] = {
	{ "cpu", OPT_CPU, "N|all", 0, "CPU to check (all that are online)", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct verify_args *args = state->input;

	if (key != OPT_CPU)
		return ARGP_ERR_UNKNOWN;
	args->one_cpu = strcmp(arg, "all");
	if (args->one_cpu)
		args->cpu = opt_number("--cpu", arg, 0, CPU_MAX);
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common,
	.doc = "Check, for every flow, dirty state and barrier, that the debug registers the "
	       "guest sees are the guest's, that what it wrote is saved, that the host's "
	       "registers are afterwards what they were before, and that the dirty flag ends "
	       "as it should. Prints TAP.",
};

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

static void check(struct verify_run *run, unsigned int cpu, unsigned int flow, unsigned int dirty,
		  unsigned int barrier)
{
	struct wsbench_verify v = { 0 };
	char what[96];

	snprintf(what, sizeof(what), "%u - cpu%u %s %s dirty=%s barrier=%s", ++run->tests, cpu,
		 mode_names.name[run->info.mode], flow_names.name[flow], dirty_names.name[dirty],
		 barrier_names.name[barrier]);
	for (int i = 0; i < REPEAT && v.result == WSBENCH_CHECK_OK; i++) {
		v = (struct wsbench_verify) {
			.abi = WSBENCH_ABI_VERSION, .cpu = cpu, .flow = flow, .dirty = dirty,
			.barrier = barrier,
		};
		device_verify(run->fd, &v);
	}
	if (v.result == WSBENCH_CHECK_OK) {
		printf("ok %s: %u registers compared\n", what, v.compared);
	} else {
		printf("not ok %s: %s %.*s: expected 0x%llx, actual 0x%llx\n", what,
		       finding(v.result), WSBENCH_REG_NAME, v.reg, (unsigned long long)v.expected,
		       (unsigned long long)v.actual);
		run->failed++;
	}
	fflush(stdout);
}

static void check_cpu(struct verify_run *run, unsigned int cpu)
{
	const struct wsbench_info *info = &run->info;

	cpu_pin(cpu);
	for (unsigned int barrier = 0; barrier < WSBENCH_NR_BARRIERS; barrier++)
		for (unsigned int flow = 0; flow < WSBENCH_NR_FLOWS; flow++) {
			if (!(info->barriers & 1U << barrier) || !(info->flows & 1U << flow))
				continue;
			check(run, cpu, flow, 0, barrier);
			check(run, cpu, flow, 1, barrier);
		}
}

int cmd_verify(int argc, char **argv)
{
	struct verify_args args = { 0 };
	struct verify_run run = { 0 };
	char online[4096];

	opt_parse(&argp, argc, argv, &args);
	if (args.one_cpu)
		cpu_pin(args.cpu);
	run.fd = device_open(&run.info);
	puts("TAP version 13");
	if (args.one_cpu) {
		check_cpu(&run, args.cpu);
	} else {
		sys_read(online, sizeof(online), CPU_DIR "online");
		for (unsigned int cpu = cpu_next(online, 0); cpu != CPU_NONE;
		     cpu = cpu_next(online, cpu + 1))
			check_cpu(&run, cpu);
	}
	printf("1..%u\n", run.tests);
	return run.failed ? STATUS_FAILED : STATUS_OK;
}
