/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up structures of uapi/wsbench.h, and how a call may end that is given them. */
#ifndef WSBENCH_TESTS_MISUSE_EXPECT_H
#define WSBENCH_TESTS_MISUSE_EXPECT_H

#include <errno.h>
#include <string.h>

#include "../../module/uapi/wsbench.h"
#include "misuse-rand.h"

#define ERRNO_MAX	134

/* What the ABI allows a call to end with. */
struct expected {
	bool success;
	bool err[ERRNO_MAX];
};

/* What there is to know of the machine, the same for all threads. */
struct machine {
	struct wsbench_info info;
	unsigned int cpus;
};

static struct machine machine;

static inline void may_fail(struct expected *e, int err)
{
	e->err[err] = true;
}

/* It cannot succeed, then. */
static inline void must_fail(struct expected *e, bool when, int err)
{
	if (!when)
		return;
	e->success = false;
	e->err[err] = true;
}

static inline bool has_engine(enum wsbench_engine engine)
{
	return machine.info.engines >> engine & 1;
}

static inline bool rogue(uint32_t payload)
{
	return payload >= WSBENCH_NR_EXITS;
}

/* Overwrites a member: any of the aligned words, by any value. */
static inline void mutate(struct rnd *r, void *structure, size_t size)
{
	size_t width = size % 8 || rnd_one_in(r, 2) ? 4 : 8;
	uint64_t value = rnd_boundary(r);

	memcpy((char *)structure + rnd_below(r, size / width) * width, &value, width);
}

/* One that is fine, spoilt now and then, or noise. */
static inline void spoil(struct rnd *r, void *structure, size_t size)
{
	switch (rnd_below(r, 8)) {
	case 0:
		mutate(r, structure, size);
		mutate(r, structure, size);
		break;
	case 1:
	case 2:
		mutate(r, structure, size);
		break;
	case 3:
		if (rnd_one_in(r, 4))
			for (size_t i = 0; i + 4 <= size; i += 4) {
				uint32_t value = rnd_boundary(r);

				memcpy((char *)structure + i, &value, sizeof(value));
			}
		break;
	}
}

/* Mostly the one that the thread is pinned to. */
static inline uint32_t some_cpu(struct rnd *r, int pinned)
{
	return pinned >= 0 && !rnd_one_in(r, 10) ? (uint32_t)pinned : rnd_below(r, machine.cpus);
}

static inline uint32_t some_payload(struct rnd *r)
{
	return rnd_one_in(r, 8) ? rnd_below(r, WSBENCH_NR_PAYLOADS) : WSBENCH_PAYLOAD_HVC;
}

/*
 * What bounds the length of a block: after each interrupt the warm-up starts anew,
 * and of the time of a short window little is left to the guest.
 */
static inline void tame_plan(struct wsbench_plan *p)
{
	if (p->limit_us < 1000) {
		p->warmup %= 16;
		if (p->block <= WSBENCH_MAX_BLOCK)
			p->block %= 64;
	}
	if (rogue(p->payload) && p->limit_us > 500)
		p->limit_us = 500;
}

static inline bool breakdown(const struct wsbench_plan *p)
{
	return p->flags & WSBENCH_BREAKDOWN;
}

/* What the world switch moves: mostly something that goes together. */
static inline void some_classes(struct rnd *r, struct wsbench_plan *p)
{
	if (rnd_one_in(r, 2))
		p->profile = rnd_below(r, WSBENCH_NR_PROFILES);
	if (rnd_one_in(r, 4))
		p->flags = WSBENCH_BREAKDOWN;
	if (rnd_one_in(r, p->profile || p->flags ? 16 : 4)) {
		p->brps = rnd_below(r, 8);
		p->wrps = rnd_below(r, 8);
	}
	if (rnd_one_in(r, p->profile ? 4 : 16))
		p->lrs = rnd_below(r, 5);
	if (rnd_one_in(r, 8)) {
		p->nr_events = 1 + rnd_below(r, WSBENCH_MAX_EVENTS);
		for (unsigned int i = 0; i < p->nr_events; i++)
			p->events[i] = rnd_one_in(r, 4) ? rnd_next(r) : 8;	/* INST_RETIRED */
	}
}

static inline struct wsbench_plan some_plan(struct rnd *r, int pinned)
{
	struct wsbench_plan p = {
		.abi = WSBENCH_ABI_VERSION, .cpu = some_cpu(r, pinned),
		.flows = 1 + rnd_below(r, (1U << WSBENCH_NR_FLOWS) - 1),
		.dirty = 1 + rnd_below(r, 3), .payload = some_payload(r),
		.barrier = rnd_below(r, WSBENCH_NR_BARRIERS),
		.samples = rnd_one_in(r, 16) ? WSBENCH_MAX_SAMPLES >> 16 : 1 + rnd_below(r, 64),
		.seed = rnd_next(r), .block = 1 + rnd_below(r, 16), .warmup = rnd_below(r, 16),
		.limit_us = 1 + rnd_below(r, rnd_one_in(r, 4) ? 50 : 2000),
	};

	if (rnd_one_in(r, 50))
		p.block = WSBENCH_MAX_BLOCK;
	some_classes(r, &p);
	spoil(r, &p, sizeof(p));
	tame_plan(&p);
	return p;
}

static inline void expect_cpu(struct expected *e, uint32_t cpu, int pinned)
{
	must_fail(e, cpu >= machine.cpus, ENXIO);
	must_fail(e, cpu < machine.cpus && (int)cpu != pinned, EXDEV);
	/* Somebody else may have it. */
	may_fail(e, EBUSY);
}

static inline void expect_classes(struct expected *e, const struct wsbench_plan *p)
{
	bool counted = p->brps || p->wrps;

	must_fail(e, p->profile >= WSBENCH_NR_PROFILES || p->flags & ~WSBENCH_BREAKDOWN ||
		  p->nr_events > WSBENCH_MAX_EVENTS, EINVAL);
	must_fail(e, breakdown(p) && p->block > WSBENCH_MAX_BREAKDOWN_BLOCK, EINVAL);
	must_fail(e, p->profile && (counted || rogue(p->payload)), EINVAL);
	must_fail(e, counted && (p->flags || rogue(p->payload)), EINVAL);
	must_fail(e, p->lrs && !p->profile, EINVAL);
	/* More than any CPU has, and more than this one may have. */
	must_fail(e, p->brps > 16 || p->wrps > 16 || p->lrs > WSBENCH_MAX_LRS, EINVAL);
	if (p->brps > 2 || p->wrps > 2 || p->lrs)
		may_fail(e, EINVAL);
	if (p->nr_events)
		may_fail(e, ENOTUNIQ);
	for (unsigned int i = p->nr_events; i < WSBENCH_MAX_EVENTS; i++)
		must_fail(e, p->events[i], EINVAL);
}

static inline void expect_plan(struct expected *e, const struct wsbench_plan *p, int pinned)
{
	must_fail(e, p->abi != WSBENCH_ABI_VERSION, EPROTO);
	must_fail(e, !p->flows || p->flows >> WSBENCH_NR_FLOWS || !p->dirty ||
		  p->dirty >> 2 || p->payload >= WSBENCH_NR_PAYLOADS ||
		  p->barrier >= WSBENCH_NR_BARRIERS || !p->samples ||
		  p->samples > WSBENCH_MAX_SAMPLES || !p->block || p->block > WSBENCH_MAX_BLOCK ||
		  p->warmup > WSBENCH_MAX_WARMUP || !p->limit_us ||
		  p->limit_us > WSBENCH_MAX_LIMIT_US, EINVAL);
	must_fail(e, p->payload < WSBENCH_NR_PAYLOADS &&
		  !(machine.info.payloads >> p->payload & 1), EPERM);
	/* Blocks are counted with 32 bits. */
	must_fail(e, p->block &&
		  p->samples / p->block > UINT32_MAX / (WSBENCH_NR_FLOWS * 4) - 1, EINVAL);
	expect_classes(e, p);
	expect_cpu(e, p->cpu, pinned);
	must_fail(e, !has_engine(WSBENCH_ENGINE_DIRECT), EADDRINUSE);
}

static inline struct wsbench_verify some_verify(struct rnd *r, int pinned)
{
	struct wsbench_verify v = {
		.abi = WSBENCH_ABI_VERSION, .cpu = some_cpu(r, pinned),
		.flow = rnd_below(r, WSBENCH_NR_FLOWS), .dirty = rnd_below(r, 2),
		.barrier = rnd_below(r, WSBENCH_NR_BARRIERS),
	};

	spoil(r, &v, sizeof(v));
	return v;
}

static inline void expect_verify(struct expected *e, const struct wsbench_verify *v, int pinned)
{
	must_fail(e, v->abi != WSBENCH_ABI_VERSION, EPROTO);
	must_fail(e, v->zero || v->flow >= WSBENCH_NR_FLOWS || v->dirty > 1 ||
		  v->barrier >= WSBENCH_NR_BARRIERS, EINVAL);
	expect_cpu(e, v->cpu, pinned);
	must_fail(e, !has_engine(WSBENCH_ENGINE_DIRECT), EADDRINUSE);
}

static inline struct wsbench_orders some_orders(struct rnd *r, int pinned)
{
	struct wsbench_orders o = {
		.abi = WSBENCH_ABI_VERSION, .cpu = some_cpu(r, pinned),
		.flows = 1 + rnd_below(r, (1U << WSBENCH_NR_FLOWS) - 1), .dirty = rnd_below(r, 2),
		.seed = rnd_next(r), .first = rnd_boundary(r), .states = 1 + rnd_below(r, 2),
	};

	spoil(r, &o, sizeof(o));
	/* So many would take long, and are no other case. */
	if (o.states <= WSBENCH_MAX_STATES)
		o.states &= 3;
	return o;
}

static inline void expect_orders(struct expected *e, const struct wsbench_orders *o, int pinned)
{
	must_fail(e, o->abi != WSBENCH_ABI_VERSION, EPROTO);
	must_fail(e, o->zero || o->flows >> WSBENCH_NR_FLOWS ||
		  __builtin_popcount(o->flows) < 2 || o->dirty > 1 || !o->states ||
		  o->states > WSBENCH_MAX_STATES, EINVAL);
	expect_cpu(e, o->cpu, pinned);
	must_fail(e, !has_engine(WSBENCH_ENGINE_DIRECT), EADDRINUSE);
}

/* Few are fine: to take a probe away makes the kernel wait for all CPUs. */
static inline struct wsbench_probe some_probe(struct rnd *r, int pinned)
{
	struct wsbench_probe p = {
		.abi = WSBENCH_ABI_VERSION, .cpu = some_cpu(r, pinned),
		.barrier = rnd_below(r, WSBENCH_NR_BARRIERS), .block = 1 + rnd_below(r, 64),
	};

	if (!rnd_one_in(r, 8))
		mutate(r, &p, sizeof(p));
	return p;
}

static inline void expect_probe(struct expected *e, const struct wsbench_probe *p, int pinned)
{
	must_fail(e, p->abi != WSBENCH_ABI_VERSION, EPROTO);
	must_fail(e, p->barrier >= WSBENCH_NR_BARRIERS || !p->block || p->block > WSBENCH_MAX_BLOCK,
		  EINVAL);
	expect_cpu(e, p->cpu, pinned);
	must_fail(e, !has_engine(WSBENCH_ENGINE_KVM), ENOENT);
}

static inline struct wsbench_probe_block some_probe_block(struct rnd *r)
{
	struct wsbench_probe_block b = {
		.flow = rnd_below(r, WSBENCH_NR_FLOWS), .dirty = rnd_below(r, 2),
		.block = 1 + rnd_below(r, 16), .warmup = rnd_below(r, 4),
	};

	spoil(r, &b, sizeof(b));
	return b;
}

/* @room: the probe's, 0 where that is not known */
static inline void expect_probe_block(struct expected *e, const struct wsbench_probe_block *b,
				      uint32_t room)
{
	must_fail(e, b->flow >= WSBENCH_NR_FLOWS || b->dirty > 1 || !b->block ||
		  b->block > WSBENCH_MAX_BLOCK || b->warmup > WSBENCH_MAX_WARMUP, EINVAL);
	if (room)
		must_fail(e, b->block > room, EINVAL);
	else
		may_fail(e, EINVAL);
}

#endif /* WSBENCH_TESTS_MISUSE_EXPECT_H */
