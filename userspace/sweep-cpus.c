// SPDX-License-Identifier: GPL-2.0-only
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "cpu.h"
#include "cpus.h"
#include "device.h"
#include "error.h"
#include "measure.h"
#include "outdir.h"
#include "stop.h"
#include "sweep-cpus.h"
#include "sysfile.h"

#define ROUNDS	4	/* so that what drifts meets all numbers of CPUs */

/* A measurement on the CPUs from @first on, @nr at once. */
struct step {
	unsigned int first, nr;
};

/* What of a step all its threads share. */
struct team {
	pthread_barrier_t start;
	atomic_uint left;
	bool exact;
};

struct worker {
	struct team *team;
	pthread_t thread;
	struct wsbench_plan plan;
	struct wsbench_status status;
	struct recorder rec;
	bool done;
};

/**
 * sweep_cpus_nth - a CPU that is online
 * @n: which of them, from 0
 *
 * Returns CPU_NONE when there are not so many.
 */
unsigned int sweep_cpus_nth(unsigned int n)
{
	char list[4096];
	unsigned int cpu;

	if (!sys_read(list, sizeof(list), CPU_DIR "online"))
		return n ? CPU_NONE : 0;
	cpu = cpu_next(list, 0);
	while (n-- && cpu != CPU_NONE)
		cpu = cpu_next(list, cpu + 1);
	return cpu;
}

static unsigned int count_online(void)
{
	unsigned int n = 0;

	while (sweep_cpus_nth(n) != CPU_NONE)
		n++;
	return n;
}

static void wait_for_all(void *arg)
{
	struct worker *w = arg;

	pthread_barrier_wait(&w->team->start);
}

/* A CPU that is done goes on, so that the last one is not measured alone. */
static void keep_busy(const struct worker *w)
{
	struct wsbench_info info;
	bool interrupted;
	int fd = device_open(&info);

	device_start(fd, &w->plan);
	while (atomic_load(&w->team->left) && !stop_requested() &&
	       device_discard(fd, &w->plan, w->plan.block, &interrupted))
		;
	close(fd);
}

static void *work(void *arg)
{
	struct worker *w = arg;

	cpu_pin(w->plan.cpu);
	w->done = measure(&w->plan, &w->rec, &w->status, wait_for_all, w);
	atomic_fetch_sub(&w->team->left, 1);
	/* Where instructions are counted the CPUs take turns, and there is no beside. */
	if (w->done && !w->team->exact && atomic_load(&w->team->left))
		keep_busy(w);
	return NULL;
}

/* Measures a step; adds what worker n has found to all[n]. */
static bool measure_step(const struct wsbench_plan *plan, const struct step *step,
			 struct recorder *all, bool exact)
{
	struct worker *worker = xalloc(step->nr, sizeof(*worker));
	struct team team = { .exact = exact };
	bool done = true;

	atomic_init(&team.left, step->nr);
	if (pthread_barrier_init(&team.start, NULL, step->nr))
		die("threads", "cannot be started");
	for (unsigned int i = 0; i < step->nr; i++) {
		struct worker *w = &worker[i];
		int err;

		w->team = &team;
		w->plan = *plan;
		w->plan.cpu = sweep_cpus_nth(step->first + i);
		err = pthread_create(&w->thread, NULL, work, w);
		if (err)
			die("threads", "cannot be started: %s", strerror(err));
	}
	for (unsigned int i = 0; i < step->nr; i++) {
		struct worker *w = &worker[i];

		pthread_join(w->thread, NULL);
		done = done && w->done;
		if (record_join(&all[i], &w->rec) != RECORD_OK)
			die("--samples", "too many of one flow and dirty state; give fewer");
		record_free(&w->rec);
	}
	pthread_barrier_destroy(&team.start);
	free(worker);
	return done;
}

/* Each CPU alone, and 2 to @most at once. */
static size_t make_steps(struct step *step, unsigned int most)
{
	size_t n = 0;

	for (unsigned int i = 0; i < most; i++)
		step[n++] = (struct step) { i, 1 };
	for (unsigned int i = 2; i <= most; i++)
		step[n++] = (struct step) { 0, i };
	return n;
}

/* all[k - 1][i]: CPU i with k at once. */
static bool measure_all(const struct wsbench_plan *plan, unsigned int most, struct recorder **all,
			bool exact)
{
	struct step *step = xalloc(2 * most, sizeof(*step));
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	size_t n = make_steps(step, most);
	struct wsbench_plan part = *plan;
	bool done = true;

	gsl_rng_set(rng, plan->seed);
	for (unsigned int r = 0; r < ROUNDS && done; r++) {
		/* Whole samples in each round, all of them in the end. */
		part.samples = plan->samples * (r + 1) / ROUNDS - plan->samples * r / ROUNDS;
		part.seed = plan->seed + r;
		gsl_ran_shuffle(rng, step, n, sizeof(*step));
		for (size_t i = 0; part.samples && i < n && done; i++)
			done = measure_step(&part, &step[i], &all[step[i].nr - 1][step[i].first],
					    exact);
	}
	gsl_rng_free(rng);
	free(step);
	return done;
}

static void print_judgement(const struct cpus *cpus, const char *timing)
{
	bool exact = !strcmp(timing, "exact"), hardware = !strcmp(timing, "hardware");
	unsigned int judged = 0, slower = 0;

	for (size_t i = 0; i < cpus->nr; i++)
		if (cpus->row[i].judged && cpus->row[i].figures.phase == PHASE_TOTAL) {
			judged++;
			slower += cpus->row[i].verdict == VERDICT_SLOWER;
		}
	if (exact)
		puts("Not judged: QEMU -icount has one count of instructions for all CPUs, so a sample\n"
		     "holds what others executed meanwhile; TIMING=tcg, or silicon, can tell");
	else if (judged)
		printf("%u of %u comparisons with the CPU alone: slower\n%s\n", slower, judged, hardware ?
		       "p-values are corrected for the number of comparisons (Holm)" :
		       "Emulated time: verdicts are for trying the command out, not for conclusions");
}

static void report(struct recorder **all, unsigned int most, enum wsbench_mode mode,
		   struct meta *meta, bool exact)
{
	struct cpus cpus = { 0 };
	FILE *fp;

	for (unsigned int i = 0; i < most; i++)
		for (unsigned int k = 1; k <= most; k++)
			if (k == 1 || i < k)
				cpus_add(&cpus, mode, k, sweep_cpus_nth(i), &all[k - 1][i],
					 &all[0][i], k > 1 && !exact);
	cpus_correct(&cpus);
	cpus_sort(&cpus);
	meta_write(meta);
	fp = outdir_fopen(CPUS_FILE);
	cpus_write(&cpus, fp);
	outdir_fclose(fp, CPUS_FILE);
	outdir_commit();

	print_heading(meta);
	putchar('\n');
	cpus_print(&cpus, tick_unit(meta));
	print_judgement(&cpus, meta_get(meta, "timing"));
	free(cpus.row);
}

/* The first @n CPUs that are online, as "0-2,4"; to be freed. */
static char *list_cpus(unsigned int n)
{
	char *list = xstrdup("");

	for (unsigned int i = 0, end; i < n; i = end) {
		unsigned int first = sweep_cpus_nth(i), last = first;
		char *longer;

		for (end = i + 1; end < n && sweep_cpus_nth(end) == last + 1; end++)
			last++;
		longer = last > first ? xasprintf("%s%s%u-%u", list, i ? "," : "", first, last) :
					xasprintf("%s%s%u", list, i ? "," : "", first);
		free(list);
		list = longer;
	}
	return list;
}

/**
 * sweep_cpus - measure on 1 to @most CPUs at once, and write what was found
 * @plan: what each of them measures
 * @mode: of the host
 * @most: so many of those online at most, the first ones; more than there are is all
 * @describe: for meta.csv
 * @arg: for @describe
 * @id: of the folder
 *
 * Returns false when a signal asked to stop: then nothing is written.
 */
bool sweep_cpus(const struct wsbench_plan *plan, enum wsbench_mode mode, unsigned int most,
		sweep_describe_fn *describe, void *arg, const char *id)
{
	unsigned int online = count_online();
	struct recorder **all;
	uint64_t samples = 0;
	struct meta meta;
	bool exact;

	if (most != UINT32_MAX && most > online)
		die("--cpus", "%u, but %u are online; give as many at most", most, online);
	if (most == 1 && online > 1)
		die("--cpus", "1 has no other beside it; give 2 or more");
	if (most > online)
		most = online;
	all = xalloc(most, sizeof(*all));
	for (unsigned int k = 0; k < most; k++)
		all[k] = xalloc(most, sizeof(**all));
	describe(arg, &meta, id, 0);
	exact = !strcmp(meta_get(&meta, "timing"), "exact");
	if (!measure_all(plan, most, all, exact))
		return false;
	for (unsigned int k = 0; k < most; k++)
		for (unsigned int i = 0; i < most; i++)
			samples += all[k][i].next;
	meta_set(&meta, "samples", "%llu", (unsigned long long)samples);
	meta_append(&meta, "cpus", xasprintf("%u", most));
	meta_append(&meta, "cpu_list", list_cpus(most));
	report(all, most, mode, &meta, exact);
	return true;
}
