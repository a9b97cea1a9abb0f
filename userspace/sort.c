// SPDX-License-Identifier: GPL-2.0-only
/*
 * Radix sort. A million values take 10 ms this way and 120 ms with gsl_sort(),
 * which would be three quarters of the time that comparing two files takes.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "sort.h"

#define DIGIT_BITS	11
#define NR_DIGITS	6	/* 66 bits */
#define RADIX		(1U << DIGIT_BITS)

/* Bits that order as unsigned numbers as the doubles do: IEEE 754, not NaN. */
static uint64_t to_key(double value)
{
	uint64_t bits;

	value += 0.0;	/* -0 equals 0 */
	memcpy(&bits, &value, sizeof(bits));
	return bits >> 63 ? ~bits : bits | 1ULL << 63;
}

static double from_key(uint64_t key)
{
	uint64_t bits = key >> 63 ? key & ~(1ULL << 63) : ~key;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static unsigned int digit_of(uint64_t key, unsigned int digit)
{
	return key >> (digit * DIGIT_BITS) & (RADIX - 1);
}

/* Returns false if nothing had to move: all have the same digit. */
static int pass(uint64_t *to, const uint64_t *from, size_t n, unsigned int digit, size_t *count)
{
	size_t start = 0;

	if (count[digit_of(from[0], digit)] == n)
		return 0;
	for (unsigned int d = 0; d < RADIX; d++) {
		size_t nr = count[d];

		count[d] = start;
		start += nr;
	}
	for (size_t i = 0; i < n; i++)
		to[count[digit_of(from[i], digit)]++] = from[i];
	return 1;
}

/**
 * sort_doubles - sort ascending
 * @values: values, none of them NaN
 * @n: their number
 */
void sort_doubles(double *values, size_t n)
{
	size_t (*count)[RADIX] = xalloc(NR_DIGITS, sizeof(*count));
	uint64_t *key = xalloc(n, sizeof(*key)), *other = xalloc(n, sizeof(*other));

	for (size_t i = 0; i < n; i++) {
		key[i] = to_key(values[i]);
		for (unsigned int d = 0; d < NR_DIGITS; d++)
			count[d][digit_of(key[i], d)]++;
	}
	for (unsigned int d = 0; n && d < NR_DIGITS; d++) {
		if (pass(other, key, n, d, count[d])) {
			uint64_t *swap = key;

			key = other;
			other = swap;
		}
	}
	for (size_t i = 0; i < n; i++)
		values[i] = from_key(key[i]);
	free(count);
	free(key);
	free(other);
}
