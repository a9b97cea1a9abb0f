// SPDX-License-Identifier: GPL-2.0-only
/* meta.csv as tables: every key, in groups, with what it means. */
#include <string.h>

#include "html.h"
#include "page.h"

static const struct group {
	const char *title;
	struct {
		const char *key, *meaning;
	} item[28];
} groups[] = {
	{ "The run", {
		{ "run_id", "Name" },
		{ "time", "Begin, UTC" },
		{ "engine", "What was measured" },
		{ "mode", "Mode of the host" },
		{ "flows", "Flows" },
		{ "dirty", "Debug-dirty states" },
		{ "samples", "Samples of each mode" },
		{ "interrupted", "Interrupted" },
		{ "block", "Round trips of a block" },
		{ "warmup", "Round trips before a block, not recorded" },
		{ "batch", "Round trips of a sample" },
		{ "boots", "Boots of each flow" },
		{ "boot_blocks", "Blocks of a boot" },
		{ "cuts", "Blocks cut by interrupts, or other exits of KVM" },
		{ "payload", "What the guest does" },
		{ "profile", "Register classes" },
		{ "brps", "Breakpoints switched, if not all" },
		{ "wrps", "Watchpoints switched, if not all" },
		{ "lrs", "List registers in use" },
		{ "absent", "Register classes that the machine lacks" },
		{ "breakdown", "Timestamps after each step as well" },
		{ "seed", "Seed of the order of blocks" },
		{ "limit_us", "Longest time with interrupts off, \u00b5s" },
		{ "round_trips_per_second", "Round trips per second" },
	} },
	{ "How it was timed", {
		{ "timing", "What a tick is worth" },
		{ "timestamps", "Way to time" },
		{ "events", "Events counted as well" },
		{ "barrier", "Barrier before each timestamp" },
		{ "pmu", "PMU" },
		{ "counter_bits", "Bits of its cycle counter" },
		{ "timer_hz", "Frequency of the generic timer, Hz" },
		{ "timestamp_cost_none", "Ticks of a timestamp" },
		{ "timestamp_cost_isb", "Ticks of a timestamp with ISB" },
		{ "timestamp_cost_exit", "Timer ticks that the way to time adds" },
		{ "timestamp_cost_step", "Ticks that a timestamp after a step adds" },
	} },
	{ "The machine", {
		{ "cpu_model", "CPU model" },
		{ "midr", "MIDR_EL1" },
		{ "cpu", "Number of the CPU" },
		{ "breakpoints", "Breakpoint registers" },
		{ "watchpoints", "Watchpoint registers" },
		{ "gic", "Interrupt controller of the guest" },
		{ "kernel", "Kernel" },
		{ "kvm_arm_mode", "kvm-arm.mode" },
		{ "boot_id", "Boot" },
		{ "governor", "Frequency governor" },
		{ "cpuidle", "Deepest idle state" },
		{ "isolated", "CPU isolated from the scheduler" },
		{ "nohz_full", "CPU without a timer tick" },
		{ "smt", "SMT" },
	} },
	{ "The programs", {
		{ "wsbench_version", "wsbench" },
		{ "commit", "Commit of wsbench" },
		{ "compiler", "Compiler of the command" },
		{ "module_compiler", "Compiler of the module" },
		{ "module_srcversion", "Source version of the module" },
		{ "schema", "Version of meta.csv" },
	} },
};

#define NR_GROUPS	(sizeof(groups) / sizeof(*groups))

/* The key of a merged run without the mode and the flow in front. */
static const char *plain_key(const char *key)
{
	const char *dot = strrchr(key, '.');

	return dot ? dot + 1 : key;
}

static const char *meaning_of(const char *key, size_t *group)
{
	for (*group = 0; *group < NR_GROUPS; ++*group)
		for (size_t i = 0; groups[*group].item[i].key; i++)
			if (!strcmp(groups[*group].item[i].key, key))
				return groups[*group].item[i].meaning;
	return NULL;
}

/**
 * page_meta_known - whether a key has a place and a meaning on the page
 * @key: key
 */
bool page_meta_known(const char *key)
{
	size_t group;

	return meaning_of(key, &group);
}

static void put_item(struct html_table *table, const struct meta_item *item, const char *meaning)
{
	const char *key = plain_key(item->key);
	int front = key - item->key;

	html_row(table, NULL);
	html_cell(table, "%s%s%.*s%s", meaning, front ? " (" : "", front ? front - 1 : 0,
		  item->key, front ? ")" : "");
	html_cell(table, "%s", item->key);
	html_cell(table, "%s", *item->value ? item->value : PAGE_NONE);
}

static const char *const heading[] = { "Setting", "Key", "Value" };

static void put_group(FILE *fp, const struct meta *meta, size_t group)
{
	struct html_table table;

	html_table_begin(&table, fp, "hll", groups[group].title, heading);
	for (size_t i = 0; groups[group].item[i].key; i++)
		for (size_t j = 0; j < meta->nr; j++)
			if (!strcmp(plain_key(meta->item[j].key), groups[group].item[i].key))
				put_item(&table, &meta->item[j], groups[group].item[i].meaning);
	html_table_end(&table);
}

/* Keys of a version that this one does not know. */
static void put_others(FILE *fp, const struct meta *meta)
{
	struct html_table table;
	unsigned int nr = 0;

	for (size_t i = 0; i < meta->nr; i++) {
		if (page_meta_known(plain_key(meta->item[i].key)))
			continue;
		if (!nr++)
			html_table_begin(&table, fp, "hll", "Others", heading);
		put_item(&table, &meta->item[i], plain_key(meta->item[i].key));
	}
	if (nr)
		html_table_end(&table);
}

/**
 * page_meta - write the machine and the settings of a run
 * @fp: where to
 * @meta: of the run
 */
void page_meta(FILE *fp, const struct meta *meta)
{
	fputs("<div class=\"columns settings\">\n", fp);
	for (size_t g = 0; g < NR_GROUPS; g++)
		put_group(fp, meta, g);
	put_others(fp, meta);
	fputs("</div>\n", fp);
}
