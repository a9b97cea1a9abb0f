// SPDX-License-Identifier: GPL-2.0-only
/* Histograms and what is kept of a run, against GSL on all values. */
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "dist.h"
#include "error.h"
#include "hist.h"
#include "series.h"
#include "tap.h"

#define N		100000
#define FLOWS		3	/* of a run that names none */
#define MANY		10000000
#define RSS_LIMIT_KIB	(64 * 1024)

static gsl_rng *rng;

static uint32_t small(void)
{
	return 200 + gsl_ran_exponential(rng, 300);
}

static uint32_t any(void)
{
	return exp2(32 * gsl_rng_uniform(rng));
}

static bool buckets_cover_all(unsigned int bits)
{
	double worst = 0;

	/* Around every boundary of an octave and of some buckets. */
	for (uint64_t base = 1; base < 1ULL << HIST_VALUE_BITS; base += base / 7 + 1)
		for (uint64_t v = base - 1; v <= base + 1 && v < 1ULL << HIST_VALUE_BITS; v++) {
			size_t index = hist_index(bits, v);
			double error = fabs(hist_value(bits, index) - v);

			if (index >= hist_size(bits) || (v < 1ULL << bits && error))
				return false;
			worst = fmax(worst, v ? error / v : error);
		}
	return worst < exp2(1 - (int)bits) &&
	       hist_index(bits, (1ULL << HIST_VALUE_BITS) - 1) == hist_size(bits) - 1;
}

static bool buckets_in_order(unsigned int bits)
{
	for (size_t i = 1; i < hist_size(bits); i++)
		if (hist_value(bits, i) <= hist_value(bits, i - 1))
			return false;
	return true;
}

static bool quantiles_match(uint32_t (*draw)(void), double tolerance)
{
	static const double at[] = { 0, 0.001, 0.25, 0.5, 0.75, 0.99, 0.9999, 1 };
	double *value = xalloc(N, sizeof(*value));
	struct hist hist;
	struct dist dist;
	bool match = true;

	hist_init(&hist, 16);
	for (size_t i = 0; i < N; i++) {
		value[i] = draw();
		hist.count[hist_index(16, value[i])]++;
	}
	gsl_sort(value, 1, N);
	dist_from_hist(&dist, &hist, 0, HIST_MAX_VALUE, 1);
	for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++) {
		double want = gsl_stats_quantile_from_sorted_data(value, 1, N, at[i]);

		match = match && fabs(dist_quantile(&dist, at[i]) - want) <= tolerance * want;
	}
	dist_free(&dist);
	hist_free(&hist);
	free(value);
	return match;
}

static void fill(struct wsbench_sample *batch, size_t n, uint64_t first, unsigned int block,
		 uint32_t (*draw)(void))
{
	for (size_t i = 0; i < n; i++) {
		uint64_t seq = first + i;

		batch[i] = (struct wsbench_sample) {
			.seq = seq, .block = seq / block, .flow = seq / block % FLOWS,
			.dirty = seq / block / FLOWS % NR_DIRTY,
			.entry = draw(), .guest = draw(), .exit = draw(), .total = draw(),
		};
	}
}

static void moments(uint32_t (*draw)(void), const char *what)
{
	struct wsbench_sample *batch = xalloc(N, sizeof(*batch));
	double *value = xalloc(N, sizeof(*value));
	struct recorder rec = { 0 };
	const struct series *s;

	fill(batch, N, 0, 100, draw);
	for (size_t i = 0; i < N; i++) {
		batch[i].flow = WSBENCH_FLOW_NONE;
		batch[i].dirty = 0;
		value[i] = batch[i].entry;
	}
	ok(record(&rec, batch, N) == RECORD_OK, "%s: recorded", what);
	record_end(&rec);
	s = rec.series[WSBENCH_FLOW_NONE][0];
	ok(s->n == N && s->phase[0].min == gsl_stats_min(value, 1, N) &&
	   s->phase[0].max == gsl_stats_max(value, 1, N), "%s: number, minimum, maximum", what);
	ok(fabs(tally_mean(&s->phase[0], N) / gsl_stats_mean(value, 1, N) - 1) < 1e-12,
	   "%s: mean", what);
	ok(fabs(tally_stddev(&s->phase[0], N) / gsl_stats_sd(value, 1, N) - 1) < 1e-12,
	   "%s: standard deviation", what);
	record_free(&rec);
	free(batch);
	free(value);
}

static uint32_t far_and_narrow(void)
{
	return 4000000000U + gsl_rng_uniform_int(rng, 2);
}

static bool medians_match(unsigned int block)
{
	struct wsbench_sample *batch = xalloc(N, sizeof(*batch));
	struct recorder rec = { 0 };
	double value[WSBENCH_MAX_BLOCK], *median = xalloc(N, sizeof(*median));
	size_t nr = 0;
	struct dist dist;
	bool match;

	fill(batch, N, 0, block, small);
	for (size_t i = 0, fill = 0; i < N; i++) {
		batch[i].flow = WSBENCH_FLOW_NONE;
		batch[i].dirty = 0;
		value[fill++] = batch[i].total;
		if (i + 1 == N || batch[i + 1].block != batch[i].block) {
			median[nr++] = gsl_stats_median(value, 1, fill);
			fill = 0;
		}
	}
	/* In odd pieces, as reads may cut a block anywhere. */
	for (size_t i = 0, n; i < N; i += n) {
		n = 1 + gsl_rng_uniform_int(rng, 4096);
		n = n < N - i ? n : N - i;
		record(&rec, batch + i, n);
	}
	record_end(&rec);
	dist_from_hist(&dist, &rec.series[WSBENCH_FLOW_NONE][0]->phase[PHASE_TOTAL].medians, 0,
		       HIST_MAX_VALUE, 0.5);
	gsl_sort(median, 1, nr);
	match = dist.n == nr;
	for (size_t i = 0; match && i < nr; i++)
		match = dist_nth(&dist, i) == median[i];
	dist_free(&dist);
	record_free(&rec);
	free(median);
	free(batch);
	return match;
}

static enum record_error record_broken(void (*break_it)(struct wsbench_sample *batch))
{
	struct wsbench_sample batch[1000];
	struct recorder rec = { 0 };
	enum record_error error;

	fill(batch, 1000, 0, 100, small);
	break_it(batch);
	error = record(&rec, batch, 1000);
	record_free(&rec);
	return error;
}

static void lose_one(struct wsbench_sample *batch)
{
	for (int i = 500; i < 1000; i++)
		batch[i].seq++;
}

static void repeat_one(struct wsbench_sample *batch)
{
	batch[700].seq--;
}

static void other_flow(struct wsbench_sample *batch)
{
	batch[10].flow = WSBENCH_NR_FLOWS;
}

static void other_dirty(struct wsbench_sample *batch)
{
	batch[10].dirty = NR_DIRTY;
}

static long peak_rss_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* Values over all magnitudes and blocks of one touch as many buckets as can be. */
static void ten_million(void)
{
	struct wsbench_sample *batch = xalloc(4096, sizeof(*batch));
	struct recorder rec = { 0 };
	enum record_error error = RECORD_OK;

	for (uint64_t i = 0; i < MANY && !error; i += 4000) {
		fill(batch, 4000, i, 1, any);
		error = record(&rec, batch, 4000);
	}
	record_end(&rec);
	ok(!error && rec.next == MANY, "%d samples of all magnitudes", MANY);
	ok(peak_rss_kib() < RSS_LIMIT_KIB, "they take %ld KiB, below %d", peak_rss_kib(),
	   RSS_LIMIT_KIB);
	record_free(&rec);
	free(batch);
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	ten_million();
	for (unsigned int bits = 15; bits <= 16; bits++) {
		ok(buckets_cover_all(bits), "%u bits: every value in a bucket near it", bits);
		ok(buckets_in_order(bits), "%u bits: buckets ascend", bits);
	}
	ok(quantiles_match(small, 1e-15), "quantiles below 65536 equal those of GSL");
	ok(quantiles_match(any, exp2(-15)), "quantiles above are within 2^-15 of them");
	moments(small, "small values");
	moments(any, "all magnitudes");
	moments(far_and_narrow, "far and narrow");
	ok(medians_match(100), "medians of blocks equal those of GSL");
	ok(medians_match(7), "of odd blocks");
	ok(medians_match(WSBENCH_MAX_BLOCK), "of the longest blocks");
	ok(record_broken(lose_one) == RECORD_GAP, "a lost sample is noticed");
	ok(record_broken(repeat_one) == RECORD_GAP, "a repeated sample is noticed");
	ok(record_broken(other_flow) == RECORD_FOREIGN, "an unknown flow is noticed");
	ok(record_broken(other_dirty) == RECORD_FOREIGN, "an unknown dirty state is noticed");
	return tap_done();
}
