// SPDX-License-Identifier: GPL-2.0-only
/* samples.csv: what is written is what printf() would write, and reads back. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_rng.h>

#include "error.h"
#include "samples.h"
#include "tap.h"

#define N	50000

static struct wsbench_sample sample[N];
static size_t next;
static bool equal = true;

/* Numbers of every length, and the edges of each. */
static uint64_t number(gsl_rng *rng, unsigned int digits)
{
	uint64_t v = 1;

	for (unsigned int d = gsl_rng_uniform_int(rng, digits); d; d--)
		v *= 10;
	switch (gsl_rng_uniform_int(rng, 4)) {
	case 0:
		return v;
	case 1:
		return v - 1;
	case 2:
		return UINT64_MAX;
	default:
		return v + gsl_rng_uniform_int(rng, 1000000000) % v;
	}
}

static void take(void *arg, enum wsbench_mode mode, const struct wsbench_sample *got, size_t n)
{
	(void)arg;
	for (size_t i = 0; i < n; i++, next++)
		equal = equal && next < N && !memcmp(&got[i], &sample[next], sizeof(*got)) &&
			mode == (next < N / 2 ? WSBENCH_NVHE : WSBENCH_VHE);
}

static bool as_printf(FILE *fp)
{
	char line[256], want[256];

	rewind(fp);
	if (!fgets(line, sizeof(line), fp) || strcmp(line, SAMPLES_COLUMNS "\n"))
		return false;
	for (size_t i = 0; i < N; i++) {
		const struct wsbench_sample *s = &sample[i];

		snprintf(want, sizeof(want), "%s,%s,%s,%u,%" PRIu64 ",%u,%u,%u,%u\n",
			 i < N / 2 ? "nvhe" : "vhe", flow_names.name[s->flow],
			 dirty_names.name[s->dirty], s->block, (uint64_t)s->seq, s->entry,
			 s->guest, s->exit, s->total);
		if (!fgets(line, sizeof(line), fp) || strcmp(line, want)) {
			printf("# %s# %s", line, want);
			return false;
		}
	}
	return !fgets(line, sizeof(line), fp);
}

/* Batches: what division with six decimals gives, without zeros at its end. */
static bool as_division(FILE *fp, unsigned int batch)
{
	char line[256], want[256], total[64];

	rewind(fp);
	if (!fgets(line, sizeof(line), fp) || strcmp(line, SAMPLES_COLUMNS "\n"))
		return false;
	for (size_t i = 0; i < N; i++) {
		const struct wsbench_sample *s = &sample[i];
		uint64_t millionths = ((uint64_t)s->total * 2000000 / batch + 1) / 2;
		size_t len = snprintf(total, sizeof(total), "%" PRIu64 ".%06" PRIu64,
				      millionths / 1000000, millionths % 1000000);

		while (total[len - 1] == '0')
			total[--len] = '\0';
		if (total[len - 1] == '.')
			total[--len] = '\0';
		snprintf(want, sizeof(want), "vhe,%s,%s,%u,%" PRIu64 ",,,,%s\n",
			 flow_names.name[s->flow], dirty_names.name[s->dirty], s->block,
			 (uint64_t)s->seq, total);
		if (!fgets(line, sizeof(line), fp) || strcmp(line, want)) {
			printf("# %s# %s", line, want);
			return false;
		}
	}
	return !fgets(line, sizeof(line), fp);
}

static void take_totals(void *arg, enum wsbench_mode mode, const struct wsbench_sample *got,
			size_t n)
{
	(void)arg;
	for (size_t i = 0; i < n; i++, next++)
		equal = equal && next < N && !memcmp(&got[i], &sample[next], sizeof(*got)) &&
			mode == WSBENCH_VHE;
}

static void totals_of(unsigned int batch)
{
	const struct samples_kind kind = { .batch = batch, .totals_only = true };
	char path[] = "/tmp/wsbench-test.XXXXXX";
	int fd = mkstemp(path);
	struct samples_writer *w;
	FILE *fp;

	if (fd < 0)
		exit(1);
	w = samples_create(fd, path, WSBENCH_VHE, kind);
	samples_write(w, sample, N);
	samples_finish(w);
	fp = fdopen(fd, "r+");
	ok(as_division(fp, batch), "totals of %u round trips: decimals, and no phases", batch);
	next = 0;
	equal = true;
	samples_read(path, kind, take_totals, NULL);
	ok(equal && next == N, "all ticks of the batches read back");
	fclose(fp);
	unlink(path);
}

int main(void)
{
	static const unsigned int batches[] = { 1, 2, 3, 7, 100, 4096, SAMPLES_MAX_BATCH };

	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	char path[] = "/tmp/wsbench-test.XXXXXX";
	int fd = mkstemp(path);
	struct samples_writer *w;

	if (fd < 0)
		return 1;
	for (size_t i = 0; i < N; i++)
		sample[i] = (struct wsbench_sample) {
			.seq = number(rng, 19), .block = i % 3 ? number(rng, 9) : 4294967295,
			.flow = gsl_rng_uniform_int(rng, WSBENCH_NR_FLOWS),
			.dirty = gsl_rng_uniform_int(rng, NR_DIRTY),
			.entry = number(rng, 9), .guest = number(rng, 9), .exit = number(rng, 9),
			.total = number(rng, 9),
		};
	w = samples_create(fd, path, WSBENCH_NVHE, (struct samples_kind) { .batch = 1 });
	samples_write(w, sample, N / 2);
	samples_mode(w, WSBENCH_VHE);
	for (size_t i = N / 2; i < N; i += 10)
		samples_write(w, sample + i, 10);
	samples_finish(w);

	ok(as_printf(fdopen(fd, "r+")), "%d lines are what printf() would write", N);
	samples_read(path, (struct samples_kind) { .batch = 1 }, take, NULL);
	ok(equal && next == N, "they read back as they were");
	unlink(path);

	for (size_t i = 0; i < N; i++) {
		sample[i].entry = sample[i].guest = sample[i].exit = 0;
		/* Round figures as well. */
		if (i % 5 == 0)
			sample[i].total = gsl_rng_uniform_int(rng, 40000) * 100000;
	}
	for (size_t i = 0; i < sizeof(batches) / sizeof(*batches); i++)
		totals_of(batches[i]);
	return tap_done();
}
