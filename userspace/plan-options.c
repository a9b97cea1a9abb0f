// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdlib.h>

#include "error.h"
#include "option.h"
#include "plan-options.h"
#include "rogue.h"

enum { OPT_PROFILE = 0x300, OPT_BRPS, OPT_WRPS, OPT_LRS };

#define MAX_BREAKPOINTS	16	/* ID_AA64DFR0_EL1 counts to here, and watchpoints, too */

static const struct argp_option options[] = {
	{ NULL, 0, NULL, 0, "What the world switch moves, if direct:", 1 },
	{ "profile", OPT_PROFILE, "NAME", 0,
	  "register classes: minimal, what the flows need around them; kvm-4.15, those of Linux 4.15; all, with FP/SIMD, timer, vGIC and 32-bit registers switched (minimal)", 1 },
	{ "brps", OPT_BRPS, "N", 0, "breakpoints, of those implemented; profile minimal (all)", 1 },
	{ "wrps", OPT_WRPS, "N", 0, "watchpoints, likewise (all)", 1 },
	{ "lrs", OPT_LRS, "N", 0, "list registers of the vGIC in use; not in profile minimal (0)", 1 },
	{ 0 }
};

static unsigned int registers(const char *opt, const char *arg)
{
	uint64_t n = opt_number(opt, arg, 0, UINT64_MAX);

	if (n < 1 || n > MAX_BREAKPOINTS)
		die(opt, "%s is out of range, give 1 to %u (this CPU may have fewer: see 'wsbench info')",
		    arg, MAX_BREAKPOINTS);
	return n;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct wsbench_plan *plan = state->input;

	switch (key) {
	case OPT_PROFILE:
		plan->profile = opt_name("--profile", &profile_names, arg);
		break;
	case OPT_BRPS:
		plan->brps = registers("--brps", arg);
		break;
	case OPT_WRPS:
		plan->wrps = registers("--wrps", arg);
		break;
	case OPT_LRS:
		plan->lrs = opt_number("--lrs", arg, 0, WSBENCH_MAX_LRS);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

const struct argp plan_argp = { .options = options, .parser = parse };

static bool has_vgic(const struct wsbench_plan *plan)
{
	return plan->profile != WSBENCH_PROFILE_MINIMAL;
}

/**
 * plan_given - the first of these options that asks for something unusual
 * @plan: plan
 *
 * Returns NULL if none does.
 */
const char *plan_given(const struct wsbench_plan *plan)
{
	return plan->profile != WSBENCH_PROFILE_MINIMAL ? "--profile" : plan->brps ? "--brps" :
	       plan->wrps ? "--wrps" : plan->lrs ? "--lrs" : NULL;
}

/**
 * plan_check - end the program if no module could have such a plan
 * @plan: with all its options, for engine direct
 */
void plan_check(const struct wsbench_plan *plan)
{
	const char *counted = plan->brps ? "--brps" : plan->wrps ? "--wrps" : NULL;
	bool rogue = 1ULL << plan->payload & ROGUES;

	if (counted && plan->profile != WSBENCH_PROFILE_MINIMAL)
		die(counted, "fewer registers are switched in profile minimal only, not in %s; leave --profile away",
		    profile_names.name[plan->profile]);
	if (counted && plan->flags & WSBENCH_BREAKDOWN)
		die(counted, "there is no breakdown of fewer registers; leave one of the two away");
	if (counted && rogue)
		die(counted, "payload %s is to meet all registers; leave one of the two away",
		    payload_names.name[plan->payload]);
	if (plan->lrs && !has_vgic(plan))
		die("--lrs", "profile minimal has no vGIC; give --profile kvm-4.15 or all");
	if (rogue && plan->profile != WSBENCH_PROFILE_MINIMAL)
		die("--profile", "payload %s is contained in profile minimal only; leave one of the two away",
		    payload_names.name[plan->payload]);
}

/**
 * plan_check_machine - end the program if this module or machine lacks what a plan wants
 * @plan: plan, which plan_check() has passed
 * @info: of the module
 * @status: of the CPU, from device_probe()
 */
void plan_check_machine(const struct wsbench_plan *plan, const struct wsbench_info *info,
			const struct wsbench_status *status)
{
	if (!(info->profiles & 1U << plan->profile))
		die("--profile", "this module has no profile %s; build module and wsbench from one tree",
		    profile_names.name[plan->profile]);
	if (plan->brps > status->brps)
		die("--brps", "%u, but CPU %u has %u breakpoints; give as many at most", plan->brps,
		    plan->cpu, status->brps);
	if (plan->wrps > status->wrps)
		die("--wrps", "%u, but CPU %u has %u watchpoints; give as many at most", plan->wrps,
		    plan->cpu, status->wrps);
	if (plan->lrs && !status->lrs)
		die("--lrs", "the interrupt controller of this machine has no system registers, and so no list registers there; leave it away");
	if (plan->lrs > status->lrs)
		die("--lrs", "%u, but CPU %u has %u list registers; give as many at most", plan->lrs,
		    plan->cpu, status->lrs);
}

/**
 * plan_describe - the facts about a run that these options make
 * @plan: plan, of engine direct
 * @meta: where to; brps, wrps and lrs stay empty where it was not for them to say: all
 *        registers, no vGIC
 */
void plan_describe(const struct wsbench_plan *plan, struct meta *meta)
{
	meta_set(meta, "profile", "%s", profile_names.name[plan->profile]);
	if (plan->brps)
		meta_set(meta, "brps", "%u", plan->brps);
	if (plan->wrps)
		meta_set(meta, "wrps", "%u", plan->wrps);
	if (has_vgic(plan))
		meta_set(meta, "lrs", "%u", plan->lrs);
}
