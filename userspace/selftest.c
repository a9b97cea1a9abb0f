// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "attempt.h"
#include "device.h"
#include "end.h"
#include "error.h"
#include "judge.h"
#include "names.h"
#include "rogue.h"
#include "selftest.h"
#include "stop.h"
#include "verify.h"

/* More than any rogue makes round trips before it turns. */
#define ROGUE_BLOCK	100
#define PLAIN_SAMPLES	20

#define FOUND_TEXT	(2 * END_TEXT)

static struct wsbench_plan plan_for(const struct selftest *t)
{
	return (struct wsbench_plan) {
		.abi = WSBENCH_ABI_VERSION, .cpu = t->cpu, .flows = t->flows,
		.dirty = t->dirty, .barrier = t->barrier, .seed = t->seed,
		.limit_us = t->limit_us,
	};
}

/**
 * selftest_limit - end the program where a guest that behaves needs more than the limit
 * @t: the self-test
 *
 * At the greatest limit it goes on: then this is what the checks are to find.
 */
void selftest_limit(const struct selftest *t)
{
	struct wsbench_plan plan = plan_for(t);

	plan.payload = WSBENCH_PAYLOAD_HVC;
	plan.samples = PLAIN_SAMPLES;
	plan.block = PLAIN_SAMPLES;
	if (t->limit_us == WSBENCH_MAX_LIMIT_US || attempt_read(&plan).err != ETIMEDOUT)
		return;
	printf("Bail out! CPU %u could not be used\n", t->cpu);
	die("--limit-us", "%u us is too short for a round trip on CPU %u; give more", t->limit_us,
	    t->cpu);
}

/* This and those below return false, with what was found, when the check has failed. */
static bool was_short(struct selftest *t, const struct attempt *a, char *found)
{
	if (a->status.longest_ns > t->longest_ns)
		t->longest_ns = a->status.longest_ns;
	return !t->strict || judge_time(a, t->limit_us, found, FOUND_TEXT);
}

static bool verifies(const struct selftest *t, enum wsbench_flow flow, unsigned int dirty,
		     char *found)
{
	struct wsbench_verify v = {
		.abi = WSBENCH_ABI_VERSION, .cpu = t->cpu, .flow = flow, .dirty = dirty,
		.barrier = t->barrier,
	};
	struct wsbench_info info;
	int fd = device_open(&info);
	size_t len;

	device_verify(fd, &v);
	close(fd);
	if (v.result == WSBENCH_CHECK_OK)
		return true;
	len = snprintf(found, FOUND_TEXT, "verify afterwards: ");
	verify_describe(&v, found + len, FOUND_TEXT - len);
	return false;
}

static bool runs(struct selftest *t, struct wsbench_plan plan, char *found)
{
	static const char where[] = "a run afterwards: ";
	const size_t len = sizeof(where) - 1;
	struct attempt a;

	plan.payload = WSBENCH_PAYLOAD_HVC;
	plan.samples = PLAIN_SAMPLES;
	plan.block = PLAIN_SAMPLES;
	a = attempt_read(&plan);
	if (judge_plan(&a, PLAIN_SAMPLES, found + len, FOUND_TEXT - len))
		return was_short(t, &a, found);
	memcpy(found, where, len);
	return false;
}

static bool rogue_run(struct selftest *t, const struct wsbench_plan *plan, uint32_t ends,
		      struct attempt *a, char *found)
{
	*a = attempt_read(plan);
	return judge_end(a, ends, found, FOUND_TEXT) && was_short(t, a, found);
}

/* Payload poke goes to several places. */
static bool pokes(struct selftest *t, struct wsbench_plan *plan, char *found)
{
	char why[FOUND_TEXT];
	struct attempt a;

	for (unsigned int i = 0; i < NR_POKES; i++) {
		uint64_t address = rogue_poke(i, t->seed);

		plan->seed = address;
		if (!rogue_run(t, plan, rogue_poke_ends(address), &a, why)) {
			snprintf(found, FOUND_TEXT, "at 0x%" PRIx64 ": %.*s", address,
				 FOUND_TEXT - 32, why);
			return false;
		}
	}
	snprintf(found, FOUND_TEXT, "%u addresses, of which it could write to its own page only",
		 NR_POKES);
	return true;
}

static bool rogue(struct selftest *t, struct wsbench_plan *plan, enum wsbench_flow flow,
		  unsigned int dirty, char *found)
{
	struct attempt a;

	if (plan->payload == WSBENCH_PAYLOAD_POKE)
		return pokes(t, plan, found);
	if (!rogue_run(t, plan, rogue_ends(plan->payload, flow, dirty), &a, found))
		return false;
	if (a.status.end == WSBENCH_END_TIMEOUT)
		snprintf(found, FOUND_TEXT, "evicted after %.1f ms", a.seconds * 1e3);
	else
		end_describe(&a.status, found, FOUND_TEXT);
	return true;
}

/**
 * selftest_rogue - run a rogue guest; it has to end as the table of rogues says, the
 *                  registers are verified and a plain run is made afterwards
 * @t: the self-test
 * @payload: the rogue
 * @flow: flow
 * @dirty: 0 off, 1 on
 *
 * Returns false when a signal came instead.
 */
bool selftest_rogue(struct selftest *t, enum wsbench_payload payload, enum wsbench_flow flow,
		    unsigned int dirty)
{
	struct wsbench_plan plan = plan_for(t);
	char found[FOUND_TEXT];
	bool ok;

	plan.flows = 1U << flow;
	plan.dirty = 1U << dirty;
	plan.payload = payload;
	plan.samples = ROGUE_BLOCK;
	plan.block = ROGUE_BLOCK;
	ok = rogue(t, &plan, flow, dirty, found) && verifies(t, flow, dirty, found) &&
	     runs(t, plan, found);
	if (stop_requested())
		return false;
	snprintf(t->tap.where, sizeof(t->tap.where), "cpu%u %s %s dirty=%s %s", t->cpu,
		 mode_names.name[t->mode], flow_names.name[flow], dirty_names.name[dirty],
		 payload_names.name[payload]);
	tap_check_named(&t->tap, ok, "%s", found);
	return true;
}

static bool round_trips_made(struct selftest *t, const struct attempt *a, uint64_t samples,
			     char *found)
{
	if (!judge_plan(a, samples, found, FOUND_TEXT) || !was_short(t, a, found))
		return false;
	snprintf(found, FOUND_TEXT, "%llu round trips, every register as before",
		 (unsigned long long)a->status.round_trips);
	return true;
}

/**
 * selftest_round_trips - make round trips; the module compares the host's registers
 *                        before and after each block
 * @t: the self-test
 * @round_trips: how many at least
 *
 * Returns false when a signal came instead.
 */
bool selftest_round_trips(struct selftest *t, uint64_t round_trips)
{
	unsigned int configs = __builtin_popcount(t->flows) * __builtin_popcount(t->dirty);
	struct wsbench_plan plan = plan_for(t);
	char found[FOUND_TEXT];
	struct attempt a;
	bool ok;

	plan.payload = WSBENCH_PAYLOAD_HVC;
	plan.samples = (round_trips + configs - 1) / configs;
	plan.block = ROGUE_BLOCK;
	a = attempt_discard(&plan);
	if (stop_requested())
		return false;
	ok = round_trips_made(t, &a, plan.samples * configs, found);
	snprintf(t->tap.where, sizeof(t->tap.where), "cpu%u %s host state", t->cpu,
		 mode_names.name[t->mode]);
	tap_check_named(&t->tap, ok, "%s", found);
	return true;
}
