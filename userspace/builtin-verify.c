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

enum { OPT_CPU = 0x100, OPT_ENGINE, OPT_ORDERS, OPT_FLOWS, OPT_DIRTY, OPT_STATES, OPT_SEED };

struct verify_args {
	unsigned int engine;
	bool orders;
	const char *needs_orders;	/* an option that says nothing without */
	struct orders_options order;
	bool one_cpu;
	unsigned int cpu;
};

static const struct argp_option options[] = {
	{ "cpu", OPT_CPU, "N|all", 0, "CPU to check (all that are online)", 0 },
	{ "engine", OPT_ENGINE, "NAME", 0, "what to check: direct or kvm (direct)", 0 },
	{ "orders", OPT_ORDERS, NULL, 0,
	  "are the flows the same to host and guest, from random states of both", 0 },
	{ "flows", OPT_FLOWS, "LIST", 0, "with --orders: flows to compare (all of the module)", 0 },
	{ "dirty", OPT_DIRTY, "off|on|both", 0,
	  "with --orders: whether the guest's debug registers are switched (both)", 0 },
	{ "states", OPT_STATES, "N", 0, "with --orders: states of each pair of flows (10000)", 0 },
	{ "seed", OPT_SEED, "N", 0, "with --orders: seed of the states (1)", 0 },
	{ 0 }
};

static bool (*const engines[])(struct tap *tap, unsigned int cpu) = {
	[WSBENCH_ENGINE_DIRECT] = verify_direct,
	[WSBENCH_ENGINE_KVM] = verify_kvm,
};

/* Its number, and that it wants --orders. */
static uint64_t order_number(struct verify_args *args, const char *opt, const char *arg,
			     uint64_t min, uint64_t max)
{
	args->needs_orders = opt;
	return opt_number(opt, arg, min, max);
}

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
	case OPT_ORDERS:
		args->orders = true;
		break;
	case OPT_FLOWS:
		args->needs_orders = "--flows";
		args->order.flows = opt_mask("--flows", &flow_names, arg);
		break;
	case OPT_DIRTY:
		args->needs_orders = "--dirty";
		args->order.dirty = opt_dirty(arg);
		break;
	case OPT_STATES:
		args->order.states = order_number(args, "--states", arg, 1, UINT32_MAX);
		break;
	case OPT_SEED:
		args->order.seed = order_number(args, "--seed", arg, 0, UINT64_MAX);
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
	       "after. Prints TAP.\v"
	       "With --orders: every flow makes a round trip, with all register classes, from "
	       "each of many random states of host and guest, in which breakpoints and "
	       "watchpoints are live. What all registers hold at guest entry, at guest exit and "
	       "back in the host, and what is saved of the guest, must be the same with each. "
	       "Flow none switches no debug registers, which makes it another one than the "
	       "rest where these are dirty: there it is left out.",
};

static void check_options(const struct verify_args *args)
{
	unsigned int flows = args->order.flows, none = 1U << WSBENCH_FLOW_NONE;

	if (!args->orders && args->needs_orders)
		die(args->needs_orders, "says how to compare the flows; add --orders");
	if (!args->orders)
		return;
	if (args->engine != WSBENCH_ENGINE_DIRECT)
		die("--orders", "compares flows of engine direct; leave --engine out");
	if (flows && !(flows & (flows - 1)))
		die("--flows", "there must be two to compare; name another");
	if (!(args->order.dirty & WSBENCH_DIRTY_ON) || !(flows & none))
		return;
	flows &= ~none;
	if (!(flows & (flows - 1)))
		die("--flows", "flow none switches no debug registers, and is compared where they "
		    "are clean only; add --dirty off, or name two others");
}

static bool check_cpu(const struct verify_args *args, struct tap *tap, unsigned int cpu)
{
	if (args->orders)
		return verify_orders(tap, cpu, &args->order);
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
		.order = {
			.dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON,
			.states = ORDERS_STATES, .seed = 1,
		},
	};
	struct tap tap = { 0 };

	opt_parse(&argp, argc, argv, &args);
	check_options(&args);
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
