// SPDX-License-Identifier: GPL-2.0-only
/* What is kept of batches, of totals without phases, and of boots as units. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "dist.h"
#include "error.h"
#include "report.h"
#include "series.h"
#include "tap.h"

#define BOOTS		5
#define BLOCKS		6000	/* of a boot: more than a block may have samples */
#define N		(BOOTS * BLOCKS)

static struct wsbench_sample sample[N];
static gsl_rng *rng;

/* Blocks of one batch each, of one flow. */
static void fill(uint32_t low, uint32_t range)
{
	for (uint32_t i = 0; i < N; i++)
		sample[i] = (struct wsbench_sample) {
			.seq = i, .block = i, .flow = WSBENCH_FLOW_TWO_HOOK,
			.total = low + (range ? gsl_rng_uniform_int(rng, range) : 0),
		};
}

static struct recorder take(struct samples_kind kind, uint32_t unit_blocks)
{
	struct recorder rec = { .kind = kind, .unit_blocks = unit_blocks };

	if (record(&rec, sample, N))
		die("record", "failed");
	record_end(&rec);
	return rec;
}

static const struct series *series_of(const struct recorder *rec)
{
	return rec->series[WSBENCH_FLOW_TWO_HOOK][0];
}

static struct dist units_of(const struct recorder *rec)
{
	struct dist d;

	dist_from_hist(&d, &series_of(rec)->phase[PHASE_TOTAL].medians, 0, HIST_MAX_VALUE, 0.5);
	return d;
}

static void constant(uint32_t total, unsigned int batch)
{
	struct recorder rec;
	struct summary sum = { 0 };
	const struct summary_row *r;
	double each = (double)total / batch;

	fill(total, 0);
	rec = take((struct samples_kind) { .batch = batch, .totals_only = true }, BLOCKS);
	summary_add(&sum, WSBENCH_VHE, &rec);
	r = sum.row;
	ok(sum.nr == 1 && sum.phases == 1 && r->phase == PHASE_TOTAL && r->n == N,
	   "%u ticks in %u round trips: one row, the total", total, batch);
	ok(r->min == each && r->p25 == each && r->median == each && r->p75 == each &&
	   r->p99 == each && r->max == each && r->mean == each && r->stddev == 0,
	   "all figures are %.10g exactly, and there is no spread", each);
	free(sum.row);
	record_free(&rec);
}

static void summary_as_gsl(void)
{
	double *value = xalloc(N, sizeof(*value));
	struct summary sum = { 0 };
	struct recorder rec;

	fill(237000, 3000);
	for (size_t i = 0; i < N; i++)
		value[i] = sample[i].total / 100.0;
	rec = take((struct samples_kind) { .batch = 100, .totals_only = true }, 0);
	summary_add(&sum, WSBENCH_VHE, &rec);
	gsl_sort(value, 1, N);
	ok(fabs(sum.row->median - gsl_stats_median_from_sorted_data(value, 1, N)) < 1e-9 &&
	   fabs(sum.row->p99 - gsl_stats_quantile_from_sorted_data(value, 1, N, 0.99)) < 1e-9 &&
	   sum.row->min == value[0] && sum.row->max == value[N - 1],
	   "batches: quantiles are those of the single figures");
	ok(fabs(sum.row->mean - gsl_stats_mean(value, 1, N)) < 1e-8 &&
	   fabs(sum.row->stddev - gsl_stats_sd(value, 1, N)) < 1e-8,
	   "batches: mean and standard deviation as well");
	free(value);
	free(sum.row);
	record_free(&rec);
}

static bool units_as_gsl(const struct recorder *rec)
{
	double value[BLOCKS], median[BOOTS];
	struct dist units = units_of(rec);
	bool same = units.n == BOOTS;

	for (size_t b = 0; b < BOOTS; b++) {
		for (size_t i = 0; i < BLOCKS; i++)
			value[i] = sample[b * BLOCKS + i].total;
		median[b] = gsl_stats_median(value, 1, BLOCKS);
	}
	gsl_sort(median, 1, BOOTS);
	for (size_t b = 0; same && b < BOOTS; b++)
		same = dist_nth(&units, b) == median[b];
	dist_free(&units);
	return same;
}

static bool same_total(const struct recorder *a, const struct recorder *b)
{
	const struct tally *ta = &series_of(a)->phase[PHASE_TOTAL];
	const struct tally *tb = &series_of(b)->phase[PHASE_TOTAL];
	size_t bytes = hist_size(ta->samples.bits) * sizeof(*ta->samples.count);

	return ta->min == tb->min && ta->max == tb->max && ta->sum == tb->sum &&
	       ta->sumsq == tb->sumsq && ta->samples.bits == tb->samples.bits &&
	       !memcmp(ta->samples.count, tb->samples.count, bytes) &&
	       !memcmp(ta->medians.count, tb->medians.count, bytes);
}

static void boots_as_units(void)
{
	const struct samples_kind batches = { .batch = 100, .totals_only = true };
	struct recorder rec, all = { 0 };
	struct dist units;

	/* Medians doubled below 2^20: exact. */
	fill(300000, 200000);
	rec = take(batches, BLOCKS);
	ok(units_as_gsl(&rec), "boots: the units are the medians of %d blocks each", BLOCKS);
	ok(series_of(&rec)->blocks == N && series_of(&rec)->n == N, "boots: blocks and samples");
	record_free(&rec);

	rec = take(batches, 0);
	units = units_of(&rec);
	ok(units.n == N, "no boots: each block is a unit");
	dist_free(&units);
	record_free(&rec);

	for (uint32_t b = 0; b < BOOTS; b++) {
		struct recorder boot = { .kind = batches, .unit_blocks = UNIT_IS_ALL };

		/* As each boot numbers them. */
		for (uint32_t i = 0; i < BLOCKS; i++) {
			sample[b * BLOCKS + i].seq = i;
			sample[b * BLOCKS + i].block = i;
		}
		record(&boot, &sample[b * BLOCKS], BLOCKS);
		record_end(&boot);
		record_join(&all, &boot);
		record_free(&boot);
	}
	ok(units_as_gsl(&all) && all.next == N && series_of(&all)->n == N,
	   "boots that are joined: the same units");
	for (uint32_t i = 0; i < N; i++)
		sample[i].seq = sample[i].block = i;
	rec = take(batches, BLOCKS);
	ok(same_total(&all, &rec), "and the same counts, sums and extremes");
	record_free(&all);
	record_free(&rec);
}

/* All phases, and units of several blocks of several samples. */
static void units_of_phases(void)
{
	struct recorder rec = { .unit_blocks = BLOCKS / 100 };

	fill(1000, 1000);
	for (size_t i = 0; i < N; i++) {
		sample[i].block = i / 100;
		sample[i].entry = sample[i].guest = sample[i].exit = sample[i].total;
	}
	/* In odd pieces, as a file is read. */
	for (size_t i = 0; i < N; i += 4093)
		record(&rec, sample + i, N - i < 4093 ? N - i : 4093);
	record_end(&rec);
	ok(units_as_gsl(&rec), "units of %d blocks of 100 samples with phases", BLOCKS / 100);
	ok(!memcmp(series_of(&rec)->phase[PHASE_ENTRY].medians.count,
		   series_of(&rec)->phase[PHASE_TOTAL].medians.count,
		   hist_size(15) * sizeof(uint32_t)), "in each phase");
	record_free(&rec);
}

static void bounds(void)
{
	struct recorder rec = { .kind = { .totals_only = true }, .unit_blocks = UNIT_IS_ALL };

	fill(1000, 0);
	for (size_t i = 0; i < N; i++)
		sample[i].block = 7;
	ok(!record(&rec, sample, WSBENCH_MAX_BLOCK), "a block as long as can be");
	ok(record(&rec, sample + WSBENCH_MAX_BLOCK, 1) == RECORD_FOREIGN,
	   "one sample more is refused, though the unit goes on");
	ok(!series_of(&rec)->phase[PHASE_ENTRY].samples.count && !series_of(&rec)->open[PHASE_EXIT],
	   "without phases there is no memory for them");
	record_free(&rec);
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	constant(238437, 100);
	constant(1234567, 7);
	constant(9765433, 4096);	/* beyond what the histograms hold exactly */
	constant(2384, 1);
	summary_as_gsl();
	boots_as_units();
	units_of_phases();
	bounds();
	return tap_done();
}
