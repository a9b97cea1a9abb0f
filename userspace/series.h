/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is kept of the samples of a run while they stream by: for every flow
 * and dirty state, per phase, counts and exact sums of all samples, and counts
 * of the medians of the blocks. The memory does not grow with the samples.
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

/**
 * struct tally - one phase of a series
 * @min: smallest value of the complete blocks
 * @max: largest value of the complete blocks
 * @open_min: smallest value of the block being filled
 * @open_max: largest value of the block being filled
 * @sum: of the values
 * @sumsq: of their squares
 * @samples: counts of the values
 * @medians: counts of twice the median of each block
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
 * @block: number of the block being filled
 * @fill: samples of it so far
 * @phase: what is kept
 * @open: the values of the block being filled
 */
struct series {
	uint64_t n;
	uint32_t block;
	uint32_t fill;
	struct tally phase[NR_PHASES];
	uint32_t open[NR_PHASES][WSBENCH_MAX_BLOCK];
};

/**
 * struct recorder - all samples of one run of one mode
 * @next: the sequence number the next sample must have
 * @series: by flow and dirty state, NULL where there is no sample
 */
struct recorder {
	uint64_t next;
	struct series *series[WSBENCH_NR_FLOWS][NR_DIRTY];
};

/* What record() found wrong with the samples. */
enum record_error {
	RECORD_OK,
	RECORD_GAP,		/* a sequence number is missing */
	RECORD_FOREIGN,		/* no such flow or dirty state, or a block too long */
	RECORD_FULL,		/* more than SERIES_MAX_SAMPLES */
};

enum record_error record(struct recorder *rec, const struct wsbench_sample *samples, size_t n);
void record_end(struct recorder *rec);
void record_free(struct recorder *rec);
double tally_mean(const struct tally *tally, uint64_t n);
double tally_stddev(const struct tally *tally, uint64_t n);

#endif /* WSBENCH_SERIES_H */
