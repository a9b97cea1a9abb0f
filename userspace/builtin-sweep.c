// SPDX-License-Identifier: GPL-2.0-only
/* wsbench sweep - how a world switch grows with the registers, and with busy CPUs. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "block-options.h"
#include "builtin.h"
#include "counts.h"
#include "cpu.h"
#include "device.h"
#include "engine.h"
#include "error.h"
#include "machine.h"
#include "measure.h"
#include "option.h"
#include "outdir.h"
#include "plan-options.h"
#include "progress.h"
#include "results.h"
#include "stop.h"
#include "sweep.h"
#include "sweep-cpus.h"

#define POINT_SAMPLES	1000
#define CPUS_SAMPLES	5000	/* 50 blocks: what is compared are these */
#define ALL_CPUS	UINT32_MAX

struct sweep_args {
	struct wsbench_plan plan;
	struct block_options blocks;
	struct wsbench_status status;
	enum wsbench_mode mode;
	const char *dir;
	uint32_t brps, wrps;
	unsigned int barrier, cpus;
	bool cpu_given;
};

struct point {
	unsigned int brps, wrps;
};

enum {
	OPT_FLOWS = 0x100, OPT_SAMPLES, OPT_BRPS, OPT_WRPS, OPT_CPUS,
};

static const struct argp_option options[] = {
	{ "output", 'o', "DIR", 0, "folder to write (results/<time>-sweep-<mode>-cpu<N>)", 0 },
	{ "brps", OPT_BRPS, "LIST", 0, "numbers of breakpoints, as 1-6 or 1,3,6 (1 to all)", 0 },
	{ "wrps", OPT_WRPS, "LIST", 0, "numbers of watchpoints (1 to all)", 0 },
	{ "cpus", OPT_CPUS, "N", OPTION_ARG_OPTIONAL,
	  "measure on 1 to N CPUs at once instead, with all registers (all that are online)", 0 },
	{ "flows", OPT_FLOWS, "LIST", 0, "flows, as of 'wsbench run' (four-call,two-hook,none)", 0 },
	{ "samples", OPT_SAMPLES, "N", 0,
	  "samples of each flow and dirty state, at each point (1000) or number of CPUs (5000)", 0 },
	{ 0 }
};

static unsigned int cpus_of(const char *arg)
{
	return arg ? opt_number("--cpus", arg, 1, CPU_MAX) : ALL_CPUS;
}

static void check(const struct sweep_args *args)
{
	if (args->cpus && (args->brps || args->wrps))
		die(args->brps ? "--brps" : "--wrps",
		    "--cpus measures with all registers; leave one of the two away");
	if (args->cpus && args->cpu_given)
		die("--cpu", "--cpus takes the first CPUs that are online; leave one of the two away");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct sweep_args *args = state->input;
	struct wsbench_plan *plan = &args->plan;

	switch (key) {
	case ARGP_KEY_INIT:
		args->blocks = (struct block_options) { plan, &args->barrier, &args->cpu_given };
		state->child_inputs[0] = &args->blocks;
		break;
	case 'o':
		args->dir = arg;
		break;
	case OPT_BRPS:
		args->brps = counts_parse("--brps", arg);
		break;
	case OPT_WRPS:
		args->wrps = counts_parse("--wrps", arg);
		break;
	case OPT_CPUS:
		args->cpus = cpus_of(arg);
		break;
	case OPT_FLOWS:
		plan->flows = opt_mask("--flows", &flow_names, arg);
		break;
	case OPT_SAMPLES:
		plan->samples = opt_number("--samples", arg, 1, SERIES_MAX_SAMPLES);
		break;
	case ARGP_KEY_ARG:
		/* --cpus 4, beside --cpus=4 */
		if (args->cpus != ALL_CPUS)
			die(arg, "surplus argument; see '%s --help'", state->name);
		args->cpus = cpus_of(arg);
		break;
	case ARGP_KEY_END:
		check(args);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp_child children[] = { { &block_argp, 0, NULL, 0 }, { 0 } };

static const struct argp argp = {
	.options = options, .parser = parse, .children = children,
	.args_doc = "\n--cpus [N]",
	.doc = "Measure world switches with each number of breakpoints and watchpoints, and tell "
	       "what one register of each kind takes: a fit, with its standard error, for each "
	       "flow, dirty state and direction.\v"
	       "The numbers of both kinds form a grid: each point is a run of its own, and their "
	       "order is drawn from --seed. With --cpus the registers stay, and 1 to N CPUs are "
	       "measured at once, to see whether they disturb each other. 'wsbench plot' draws both.",
};

/* What a run would find out before it starts. */
static void prepare(struct sweep_args *args)
{
	struct wsbench_plan *plan = &args->plan;
	struct wsbench_info info;
	unsigned int missing;
	int err;

	if (args->cpu_given)
		cpu_pin(plan->cpu);
	else if (args->cpus)
		cpu_pin(plan->cpu = sweep_cpus_nth(0));
	else
		plan->cpu = cpu_default();
	close(device_open(&info));
	missing = plan->flows & ~info.flows;
	if (missing)
		die("--flows", "this module has no flow %s; build module and wsbench from one tree",
		    mask_names(&flow_names, missing));
	err = device_probe(plan->cpu, &info, &args->status);
	if (err)
		device_cannot_start(plan->cpu, err);
	plan->barrier = args->barrier;
	if (args->barrier == BARRIER_AUTO)
		plan->barrier = args->status.exact ? WSBENCH_BARRIER_NONE : WSBENCH_BARRIER_ISB;
	args->mode = info.mode;
}

static size_t make_grid(const struct sweep_args *args, struct point *point)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	size_t n = 0;

	for (unsigned int i = 1; i <= COUNTS_MAX; i++)
		for (unsigned int j = 1; j <= COUNTS_MAX; j++)
			if (args->brps & 1U << i && args->wrps & 1U << j)
				point[n++] = (struct point) { i, j };
	/* What drifts meanwhile must not look like growth. */
	gsl_rng_set(rng, args->plan.seed);
	gsl_ran_shuffle(rng, point, n, sizeof(*point));
	gsl_rng_free(rng);
	return n;
}

static char *list_counts(uint32_t counts)
{
	char *list = xstrdup("");

	for (unsigned int i = 1; i <= COUNTS_MAX; i++) {
		char *longer;

		if (!(counts & 1U << i))
			continue;
		longer = xasprintf("%s%s%u", list, *list ? "," : "", i);
		free(list);
		list = longer;
	}
	return list;
}

static void describe(const struct sweep_args *args, struct meta *meta, const char *id,
		     uint64_t samples)
{
	const struct wsbench_plan *plan = &args->plan;
	const struct wsbench_status *s = &args->status;
	char *flows = mask_names(&flow_names, plan->flows);
	char *dirty = mask_names(&dirty_names, plan->dirty);

	meta_init(meta);
	meta_set(meta, "run_id", "%s", id);
	meta_set(meta, "mode", "%s", mode_names.name[args->mode]);
	meta_set(meta, "cpu", "%u", plan->cpu);
	meta_set(meta, "seed", "%llu", (unsigned long long)plan->seed);
	meta_set(meta, "block", "%u", plan->block);
	meta_set(meta, "samples", "%llu", (unsigned long long)samples);
	meta_set(meta, "warmup", "%u", plan->warmup);
	meta_set(meta, "limit_us", "%u", plan->limit_us);
	meta_set(meta, "barrier", "%s", barrier_names.name[plan->barrier]);
	meta_set(meta, "payload", "%s", payload_names.name[plan->payload]);
	meta_set(meta, "flows", "%s", flows);
	meta_set(meta, "dirty", "%s", dirty);
	meta_set(meta, "engine", "%s", engine_names.name[WSBENCH_ENGINE_DIRECT]);
	meta_set(meta, "timestamps", "%s", timestamps_names.name[TIMESTAMPS_PMU]);
	meta_set(meta, "batch", "1");
	meta_set(meta, "boots", "1");
	meta_set(meta, "interrupted", "no");
	meta_set(meta, "counter_bits", "%u", s->counter_bits);
	meta_set(meta, "timestamp_cost_none", "%u", s->cost[WSBENCH_BARRIER_NONE]);
	meta_set(meta, "timestamp_cost_isb", "%u", s->cost[WSBENCH_BARRIER_ISB]);
	plan_describe(plan, meta);
	machine_describe(meta, plan->cpu, s);
	free(flows);
	free(dirty);
}

/* Returns false when a signal asks to stop. */
static bool measure_point(const struct sweep_args *args, const struct point *point,
			  struct sweep *sweep, uint64_t *samples)
{
	struct wsbench_plan plan = args->plan;
	struct wsbench_status status;
	struct recorder rec = { 0 };
	bool done;

	plan.brps = point->brps;
	plan.wrps = point->wrps;
	done = measure(&plan, &rec, &status, NULL, NULL);
	if (done)
		sweep_add(sweep, args->mode, &rec, point->brps, point->wrps);
	*samples += rec.next;
	progress_show(*samples);
	record_free(&rec);
	return done;
}

static void finish(struct sweep_args *args, struct sweep *sweep, const char *id, uint64_t samples)
{
	char *brps = list_counts(args->brps), *wrps = list_counts(args->wrps);
	struct sweep_fits fits;
	struct meta meta;
	FILE *fp;

	sweep_sort(sweep);
	sweep_fit(&fits, sweep);
	describe(args, &meta, id, samples);
	meta_set(&meta, "brps", "%s", brps);
	meta_set(&meta, "wrps", "%s", wrps);
	meta_write(&meta);
	fp = outdir_fopen(SWEEP_FILE);
	sweep_write(sweep, fp);
	outdir_fclose(fp, SWEEP_FILE);
	fp = outdir_fopen(FIT_FILE);
	sweep_fits_write(&fits, fp);
	outdir_fclose(fp, FIT_FILE);
	outdir_commit();

	print_heading(&meta);
	putchar('\n');
	sweep_fits_print(&fits, tick_unit(&meta), ticks_comparable(&meta));
	free(brps);
	free(wrps);
}

/* Returns whether all points were measured. */
static bool sweep_registers(struct sweep_args *args, const char *id)
{
	struct point point[COUNTS_MAX * COUNTS_MAX];
	struct sweep sweep = { 0 };
	uint64_t samples = 0;
	bool done = true;
	size_t n;

	args->brps = counts_limit("--brps", args->brps, args->status.brps, "breakpoints");
	args->wrps = counts_limit("--wrps", args->wrps, args->status.wrps, "watchpoints");
	n = make_grid(args, point);
	progress_start(n * args->plan.samples * __builtin_popcount(args->plan.flows) *
		       __builtin_popcount(args->plan.dirty));
	for (size_t i = 0; i < n && done; i++)
		done = measure_point(args, &point[i], &sweep, &samples);
	progress_clear();
	if (done)
		finish(args, &sweep, id, samples);
	return done;
}

static void describe_cpus(void *arg, struct meta *meta, const char *id, uint64_t samples)
{
	describe(arg, meta, id, samples);
}

int cmd_sweep(int argc, char **argv)
{
	struct sweep_args args = {
		.barrier = BARRIER_AUTO,
		.plan = {
			.abi = WSBENCH_ABI_VERSION, .flows = DEFAULT_FLOWS,
			.dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON, .seed = 1, .block = 100,
			.warmup = 10, .limit_us = 500,
		},
	};
	char *id, *dir;
	bool done;

	opt_parse(&argp, argc, argv, &args);
	if (!args.plan.samples)
		args.plan.samples = args.cpus ? CPUS_SAMPLES : POINT_SAMPLES;
	/* A wrong folder is told before anything is asked of the machine. */
	if (args.dir)
		outdir_begin(args.dir);
	prepare(&args);
	stop_install();
	id = results_id(args.cpus ? "-cpus" : "-sweep", args.mode, args.plan.cpu);
	dir = args.dir ? xstrdup(args.dir) : xasprintf(RESULTS "/%s", id);
	if (!args.dir)
		results_begin(dir);
	if (args.cpus)
		done = sweep_cpus(&args.plan, args.mode, args.cpus, describe_cpus, &args, id);
	else
		done = sweep_registers(&args, id);
	if (!done) {
		fprintf(stderr, "wsbench: %s: interrupted before the last measurement, not written\n",
			dir);
		return STATUS_INTERRUPTED;
	}
	printf("\nfolder: %s\n", dir);
	return STATUS_OK;
}
