// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "report.h"

static const struct {
	const char *timing, *meaning;
} meanings[] = {
	{ "exact",
	  "ticks are executed instructions under QEMU -icount, not cycles of silicon" },
	{ "hardware", "ticks are cycles of the CPU" },
	{ "emulated-inexact",
	  "ticks are time an emulator took: they drift between runs and say nothing of silicon" },
};

static void print_mode(const struct meta *meta, enum wsbench_mode mode)
{
	const char *timing = meta_get_mode(meta, mode, "timing");

	printf("%s, CPU %s (%s), Linux %s, timing %s", mode_names.name[mode],
	       meta_get_mode(meta, mode, "cpu"), meta_get_mode(meta, mode, "cpu_model"),
	       meta_get_mode(meta, mode, "kernel"), timing);
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++)
		if (!strcmp(timing, meanings[i].timing))
			printf(": %s", meanings[i].meaning);
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
