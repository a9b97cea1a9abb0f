/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counts per value in constant memory: exact below 2^bits, above that in
 * 2^(bits-2) equal buckets an octave, whose middle is less than 2^-(bits-1)
 * away from any value in them. Pages never touched cost nothing.
 */
#ifndef WSBENCH_HIST_H
#define WSBENCH_HIST_H

#include <stddef.h>
#include <stdint.h>

#define HIST_VALUE_BITS	33	/* twice a 32-bit tick count: medians have halves */
#define HIST_MAX_VALUE	((1ULL << HIST_VALUE_BITS) - 1)

struct hist {
	unsigned int bits;
	uint32_t *count;
};

/**
 * hist_index - the bucket of a value
 * @bits: precision of the histogram
 * @value: below 2^HIST_VALUE_BITS
 */
static inline size_t hist_index(unsigned int bits, uint64_t value)
{
	unsigned int octave;

	if (value < 1ULL << bits)
		return value;
	octave = 63 - __builtin_clzll(value);
	return ((size_t)1 << bits) + ((size_t)(octave - bits) << (bits - 2)) +
	       ((value >> (octave - bits + 2)) & ((1U << (bits - 2)) - 1));
}

void hist_init(struct hist *hist, unsigned int bits);
void hist_free(struct hist *hist);
size_t hist_size(unsigned int bits);
double hist_value(unsigned int bits, size_t index);

#endif /* WSBENCH_HIST_H */
