// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "error.h"
#include "hist.h"

/**
 * hist_size - number of buckets
 * @bits: precision
 */
size_t hist_size(unsigned int bits)
{
	return ((size_t)1 << bits) + ((size_t)(HIST_VALUE_BITS - bits) << (bits - 2));
}

/**
 * hist_init - an empty histogram
 * @hist: histogram
 * @bits: precision, 3 to HIST_VALUE_BITS
 */
void hist_init(struct hist *hist, unsigned int bits)
{
	hist->bits = bits;
	hist->count = xalloc(hist_size(bits), sizeof(*hist->count));
}

/**
 * hist_free - give the memory back
 * @hist: histogram
 */
void hist_free(struct hist *hist)
{
	free(hist->count);
	hist->count = NULL;
}

/**
 * hist_value - the value a bucket stands for: its middle
 * @bits: precision
 * @index: bucket
 */
double hist_value(unsigned int bits, size_t index)
{
	size_t above, octave;
	uint64_t low, width;

	if (index < (size_t)1 << bits)
		return index;
	above = index - ((size_t)1 << bits);
	octave = above >> (bits - 2);
	width = 4ULL << octave;
	low = (1ULL << (bits + octave)) + (above & ((1U << (bits - 2)) - 1)) * width;
	return low + (width - 1) / 2.0;
}
