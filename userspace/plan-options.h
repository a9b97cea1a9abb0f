/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The options that say how much state the world switch of engine direct moves:
 * --profile, --brps, --wrps and --lrs. A command that has them has plan_argp among
 * the children of its struct argp, and gives it its struct wsbench_plan on
 * ARGP_KEY_INIT. It calls plan_check() when all options are known, and
 * plan_check_machine() when the machine is.
 */
#ifndef WSBENCH_PLAN_OPTIONS_H
#define WSBENCH_PLAN_OPTIONS_H

#include <argp.h>

#include "meta.h"
#include "names.h"

extern const struct argp plan_argp;

const char *plan_given(const struct wsbench_plan *plan);
void plan_check(const struct wsbench_plan *plan);
void plan_check_machine(const struct wsbench_plan *plan, const struct wsbench_info *info,
			const struct wsbench_status *status);
void plan_describe(const struct wsbench_plan *plan, struct meta *meta);

#endif /* WSBENCH_PLAN_OPTIONS_H */
