// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "report.h"
#include "runs.h"

struct loader {
	struct loaded_run *run;
	const char *path;
	struct samples_writer *copy;
};

static void take(void *arg, enum wsbench_mode mode, const struct wsbench_sample *samples, size_t n)
{
	struct loader *l = arg;

	samples_take(&l->run->rec[mode], l->path, samples, n);
	if (!l->copy)
		return;
	samples_mode(l->copy, mode);
	samples_write(l->copy, samples, n);
}

/* A file cut off at the end of a line shows only in the number of its lines. */
static void check_complete(const struct loaded_run *run, const char *path)
{
	uint64_t total = 0;

	for (unsigned int m = 0; m < NR_MODES; m++) {
		uint64_t n = run->rec[m].next;
		const char *want = meta_get_mode(&run->meta, m, "samples");

		total += n;
		if (n && n != strtoull(want, NULL, 10))
			die(path, "%" PRIu64 " samples of mode %s, but " META_FILE
			    " says %s: the file is truncated or foreign", n, mode_names.name[m], want);
	}
	if (!total)
		die(path, "no samples: the file is truncated");
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

/**
 * run_load - read meta.csv and samples.csv of a run
 * @run: to fill
 * @dir: its folder
 * @copy: takes the samples as well, if not NULL
 */
void run_load(struct loaded_run *run, const char *dir, struct samples_writer *copy)
{
	char *path = xasprintf("%s/%s", dir, SAMPLES_FILE);
	struct loader loader = { .run = run, .path = path, .copy = copy };

	*run = (struct loaded_run) { .dir = dir };
	meta_read(&run->meta, dir);
	if (access(path, F_OK) && errno == ENOENT)
		die(dir, "has no " SAMPLES_FILE "; a baseline is compared by 'bench/baseline RUN'");
	samples_read(path, take, &loader);
	for (unsigned int m = 0; m < NR_MODES; m++)
		record_end(&run->rec[m]);
	check_complete(run, path);
	free(path);
}
