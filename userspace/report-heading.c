// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "report.h"

static const struct timing {
	const char *name, *unit, *meaning;
} timings[] = {
	{ "exact", "executed instructions",
	  "ticks are executed instructions under QEMU -icount, not cycles of silicon" },
	{ "hardware", "CPU cycles", "ticks are cycles of the CPU" },
	{ "emulated-inexact", "an emulator's time",
	  "ticks are time an emulator took: they drift between runs and say nothing of silicon" },
};

static const struct timing *find(const char *name)
{
	for (size_t i = 0; i < sizeof(timings) / sizeof(*timings); i++)
		if (!strcmp(name, timings[i].name))
			return &timings[i];
	return NULL;
}

static void print_mode(const struct meta *meta, enum wsbench_mode mode)
{
	const char *name = meta_get_mode(meta, mode, "timing");
	const struct timing *timing = find(name);

	printf("%s, CPU %s (%s), Linux %s, timing %s", mode_names.name[mode],
	       meta_get_mode(meta, mode, "cpu"), meta_get_mode(meta, mode, "cpu_model"),
	       meta_get_mode(meta, mode, "kernel"), name);
	if (timing)
		printf(": %s", timing->meaning);
	putchar('\n');
}

/**
 * print_heading - what the figures below it are: a line for each mode
 * @meta: of the run
 */
void print_heading(const struct meta *meta)
{
	for (unsigned int mode = 0; mode < NR_MODES; mode++)
		if (!strcmp(meta_get_mode(meta, mode, "mode"), mode_names.name[mode]))
			print_mode(meta, mode);
}

/**
 * tick_unit - what a tick is, for the titles of tables
 * @meta: of the run
 *
 * Returns "of different kinds" for a merged run whose modes differ in that.
 */
const char *tick_unit(const struct meta *meta)
{
	const struct timing *timing = find(meta_get(meta, "timing"));

	return timing ? timing->unit : "of different kinds";
}
