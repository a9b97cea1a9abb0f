// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "error.h"
#include "option.h"
#include "rfc3339.h"
#include "trend-options.h"

enum {
	OPT_METRIC = 0x200, OPT_HOST, OPT_ENGINE, OPT_MODE, OPT_SINCE, OPT_EXACT, OPT_MAX_PVALUE,
	OPT_MIN_MAGNITUDE, OPT_WINDOW, OPT_ACK,
};

/* Too few for a p-value of 1 %, and as many as two levels should ever fill. */
#define MIN_WINDOW	10
#define MAX_WINDOW	1000

static const struct argp_option options[] = {
	{ NULL, 0, NULL, 0, "Which part of the history:", 1 },
	{ "metric", OPT_METRIC, "GLOB", 0, "metrics whose names match, as '*.total.*' (all)", 1 },
	{ "host", OPT_HOST, "NAME", 0, "runs of this host (all)", 1 },
	{ "engine", OPT_ENGINE, "NAME", 0, "runs of this engine (all)", 1 },
	{ "mode", OPT_MODE, "NAME", 0, "runs of this mode (all)", 1 },
	{ "since", OPT_SINCE, "TIME", 0,
	  "runs from this time on, a date or RFC 3339: 2026-11-22, 2026-11-22T23:08:07Z (all)", 1 },
	{ NULL, 0, NULL, 0, "What is a change:", 2 },
	{ "exact", OPT_EXACT, NULL, 0,
	  "no metric has noise: any difference is one (so in instructions, by default)", 2 },
	{ "max-pvalue", OPT_MAX_PVALUE, "P", 0, "with noise: its p-value is P at most (0.005)", 2 },
	{ "min-magnitude", OPT_MIN_MAGNITUDE, "SHARE", 0,
	  "with noise: it is more than this share of the level before it; 0.02 is 2 % (0)", 2 },
	{ "window", OPT_WINDOW, "N", 0, "with noise: look at N points together (50)", 2 },
	{ "ack", OPT_ACK, "FILE", 0,
	  "changes that are accepted: CSV with the header first,metric,reason", 2 },
	{ 0 }
};

static double opt_share(const char *opt, const char *arg)
{
	char *end;
	double v = strtod(arg, &end);

	if (end == arg || *end || !(v >= 0 && v <= 1))
		die(opt, "'%s' is not a number from 0 to 1", arg);
	return v;
}

static double opt_time(const char *opt, const char *arg)
{
	double v;

	if (!rfc3339_parse(arg, &v))
		die(opt, "'%s' is not a time; give it as 2026-11-22 or 2026-11-22T23:08:07Z", arg);
	return v;
}

static const char *name_of(int key)
{
	const struct argp_option *o = options;

	while (o->key != key)
		o++;
	return xasprintf("--%s", o->name);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct trend_options *o = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = NULL;
		return 0;
	case OPT_METRIC:
		o->filter.metric = arg;
		break;
	case OPT_HOST:
		o->filter.host = arg;
		break;
	case OPT_ENGINE:
		o->filter.engine = arg;
		break;
	case OPT_MODE:
		o->filter.mode = arg;
		break;
	case OPT_SINCE:
		o->filter.since = opt_time("--since", arg);
		break;
	case OPT_EXACT:
		o->filter.exact = true;
		break;
	case OPT_MAX_PVALUE:
		o->limits.max_pvalue = opt_share("--max-pvalue", arg);
		break;
	case OPT_MIN_MAGNITUDE:
		o->limits.min_magnitude = opt_share("--min-magnitude", arg);
		break;
	case OPT_WINDOW:
		o->limits.window = opt_number("--window", arg, MIN_WINDOW, MAX_WINDOW);
		break;
	case OPT_ACK:
		o->ack = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	if (!o->given)
		o->given = name_of(key);
	return 0;
}

static const struct argp argp = { .options = options, .parser = parse, .children = opt_common };

const struct argp_child trend_children[] = { { &argp, 0, NULL, 0 }, { 0 } };
