// SPDX-License-Identifier: GPL-2.0-only
/* The facts of several runs in one meta.csv. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "meta.h"

/*
 * A run, and what all runs of its mode have together: these facts are about
 * samples.csv, which has them in one.
 */
struct source {
	const struct meta *meta;
	const char *mode, *flows;
	char *all_flows, *all_dirty, *all_samples;
};

/* Those of the runs that are of a mode and have certain flows; NULL is any. */
struct group {
	const struct source *run;
	size_t n;
	const char *mode, *flows;
};

#define for_each_run(r, group)								\
	for (const struct source *r = (group)->run; r < (group)->run + (group)->n; r++)	\
		if (!is_member(r, group)) {} else

static bool is_member(const struct source *run, const struct group *g)
{
	return (!g->mode || !strcmp(run->mode, g->mode)) &&
	       (!g->flows || !strcmp(run->flows, g->flows));
}

static bool is_first(const struct source *run, const struct group *g)
{
	for_each_run(r, g)
		return r == run;
	return false;
}

static const char *fact(const struct source *run, const char *key)
{
	if (!strcmp(key, "flows"))
		return run->all_flows;
	if (!strcmp(key, "dirty"))
		return run->all_dirty;
	if (!strcmp(key, "samples"))
		return run->all_samples;
	return meta_get(run->meta, key);
}

static bool all_same(const struct group *g, const char *key)
{
	const char *first = NULL;

	for_each_run(r, g) {
		if (first && strcmp(first, fact(r, key)))
			return false;
		first = fact(r, key);
	}
	return true;
}

static char *join(char *text, const char *between, const char *value)
{
	char *longer = xasprintf("%s%s%s", text, between, value);

	free(text);
	return longer;
}

/* One value, or that of each boot. */
static void append(struct meta *all, char *name, const struct group *g, const char *key)
{
	bool same = all_same(g, key);
	char *text = NULL;

	for_each_run(r, g) {
		if (!text)
			text = xstrdup(fact(r, key));
		else if (!same)
			text = join(text, "; ", fact(r, key));
	}
	meta_append(all, name, text);
	free(name);
	free(text);
}

/* The runs of one mode have the same flows if their only difference is the boot. */
static bool one_flow(const struct group *mode)
{
	const char *first = NULL;

	for_each_run(r, mode) {
		if (first && strcmp(first, r->flows))
			return false;
		first = r->flows;
	}
	return true;
}

static void merge_mode(struct meta *all, const struct group *mode, const char *key)
{
	if (all_same(mode, key) || one_flow(mode)) {
		append(all, xasprintf("%s.%s", mode->mode, key), mode, key);
		return;
	}
	for_each_run(r, mode) {
		struct group flow = *mode;
		char *name;

		flow.flows = r->flows;
		if (!is_first(r, &flow))
			continue;
		name = xasprintf("%s.%s.%s", mode->mode, flow.flows, key);
		/* A list of flows: commas are for the columns. */
		for (char *comma = name; (comma = strchr(comma, ','));)
			*comma = '+';
		append(all, name, &flow, key);
	}
}

static void merge_key(struct meta *all, const struct group *runs, const char *key)
{
	if (all_same(runs, key)) {
		append(all, xstrdup(key), runs, key);
		return;
	}
	for_each_run(r, runs) {
		struct group mode = *runs;

		mode.mode = r->mode;
		if (is_first(r, &mode))
			merge_mode(all, &mode, key);
	}
}

/* All names that the lists of the runs have, in the order of @names. */
static char *all_names(const struct group *mode, const char *key, const struct names *names)
{
	char *list = xstrdup("");
	unsigned int mask = 0;

	for_each_run(r, mode)
		mask |= meta_mask(r->meta, key, names);
	for (unsigned int i = 0; i < names->nr; i++)
		if (mask & 1U << i)
			list = join(list, *list ? "," : "", names->name[i]);
	return list;
}

static char *sum(const struct group *mode, const char *key)
{
	uint64_t all = 0;

	for_each_run(r, mode)
		all += strtoull(meta_get(r->meta, key), NULL, 10);
	return xasprintf("%" PRIu64, all);
}

/**
 * meta_merge - the facts of several runs in one
 * @all: to fill
 * @metas: of the runs, each of one mode
 * @n: their number
 */
void meta_merge(struct meta *all, const struct meta *metas, size_t n)
{
	struct source *run = xalloc(n, sizeof(*run));
	struct group runs = { .run = run, .n = n };

	for (size_t i = 0; i < n; i++) {
		run[i].meta = &metas[i];
		run[i].mode = meta_get(&metas[i], "mode");
		run[i].flows = meta_get(&metas[i], "flows");
	}
	for (size_t i = 0; i < n; i++) {
		struct group mode = { .run = run, .n = n, .mode = run[i].mode };

		run[i].all_flows = all_names(&mode, "flows", &flow_names);
		run[i].all_dirty = all_names(&mode, "dirty", &dirty_names);
		run[i].all_samples = sum(&mode, "samples");
	}
	*all = (struct meta) { 0 };
	for (const char *const *key = meta_keys; *key; key++)
		merge_key(all, &runs, *key);
	for (size_t i = 0; i < n; i++) {
		free(run[i].all_flows);
		free(run[i].all_dirty);
		free(run[i].all_samples);
	}
	free(run);
}
