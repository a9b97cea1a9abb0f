/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The options of all commands that look at a history: which trends, what is a
 * change in them, and which are accepted. Such a command has trend_children as the children of its
 * struct argp, and gives the first its struct trend_options on ARGP_KEY_INIT.
 */
#ifndef WSBENCH_TREND_OPTIONS_H
#define WSBENCH_TREND_OPTIONS_H

#include <argp.h>
#include <math.h>

#include "changes.h"
#include "trend.h"

/**
 * struct trend_options - what the options say
 * @filter: which trends
 * @limits: what is a change where there is noise
 * @ack: file of accepted changes, NULL if none was given
 * @given: the first of the other options that was given, NULL if none was
 */
struct trend_options {
	struct trend_filter filter;
	struct change_limits limits;
	const char *ack, *given;
};

#define TREND_OPTIONS	{ .filter = { .since = -INFINITY }, .limits = CHANGE_LIMITS }

extern const struct argp_child trend_children[];

#endif /* WSBENCH_TREND_OPTIONS_H */
