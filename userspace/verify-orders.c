// SPDX-License-Identifier: GPL-2.0-only
/* wsbench verify --orders: are the flows the same, wherever they do what they do? */
#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "device.h"
#include "error.h"
#include "names.h"
#include "progress.h"
#include "stop.h"
#include "verify.h"

#define STATES_AT_ONCE	200	/* between two looks at the clock and the signals */

static const char *const points[] = {
	[WSBENCH_POINT_ENTRY] = "at guest entry",
	[WSBENCH_POINT_EXIT] = "at guest exit",
	[WSBENCH_POINT_HOST] = "back in the host",
	[WSBENCH_POINT_SAVED] = "saved of the guest",
};

_Static_assert(sizeof(points) / sizeof(*points) == WSBENCH_NR_POINTS, "points");

/* Where and how states are compared. */
struct place {
	int fd;
	unsigned int cpu, mode, dirty;
	const struct orders_options *options;
};

/**
 * struct comparison - of flows with each other
 * @alike: mask of those that have not differed
 * @states: states compared
 * @values: register values compared, of each flow with the first one
 * @difference: the last one there was
 */
struct comparison {
	unsigned int alike;
	uint64_t states, values;
	struct wsbench_orders difference;
};

static unsigned int nr_flows(unsigned int mask)
{
	return __builtin_popcount(mask);
}

/* Returns false when a signal asks to stop. Suspending interrupts it, too. */
static bool compare_states(int fd, struct wsbench_orders *orders)
{
	int err;

	do {
		if (stop_requested())
			return false;
		if (!ioctl(fd, WSBENCH_IOC_ORDERS, orders))
			return true;
		err = errno;
	} while (err == EINTR);
	progress_clear();
	printf("Bail out! CPU %u could not be checked\n", orders->cpu);
	device_cannot_start(orders->cpu, err);
}

/*
 * A flow that differs is left behind, and the others go on from the same state.
 * Returns false when a signal asks to stop.
 */
static bool compare(const struct place *p, unsigned int flows, struct comparison *c)
{
	uint64_t wanted = p->options->states;

	*c = (struct comparison) { .alike = flows };
	progress_start_of("states", wanted);
	while (c->states < wanted && nr_flows(c->alike) > 1) {
		uint64_t left = wanted - c->states;
		struct wsbench_orders orders = {
			.abi = WSBENCH_ABI_VERSION, .cpu = p->cpu, .flows = c->alike,
			.dirty = p->dirty, .seed = p->options->seed, .first = c->states,
			.states = left < STATES_AT_ONCE ? left : STATES_AT_ONCE,
		};

		if (!compare_states(p->fd, &orders)) {
			progress_clear();
			printf("# dirty=%s: %llu of %llu states were compared\n",
			       dirty_names.name[p->dirty], (unsigned long long)c->states,
			       (unsigned long long)wanted);
			return false;
		}
		c->states += orders.states;
		c->values += orders.compared / (nr_flows(c->alike) - 1);
		if (orders.differs) {
			c->difference = orders;
			c->alike &= ~(1U << orders.test);
		}
		progress_show(c->states);
	}
	progress_clear();
	return true;
}

static void describe_difference(const struct wsbench_orders *d, char *buf, size_t size)
{
	const char *point = d->point < WSBENCH_NR_POINTS ? points[d->point] : "somewhere";
	const char *base = flow_names.name[d->base], *test = flow_names.name[d->test];

	if (d->base == d->test)
		snprintf(buf, size, "%s, %s in state %llu: %.*s is 0x%llx, should be 0x%llx", test,
			 point, d->state, WSBENCH_REG_NAME, d->reg, d->actual, d->expected);
	else
		snprintf(buf, size, "differ %s in state %llu: %.*s is 0x%llx with %s, 0x%llx with %s",
			 point, d->state, WSBENCH_REG_NAME, d->reg, d->expected, base, d->actual,
			 test);
}

/*
 * Flows that went all the way with the others are alike; of the rest, each pair is
 * compared by itself. Returns false when a signal asks to stop.
 */
static bool check_pair(struct tap *tap, const struct place *p, const struct comparison *all,
		       unsigned int first, unsigned int second)
{
	unsigned int pair = 1U << first | 1U << second, base = __builtin_ctz(all->alike);
	struct comparison alone = { 0 };
	const struct comparison *c = all;
	char why[256];

	if ((all->alike & pair) != pair) {
		if (!compare(p, pair, &alone))
			return false;
		c = &alone;
		base = first;
	}
	if ((c->alike & pair) != pair) {
		describe_difference(&c->difference, why, sizeof(why));
		tap_check(tap, false, "%s", why);
	} else if (first == base) {
		tap_check(tap, true, "equivalent: %llu states, %llu register values",
			  (unsigned long long)c->states, (unsigned long long)c->values);
	} else {
		tap_check(tap, true, "equivalent: %llu states, each as %s",
			  (unsigned long long)c->states, flow_names.name[base]);
	}
	return true;
}

static bool check_pairs(struct tap *tap, const struct place *p, unsigned int flows,
			const struct comparison *all)
{
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS; i++)
		for (unsigned int j = i + 1; j < WSBENCH_NR_FLOWS; j++) {
			if (!(flows & 1U << i) || !(flows & 1U << j))
				continue;
			snprintf(tap->where, sizeof(tap->where), "cpu%u %s %s = %s dirty=%s",
				 p->cpu, mode_names.name[p->mode], flow_names.name[i],
				 flow_names.name[j], dirty_names.name[p->dirty]);
			if (!check_pair(tap, p, all, i, j))
				return false;
		}
	return true;
}

static bool check_flows(struct tap *tap, const struct place *p, unsigned int flows)
{
	struct comparison all;

	if (p->dirty && flows & 1U << WSBENCH_FLOW_NONE) {
		puts("# dirty=on: flow none, which switches no debug registers, is left out");
		flows &= ~(1U << WSBENCH_FLOW_NONE);
	}
	return compare(p, flows, &all) && check_pairs(tap, p, flows, &all);
}

/**
 * verify_orders - compare the flows from random states of host and guest, on one CPU
 * @tap: what was checked so far
 * @cpu: the CPU, which this thread is pinned to
 * @options: what to compare
 *
 * Returns false if interrupted.
 */
bool verify_orders(struct tap *tap, unsigned int cpu, const struct orders_options *options)
{
	struct wsbench_info info;
	struct place place = {
		.fd = device_open(&info), .cpu = cpu, .options = options,
	};
	unsigned int flows = options->flows ? options->flows : info.flows;
	bool finished = true;

	place.mode = info.mode;
	if (flows & ~info.flows)
		die("--flows", "this module has no flow %s; build module and wsbench from one tree",
		    mask_names(&flow_names, flows & ~info.flows));
	tap_begin(tap);
	printf("# seed %llu; all are compared with the first flow, and by it with each other\n",
	       (unsigned long long)options->seed);
	for (place.dirty = 0; place.dirty < NR_DIRTY && finished; place.dirty++)
		if (options->dirty & 1U << place.dirty)
			finished = check_flows(tap, &place, flows);
	close(place.fd);
	return finished;
}
