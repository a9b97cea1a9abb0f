// SPDX-License-Identifier: GPL-2.0-only
/* wsbench selftest - guests that misbehave, and what they must not change: TAP. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "builtin.h"
#include "cpu.h"
#include "device.h"
#include "error.h"
#include "judge.h"
#include "machine.h"
#include "option.h"
#include "rogue.h"
#include "selftest.h"
#include "stop.h"
#include "sysfile.h"
#include "table.h"

enum {
	OPT_CPU = 0x100, OPT_PAYLOAD, OPT_FLOWS, OPT_DIRTY, OPT_SEED, OPT_LIMIT, OPT_ROUND_TRIPS,
	OPT_LIST,
};

struct selftest_args {
	struct selftest test;
	bool one_cpu, list;
	uint64_t payloads;
	uint64_t round_trips;
};

static const struct argp_option options[] = {
	{ "list", OPT_LIST, NULL, 0, "print the guests and how they have to end, and stop", 0 },
	{ "cpu", OPT_CPU, "N|all", 0, "CPU to check (all that are online)", 0 },
	{ "payload", OPT_PAYLOAD, "LIST", 0, "guests to run (all); --list names them", 0 },
	{ "flows", OPT_FLOWS, "LIST", 0, "flows to run them in (all of the module)", 0 },
	{ "dirty", OPT_DIRTY, "WHICH", 0, "debug-dirty: off, on or both (both)", 0 },
	{ "round-trips", OPT_ROUND_TRIPS, "N", 0,
	  "round trips of a guest that behaves, on each CPU; 0 for none (10000)", 0 },
	{ "seed", OPT_SEED, "N", 0, "of the addresses that guest poke writes to (1)", 0 },
	{ "limit-us", OPT_LIMIT, "N", 0, "longest time with IRQs off, in microseconds (500)", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct selftest_args *args = state->input;

	switch (key) {
	case OPT_LIST:
		args->list = true;
		break;
	case OPT_CPU:
		args->one_cpu = strcmp(arg, "all");
		if (args->one_cpu)
			args->test.cpu = opt_number("--cpu", arg, 0, CPU_MAX);
		break;
	case OPT_PAYLOAD:
		args->payloads = opt_payloads("--payload", arg, ROGUES);
		if (args->payloads & ~ROGUES)
			die("--payload", "%s does not misbehave; 'wsbench selftest --list' names those that do",
			    mask_names(&payload_names, args->payloads & ~ROGUES));
		break;
	case OPT_FLOWS:
		args->test.flows = opt_mask("--flows", &flow_names, arg);
		break;
	case OPT_DIRTY:
		args->test.dirty = opt_dirty(arg);
		break;
	case OPT_ROUND_TRIPS:
		args->round_trips = opt_number("--round-trips", arg, 0, UINT32_MAX);
		break;
	case OPT_SEED:
		args->test.seed = opt_number("--seed", arg, 0, UINT64_MAX);
		break;
	case OPT_LIMIT:
		args->test.limit_us = opt_number("--limit-us", arg, 1, WSBENCH_MAX_LIMIT_US);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common,
	.doc = "Run guests that misbehave, in every flow and dirty state, on every CPU. Each has "
	       "to end in the way that --list says; then the registers are verified as by "
	       "'wsbench verify', a guest that behaves is run, and interrupts must not have been "
	       "off for longer than --limit-us and 100 us (not checked where time is an "
	       "emulator's). Then make round trips; the module compares "
	       "the host's registers before and after each block of them. Prints TAP.\v"
	       "The module has to be loaded for it:\n"
	       "  rmmod wsbench; insmod wsbench.ko selftest=1\n\n"
	       "CPUs are checked one after the other, each takes some seconds.\n\n"
	       "The exit status is 0 when all is as it should be, 1 when a check failed, 2 when "
	       "something is in the way, with a line that says what, and 130 when interrupted.",
};

static char *ends_of(uint32_t ends)
{
	return mask_names(&end_names, ends);
}

static void list(uint64_t payloads)
{
	struct table t;

	table_init(&t, "llll");
	table_cell(&t, "guest");
	table_cell(&t, "ends by");
	table_cell(&t, "if trapped");
	table_cell(&t, "what it does");
	for (unsigned int i = 0; i < WSBENCH_NR_PAYLOADS; i++) {
		const struct rogue *rogue = rogue_of(i);

		if (!(payloads & 1ULL << i))
			continue;
		table_cell(&t, "%s", payload_names.name[i]);
		table_cell(&t, "%s", ends_of(rogue->ends));
		table_cell(&t, "%s", rogue->trapped == rogue->ends ? "" : ends_of(rogue->trapped));
		table_cell(&t, "%s", rogue->does);
	}
	table_print(&t);
	puts("\nA guest is trapped when it touches debug registers that are not its own: with dirty off,\n"
	     "and in flow none.");
}

/* As the kernel writes a list of CPUs. */
static void list_cpus(const struct selftest_args *args, char *buf, size_t size)
{
	if (args->one_cpu)
		snprintf(buf, size, "%u", args->test.cpu);
	else if (!sys_read(buf, size, CPU_DIR "online"))
		snprintf(buf, size, "%u", cpu_default());
}

static unsigned int count_cpus(const char *list)
{
	unsigned int n = 0;

	for (unsigned int cpu = cpu_next(list, 0); cpu != CPU_NONE; cpu = cpu_next(list, cpu + 1))
		n++;
	return n;
}

/* Learns what suits the CPU; on one that cannot be used, ends the program. */
static void look_at_cpu(struct selftest *t, const struct wsbench_info *info)
{
	struct wsbench_status status;
	int err = device_probe(t->cpu, info, &status);

	if (err) {
		printf("Bail out! CPU %u could not be used\n", t->cpu);
		device_cannot_start(t->cpu, err);
	}
	t->barrier = status.exact ? WSBENCH_BARRIER_NONE : WSBENCH_BARRIER_ISB;
	t->strict = strcmp(machine_timing(&status), "emulated-inexact");
	t->longest_ns = 0;
}

/* Returns false when interrupted, as do those below. */
static bool check_payload(struct selftest *t, enum wsbench_payload payload)
{
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY; i++) {
		unsigned int flow = i / NR_DIRTY, dirty = i % NR_DIRTY;

		if (!(t->flows & 1U << flow) || !(t->dirty & 1U << dirty))
			continue;
		if (stop_requested() || !selftest_rogue(t, payload, flow, dirty))
			return false;
	}
	return true;
}

static bool check_cpu(struct selftest_args *args, const struct wsbench_info *info)
{
	struct selftest *t = &args->test;

	cpu_pin(t->cpu);
	look_at_cpu(t, info);
	selftest_limit(t);
	for (unsigned int i = 0; i < WSBENCH_NR_PAYLOADS; i++)
		if (args->payloads & 1ULL << i && !check_payload(t, i))
			return false;
	if (args->round_trips && !selftest_round_trips(t, args->round_trips))
		return false;
	printf("# %s cpu %u: interrupts were off for %.1f us at most; ", mode_names.name[info->mode],
	       t->cpu, t->longest_ns / 1e3);
	if (t->strict)
		printf("%u us may pass (--limit-us and %u us)\n", t->limit_us + SLACK_US, SLACK_US);
	else
		puts("not checked, it is an emulator's time");
	return true;
}

static bool check_all(struct selftest_args *args, const struct wsbench_info *info)
{
	struct selftest *t = &args->test;
	unsigned int checks = __builtin_popcountll(args->payloads) *
			      __builtin_popcount(t->flows) * __builtin_popcount(t->dirty) +
			      (args->round_trips ? 1 : 0);
	char cpus[4096];

	list_cpus(args, cpus, sizeof(cpus));
	tap_begin(&t->tap);
	printf("1..%u\n", checks * count_cpus(cpus));
	for (t->cpu = cpu_next(cpus, 0); t->cpu != CPU_NONE; t->cpu = cpu_next(cpus, t->cpu + 1))
		if (!check_cpu(args, info))
			return false;
	return true;
}

int cmd_selftest(int argc, char **argv)
{
	struct selftest_args args = {
		.test = {
			.dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON,
			.seed = 1, .limit_us = 500,
		},
		.payloads = ROGUES, .round_trips = 10000,
	};
	struct selftest *t = &args.test;
	struct wsbench_info info;

	opt_parse(&argp, argc, argv, &args);
	if (args.list) {
		list(args.payloads);
		return STATUS_OK;
	}
	if (args.one_cpu)
		cpu_pin(t->cpu);
	close(device_open(&info));
	device_need_payloads(&info, "selftest", args.payloads);
	t->mode = info.mode;
	if (!t->flows)
		t->flows = info.flows;
	stop_install();
	if (!check_all(&args, &info)) {
		puts("Bail out! interrupted");
		return STATUS_INTERRUPTED;
	}
	printf("# %u passed, %u failed\n", t->tap.tests - t->tap.failed, t->tap.failed);
	return t->tap.failed ? STATUS_FAILED : STATUS_OK;
}
