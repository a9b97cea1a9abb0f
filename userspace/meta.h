/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * meta.csv: facts about a run, key and value. A merged run has the keys whose
 * values its runs share. Where they differ it has MODE.KEY, and where those of
 * one mode differ MODE.FLOW.KEY, FLOW being the flows of the run ("four-call",
 * "none+two-hook") if not all runs of the mode have the same. Where the boots of
 * one flow differ, their values stand in the order of the boots, "A; B".
 */
#ifndef WSBENCH_META_H
#define WSBENCH_META_H

#include <stdbool.h>
#include <stddef.h>

#include "names.h"

#define META_FILE	"meta.csv"
#define META_SCHEMA	"1"

struct meta {
	size_t nr;
	struct meta_item {
		char *key, *value;
	} *item;
};

extern const char *const meta_keys[];

void meta_init(struct meta *meta);
void meta_set(struct meta *meta, const char *key, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
const char *meta_get(const struct meta *meta, const char *key);
const char *meta_get_mode(const struct meta *meta, enum wsbench_mode mode, const char *key);
unsigned int meta_mask(const struct meta *meta, const char *key, const struct names *names);
bool meta_has_mode(const struct meta *meta, enum wsbench_mode mode);
char *meta_text(const struct meta *meta, enum wsbench_mode mode, const char *key);
void meta_append(struct meta *meta, const char *key, const char *value);
void meta_merge(struct meta *all, const struct meta *metas, size_t n);
void meta_read(struct meta *meta, const char *dir);
void meta_write(const struct meta *meta);

#endif /* WSBENCH_META_H */
