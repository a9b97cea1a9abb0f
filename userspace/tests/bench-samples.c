// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one sample costs "wsbench run" after the module has measured it:
 * formatting and writing its line, and the statistics. Values that vary and
 * values that do not, as block medians are cheaper for those.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "error.h"
#include "progress.h"
#include "samples.h"
#include "series.h"

#define BATCH	4096
#define BATCHES	500
#define BLOCK	100

static void fill(struct wsbench_sample *batch, uint64_t first, gsl_rng *rng)
{
	for (uint64_t i = 0; i < BATCH; i++) {
		uint64_t seq = first + i;

		batch[i] = (struct wsbench_sample) {
			.seq = seq, .block = seq / BLOCK, .flow = seq / BLOCK % WSBENCH_NR_FLOWS,
			.entry = 140, .guest = 7, .exit = 144, .total = 291,
		};
		if (!rng)
			continue;
		batch[i].entry = 6900 + gsl_ran_exponential(rng, 500);
		batch[i].guest = 1290 + gsl_ran_exponential(rng, 50);
		batch[i].exit = 4200 + gsl_ran_exponential(rng, 500);
		batch[i].total = batch[i].entry + batch[i].guest + batch[i].exit;
	}
}

static void bench(const char *what, gsl_rng *rng)
{
	struct wsbench_sample *batch = xalloc(BATCH, sizeof(*batch));
	char path[] = "/tmp/wsbench-bench.XXXXXX";
	double writing = 0, recording = 0;
	struct recorder rec = { 0 };
	struct samples_writer *w;
	int fd = mkstemp(path);

	if (fd < 0)
		die(path, "cannot create");
	unlink(path);
	w = samples_create(fd, path, WSBENCH_VHE, (struct samples_kind) { .batch = 1 });
	for (uint64_t i = 0; i < BATCHES; i++) {
		double begin, middle;

		fill(batch, i * BATCH, rng);
		begin = seconds();
		samples_write(w, batch, BATCH);
		middle = seconds();
		record(&rec, batch, BATCH);
		writing += middle - begin;
		recording += seconds() - middle;
	}
	samples_finish(w);
	close(fd);
	printf("%-8s %5.1f ns a sample to write, %5.1f ns to record\n", what,
	       1e9 * writing / BATCHES / BATCH, 1e9 * recording / BATCHES / BATCH);
	record_free(&rec);
	free(batch);
}

int main(void)
{
	bench("constant", NULL);
	bench("varying", gsl_rng_alloc(gsl_rng_mt19937));
	return 0;
}
