// SPDX-License-Identifier: GPL-2.0-only
#include <stdint.h>
#include <string.h>

#include "block-options.h"
#include "cpu.h"
#include "engine.h"
#include "option.h"

enum {
	OPT_DIRTY = 0x400, OPT_BLOCK, OPT_WARMUP, OPT_SEED, OPT_CPU, OPT_BARRIER, OPT_LIMIT,
};

static const struct argp_option options[] = {
	{ "dirty", OPT_DIRTY, "WHICH", 0, "debug-dirty: off, on or both (both)", 0 },
	{ "block", OPT_BLOCK, "N", 0, "round trips in a row (100), with IRQs off if direct", 0 },
	{ "warmup", OPT_WARMUP, "N", 0, "round trips before each block, not recorded (10)", 0 },
	{ "seed", OPT_SEED, "N", 0, "of the order in which things are measured (1)", 0 },
	{ "cpu", OPT_CPU, "N", 0, "CPU to measure on (the first isolated one, or the current)", 0 },
	{ "barrier", OPT_BARRIER, "KIND", 0,
	  "before a counter read: isb, none or auto (auto: none under exact instruction counting, else isb)", 0 },
	{ "limit-us", OPT_LIMIT, "N", 0, "longest time with IRQs off, in microseconds, if direct (500)", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	const struct block_options *to = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = NULL;
		break;
	case OPT_DIRTY:
		to->plan->dirty = opt_dirty(arg);
		break;
	case OPT_BLOCK:
		to->plan->block = opt_number("--block", arg, 1, WSBENCH_MAX_BLOCK);
		break;
	case OPT_WARMUP:
		to->plan->warmup = opt_number("--warmup", arg, 0, WSBENCH_MAX_WARMUP);
		break;
	case OPT_SEED:
		to->plan->seed = opt_number("--seed", arg, 0, UINT64_MAX);
		break;
	case OPT_CPU:
		to->plan->cpu = opt_number("--cpu", arg, 0, CPU_MAX);
		*to->cpu_given = true;
		break;
	case OPT_BARRIER:
		*to->barrier = strcmp(arg, "auto") ? opt_name("--barrier", &barrier_names, arg) :
						     BARRIER_AUTO;
		break;
	case OPT_LIMIT:
		to->plan->limit_us = opt_number("--limit-us", arg, 1, WSBENCH_MAX_LIMIT_US);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

const struct argp block_argp = { .options = options, .parser = parse, .children = opt_common };
