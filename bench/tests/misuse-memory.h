/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory that system calls are given: good, bad, and good up to some byte. */
#ifndef WSBENCH_TESTS_MISUSE_MEMORY_H
#define WSBENCH_TESTS_MISUSE_MEMORY_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "misuse-rand.h"

#define CANARY		0xa5
#define CANARY_SIZE	64		/* two samples */
#define MEMORY_MAX	0x10000		/* of one buffer */

enum memory {
	MEM_GOOD,
	MEM_READ_ONLY,
	MEM_CUT,			/* its first bytes only: then no page follows */
	MEM_FLAKY,			/* comes and goes, as another thread likes */
	/* for the rest no byte can be had */
	MEM_NULL,
	MEM_UNMAPPED,
	MEM_KERNEL,
	MEM_TAGGED,			/* good, but for a tag that nobody asked for */
	MEM_NR
};

/* What a thread has: data, between two pages that are not there. */
struct arena {
	char *data, *end;
	char *read_only;
	char *unmapped;
};

/* A buffer as a call is given it. */
struct buffer {
	enum memory kind;
	char *p;
	size_t size;
};

/* One for all threads. */
static char *flaky_page;

static inline char *memory_map(size_t size, int prot)
{
	char *p = mmap(NULL, size, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED) {
		perror("mmap");
		exit(2);
	}
	return p;
}

static inline void arena_init(struct arena *a)
{
	size_t page = sysconf(_SC_PAGESIZE), size = 2 * MEMORY_MAX;
	char *p = memory_map(size + 2 * page, PROT_NONE);

	a->data = p + page;
	a->end = a->data + size;
	if (mprotect(a->data, size, PROT_READ | PROT_WRITE)) {
		perror("mprotect");
		exit(2);
	}
	memset(a->data, CANARY, size);
	a->read_only = memory_map(MEMORY_MAX, PROT_READ);
	a->unmapped = a->end;
}

/* Mostly a good one. */
static inline enum memory memory_kind(struct rnd *r)
{
	return rnd_one_in(r, 6) ? rnd_below(r, MEM_NR) : MEM_GOOD;
}

/**
 * buffer_of - a buffer of that kind
 * @a: the thread's memory
 * @kind: what is wrong with it
 * @size: 1..MEMORY_MAX
 */
static inline struct buffer buffer_of(const struct arena *a, enum memory kind, size_t size,
				      struct rnd *r)
{
	struct buffer b = { kind, NULL, size };
	size_t room = a->end - a->data - size - 2 * CANARY_SIZE;

	switch (kind) {
	case MEM_READ_ONLY:
		b.p = a->read_only;
		break;
	case MEM_CUT:
		b.p = a->end - rnd_below(r, size);
		break;
	case MEM_FLAKY:
		b.p = flaky_page;
		break;
	case MEM_NULL:
		b.p = (char *)rnd_below(r, 8);
		break;
	case MEM_UNMAPPED:
		b.p = a->unmapped + rnd_below(r, 64);
		break;
	case MEM_KERNEL:
		/* The linear map, modules, vmalloc, the image; the last bytes of all. */
		b.p = (char *)(rnd_one_in(r, 2) ? 0xffff000000000000ULL | rnd_next(r) >> 16 :
						  -1 - rnd_below(r, 128));
		break;
	default:
		/* Odd addresses as well, but not only. */
		b.p = a->data + CANARY_SIZE + (rnd_below(r, room) & ~(rnd_next(r) & 7));
		if (kind == MEM_TAGGED)
			b.p = (char *)((uintptr_t)b.p | (1 + rnd_below(r, 255)) << 56);
	}
	return b;
}

static inline bool buffer_readable(const struct buffer *b)
{
	return b->kind == MEM_GOOD || b->kind == MEM_READ_ONLY;
}

/* Nobody can say: it may be there or not, and stay so or not. */
static inline bool buffer_unsure(const struct buffer *b)
{
	return b->kind == MEM_FLAKY;
}

/* Its bytes that can be written; it may be more than @size where that is a lie. */
static inline size_t buffer_writable(const struct arena *a, const struct buffer *b)
{
	return b->kind == MEM_GOOD ? b->size : b->kind == MEM_CUT ? (size_t)(a->end - b->p) : 0;
}

/* Before a call. */
static inline void buffer_fill(const struct arena *a, const struct buffer *b, const void *content)
{
	size_t size = buffer_writable(a, b);

	if (!size && b->kind != MEM_CUT)
		return;
	memset(b->p - CANARY_SIZE, CANARY, CANARY_SIZE);
	if (content)
		memcpy(b->p, content, size);
	else
		memset(b->p, CANARY, size);
	if (b->kind == MEM_GOOD)
		memset(b->p + size, CANARY, CANARY_SIZE);
}

static inline bool all_canary(const char *p, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (p[i] != (char)CANARY)
			return false;
	return true;
}

/**
 * buffer_intact - after a call: nothing is written but what may be
 * @content: what was there, NULL: canaries
 * @written: bytes from its start that the call may have written
 */
static inline bool buffer_intact(const struct arena *a, const struct buffer *b,
				 const void *content, size_t written)
{
	size_t size = buffer_writable(a, b);

	if (!size && b->kind != MEM_CUT)
		return true;
	if (!all_canary(b->p - CANARY_SIZE, CANARY_SIZE))
		return false;
	if (b->kind == MEM_GOOD && !all_canary(b->p + size, CANARY_SIZE))
		return false;
	if (written >= size)
		return true;
	if (content)
		return !memcmp(b->p + written, (const char *)content + written, size - written);
	return all_canary(b->p + written, size - written);
}

#endif /* WSBENCH_TESTS_MISUSE_MEMORY_H */
