/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up numbers that a seed repeats. */
#ifndef WSBENCH_TESTS_MISUSE_RAND_H
#define WSBENCH_TESTS_MISUSE_RAND_H

#include <stdbool.h>
#include <stdint.h>

struct rnd {
	uint64_t state;
};

/* The next 64 bits (splitmix64). */
static inline uint64_t rnd_next(struct rnd *r)
{
	uint64_t x = r->state += 0x9e3779b97f4a7c15ULL;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

/* 0..@n - 1 */
static inline uint64_t rnd_below(struct rnd *r, uint64_t n)
{
	return rnd_next(r) % n;
}

static inline bool rnd_one_in(struct rnd *r, unsigned int n)
{
	return !rnd_below(r, n);
}

/*
 * A generator of its own for each call of each thread: what one call draws does not
 * depend on how another ended.
 */
static inline struct rnd rnd_of(uint64_t seed, uint64_t thread, uint64_t call)
{
	struct rnd r = { seed };

	r.state = rnd_next(&r) + thread;
	r.state = rnd_next(&r) + call;
	return r;
}

/* Numbers at which code breaks: powers of two and their neighbours, mostly small. */
static inline uint64_t rnd_boundary(struct rnd *r)
{
	uint64_t power = 1ULL << rnd_below(r, 64);

	switch (rnd_below(r, 6)) {
	case 0: return rnd_below(r, 4);
	case 1: return power;
	case 2: return power - 1;
	case 3: return power + 1;
	case 4: return -rnd_below(r, 4);
	default: return rnd_next(r);
	}
}

#endif /* WSBENCH_TESTS_MISUSE_RAND_H */
