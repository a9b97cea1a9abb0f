// SPDX-License-Identifier: GPL-2.0-only
/* wsbench verify - check that no register is lost in a world switch: TAP. */
#include <stdio.h>
#include <string.h>

#include "builtin.h"
#include "cpu.h"
#include "error.h"
#include "option.h"
#include "stop.h"
#include "sysfile.h"
#include "verify.h"

enum { OPT_CPU = 0x100, OPT_ENGINE };

struct verify_args {
	unsigned int engine;
	bool one_cpu;
	unsigned int cpu;
};

static const struct argp_option options[] = {
	{ "cpu", OPT_CPU, "N|all", 0, "CPU to check (all that are online)", 0 },
	{ "engine", OPT_ENGINE, "NAME", 0, "what to check: direct or kvm (direct)", 0 },
	{ 0 }
};

static bool (*const engines[])(struct tap *tap, unsigned int cpu) = {
	[WSBENCH_ENGINE_DIRECT] = verify_direct,
	[WSBENCH_ENGINE_KVM] = verify_kvm,
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct verify_args *args = state->input;

	switch (key) {
	case OPT_CPU:
		args->one_cpu = strcmp(arg, "all");
		if (args->one_cpu)
			args->cpu = opt_number("--cpu", arg, 0, CPU_MAX);
		break;
	case OPT_ENGINE:
		args->engine = opt_name("--engine", &engine_names, arg);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common,
	.doc = "Check, for every flow, dirty state and barrier, that the debug registers the "
	       "guest sees are the guest's, that what it wrote is saved, that the host's "
	       "registers are afterwards what they were before, and that the dirty flag ends "
	       "as it should. Of KVM: that a guest's debug registers keep their values over "
	       "its exits, and that the host's own breakpoint and watchpoint fire before and "
	       "after. Prints TAP.",
};

static bool check_cpu(const struct verify_args *args, struct tap *tap, unsigned int cpu)
{
	return engines[args->engine](tap, cpu);
}

/* Returns false when interrupted. */
static bool check_all(const struct verify_args *args, struct tap *tap)
{
	char online[4096];

	if (args->one_cpu)
		return check_cpu(args, tap, args->cpu);
	/* Without sysfs nobody tells which others there are. */
	if (!sys_read(online, sizeof(online), CPU_DIR "online"))
		return check_cpu(args, tap, cpu_default());
	for (unsigned int cpu = cpu_next(online, 0); cpu != CPU_NONE;
	     cpu = cpu_next(online, cpu + 1)) {
		cpu_pin(cpu);
		if (!check_cpu(args, tap, cpu))
			return false;
	}
	return true;
}

int cmd_verify(int argc, char **argv)
{
	struct verify_args args = {
		.engine = WSBENCH_ENGINE_DIRECT,
	};
	struct tap tap = { 0 };

	opt_parse(&argp, argc, argv, &args);
	if (args.one_cpu)
		cpu_pin(args.cpu);
	stop_install();
	if (!check_all(&args, &tap)) {
		puts("Bail out! interrupted");
		return STATUS_INTERRUPTED;
	}
	printf("1..%u\n", tap.tests);
	return tap.failed ? STATUS_FAILED : STATUS_OK;
}
