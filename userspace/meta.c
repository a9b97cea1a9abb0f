// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "build-info.h"
#include "csv-read.h"
#include "csv-write.h"
#include "error.h"
#include "meta.h"
#include "outdir.h"
#include "sysfile.h"

const char *const meta_keys[] = {
	"schema", "run_id", "time", "commit", "kernel", "boot_id", "kvm_arm_mode", "compiler", "cpu", "midr", "cpu_model",
	"mode", "breakpoints", "watchpoints", "pmu", "counter_bits", "timer_hz",
	"timestamp_cost_none", "timestamp_cost_isb", "timestamp_cost_exit", "timestamp_cost_step",
	"timing", "timestamps",
	"events", "seed", "block", "batch", "samples", "boots", "boot_blocks", "interrupted",
	"warmup", "limit_us", "barrier", "payload", "profile", "brps", "wrps", "lrs", "absent",
	"breakdown", "flows", "dirty", "engine", "gic", "cuts",
	"round_trips_per_second", "governor", "cpuidle", "isolated", "nohz_full", "smt",
	"module_srcversion", "module_compiler", "wsbench_version", NULL,
};

static struct meta_item *find(const struct meta *meta, const char *key)
{
	for (size_t i = 0; i < meta->nr; i++)
		if (!strcmp(meta->item[i].key, key))
			return &meta->item[i];
	return NULL;
}

/**
 * meta_append - add a key
 * @meta: meta
 * @key: one that it does not have
 * @value: its value
 */
void meta_append(struct meta *meta, const char *key, const char *value)
{
	meta->item = xrealloc(meta->item, meta->nr + 1, sizeof(*meta->item));
	meta->item[meta->nr++] = (struct meta_item) { xstrdup(key), xstrdup(value) };
}

/**
 * meta_init - all keys, with what the program knows of itself and the system
 * @meta: to fill
 */
void meta_init(struct meta *meta)
{
	struct utsname uts;
	char now[32], boot_id[64];
	time_t t = time(NULL);

	*meta = (struct meta) { 0 };
	for (const char *const *key = meta_keys; *key; key++)
		meta_append(meta, *key, "");
	strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%SZ", gmtime(&t));
	uname(&uts);
	meta_set(meta, "schema", META_SCHEMA);
	meta_set(meta, "time", "%s", now);
	meta_set(meta, "commit", "%s", BUILD_COMMIT);
	meta_set(meta, "kernel", "%s", uts.release);
	sys_read(boot_id, sizeof(boot_id), "/proc/sys/kernel/random/boot_id");
	meta_set(meta, "boot_id", "%s", boot_id);
	meta_set(meta, "compiler", "%s", BUILD_COMPILER);
	meta_set(meta, "wsbench_version", "%s", BUILD_VERSION);
}

/**
 * meta_set - give a key its value
 * @meta: meta
 * @key: one of meta_keys
 * @fmt: value
 */
void meta_set(struct meta *meta, const char *key, const char *fmt, ...)
{
	struct meta_item *item = find(meta, key);
	va_list ap;

	free(item->value);
	va_start(ap, fmt);
	if (vasprintf(&item->value, fmt, ap) < 0)
		die("memory", "exhausted");
	va_end(ap);
}

/**
 * meta_get - the value of a key
 * @meta: meta
 * @key: key
 *
 * Returns "" if there is no such key.
 */
const char *meta_get(const struct meta *meta, const char *key)
{
	const struct meta_item *item = find(meta, key);

	return item ? item->value : "";
}

/**
 * meta_get_mode - the value a key has for the runs of one mode
 * @meta: meta, of one run or merged
 * @mode: mode
 * @key: key
 */
const char *meta_get_mode(const struct meta *meta, enum wsbench_mode mode, const char *key)
{
	char name[64];

	snprintf(name, sizeof(name), "%s.%s", mode_names.name[mode], key);
	return meta_get(meta, find(meta, name) ? name : key);
}

/**
 * meta_mask - the value of a key that is a list, as a bit mask
 * @meta: meta of one run
 * @key: key
 * @names: what may be in the list; anything else is passed over
 */
unsigned int meta_mask(const struct meta *meta, const char *key, const struct names *names)
{
	return names_mask(names, meta_get(meta, key));
}

/**
 * meta_has_mode - whether a run has a mode
 * @meta: meta, of one run or merged
 * @mode: mode
 */
bool meta_has_mode(const struct meta *meta, enum wsbench_mode mode)
{
	return !strcmp(meta_get_mode(meta, mode, "mode"), mode_names.name[mode]);
}

/* The flow of a key MODE.FLOW.KEY of @mode and @key; NULL if it is another. */
static char *flow_of(const char *name, enum wsbench_mode mode, const char *key)
{
	char *start = xasprintf("%s.", mode_names.name[mode]), *end = xasprintf(".%s", key);
	size_t len = strlen(name), before = strlen(start), after = strlen(end);
	char *flow = NULL;

	if (len > before + after && !strncmp(name, start, before) &&
	    !strcmp(name + len - after, end))
		flow = xasprintf("%.*s", (int)(len - before - after), name + before);
	free(start);
	free(end);
	return flow;
}

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), end_len = strlen(end);

	return len >= end_len && !strcmp(s + len - end_len, end);
}

/**
 * meta_text - the value of a key for the runs of one mode, for people
 * @meta: meta, of one run or merged
 * @mode: mode
 * @key: key
 *
 * Returns "A (four-call), B (two-hook)" where it is another for each flow, but
 * "X-four-call, X-two-hook" as it is; to be freed.
 */
char *meta_text(const struct meta *meta, enum wsbench_mode mode, const char *key)
{
	char *text = xstrdup(meta_get_mode(meta, mode, key));

	for (const struct meta_item *item = meta->item; item < meta->item + meta->nr; item++) {
		char *flow = flow_of(item->key, mode, key), *longer;
		bool told = flow && ends_with(item->value, flow);

		if (!flow)
			continue;
		longer = xasprintf("%s%s%s%s%s%s", text, *text ? ", " : "", item->value,
				   told ? "" : " (", told ? "" : flow, told ? "" : ")");
		free(text);
		free(flow);
		text = longer;
	}
	return text;
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct meta *meta = arg;

	if (row->number == 1) {
		csv_expect_header(row, "key,value");
		return;
	}
	if (row->nr != 2)
		csv_die(row, "%u fields instead of 2", row->nr);
	meta_append(meta, row->field[0], row->field[1]);
}

/* What all runs were that were made before these keys. */
static void add_defaults(struct meta *meta)
{
	static const char *const keys[][2] = {
		{ "timestamps", "pmu" }, { "batch", "1" }, { "boots", "1" }, { "boot_blocks", "" },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!find(meta, keys[i][0]))
			meta_append(meta, keys[i][0], keys[i][1]);
	if (!find(meta, "profile") && !strcmp(meta_get(meta, "engine"), "direct"))
		meta_append(meta, "profile", profile_names.name[WSBENCH_PROFILE_MINIMAL]);
}

/**
 * meta_read - read the meta.csv of a run
 * @meta: to fill
 * @dir: run folder
 */
void meta_read(struct meta *meta, const char *dir)
{
	char *path = xasprintf("%s/%s", dir, META_FILE);
	struct stat st;

	if (stat(dir, &st))
		die(dir, "%s; give the folder that 'wsbench run' wrote", strerror(errno));
	if (!S_ISDIR(st.st_mode))
		die(dir, "is a file; give the folder that 'wsbench run' wrote");
	*meta = (struct meta) { 0 };
	csv_read(path, true, on_row, meta);
	if (strcmp(meta_get(meta, "schema"), META_SCHEMA))
		die(path, "schema '%s' is not " META_SCHEMA ", the one this wsbench knows",
		    meta_get(meta, "schema"));
	add_defaults(meta);
	free(path);
}

/**
 * meta_write - write meta.csv into the output folder
 * @meta: meta
 */
void meta_write(const struct meta *meta)
{
	FILE *fp = outdir_fopen(META_FILE);

	fputs("key,value\n", fp);
	for (size_t i = 0; i < meta->nr; i++) {
		fprintf(fp, "%s,", meta->item[i].key);
		csv_put(fp, meta->item[i].value);
		fputc('\n', fp);
	}
	outdir_fclose(fp, META_FILE);
}
