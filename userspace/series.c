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
 *
 * The sum of a batch is larger, and what counts is a fraction of its round
 * trips' ticks: exact below 2^20 ticks, and medians below 2^19. There are far
 * fewer batches than round trips, and pages never touched cost nothing.
 */
#define SAMPLE_BITS	16
#define MEDIAN_BITS	15
#define BATCH_BITS	20

static struct series *series_new(const struct samples_kind *kind)
{
	bool batches = samples_batch(kind) > 1;
	struct series *s = xalloc(1, sizeof(*s));

	for (enum phase p = samples_phase(kind); p < NR_PHASES; p++) {
		s->phase[p].min = UINT32_MAX;
		s->phase[p].open_min = UINT32_MAX;
		hist_init(&s->phase[p].samples, batches ? BATCH_BITS : SAMPLE_BITS);
		hist_init(&s->phase[p].medians, batches ? BATCH_BITS : MEDIAN_BITS);
	}
	return s;
}

/* Twice the median of the unit being filled, whose values it reorders. */
static uint64_t median2(const struct tally *tally, uint32_t *open, size_t n)
{
	if (tally->open_min == tally->open_max)
		return 2ULL * tally->open_min;
	return 2 * gsl_stats_uint_median(open, 1, n);
}

static void close_unit(struct series *s, enum phase first)
{
	if (!s->fill)
		return;
	for (enum phase p = first; p < NR_PHASES; p++) {
		struct tally *t = &s->phase[p];
		uint64_t median = median2(t, s->open[p], s->fill);

		t->medians.count[hist_index(t->medians.bits, median)]++;
		t->min = GSL_MIN(t->min, t->open_min);
		t->max = GSL_MAX(t->max, t->open_max);
		t->open_min = UINT32_MAX;
		t->open_max = 0;
	}
	s->fill = 0;
}

/* A unit of one block never needs more than the first of this. */
static void make_room(struct series *s, enum phase first, size_t n)
{
	if (n <= s->room)
		return;
	s->room = GSL_MAX(2 * s->room, WSBENCH_MAX_BLOCK);
	for (enum phase p = first; p < NR_PHASES; p++)
		s->open[p] = xrealloc(s->open[p], s->room, sizeof(*s->open[p]));
}

/* @bits: of tally->samples; the loop is faster where the compiler knows it. */
static inline void add_values(struct tally *tally, unsigned int bits, uint32_t *open,
			      const uint32_t *value, size_t n)
{
	const size_t stride = sizeof(struct wsbench_sample) / sizeof(*value);
	uint32_t min = tally->open_min, max = tally->open_max;
	uint32_t *count = tally->samples.count;
	unsigned __int128 sumsq = 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++, value += stride) {
		uint32_t v = *value;

		open[i] = v;
		count[hist_index(bits, v)]++;
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

static void add(struct series *s, enum phase phase, const uint32_t *value, size_t n)
{
	struct tally *tally = &s->phase[phase];
	uint32_t *open = s->open[phase] + s->fill;

	if (tally->samples.bits == SAMPLE_BITS)
		add_values(tally, SAMPLE_BITS, open, value, n);
	else
		add_values(tally, tally->samples.bits, open, value, n);
}

/* The samples of one block that came together. */
static enum record_error add_block(struct recorder *rec, const struct wsbench_sample *first,
				   size_t n)
{
	struct series **slot = &rec->series[first->flow][first->dirty];
	enum phase known = samples_phase(&rec->kind);
	uint32_t unit = first->block / GSL_MAX(rec->unit_blocks, 1);
	struct series *s;

	if (!*slot)
		*slot = series_new(&rec->kind);
	s = *slot;
	if (s->unit != unit)
		close_unit(s, known);
	if (s->block != first->block || !s->n) {
		s->block_fill = 0;
		s->blocks++;
	}
	if (s->block_fill + n > WSBENCH_MAX_BLOCK)
		return RECORD_FOREIGN;
	if (s->n + n > SERIES_MAX_SAMPLES)
		return RECORD_FULL;
	s->block = first->block;
	s->unit = unit;
	make_room(s, known, s->fill + n);
	if (!rec->kind.totals_only) {
		add(s, PHASE_ENTRY, &first->entry, n);
		add(s, PHASE_GUEST, &first->guest, n);
		add(s, PHASE_EXIT, &first->exit, n);
	}
	add(s, PHASE_TOTAL, &first->total, n);
	s->block_fill += n;
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
 * record_end - no more samples come; the last units are complete
 * @rec: recorder
 */
void record_end(struct recorder *rec)
{
	for (int f = 0; f < WSBENCH_NR_FLOWS; f++)
		for (int d = 0; d < NR_DIRTY; d++)
			if (rec->series[f][d])
				close_unit(rec->series[f][d], samples_phase(&rec->kind));
}

static void join_counts(struct hist *all, const struct hist *hist, uint64_t min, uint64_t max)
{
	for (size_t i = hist_index(hist->bits, min); i <= hist_index(hist->bits, max); i++)
		all->count[i] += hist->count[i];
}

static void join_tally(struct tally *all, const struct tally *t)
{
	join_counts(&all->samples, &t->samples, t->min, t->max);
	join_counts(&all->medians, &t->medians, 2ULL * t->min, 2ULL * t->max);
	all->min = GSL_MIN(all->min, t->min);
	all->max = GSL_MAX(all->max, t->max);
	all->sum += t->sum;
	all->sumsq += t->sumsq;
}

/**
 * record_join - take in all samples of another run
 * @all: recorder of several runs, zeroed before its first
 * @rec: of a run, at its end, and of the same kind as those before it
 *
 * Units of different runs stay units of their own.
 */
enum record_error record_join(struct recorder *all, const struct recorder *rec)
{
	all->kind = rec->kind;
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY; i++) {
		struct series **slot = &all->series[i / NR_DIRTY][i % NR_DIRTY];
		const struct series *s = rec->series[i / NR_DIRTY][i % NR_DIRTY];

		if (!s)
			continue;
		if (!*slot)
			*slot = series_new(&rec->kind);
		if ((*slot)->n + s->n > SERIES_MAX_SAMPLES)
			return RECORD_FULL;
		for (enum phase p = samples_phase(&rec->kind); p < NR_PHASES; p++)
			join_tally(&(*slot)->phase[p], &s->phase[p]);
		(*slot)->n += s->n;
		(*slot)->blocks += s->blocks;
	}
	all->next += rec->next;
	return RECORD_OK;
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
				free(s->open[p]);
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
	uint64_t whole = tally->sum / n;

	return whole + (double)(tally->sum % n) / n;
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
