/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is kept of the samples of a run while they stream by: for every flow
 * and dirty state, per phase, counts and exact sums of all samples, and counts
 * of the medians of the units, which are blocks or boots. The memory does not
 * grow with the samples, beyond those of one unit.
 */
#ifndef WSBENCH_SERIES_H
#define WSBENCH_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dist.h"
#include "hist.h"
#include "names.h"

#define SERIES_MAX_SAMPLES	UINT32_MAX	/* of one series: the counters are 32 bits */
#define SAMPLES_MAX_BATCH	100000		/* six decimals tell its ticks apart */
#define UNIT_IS_ALL		UINT32_MAX	/* as unit_blocks: all blocks are one unit */

/**
 * struct samples_kind - what one sample of a run is
 * @batch: round trips of which it is the sum; 0 is 1, and more than 1 goes with
 *         @totals_only
 * @totals_only: the phases of a round trip are not known
 */
struct samples_kind {
	unsigned int batch;
	bool totals_only;
};

/**
 * struct tally - one phase of a series, in ticks of a whole sample
 * @min: smallest value of the complete units
 * @max: largest value of the complete units
 * @open_min: smallest value of the unit being filled
 * @open_max: largest value of the unit being filled
 * @sum: of the values
 * @sumsq: of their squares
 * @samples: counts of the values
 * @medians: counts of twice the median of each unit
 */
struct tally {
	uint32_t min, max, open_min, open_max;
	uint64_t sum;
	unsigned __int128 sumsq;
	struct hist samples, medians;
};

/**
 * struct series - all samples of one flow and dirty state
 * @n: their number
 * @blocks: number of their blocks
 * @block: number of the block being filled
 * @unit: number of the unit being filled
 * @block_fill: samples of the block so far
 * @fill: samples of the unit so far
 * @room: samples of a unit that @open has room for
 * @phase: what is kept
 * @open: the values of the unit being filled
 */
struct series {
	uint64_t n;
	uint64_t blocks;
	uint32_t block, unit;
	uint32_t block_fill;
	size_t fill, room;
	struct tally phase[NR_PHASES];
	uint32_t *open[NR_PHASES];
};

/**
 * struct recorder - all samples of one run of one mode
 * @kind: of the samples; without phases only that of the total is kept
 * @unit_blocks: so many block numbers in a row, from a multiple of it, are one
 *               unit of a comparison; 0 is 1
 * @next: the sequence number the next sample must have
 * @series: by flow and dirty state, NULL where there is no sample
 */
struct recorder {
	struct samples_kind kind;
	uint32_t unit_blocks;
	uint64_t next;
	struct series *series[WSBENCH_NR_FLOWS][NR_DIRTY];
};

/**
 * samples_batch - the round trips of a sample
 * @kind: of the samples
 */
static inline unsigned int samples_batch(const struct samples_kind *kind)
{
	return kind->batch ? kind->batch : 1;
}

/**
 * samples_phase - the first phase that is known; all from it on are
 * @kind: of the samples
 */
static inline enum phase samples_phase(const struct samples_kind *kind)
{
	return kind->totals_only ? PHASE_TOTAL : PHASE_ENTRY;
}

/* What record() found wrong with the samples. */
enum record_error {
	RECORD_OK,
	RECORD_GAP,		/* a sequence number is missing */
	RECORD_FOREIGN,		/* no such flow or dirty state, or a block too long */
	RECORD_FULL,		/* more than SERIES_MAX_SAMPLES */
};

enum record_error record(struct recorder *rec, const struct wsbench_sample *samples, size_t n);
void record_end(struct recorder *rec);
enum record_error record_join(struct recorder *all, const struct recorder *rec);
void record_free(struct recorder *rec);
double tally_mean(const struct tally *tally, uint64_t n);
double tally_stddev(const struct tally *tally, uint64_t n);

#endif /* WSBENCH_SERIES_H */
