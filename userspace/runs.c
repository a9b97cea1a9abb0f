// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cpus.h"
#include "error.h"
#include "exits.h"
#include "report.h"
#include "runs.h"
#include "sweep.h"

struct loader {
	struct loaded_run *run;
	const char *path;
	samples_fn *copy;
	void *arg;
};

static void take(void *arg, enum wsbench_mode mode, const struct wsbench_sample *samples, size_t n)
{
	struct loader *l = arg;

	samples_take(&l->run->rec[mode], l->path, samples, n);
	if (l->copy)
		l->copy(l->arg, mode, samples, n);
}

/* A file cut off at the end of a line shows only in the number of its lines. */
static void check_complete(const struct loaded_run *run, const char *path)
{
	if (!run->rec[WSBENCH_VHE].next && !run->rec[WSBENCH_NVHE].next)
		die(path, "no samples: the file is truncated");
	for (unsigned int m = 0; m < NR_MODES; m++) {
		uint64_t n = run->rec[m].next;
		const char *want = meta_get_mode(&run->meta, m, "samples");

		if ((n || meta_has_mode(&run->meta, m)) && n != strtoull(want, NULL, 10))
			die(path, "%" PRIu64 " samples of mode %s, but " META_FILE
			    " says %s: the file is truncated or foreign", n, mode_names.name[m], want);
	}
}

static unsigned int number_of(const struct meta *meta, const char *dir, const char *key,
			      unsigned int max)
{
	const char *text = meta_get(meta, key);
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || !n || n > max)
		die(dir, META_FILE " is damaged: %s '%s' is not a number from 1 to %u", key, text,
		    max);
	return n;
}

/**
 * run_kind - what the samples of a run are
 * @meta: of the run
 * @dir: its folder, for errors
 */
struct samples_kind run_kind(const struct meta *meta, const char *dir)
{
	const char *timestamps = meta_get(meta, "timestamps");
	struct samples_kind kind = {
		.batch = number_of(meta, dir, "batch", SAMPLES_MAX_BATCH),
		.totals_only = !strcmp(timestamps, "guest") || !strcmp(timestamps, "perf"),
	};

	if (kind.batch > 1 && !kind.totals_only)
		die(dir, META_FILE " is damaged: batches of %u round trips with timestamps '%s'",
		    kind.batch, timestamps);
	return kind;
}

/**
 * run_unit - choose the unit of comparison, before the samples are read
 * @run: run
 * @blocks: so many block numbers in a row are one, from a multiple of it
 */
void run_unit(struct loaded_run *run, uint32_t blocks)
{
	for (unsigned int m = 0; m < NR_MODES; m++)
		run->rec[m].unit_blocks = blocks;
}

/**
 * run_refuse_other - end the program where a folder is that of a command which leaves no run
 * @dir: folder
 */
void run_refuse_other(const char *dir)
{
	const char *command = exits_folder(dir) ? "exits" :
			      sweep_folder(dir) || cpus_folder(dir) ? "sweep" : NULL;
	const char *file = exits_folder(dir) ? EXITS_FILE :
			   sweep_folder(dir) ? FIT_FILE : CPUS_FILE;

	if (command)
		die(dir, "is a folder of 'wsbench %s'; %s has its figures, and 'wsbench plot' draws it",
		    command, file);
}

/**
 * run_open - read meta.csv of a run
 * @run: to fill
 * @dir: its folder
 */
void run_open(struct loaded_run *run, const char *dir)
{
	*run = (struct loaded_run) { .dir = dir };
	run_refuse_other(dir);
	meta_read(&run->meta, dir);
	run->kind = run_kind(&run->meta, dir);
	if (*meta_get(&run->meta, "boot_blocks"))
		run->boot_blocks = number_of(&run->meta, dir, "boot_blocks", UINT32_MAX);
	for (unsigned int m = 0; m < NR_MODES; m++)
		run->rec[m].kind = run->kind;
	run_unit(run, run->boot_blocks);
}

/**
 * run_read - read samples.csv of a run, to its end
 * @run: opened
 * @copy: gets the samples as well, if not NULL
 * @arg: for @copy
 */
void run_read(struct loaded_run *run, samples_fn *copy, void *arg)
{
	char *path = xasprintf("%s/%s", run->dir, SAMPLES_FILE);
	struct loader loader = { .run = run, .path = path, .copy = copy, .arg = arg };

	if (access(path, F_OK) && errno == ENOENT)
		die(run->dir, "has no " SAMPLES_FILE "; a baseline is compared by 'bench/baseline RUN'");
	samples_read(path, run->kind, take, &loader);
	for (unsigned int m = 0; m < NR_MODES; m++)
		record_end(&run->rec[m]);
	check_complete(run, path);
	free(path);
}

/**
 * refuse_other_ticks - end the program where two runs' ticks are of two kinds
 * @a: run
 * @b: run
 */
void refuse_other_ticks(const struct loaded_run *a, const struct loaded_run *b)
{
	const char *unit_a = tick_unit(&a->meta), *unit_b = tick_unit(&b->meta);

	if (strcmp(unit_a, unit_b))
		die(b->dir, "its ticks (%s) are not those of %s (%s); take runs of one kind",
		    unit_b, a->dir, unit_a);
}

/*
 * On silicon KVM's exits differ a little from boot to boot, whatever the flow: two
 * runs of two boots are two units, and not as many as they have blocks.
 */
static bool boots_differ(const struct meta *a, const struct meta *b)
{
	return is_kvm(a) && is_kvm(b) && strcmp(meta_get(a, "timing"), "exact") &&
	       strcmp(meta_get(a, "boot_id"), meta_get(b, "boot_id"));
}

/**
 * runs_read_pair - read the samples of two runs that are to be compared
 * @a: opened
 * @b: opened; ticks of another kind end the program
 *
 * Boots are only compared with boots: what is not merged is one.
 */
void runs_read_pair(struct loaded_run *a, struct loaded_run *b)
{
	bool by_boot = a->boot_blocks || b->boot_blocks || boots_differ(&a->meta, &b->meta);

	refuse_other_ticks(a, b);
	if (by_boot && !a->boot_blocks)
		run_unit(a, UNIT_IS_ALL);
	if (by_boot && !b->boot_blocks)
		run_unit(b, UNIT_IS_ALL);
	run_read(a, NULL, NULL);
	run_read(b, NULL, NULL);
}
