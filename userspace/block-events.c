// SPDX-License-Identifier: GPL-2.0-only
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_statistics_double.h>

#include "block-events.h"
#include "device.h"
#include "dist.h"
#include "error.h"
#include "machine.h"
#include "outdir.h"
#include "perf-counts.h"
#include "table.h"

#define EVENTS_FILE	"events.csv"
#define SINGLES		31	/* blocks of one round trip, of each configuration */

/* perf's names of events that every PMU has by another. */
static const struct { const char *name, *sysfs; } generic[] = {
	{ "cycles", "cpu_cycles" },
	{ "instructions", "inst_retired" },
};

/**
 * struct tally - one event of one flow and dirty state
 * @single: what a block of one round trip counts
 * @value: of a round trip, by block
 * @nr: how many
 * @room: for how many
 */
struct tally {
	double single, *value;
	size_t nr, room;
};

static struct tally tallies[WSBENCH_NR_FLOWS][NR_DIRTY][WSBENCH_MAX_EVENTS];
static char *names[WSBENCH_MAX_EVENTS];
static unsigned int nr_events;

/* The blocks taken so far, and the interrupts that have cut any. */
static uint64_t blocks, cuts;

/* How many names there are in a list; the list is taken apart into @name. */
static unsigned int split(const char *list, char *name[WSBENCH_MAX_EVENTS])
{
	char *next = xstrdup(list), *one;
	unsigned int nr = 0, all = 1;

	for (const char *c = list; *c; c++)
		all += *c == ',';
	if (all > WSBENCH_MAX_EVENTS)
		die("--events", "%u events; give %u at most", all, WSBENCH_MAX_EVENTS);
	while ((one = strsep(&next, ","))) {
		if (!*one)
			die("--events", "an empty name in the list; give names, separated by commas");
		for (unsigned int i = 0; i < nr; i++)
			if (!strcmp(one, name[i]))
				die("--events", "'%s' is in the list twice", one);
		name[nr++] = one;
	}
	return nr;
}

/**
 * block_events_check - end the program if no machine could count so
 * @plan: plan, all but its events
 * @list: names of events, separated by commas
 */
void block_events_check(const struct wsbench_plan *plan, const char *list)
{
	nr_events = split(list, names);
	if (plan->block < 2)
		die("--events", "a block of one round trip has nothing to set against its frame; give a --block of 2 or more");
	/* In several windows, each with a frame. */
	if (plan->payload == WSBENCH_PAYLOAD_INTERRUPT &&
	    plan->block + plan->warmup > WSBENCH_MAX_INTERRUPTED)
		die("--block", "payload interrupt makes %u round trips in a row, warm-up included, and --events are of a whole block; give fewer",
		    WSBENCH_MAX_INTERRUPTED);
}

static uint16_t number_of(const char *pmu, const char *name)
{
	const char *sysfs = name;
	uint64_t number;

	for (size_t i = 0; i < sizeof(generic) / sizeof(*generic); i++)
		if (!strcmp(name, generic[i].name))
			sysfs = generic[i].sysfs;
	if (!perf_event_number(pmu, sysfs, &number) || number > UINT16_MAX)
		die("--events", "the PMU %s has no event '%s'; it has %s",
		    *pmu ? pmu : "(there is none)", name, perf_known_events(pmu));
	return number;
}

/*
 * The block that was read last; NULL where an interrupt has cut it, so that it has more
 * frames than one, or where its round trips had timestamps in between.
 */
static const struct wsbench_events *whole_block(int fd)
{
	static struct wsbench_events events;
	struct wsbench_status status;
	bool cut;

	device_events(fd, &events);
	device_status(fd, &status);
	cut = status.cuts != cuts;
	cuts = status.cuts;
	if (events.flow >= WSBENCH_NR_FLOWS || events.dirty >= NR_DIRTY)
		die(WSBENCH_DEVICE, "events are not of the plan: this is a bug of the module");
	return cut || events.breakdown ? NULL : &events;
}

static void add(struct tally *t, double value)
{
	if (t->nr == t->room) {
		t->room = t->room ? 2 * t->room : 64;
		t->value = xrealloc(t->value, t->room, sizeof(*t->value));
	}
	t->value[t->nr++] = value;
}

/* What blocks of one round trip count becomes what is subtracted. */
static void settle_singles(void)
{
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY * nr_events; i++) {
		unsigned int config = i / nr_events;
		struct tally *t = &tallies[config / NR_DIRTY][config % NR_DIRTY][i % nr_events];

		if (t->nr)
			t->single = gsl_stats_median(t->value, 1, t->nr);
		t->nr = 0;
	}
}

static void measure_singles(const struct wsbench_plan *plan)
{
	struct wsbench_plan single = *plan;
	const struct wsbench_events *e;
	struct wsbench_sample sample;
	struct wsbench_info info;
	int fd = device_open(&info);
	bool interrupted = false;

	single.block = 1;
	single.samples = SINGLES;
	single.flags = 0;
	device_start(fd, &single);
	cuts = 0;
	while (device_read(fd, &single, &sample, 1, &interrupted) == 1) {
		e = whole_block(fd);
		for (unsigned int i = 0; e && i < nr_events; i++)
			add(&tallies[e->flow][e->dirty][i], e->counts[i]);
	}
	close(fd);
	settle_singles();
	cuts = 0;
}

/**
 * block_events_prepare - settle the events of a plan, and measure the frame of its blocks
 * @plan: plan, otherwise complete; those of block_events_check() are filled in
 *
 * This thread is pinned to the plan's CPU.
 */
void block_events_prepare(struct wsbench_plan *plan)
{
	struct machine machine;

	machine_look(&machine, plan->cpu);
	for (unsigned int i = 0; i < nr_events; i++)
		plan->events[i] = number_of(machine.pmu, names[i]);
	plan->nr_events = nr_events;
	measure_singles(plan);
}

/**
 * block_events_next - how many samples the next block has
 * @plan: plan
 *
 * Returns 1 behind the last.
 */
size_t block_events_next(const struct wsbench_plan *plan)
{
	uint64_t configs = __builtin_popcount(plan->flows) * __builtin_popcount(plan->dirty) *
			   (plan->flags & WSBENCH_BREAKDOWN ? 2 : 1);
	uint64_t done = blocks / configs * plan->block;

	if (done >= plan->samples)
		return 1;
	return plan->samples - done < plan->block ? plan->samples - done : plan->block;
}

/**
 * block_events_take - the next block was read: keep its events
 * @fd: device
 * @plan: plan
 */
void block_events_take(int fd, const struct wsbench_plan *plan)
{
	const struct wsbench_events *e = whole_block(fd);
	uint64_t single = 1 + plan->warmup;

	if (e && e->block != blocks)
		die(WSBENCH_DEVICE, "events are of block %u instead of %llu: this is a bug of the module",
		    e->block, (unsigned long long)blocks);
	blocks++;
	if (!e || e->round_trips <= single)
		return;
	for (unsigned int i = 0; i < nr_events; i++) {
		struct tally *t = &tallies[e->flow][e->dirty][i];

		add(t, (e->counts[i] - t->single) / (e->round_trips - single));
	}
}

static void write_tally(FILE *fp, enum wsbench_mode mode, unsigned int flow, unsigned int dirty,
			unsigned int event)
{
	const struct tally *t = &tallies[flow][dirty][event];
	struct dist d;

	if (!t->nr)
		return;
	dist_from_values(&d, t->value, t->nr);
	fprintf(fp, "%s,%s,%s,%s,%zu,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g\n",
		mode_names.name[mode], flow_names.name[flow], dirty_names.name[dirty],
		names[event], t->nr, t->value[0], dist_quantile(&d, 0.25),
		dist_quantile(&d, 0.5), dist_quantile(&d, 0.75), dist_quantile(&d, 0.99),
		t->value[t->nr - 1], gsl_stats_mean(t->value, 1, t->nr),
		t->nr > 1 ? gsl_stats_sd(t->value, 1, t->nr) : 0);
	dist_free(&d);
}

/**
 * block_events_write - add events.csv to the run folder
 * @mode: of the host
 */
void block_events_write(enum wsbench_mode mode)
{
	FILE *fp = outdir_fopen(EVENTS_FILE);

	fputs("mode,flow,dirty,event,n,min,p25,median,p75,p99,max,mean,stddev\n", fp);
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY; i++)
		for (unsigned int e = 0; e < nr_events; e++)
			write_tally(fp, mode, i / NR_DIRTY, i % NR_DIRTY, e);
	outdir_fclose(fp, EVENTS_FILE);
}

static void print_tally(struct table *table, const struct tally *t)
{
	struct dist d;

	dist_from_values(&d, t->value, t->nr);
	table_cell(table, "%.6g", dist_quantile(&d, 0.5));
	if (dist_quantile(&d, 0.25) == dist_quantile(&d, 0.99))
		table_cell(table, "%s", "");
	else
		table_cell(table, "%.6g..%.6g", dist_quantile(&d, 0.25), dist_quantile(&d, 0.99));
	dist_free(&d);
}

/**
 * block_events_print - the events of a round trip, as a table
 * @mode: of the host
 * @exact: ticks are executed instructions
 */
void block_events_print(enum wsbench_mode mode, bool exact)
{
	char align[4 + 2 * WSBENCH_MAX_EVENTS + 2] = "lll";
	struct table t;

	printf("\nPMU events a round trip, with the loop around it: median, and p25..p99 where blocks differ;\n"
	       "without the frame of a block, of those n blocks that no interrupt cut\n%s",
	       exact ? "Under QEMU -icount cycles are executed instructions, and nothing stalls\n" : "");
	for (unsigned int e = 0; e < nr_events; e++)
		strcat(align, "rl");
	table_init(&t, strcat(align, "r"));
	table_cell(&t, "mode");
	table_cell(&t, "dirty");
	table_cell(&t, "flow");
	for (unsigned int e = 0; e < nr_events; e++) {
		table_cell(&t, "%s", names[e]);
		table_cell(&t, "%s", "");
	}
	table_cell(&t, "n");
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY; i++) {
		unsigned int dirty = i / WSBENCH_NR_FLOWS, flow = i % WSBENCH_NR_FLOWS;
		const struct tally *tally = tallies[flow][dirty];

		if (!tally->nr)
			continue;
		table_cell(&t, "%s", mode_names.name[mode]);
		table_cell(&t, "%s", dirty_names.name[dirty]);
		table_cell(&t, "%s", flow_names.name[flow]);
		for (unsigned int e = 0; e < nr_events; e++)
			print_tally(&t, &tally[e]);
		table_cell(&t, "%zu", tally->nr);
	}
	table_print(&t);
}
