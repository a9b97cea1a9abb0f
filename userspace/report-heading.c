// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "report.h"

static const struct timing {
	const char *name, *unit, *meaning;
} timings[] = {
	{ "exact", "executed instructions",
	  "A tick is an executed instruction under QEMU -icount, not a cycle of silicon" },
	{ "hardware", "PMU cycle counter", "A tick is a cycle of the CPU" },
	{ "emulated-inexact", "an emulator's time",
	  "A tick is time an emulator took: it drifts, so flows are not compared, and says nothing of silicon" },
};

static const struct timing *find(const char *name)
{
	for (size_t i = 0; i < sizeof(timings) / sizeof(*timings); i++)
		if (!strcmp(name, timings[i].name))
			return &timings[i];
	return NULL;
}

static char *describe(const struct meta *meta, enum wsbench_mode mode)
{
	return xasprintf("CPU %s (%s), Linux %s", meta_get_mode(meta, mode, "cpu"),
			 meta_get_mode(meta, mode, "cpu_model"),
			 meta_get_mode(meta, mode, "kernel"));
}

static bool has_mode(const struct meta *meta, enum wsbench_mode mode)
{
	return !strcmp(meta_get_mode(meta, mode, "mode"), mode_names.name[mode]);
}

/**
 * print_heading - what the figures below it are, and what a tick is
 * @meta: of the run
 *
 * One line for each mode, or for both where all but the mode is the same.
 */
void print_heading(const struct meta *meta)
{
	const struct timing *timing = find(meta_get(meta, "timing"));
	char *vhe = describe(meta, WSBENCH_VHE), *nvhe = describe(meta, WSBENCH_NVHE);

	if (has_mode(meta, WSBENCH_VHE) && has_mode(meta, WSBENCH_NVHE) && !strcmp(vhe, nvhe)) {
		printf("vhe and nvhe, %s\n", vhe);
	} else {
		if (has_mode(meta, WSBENCH_VHE))
			printf("vhe, %s\n", vhe);
		if (has_mode(meta, WSBENCH_NVHE))
			printf("nvhe, %s\n", nvhe);
	}
	if (timing)
		puts(timing->meaning);
	if (!strcmp(meta_get(meta, "interrupted"), "yes"))
		puts("The run was interrupted: fewer samples than planned");
	free(vhe);
	free(nvhe);
}

/**
 * ticks_comparable - whether ticks of a run can be set against each other
 * @meta: of the run
 */
bool ticks_comparable(const struct meta *meta)
{
	return strcmp(meta_get(meta, "timing"), "emulated-inexact");
}

/**
 * tick_unit - what a tick is, for the titles of tables
 * @meta: of the run
 *
 * Returns "of an unknown kind" where meta.csv does not say.
 */
const char *tick_unit(const struct meta *meta)
{
	const struct timing *timing = find(meta_get(meta, "timing"));

	return timing ? timing->unit : "of an unknown kind";
}
