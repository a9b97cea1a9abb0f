// SPDX-License-Identifier: GPL-2.0-only
/* wsbench run - measure, write a run folder, print the tables. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "builtin.h"
#include "cpu.h"
#include "device.h"
#include "error.h"
#include "machine.h"
#include "option.h"
#include "outdir.h"
#include "progress.h"
#include "report.h"
#include "samples.h"
#include "stop.h"

#define BATCH		4096	/* samples a read: the cost of a system call is spread thin */
#define RESULTS		"results"
#define BARRIER_AUTO	WSBENCH_NR_BARRIERS

struct run {
	const char *dir;
	bool discard, cpu_given;
	unsigned int barrier;
	struct wsbench_info info;
	struct wsbench_status status;
	struct wsbench_plan plan;
	struct recorder rec;
	uint64_t done, total;
	double elapsed;
	int fd;
};

enum {
	OPT_ENGINE = 0x100, OPT_FLOWS, OPT_DIRTY, OPT_SAMPLES, OPT_BLOCK, OPT_WARMUP, OPT_SEED,
	OPT_CPU, OPT_BARRIER, OPT_LIMIT, OPT_PAYLOAD, OPT_DISCARD,
};

static const struct argp_option options[] = {
	{ "output", 'o', "DIR", 0, "run folder to write (results/<run id>)", 0 },
	{ "engine", OPT_ENGINE, "NAME", 0, "what to measure: direct", 0 },
	{ "flows", OPT_FLOWS, "LIST", 0, "four-call,two-hook,none (all)", 0 },
	{ "dirty", OPT_DIRTY, "WHICH", 0, "debug-dirty: off, on or both (both)", 0 },
	{ "samples", OPT_SAMPLES, "N", 0, "round trips of each flow and dirty state (10000)", 0 },
	{ "block", OPT_BLOCK, "N", 0, "round trips in a row with IRQs off (100)", 0 },
	{ "warmup", OPT_WARMUP, "N", 0, "round trips before each block, not recorded (10)", 0 },
	{ "seed", OPT_SEED, "N", 0, "of the order of the blocks (1)", 0 },
	{ "cpu", OPT_CPU, "N", 0, "CPU to measure on (the first isolated one, or the current)", 0 },
	{ "barrier", OPT_BARRIER, "KIND", 0,
	  "before a counter read: isb, none or auto (auto: none under exact instruction counting, else isb)", 0 },
	{ "limit-us", OPT_LIMIT, "N", 0, "longest time with IRQs off, in microseconds (500)", 0 },
	{ "payload", OPT_PAYLOAD, "NAME", 0, "what the guest runs: hvc", 0 },
	{ "discard", OPT_DISCARD, NULL, 0,
	  "throw the samples away and print the round trips per second only", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct run *run = state->input;
	struct wsbench_plan *plan = &run->plan;

	switch (key) {
	case 'o':
		run->dir = arg;
		break;
	case OPT_ENGINE:
		if (strcmp(arg, "direct"))
			die("--engine", "unknown engine '%s', known: direct", arg);
		break;
	case OPT_FLOWS:
		plan->flows = opt_mask("--flows", &flow_names, arg);
		break;
	case OPT_DIRTY:
		if (!strcmp(arg, "both"))
			plan->dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON;
		else
			plan->dirty = 1U << opt_name("--dirty", &dirty_names, arg);
		break;
	case OPT_SAMPLES:
		plan->samples = opt_number("--samples", arg, 1, SERIES_MAX_SAMPLES);
		break;
	case OPT_BLOCK:
		plan->block = opt_number("--block", arg, 1, WSBENCH_MAX_BLOCK);
		break;
	case OPT_WARMUP:
		plan->warmup = opt_number("--warmup", arg, 0, WSBENCH_MAX_WARMUP);
		break;
	case OPT_SEED:
		plan->seed = opt_number("--seed", arg, 0, UINT64_MAX);
		break;
	case OPT_CPU:
		plan->cpu = opt_number("--cpu", arg, 0, CPU_MAX);
		run->cpu_given = true;
		break;
	case OPT_BARRIER:
		if (!strcmp(arg, "auto"))
			run->barrier = BARRIER_AUTO;
		else
			run->barrier = opt_name("--barrier", &barrier_names, arg);
		break;
	case OPT_LIMIT:
		plan->limit_us = opt_number("--limit-us", arg, 1, WSBENCH_MAX_LIMIT_US);
		break;
	case OPT_PAYLOAD:
		plan->payload = opt_name("--payload", &payload_names, arg);
		break;
	case OPT_DISCARD:
		run->discard = true;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common,
	.doc = "Measure world switches, write a run folder, print the tables.",
};

static char *mask_names(const struct names *names, unsigned int mask)
{
	char *list = xstrdup("");

	for (unsigned int i = 0; i < names->nr; i++) {
		char *longer;

		if (!(mask & 1U << i))
			continue;
		longer = xasprintf("%s%s%s", list, *list ? "," : "", names->name[i]);
		free(list);
		list = longer;
	}
	return list;
}

static void check_supported(const struct run *run)
{
	unsigned int missing = run->plan.flows & ~run->info.flows;

	if (missing)
		die("--flows", "this module has no flow %s; build module and wsbench from one tree",
		    mask_names(&flow_names, missing));
	if (!(run->info.payloads & 1U << run->plan.payload))
		die("--payload", "this module has no payload %s; build module and wsbench from one tree",
		    payload_names.name[run->plan.payload]);
}

/* Pin, learn what timing this CPU has, settle the barrier, start the plan. */
static void start(struct run *run)
{
	struct wsbench_plan *plan = &run->plan;
	char what[32], why[512];
	int err;

	if (run->cpu_given)
		cpu_pin(plan->cpu);
	else
		plan->cpu = cpu_default();
	run->fd = device_open(&run->info);
	check_supported(run);
	err = device_probe(plan->cpu, &run->info, &run->status);
	if (err) {
		snprintf(what, sizeof(what), "CPU %u", plan->cpu);
		device_start_reason(err, why, sizeof(why));
		die(what, "%s", why);
	}
	plan->barrier = run->barrier;
	if (run->barrier == BARRIER_AUTO)
		plan->barrier = run->status.exact ? WSBENCH_BARRIER_NONE : WSBENCH_BARRIER_ISB;
	device_start(run->fd, plan);
	run->total = plan->samples * __builtin_popcount(plan->flows) *
		     __builtin_popcount(plan->dirty);
}

static void take(struct run *run, const struct wsbench_sample *samples, size_t n)
{
	switch (record(&run->rec, samples, n)) {
	case RECORD_OK:
		return;
	case RECORD_GAP:
		die(WSBENCH_DEVICE, "sample %" PRIu64 " is missing: this is a bug of the module",
		    run->rec.next);
	case RECORD_FOREIGN:
	case RECORD_FULL:
		die(WSBENCH_DEVICE, "sample %" PRIu64 " is not of the plan: this is a bug of the module",
		    run->rec.next);
	}
}

/* Returns whether the plan came to its end. */
static bool measure(struct run *run, struct samples_writer *w)
{
	struct wsbench_sample *batch = xalloc(BATCH, sizeof(*batch));
	double begin = seconds();
	bool interrupted = false;

	progress_start(run->total);
	while (!stop_requested()) {
		size_t n = w ? device_read(run->fd, run->plan.cpu, batch, BATCH, &interrupted) :
			       device_discard(run->fd, run->plan.cpu, BATCH, &interrupted);

		if (!n && !interrupted)
			break;
		if (w) {
			take(run, batch, n);
			samples_write(w, batch, n);
		}
		run->done += n;
		progress_show(run->done);
	}
	if (w)
		samples_finish(w);
	run->elapsed = seconds() - begin;
	progress_clear();
	free(batch);
	device_status(run->fd, &run->status);
	if (run->done != run->total && !stop_requested())
		die(WSBENCH_DEVICE, "%" PRIu64 " samples instead of %" PRIu64 ": this is a bug of the module",
		    run->done, run->total);
	return run->done == run->total;
}

static double rate(const struct run *run)
{
	return run->elapsed > 0 ? run->status.round_trips / run->elapsed : 0;
}

/* Under exact timing the clock counts instructions as well. */
static void print_rate(const struct run *run)
{
	printf("%.0f round trips/s%s: %llu in %.3f s, %s\n", rate(run),
	       run->status.exact ? " of emulated time" : "",
	       (unsigned long long)run->status.round_trips, run->elapsed,
	       run->discard ? "samples thrown away" : "samples written");
}

/* Two runs in one second differ in a number at the end. */
static char *run_id(enum wsbench_mode mode, unsigned int cpu)
{
	time_t now = time(NULL);
	char stamp[32], *id;

	strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", gmtime(&now));
	id = xasprintf("%s-%s-cpu%u", stamp, mode_names.name[mode], cpu);
	for (unsigned int n = 2; !access(xasprintf(RESULTS "/%s", id), F_OK); n++)
		id = xasprintf("%s-%s-cpu%u-%u", stamp, mode_names.name[mode], cpu, n);
	return id;
}

static void describe_run(const struct run *run, struct meta *meta, const char *id)
{
	const struct wsbench_plan *plan = &run->plan;
	char *flows = mask_names(&flow_names, plan->flows);
	char *dirty = mask_names(&dirty_names, plan->dirty);

	meta_set(meta, "run_id", "%s", id);
	meta_set(meta, "mode", "%s", mode_names.name[run->info.mode]);
	meta_set(meta, "cpu", "%u", plan->cpu);
	meta_set(meta, "seed", "%llu", (unsigned long long)plan->seed);
	meta_set(meta, "block", "%u", plan->block);
	meta_set(meta, "samples", "%" PRIu64, run->done);
	meta_set(meta, "warmup", "%u", plan->warmup);
	meta_set(meta, "limit_us", "%u", plan->limit_us);
	meta_set(meta, "barrier", "%s", barrier_names.name[plan->barrier]);
	meta_set(meta, "payload", "%s", payload_names.name[plan->payload]);
	meta_set(meta, "flows", "%s", flows);
	meta_set(meta, "dirty", "%s", dirty);
	meta_set(meta, "engine", "direct");
	meta_set(meta, "interrupted", "%s", run->done == run->total ? "no" : "yes");
	/* Emulated time would make it look like a rate of this machine. */
	if (!run->status.exact)
		meta_set(meta, "round_trips_per_second", "%.0f", rate(run));
	free(flows);
	free(dirty);
}

static void describe_machine(const struct run *run, struct meta *meta)
{
	const struct wsbench_status *s = &run->status;
	uint64_t timer_hz = cpu_timer_hz();
	struct machine machine;
	char model[64];

	machine_look(&machine, run->plan.cpu);
	cpu_model(s->midr, model, sizeof(model));
	meta_set(meta, "midr", "0x%08llx", (unsigned long long)s->midr);
	meta_set(meta, "cpu_model", "%s", model);
	meta_set(meta, "breakpoints", "%u", s->brps);
	meta_set(meta, "watchpoints", "%u", s->wrps);
	meta_set(meta, "counter_bits", "%u", s->counter_bits);
	meta_set(meta, "timestamp_cost_none", "%u", s->cost[WSBENCH_BARRIER_NONE]);
	meta_set(meta, "timestamp_cost_isb", "%u", s->cost[WSBENCH_BARRIER_ISB]);
	meta_set(meta, "cuts", "%llu", (unsigned long long)s->cuts);
	meta_set(meta, "timing", "%s", machine_timing(s));
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

/* results/latest leads to the newest run that nobody gave a name. */
static void point_latest(const char *id)
{
	unlink(RESULTS "/.latest");
	if (symlink(id, RESULTS "/.latest") || rename(RESULTS "/.latest", RESULTS "/latest"))
		unlink(RESULTS "/.latest");
}

static void report(struct run *run, const char *id)
{
	struct comparisons cmp = { 0 };
	struct summary sum = { 0 };
	struct meta meta;
	FILE *fp;

	record_end(&run->rec);
	meta_init(&meta);
	describe_run(run, &meta, id);
	describe_machine(run, &meta);
	summary_add(&sum, run->info.mode, &run->rec);
	compare_flows(&cmp, run->info.mode, &run->rec, WSBENCH_FLOW_FOUR_CALL,
		      WSBENCH_FLOW_TWO_HOOK, DEFAULT_MARGIN);

	if (!ticks_comparable(&meta))
		compare_withhold(&cmp);
	meta_write(&meta);
	fp = outdir_fopen(SUMMARY_FILE);
	summary_write(&sum, fp);
	outdir_fclose(fp, SUMMARY_FILE);
	fp = outdir_fopen(COMPARE_FILE);
	compare_write(&cmp, fp);
	outdir_fclose(fp, COMPARE_FILE);
	outdir_commit();

	print_heading(&meta);
	putchar('\n');
	summary_print(&sum, tick_unit(&meta));
	if (cmp.nr) {
		putchar('\n');
		compare_print(&cmp, tick_unit(&meta));
	}
	putchar('\n');
}

static void begin_default(const char *dir)
{
	if (mkdir(RESULTS, 0755) && errno != EEXIST)
		die(RESULTS, "cannot create: %s; give a writable place with -o", strerror(errno));
	outdir_begin(dir);
}

static int run_to_folder(struct run *run)
{
	char *id, *dir, *file;
	bool complete;
	int fd;

	/* A wrong folder is told before anything is asked of the machine. */
	if (run->dir)
		outdir_begin(run->dir);
	start(run);
	id = run_id(run->info.mode, run->plan.cpu);
	dir = run->dir ? xstrdup(run->dir) : xasprintf(RESULTS "/%s", id);
	if (!run->dir)
		begin_default(dir);
	file = xasprintf("%s/%s", dir, SAMPLES_FILE);
	fd = outdir_open(SAMPLES_FILE);
	complete = measure(run, samples_create(fd, file, run->info.mode));
	if (!run->done) {
		fprintf(stderr, "wsbench: %s: interrupted before the first sample, not written\n",
			dir);
		return STATUS_INTERRUPTED;
	}
	outdir_close(fd, SAMPLES_FILE);
	report(run, id);
	if (!run->dir)
		point_latest(id);
	print_rate(run);
	printf("run folder: %s%s\n", dir,
	       complete ? "" : " (interrupted; complete for what was measured)");
	return complete ? STATUS_OK : STATUS_INTERRUPTED;
}

static int run_discarding(struct run *run)
{
	bool complete;

	start(run);
	complete = measure(run, NULL);
	print_rate(run);
	return complete ? STATUS_OK : STATUS_INTERRUPTED;
}

int cmd_run(int argc, char **argv)
{
	struct run *run = xalloc(1, sizeof(*run));

	run->barrier = BARRIER_AUTO;
	run->plan = (struct wsbench_plan) {
		.abi = WSBENCH_ABI_VERSION, .flows = (1U << WSBENCH_NR_FLOWS) - 1,
		.dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON, .samples = 10000, .seed = 1,
		.block = 100, .warmup = 10, .limit_us = 500,
	};
	opt_parse(&argp, argc, argv, run);
	if (run->discard && run->dir)
		die("--discard", "writes no run folder; leave -o away");
	stop_install();
	return run->discard ? run_discarding(run) : run_to_folder(run);
}
