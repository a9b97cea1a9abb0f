// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_math.h>
#include <gsl/gsl_statistics_uint.h>

#include "error.h"
#include "series.h"

/*
 * Samples: relative error below 2^-15 where not exact. Medians are counted
 * doubled, and there are fewer of them: exact below 16384 ticks, 2^-14 above.
 * A full set of both, for 3 flows and 2 dirty states, stays below 50 MiB.
 */
#define SAMPLE_BITS	16
#define MEDIAN_BITS	15

static struct series *series_new(void)
{
	struct series *s = xalloc(1, sizeof(*s));

	for (int p = 0; p < NR_PHASES; p++) {
		s->phase[p].min = UINT32_MAX;
		s->phase[p].open_min = UINT32_MAX;
		hist_init(&s->phase[p].samples, SAMPLE_BITS);
		hist_init(&s->phase[p].medians, MEDIAN_BITS);
	}
	return s;
}

/* Twice the median of the block being filled, whose values it reorders. */
static uint64_t median2(const struct tally *tally, uint32_t *open, size_t n)
{
	if (tally->open_min == tally->open_max)
		return 2ULL * tally->open_min;
	return 2 * gsl_stats_uint_median(open, 1, n);
}

static void close_block(struct series *s)
{
	if (!s->fill)
		return;
	for (int p = 0; p < NR_PHASES; p++) {
		struct tally *t = &s->phase[p];

		t->medians.count[hist_index(MEDIAN_BITS, median2(t, s->open[p], s->fill))]++;
		t->min = GSL_MIN(t->min, t->open_min);
		t->max = GSL_MAX(t->max, t->open_max);
		t->open_min = UINT32_MAX;
		t->open_max = 0;
	}
	s->fill = 0;
}

static void add(struct tally *tally, uint32_t *open, const uint32_t *value, size_t n)
{
	const size_t stride = sizeof(struct wsbench_sample) / sizeof(*value);
	uint32_t min = tally->open_min, max = tally->open_max;
	uint32_t *count = tally->samples.count;
	unsigned __int128 sumsq = 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++, value += stride) {
		uint32_t v = *value;

		open[i] = v;
		count[hist_index(SAMPLE_BITS, v)]++;
		sum += v;
		sumsq += (uint64_t)v * v;
		min = v < min ? v : min;
		max = v > max ? v : max;
	}
	tally->open_min = min;
	tally->open_max = max;
	tally->sum += sum;
	tally->sumsq += sumsq;
}

/* The samples of one block that came together. */
static enum record_error add_block(struct recorder *rec, const struct wsbench_sample *first,
				   size_t n)
{
	struct series **slot = &rec->series[first->flow][first->dirty];
	struct series *s;

	if (!*slot)
		*slot = series_new();
	s = *slot;
	if (s->fill && s->block != first->block)
		close_block(s);
	if (s->fill + n > WSBENCH_MAX_BLOCK)
		return RECORD_FOREIGN;
	if (s->n + n > SERIES_MAX_SAMPLES)
		return RECORD_FULL;
	s->block = first->block;
	add(&s->phase[PHASE_ENTRY], s->open[PHASE_ENTRY] + s->fill, &first->entry, n);
	add(&s->phase[PHASE_GUEST], s->open[PHASE_GUEST] + s->fill, &first->guest, n);
	add(&s->phase[PHASE_EXIT], s->open[PHASE_EXIT] + s->fill, &first->exit, n);
	add(&s->phase[PHASE_TOTAL], s->open[PHASE_TOTAL] + s->fill, &first->total, n);
	s->fill += n;
	s->n += n;
	return RECORD_OK;
}

static bool same_block(const struct wsbench_sample *a, const struct wsbench_sample *b)
{
	return a->block == b->block && a->flow == b->flow && a->dirty == b->dirty;
}

/**
 * record - take in the next samples of a run
 * @rec: recorder, zeroed before its first samples
 * @samples: samples, in the order measured
 * @n: their number
 *
 * On an error @rec->next is the sequence number it happened at.
 */
enum record_error record(struct recorder *rec, const struct wsbench_sample *samples, size_t n)
{
	enum record_error error;

	for (size_t i = 0, j; i < n; i = j) {
		const struct wsbench_sample *first = &samples[i];

		if (first->flow >= WSBENCH_NR_FLOWS || first->dirty >= NR_DIRTY)
			return RECORD_FOREIGN;
		for (j = i; j < n && same_block(&samples[j], first); j++, rec->next++)
			if (samples[j].seq != rec->next)
				return RECORD_GAP;
		error = add_block(rec, first, j - i);
		if (error)
			return error;
	}
	return RECORD_OK;
}

/**
 * record_end - no more samples come; the last blocks are complete
 * @rec: recorder
 */
void record_end(struct recorder *rec)
{
	for (int f = 0; f < WSBENCH_NR_FLOWS; f++)
		for (int d = 0; d < NR_DIRTY; d++)
			if (rec->series[f][d])
				close_block(rec->series[f][d]);
}

/**
 * record_free - give the memory back
 * @rec: recorder
 */
void record_free(struct recorder *rec)
{
	for (int f = 0; f < WSBENCH_NR_FLOWS; f++)
		for (int d = 0; d < NR_DIRTY; d++) {
			struct series *s = rec->series[f][d];

			for (int p = 0; s && p < NR_PHASES; p++) {
				hist_free(&s->phase[p].samples);
				hist_free(&s->phase[p].medians);
			}
			free(s);
			rec->series[f][d] = NULL;
		}
}

/**
 * tally_mean - the mean of all values
 * @tally: phase of a series
 * @n: number of its values, not 0
 */
double tally_mean(const struct tally *tally, uint64_t n)
{
	return tally->sum / n + (double)(tally->sum % n) / n;
}

/**
 * tally_stddev - the standard deviation of all values (n - 1)
 * @tally: phase of a series
 * @n: number of its values, not 0
 *
 * The squares are taken around the whole part of the mean, in integers: exact
 * up to the last division, however small the spread is beside the values.
 */
double tally_stddev(const struct tally *tally, uint64_t n)
{
	unsigned __int128 mean = tally->sum / n, rest = tally->sum % n;
	unsigned __int128 square = tally->sumsq - 2 * mean * tally->sum + mean * mean * n;

	if (n < 2)
		return 0;
	return sqrt(((double)square - (double)rest * rest / n) / (n - 1));
}
