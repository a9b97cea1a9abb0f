// SPDX-License-Identifier: GPL-2.0-only
/* wsbench exits - how much of each kind of exit is the debug flow. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "block-options.h"
#include "builtin.h"
#include "cpu.h"
#include "device.h"
#include "engine.h"
#include "error.h"
#include "exits.h"
#include "machine.h"
#include "measure.h"
#include "option.h"
#include "outdir.h"
#include "plan-options.h"
#include "results.h"
#include "stop.h"

struct exits_args {
	struct wsbench_plan plan;
	struct block_options blocks;
	uint64_t payloads;
	const char *dir;
	bool cpu_given;
};

enum {
	OPT_PAYLOADS = 0x100, OPT_FLOWS, OPT_SAMPLES,
};

static const struct argp_option options[] = {
	{ "output", 'o', "DIR", 0, "folder to write (results/<time>-exits-<mode>-cpu<N>)", 0 },
	{ "payloads", OPT_PAYLOADS, "LIST", 0, "kinds of exits (all that 'wsbench info' names)", 0 },
	{ "flows", OPT_FLOWS, "LIST", 0,
	  "flows to set against none, which is always measured (four-call,two-hook)", 0 },
	{ "samples", OPT_SAMPLES, "N", 0,
	  "samples of each exit, flow and dirty state (1000)", 0 },
	{ 0 }
};

static void parse_payloads(struct exits_args *args, const char *list)
{
	args->payloads = opt_payloads("--payloads", list, EXIT_PAYLOADS);
	if (args->payloads & ROGUES)
		die("--payloads", "%s is no exit but a guest that misbehaves; 'wsbench selftest' runs those",
		    mask_names(&payload_names, args->payloads & ROGUES));
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct exits_args *args = state->input;
	struct wsbench_plan *plan = &args->plan;

	switch (key) {
	case ARGP_KEY_INIT:
		args->blocks = (struct block_options) { plan, &plan->barrier, &args->cpu_given };
		state->child_inputs[0] = &args->blocks;
		state->child_inputs[1] = plan;
		break;
	case 'o':
		args->dir = arg;
		break;
	case OPT_PAYLOADS:
		parse_payloads(args, arg);
		break;
	case OPT_FLOWS:
		plan->flows = opt_mask("--flows", &flow_names, arg);
		break;
	case OPT_SAMPLES:
		plan->samples = opt_number("--samples", arg, 1, SERIES_MAX_SAMPLES);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp_child children[] = {
	{ &block_argp, 0, NULL, 0 }, { &plan_argp, 0, NULL, 0 }, { 0 }
};

static const struct argp argp = {
	.options = options, .parser = parse, .children = children,
	.doc = "Measure the world switch of engine direct with guests that exit in different "
	       "ways, one after the other, and tell how much of each exit is the debug flow.\v"
	       "An exit is what the world switch makes of it: whatever a hypervisor does then, to "
	       "emulate the instruction or handle the interrupt, is not part of it. "
	       "'wsbench plot DIR' draws the folder, 'wsbench run --payload NAME' has each phase "
	       "of one kind of exit.",
};

/* Pins, and settles what depends on the CPU. */
static void prepare(struct exits_args *args, struct wsbench_info *info)
{
	struct wsbench_plan *plan = &args->plan;
	struct wsbench_status status;
	unsigned int missing;
	int err;

	if (args->cpu_given)
		cpu_pin(plan->cpu);
	else
		plan->cpu = cpu_default();
	close(device_open(info));
	missing = plan->flows & ~info->flows;
	if (missing)
		die("--flows", "this module has no flow %s; build module and wsbench from one tree",
		    mask_names(&flow_names, missing));
	device_need_payloads(info, "--payloads", args->payloads);
	err = device_probe(plan->cpu, info, &status);
	if (err)
		device_cannot_start(plan->cpu, err);
	plan_check_machine(plan, info, &status);
	if (plan->barrier == BARRIER_AUTO)
		plan->barrier = status.exact ? WSBENCH_BARRIER_NONE : WSBENCH_BARRIER_ISB;
}

/* Returns whether all of them came to their end; @status is of all runs together. */
static bool measure_all(const struct exits_args *args, enum wsbench_mode mode,
			struct exits *exits, struct wsbench_status *status)
{
	struct wsbench_plan plan = args->plan;
	uint64_t samples = 0, cuts = 0;

	for (plan.payload = 0; plan.payload < WSBENCH_NR_EXITS; plan.payload++) {
		struct recorder rec = { 0 };

		if (!(args->payloads & 1ULL << plan.payload))
			continue;
		if (!measure(&plan, &rec, status, NULL, NULL))
			return false;
		exits_add(exits, plan.payload, mode, &rec);
		record_free(&rec);
		samples += status->samples;
		cuts += status->cuts;
	}
	status->samples = samples;
	status->cuts = cuts;
	return true;
}

static void describe(struct meta *meta, const struct exits_args *args, enum wsbench_mode mode,
		     const struct wsbench_status *status, const char *id)
{
	const struct wsbench_plan *plan = &args->plan;

	meta_init(meta);
	meta_set(meta, "run_id", "%s", id);
	meta_set(meta, "engine", "%s", engine_names.name[WSBENCH_ENGINE_DIRECT]);
	meta_set(meta, "timestamps", "%s", timestamps_names.name[TIMESTAMPS_PMU]);
	meta_set(meta, "mode", "%s", mode_names.name[mode]);
	meta_set(meta, "cpu", "%u", plan->cpu);
	meta_set(meta, "seed", "%llu", (unsigned long long)plan->seed);
	meta_set(meta, "block", "%u", plan->block);
	meta_set(meta, "batch", "1");
	meta_set(meta, "boots", "1");
	meta_set(meta, "samples", "%llu", (unsigned long long)status->samples);
	meta_set(meta, "warmup", "%u", plan->warmup);
	meta_set(meta, "limit_us", "%u", plan->limit_us);
	meta_set(meta, "barrier", "%s", barrier_names.name[plan->barrier]);
	meta_set(meta, "payload", "%s", mask_names(&payload_names, args->payloads));
	meta_set(meta, "flows", "%s", mask_names(&flow_names, plan->flows));
	meta_set(meta, "dirty", "%s", mask_names(&dirty_names, plan->dirty));
	meta_set(meta, "counter_bits", "%u", status->counter_bits);
	meta_set(meta, "timestamp_cost_none", "%u", status->cost[WSBENCH_BARRIER_NONE]);
	meta_set(meta, "timestamp_cost_isb", "%u", status->cost[WSBENCH_BARRIER_ISB]);
	plan_describe(plan, meta);
	machine_describe(meta, plan->cpu, status);
}

static void write_folder(const struct exits *exits, const struct meta *meta)
{
	FILE *fp;

	meta_write(meta);
	fp = outdir_fopen(EXITS_FILE);
	exits_write(exits, fp);
	outdir_fclose(fp, EXITS_FILE);
	outdir_commit();
}

int cmd_exits(int argc, char **argv)
{
	struct exits_args args = {
		.plan = {
			.abi = WSBENCH_ABI_VERSION, .flows = DEFAULT_FLOWS,
			.dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON, .barrier = BARRIER_AUTO,
			.samples = 1000, .seed = 1, .block = 100, .warmup = 10, .limit_us = 500,
		},
		.payloads = EXIT_PAYLOADS,
	};
	struct wsbench_status status;
	struct exits exits = { 0 };
	struct wsbench_info info;
	struct meta meta;
	char *id, *dir;

	opt_parse(&argp, argc, argv, &args);
	args.plan.flows |= 1U << WSBENCH_FLOW_NONE;
	if (args.plan.flows == 1U << WSBENCH_FLOW_NONE)
		die("--flows", "none alone has nothing to be set against; name another flow");
	plan_check(&args.plan);
	stop_install();
	if (args.dir)
		outdir_begin(args.dir);
	prepare(&args, &info);
	id = results_id("-exits", info.mode, args.plan.cpu);
	dir = args.dir ? xstrdup(args.dir) : xasprintf(RESULTS "/%s", id);
	if (!args.dir)
		results_begin(dir);
	if (!measure_all(&args, info.mode, &exits, &status)) {
		fprintf(stderr, "wsbench: %s: interrupted before the last measurement, not written\n",
			dir);
		return STATUS_INTERRUPTED;
	}
	describe(&meta, &args, info.mode, &status, id);
	write_folder(&exits, &meta);
	print_heading(&meta);
	putchar('\n');
	exits_print(&exits, tick_unit(&meta), ticks_comparable(&meta));
	printf("\nfolder: %s\n", dir);
	return STATUS_OK;
}
