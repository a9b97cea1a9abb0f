// SPDX-License-Identifier: GPL-2.0-only
/* wsbench run - measure, write a run folder, print the tables. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "beside.h"
#include "block-options.h"
#include "breakdown.h"
#include "builtin.h"
#include "cpu.h"
#include "engine.h"
#include "error.h"
#include "machine.h"
#include "option.h"
#include "outdir.h"
#include "plan-options.h"
#include "progress.h"
#include "report.h"
#include "results.h"
#include "samples.h"
#include "stop.h"

#define BATCH		4096	/* samples a read: the cost of a system call is spread thin */

struct job {
	struct run run;
	struct block_options blocks;
	const char *dir;
	bool discard;
	int timestamps;		/* -1: the engine's own */
	struct recorder rec;
	uint64_t done;
	double elapsed;
};

static const struct engine *const engines[] = {
	[WSBENCH_ENGINE_DIRECT] = &engine_direct,
	[WSBENCH_ENGINE_KVM] = &engine_kvm,
};

enum {
	OPT_ENGINE = 0x100, OPT_FLOWS, OPT_SAMPLES, OPT_PAYLOAD, OPT_DISCARD, OPT_TIMESTAMPS,
	OPT_EVENTS, OPT_BREAKDOWN,
};

static const struct argp_option options[] = {
	{ "output", 'o', "DIR", 0, "run folder to write (results/<run id>)", 0 },
	{ "engine", OPT_ENGINE, "NAME", 0,
	  "what to measure: direct, the module's own world switch, or kvm, the real KVM (direct)", 0 },
	{ "timestamps", OPT_TIMESTAMPS, "KIND", 0,
	  "how to time KVM: guest, the guest's timer over a block of round trips; probe, the module at KVM's tracepoints, each round trip by itself; perf, perf events over a block (guest)", 0 },
	{ "events", OPT_EVENTS, "LIST", 0,
	  "PMU events to count as well, by the names in its folder in sysfs: of each block, six at most, if direct; of KVM, with --timestamps perf (none; of KVM, instructions)", 0 },
	{ "flows", OPT_FLOWS, "LIST", 0,
	  "four-call,two-hook,none and other flows of 'wsbench info' (those three; of KVM, the one its kernel was built with)", 0 },
	{ "samples", OPT_SAMPLES, "N", 0,
	  "samples of each flow and dirty state: round trips (10000; 2000 with --breakdown), or blocks of them where these are timed as a whole (500)", 0 },
	{ "payload", OPT_PAYLOAD, "NAME", 0,
	  "how the guest exits: hvc, sysreg, mmio, wfi, smc or interrupt (hvc); or one that misbehaves, of 'wsbench selftest --list'", 0 },
	{ "breakdown", OPT_BREAKDOWN, NULL, 0,
	  "show where the ticks go: every flow and dirty state a second time, with a timestamp after each step; direct", 0 },
	{ "discard", OPT_DISCARD, NULL, 0,
	  "throw the samples away and print the round trips per second only; direct", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct job *job = state->input;
	struct run *run = &job->run;
	struct wsbench_plan *plan = &run->plan;

	switch (key) {
	case ARGP_KEY_INIT:
		job->blocks = (struct block_options) { plan, &run->barrier, &run->cpu_given };
		state->child_inputs[0] = &job->blocks;
		state->child_inputs[1] = plan;
		break;
	case 'o':
		job->dir = arg;
		break;
	case OPT_ENGINE:
		run->engine = opt_name("--engine", &engine_names, arg);
		break;
	case OPT_TIMESTAMPS:
		job->timestamps = opt_name("--timestamps", &timestamps_names, arg);
		break;
	case OPT_EVENTS:
		run->events = arg;
		break;
	case OPT_FLOWS:
		plan->flows = opt_mask("--flows", &flow_names, arg);
		break;
	case OPT_SAMPLES:
		plan->samples = opt_number("--samples", arg, 1, SERIES_MAX_SAMPLES);
		break;
	case OPT_PAYLOAD:
		plan->payload = opt_payload(arg);
		break;
	case OPT_BREAKDOWN:
		plan->flags |= WSBENCH_BREAKDOWN;
		break;
	case OPT_DISCARD:
		job->discard = true;
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
	.doc = "Measure world switches, write a run folder, print the tables.",
};

static void take(struct job *job, const struct wsbench_sample *samples, size_t n)
{
	switch (record(&job->rec, samples, n)) {
	case RECORD_OK:
		return;
	case RECORD_GAP:
		die(WSBENCH_DEVICE, "sample %" PRIu64 " is missing: this is a bug of the module",
		    job->rec.next);
	case RECORD_FOREIGN:
	case RECORD_FULL:
		die(WSBENCH_DEVICE, "sample %" PRIu64 " is not of the plan: this is a bug of the module",
		    job->rec.next);
	}
}

static const struct engine *engine_of(const struct job *job)
{
	return engines[job->run.engine];
}

/* Returns whether the plan came to its end. */
static bool measure(struct job *job, struct samples_writer *w)
{
	struct wsbench_sample *batch = w ? xalloc(BATCH, sizeof(*batch)) : NULL;
	struct run *run = &job->run;
	double begin = seconds();
	bool interrupted = false;

	progress_start(run->total);
	while (!stop_requested()) {
		size_t n = engine_of(job)->read(run, batch, BATCH, &interrupted);

		if (!n && !interrupted)
			break;
		if (w) {
			take(job, batch, n);
			samples_write(w, batch, n);
		}
		job->done += n;
		progress_show(job->done);
	}
	if (w)
		samples_finish(w);
	job->elapsed = seconds() - begin;
	progress_clear();
	free(batch);
	engine_of(job)->finish(run);
	if (job->done != run->total && !stop_requested())
		die(WSBENCH_DEVICE, "%" PRIu64 " samples instead of %" PRIu64 ": this is a bug of the module",
		    job->done, run->total);
	return job->done == run->total;
}

static double rate(const struct job *job)
{
	return job->elapsed > 0 ? job->run.status.round_trips / job->elapsed : 0;
}

/* Under exact timing the clock counts instructions as well. */
static void print_rate(const struct job *job)
{
	printf("%.0f round trips/s%s: %llu in %.3f s, %s\n", rate(job),
	       job->run.status.exact ? " of emulated time" : "",
	       (unsigned long long)job->run.status.round_trips, job->elapsed,
	       job->discard ? "samples thrown away" : "samples written");
}

static void describe_run(const struct job *job, struct meta *meta, const char *id)
{
	const struct run *run = &job->run;
	const struct wsbench_plan *plan = &run->plan;
	char *flows = mask_names(&flow_names, plan->flows);
	char *dirty = mask_names(&dirty_names, plan->dirty);

	meta_set(meta, "run_id", "%s", id);
	meta_set(meta, "mode", "%s", mode_names.name[run->mode]);
	meta_set(meta, "cpu", "%u", plan->cpu);
	meta_set(meta, "seed", "%llu", (unsigned long long)plan->seed);
	meta_set(meta, "block", "%u", plan->block);
	meta_set(meta, "samples", "%" PRIu64, job->done);
	meta_set(meta, "warmup", "%u", plan->warmup);
	meta_set(meta, "barrier", "%s", barrier_names.name[plan->barrier]);
	meta_set(meta, "payload", "%s", payload_names.name[plan->payload]);
	meta_set(meta, "flows", "%s", flows);
	meta_set(meta, "dirty", "%s", dirty);
	meta_set(meta, "engine", "%s", engine_names.name[run->engine]);
	meta_set(meta, "timestamps", "%s", timestamps_names.name[run->timestamps]);
	meta_set(meta, "batch", "%u", samples_batch(&run->kind));
	meta_set(meta, "boots", "1");
	meta_set(meta, "interrupted", "%s", job->done == run->total ? "no" : "yes");
	/* Emulated time would make it look like a rate of this machine. */
	if (!run->status.exact)
		meta_set(meta, "round_trips_per_second", "%.0f", rate(job));
	free(flows);
	free(dirty);
}

/* results/latest leads to the newest run that nobody gave a name. */
static void point_latest(const char *id)
{
	char *name = beside_name("latest"), *tmp = xasprintf(RESULTS "/%s", name);
	int err;

	if (symlink(id, tmp) || rename(tmp, RESULTS "/latest")) {
		err = errno;
		unlink(tmp);
		die(RESULTS "/latest", "cannot lead to the new run: %s; that is complete, in " RESULTS "/%s",
		    strerror(err), id);
	}
	free(name);
	free(tmp);
}

/* Leaves the file away where a signal came before there was anything for it. */
static void write_breakdown(struct breakdown *b, const struct run *run, const struct summary *sum)
{
	FILE *fp;

	steps_end(run->steps);
	breakdown_add(b, run->steps, sum, run->status.mark_cost[run->plan.barrier]);
	if (breakdown_is_empty(b))
		return;
	fp = outdir_fopen(BREAKDOWN_FILE);
	breakdown_write(b, fp);
	outdir_fclose(fp, BREAKDOWN_FILE);
}

static void report(struct job *job, const char *id)
{
	struct run *run = &job->run;
	struct comparisons cmp = { 0 };
	struct breakdown breakdown = { 0 };
	struct summary sum = { 0 };
	struct meta meta;
	FILE *fp;

	record_end(&job->rec);
	meta_init(&meta);
	describe_run(job, &meta, id);
	machine_describe(&meta, run->plan.cpu, &run->status);
	engine_of(job)->describe(run, &meta);
	summary_add(&sum, run->mode, &job->rec);
	compare_flows(&cmp, run->mode, &job->rec, WSBENCH_FLOW_FOUR_CALL,
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
	if (run->steps)
		write_breakdown(&breakdown, run, &sum);
	engine_of(job)->write(run);
	outdir_commit();

	print_heading(&meta);
	putchar('\n');
	summary_print(&sum, tick_unit(&meta));
	if (cmp.nr) {
		putchar('\n');
		compare_print(&cmp, tick_unit(&meta));
	}
	if (!breakdown_is_empty(&breakdown)) {
		putchar('\n');
		breakdown_print(&breakdown, &meta);
	}
	engine_of(job)->report(run);
	putchar('\n');
}

static int run_to_folder(struct job *job)
{
	struct run *run = &job->run;
	char *id, *dir, *file;
	bool complete;
	int fd;

	/* A wrong folder is told before anything is asked of the machine. */
	if (job->dir)
		outdir_begin(job->dir);
	engine_of(job)->start(run);
	id = results_id(run->engine == WSBENCH_ENGINE_KVM ? "-kvm" : "", run->mode,
			run->plan.cpu);
	dir = job->dir ? xstrdup(job->dir) : xasprintf(RESULTS "/%s", id);
	if (!job->dir)
		results_begin(dir);
	file = xasprintf("%s/%s", dir, SAMPLES_FILE);
	fd = outdir_open(SAMPLES_FILE);
	job->rec.kind = run->kind;
	complete = measure(job, samples_create(fd, file, run->mode, run->kind));
	if (!job->done) {
		fprintf(stderr, "wsbench: %s: interrupted before the first sample, not written\n",
			dir);
		return STATUS_INTERRUPTED;
	}
	outdir_close(fd, SAMPLES_FILE);
	report(job, id);
	if (!job->dir)
		point_latest(id);
	print_rate(job);
	printf("run folder: %s%s\n", dir,
	       complete ? "" : " (interrupted; complete for what was measured)");
	return complete ? STATUS_OK : STATUS_INTERRUPTED;
}

static int run_discarding(struct job *job)
{
	bool complete;

	if (job->run.engine != WSBENCH_ENGINE_DIRECT)
		die("--discard", "shows the rate of the module's own world switch; leave --engine away");
	if (job->run.events)
		die("--discard", "throws away what --events is to show; leave one of the two away");
	if (job->run.plan.flags & WSBENCH_BREAKDOWN)
		die("--discard", "throws away what --breakdown is to show; leave one of the two away");
	if (job->dir)
		die("--discard", "writes no run folder; leave -o away");
	engine_of(job)->start(&job->run);
	complete = measure(job, NULL);
	print_rate(job);
	return complete ? STATUS_OK : STATUS_INTERRUPTED;
}

int cmd_run(int argc, char **argv)
{
	struct job *job = xalloc(1, sizeof(*job));
	struct run *run = &job->run;

	job->timestamps = -1;
	run->barrier = BARRIER_AUTO;
	run->plan = (struct wsbench_plan) {
		.abi = WSBENCH_ABI_VERSION, .dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON,
		.seed = 1, .block = 100, .warmup = 10,
	};
	opt_parse(&argp, argc, argv, job);
	if (job->timestamps >= 0)
		run->timestamps = job->timestamps;
	else if (run->engine == WSBENCH_ENGINE_KVM)
		run->timestamps = TIMESTAMPS_GUEST;
	engine_of(job)->check(run);
	stop_install();
	return job->discard ? run_discarding(job) : run_to_folder(job);
}
