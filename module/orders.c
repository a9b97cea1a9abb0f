// SPDX-License-Identifier: GPL-2.0-only
/*
 * WSBENCH_IOC_ORDERS: every flow makes one round trip from each of many random
 * states of host and guest, and what is seen of it at guest entry, at guest exit, in
 * the host and in memory must be the same with all of them.
 *
 * A trip is a masked section of its own, so that the time with interrupts off does
 * not grow with the number of flows.
 */
#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "host-state.h"
#include "orders.h"

/**
 * struct wsb_orderer - a check of several flows
 * @orders: what to check, and the result
 * @base: trip of the first flow
 * @test: trip of another
 */
struct wsb_orderer {
	struct wsbench_orders *orders;
	struct wsb_trip base;
	struct wsb_trip test;
};

/*
 * The host gets the state, the guest its turn, the host back what it had. The block is
 * a call at EL2 of its own, so that on nVHE what comes next tells what its way out has
 * left.
 */
static int trip_masked(struct wsb_run *run, void *arg)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;
	struct wsb_trip *trip = arg;
	int ret, restored;

	ret = wsb_run_el2(run, wsb_mode->exchange);
	if (ret)
		return ret;
	trip->original = vcpu->snapshot;
	trip->before = vcpu->exchanged;
	vcpu->load = vcpu->found_in_host;

	ret = wsb_run_guest(run);

	restored = wsb_run_el2(run, wsb_mode->exchange);
	trip->at[WSBENCH_POINT_HOST] = vcpu->snapshot;
	wsb_host_state_exceptions(&trip->before, &vcpu->host_el1);
	wsb_host_state_exceptions(&trip->at[WSBENCH_POINT_HOST], &vcpu->left_el1);
	trip->final = vcpu->exchanged;
	return ret ?: restored;
}

static void keep(const struct wsb_vcpu *vcpu, struct wsb_trip *trip)
{
	trip->at[WSBENCH_POINT_ENTRY] = vcpu->observed[WSBENCH_POINT_ENTRY];
	trip->at[WSBENCH_POINT_EXIT] = vcpu->observed[WSBENCH_POINT_EXIT];
	trip->saved = (struct wsb_saved) {
		.ctxt = vcpu->ctxt,
		.debug = vcpu->guest_debug,
		.timer = vcpu->timer,
		.vgic = vcpu->vgic,
		.sysreg32 = vcpu->sysreg32,
		.fpsimd = vcpu->guest_fpsimd,
		.debug_flags = vcpu->debug_flags,
		.exit_esr = vcpu->exit_esr,
	};
}

/* Once more when an interrupt has ended the guest's turn. */
static int make_trip(struct wsb_run *run, const struct wsbench_orders *orders,
		     u64 number, unsigned int flow, struct wsb_trip *trip)
{
	struct wsb_vcpu *vcpu = run->el2.vcpu;
	unsigned int tries = 0;
	int ret;

	trip->flow = flow;
	do {
		if (signal_pending(current))
			return -EINTR;
		if (tries++ == WSB_MAX_TRIES)
			return -ETIMEDOUT;
		cond_resched();
		wsb_run_set_vcpu(run, WSB_OBSERVED_ALL, flow, orders->dirty,
				 orders->dirty ? &wsb_debug_payload :
				 &wsb_payloads[WSBENCH_PAYLOAD_HVC]);
		wsb_orders_fill(run, orders, number);
		vcpu->warmup = 0;
		vcpu->count = 1;
		ret = wsb_run_masked(run, trip_masked, trip);
	} while (!ret && (vcpu->exit_code == EXIT_IRQ ||
			  vcpu->exit_code == EXIT_FIQ));
	if (!ret)
		keep(vcpu, trip);
	return ret;
}

static int check_state(struct wsb_orderer *o, struct wsb_run *run, u64 number)
{
	struct wsbench_orders *orders = o->orders;
	unsigned long flows = orders->flows;
	unsigned int flow, first = __ffs(flows);
	int ret;

	for_each_set_bit(flow, &flows, WSBENCH_NR_FLOWS) {
		struct wsb_trip *trip = flow == first ? &o->base : &o->test;

		ret = make_trip(run, orders, number, flow, trip);
		if (ret)
			return ret;
		wsb_orders_check_trip(orders, run, trip);
		if (trip != &o->base)
			wsb_orders_compare(orders, run, &o->base, trip);
		if (orders->differs) {
			orders->state = number;
			break;
		}
	}
	return 0;
}

/* A signal ends it between two states; it is an error only before the first. */
static int check_states(struct wsb_orderer *o, struct wsb_run *run)
{
	struct wsbench_orders *orders = o->orders;
	unsigned int n = 0, wanted = orders->states;
	int ret = 0;

	while (n < wanted && !orders->differs) {
		u64 compared = orders->compared;

		ret = check_state(o, run, orders->first + n);
		if (ret || orders->differs)
			orders->compared = compared;
		else
			n++;
		if (ret)
			break;
	}
	orders->states = n;
	return ret == -EINTR && n ? 0 : ret;
}

static int check_orders(const struct wsbench_orders *orders)
{
	if (orders->abi != WSBENCH_ABI_VERSION)
		return -EPROTO;
	if (hweight32(orders->flows) < 2 || orders->dirty > 1 ||
	    !orders->states || orders->states > WSBENCH_MAX_STATES ||
	    orders->zero)
		return -EINVAL;
	return 0;
}

/**
 * wsb_orders() - check that flows are the same to host and guest
 * @orders: in and out, see uapi/wsbench.h
 *
 * Context: process, pinned to the CPU. Return: 0 when the check was made, whatever
 * its result; otherwise as wsb_run_open() and wsb_run_masked().
 */
int wsb_orders(struct wsbench_orders *orders)
{
	const struct wsbench_plan plan = {
		.abi = WSBENCH_ABI_VERSION,
		.cpu = orders->cpu,
		.flows = orders->flows,
		.dirty = WSBENCH_DIRTY_OFF,
		.samples = 1,
		.block = 1,
		.limit_us = WSBENCH_MAX_LIMIT_US,
		.profile = WSBENCH_PROFILE_ALL,
	};
	struct wsb_orderer *o;
	struct wsb_run *run;
	int ret = check_orders(orders);

	if (ret)
		return ret;
	orders->compared = 0;
	orders->differs = 0;
	orders->point = 0;
	orders->base = 0;
	orders->test = 0;
	orders->state = 0;
	orders->expected = 0;
	orders->actual = 0;
	memset(orders->reg, 0, sizeof(orders->reg));

	o = kzalloc(sizeof(*o), GFP_KERNEL);
	if (!o)
		return -ENOMEM;
	o->orders = orders;
	run = wsb_run_open(&plan);
	if (IS_ERR(run)) {
		ret = PTR_ERR(run);
	} else {
		ret = check_states(o, run);
		wsb_run_stop(run);
	}
	kfree(o);
	return ret;
}
