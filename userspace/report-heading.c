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

/* How the engine kvm is timed, by the option --timestamps. */
static const struct clock {
	const char *timestamps, *name;
} clocks[] = {
	{ "guest", "timed by the guest" },
	{ "probe", "timed by probes" },
	{ "perf", "timed by perf" },
};

static const struct timing *find(const struct meta *meta)
{
	const char *name = meta_get(meta, "timing");

	for (size_t i = 0; i < sizeof(timings) / sizeof(*timings); i++)
		if (!strcmp(name, timings[i].name))
			return &timings[i];
	return NULL;
}

/**
 * is_kvm - whether a run measured KVM and not the module's own world switch
 * @meta: of the run
 */
bool is_kvm(const struct meta *meta)
{
	return !strcmp(meta_get(meta, "engine"), "kvm");
}

/**
 * timed_by - how a run of the engine kvm was timed
 * @meta: of the run
 */
const char *timed_by(const struct meta *meta)
{
	for (size_t i = 0; i < sizeof(clocks) / sizeof(*clocks); i++)
		if (!strcmp(meta_get(meta, "timestamps"), clocks[i].timestamps))
			return clocks[i].name;
	return "timed in an unknown way";
}

/* The nanoseconds of a tick of the guest's timer, 0 where ticks are of another clock. */
static double timer_ns(const struct meta *meta)
{
	const struct timing *timing = find(meta);
	double hz = strtod(meta_get(meta, "timer_hz"), NULL);

	if (!timing || !strcmp(timing->name, "emulated-inexact") ||
	    strcmp(meta_get(meta, "timestamps"), "guest") || !(hz > 0))
		return 0;
	return 1e9 / hz;
}

static bool is_exact(const struct meta *meta)
{
	return !strcmp(meta_get(meta, "timing"), "exact");
}

/**
 * tick_unit - what a tick is, for the titles of tables
 * @meta: of the run
 *
 * Returns "of an unknown kind" where meta.csv does not say. What it returns
 * stays until the program ends.
 */
const char *tick_unit(const struct meta *meta)
{
	const struct timing *timing = find(meta);
	double ns = timer_ns(meta);

	/* The emulator's clock is at one instruction a nanosecond. */
	if (ns && is_exact(meta) && ns != 1)
		return xasprintf("timer ticks of %.6g executed instructions", ns);
	if (ns && !is_exact(meta))
		return xasprintf("timer ticks of %.4g ns", ns);
	return timing ? timing->unit : "of an unknown kind";
}

/**
 * tick_meaning - a sentence on what a tick is, without its full stop; to be freed
 * @meta: of the run
 *
 * Returns "" where meta.csv does not say.
 */
char *tick_meaning(const struct meta *meta)
{
	const struct timing *timing = find(meta);
	double ns = timer_ns(meta);

	if (ns && is_exact(meta) && ns != 1)
		return xasprintf("A tick is one of the guest's timer, %.6g executed instructions under QEMU -icount, not cycles of silicon",
				 ns);
	if (ns && !is_exact(meta))
		return xasprintf("A tick is one of the guest's timer, %.4g ns", ns);
	return xstrdup(timing ? timing->meaning : "");
}

static char *describe(const struct meta *meta, enum wsbench_mode mode)
{
	char *cpu = meta_text(meta, mode, "cpu"), *model = meta_text(meta, mode, "cpu_model");
	char *kernel = meta_text(meta, mode, "kernel");
	const char *cpus = meta_get_mode(meta, mode, "cpu_list");
	char *switched = switched_text(meta, mode), *text;

	if (is_kvm(meta))
		text = xasprintf("KVM of Linux %s, CPU %s (%s), %s%s", kernel, cpu, model,
				 timed_by(meta), switched);
	else
		text = xasprintf("CPU%s %s (%s), Linux %s%s", strpbrk(cpus, "-,") ? "s" : "",
				 *cpus ? cpus : cpu, model, kernel, switched);
	free(switched);
	free(cpu);
	free(model);
	free(kernel);
	return text;
}

/**
 * put_units - what a sample is, and what is compared, where it is not the usual
 * @fp: where to
 * @meta: of the run
 */
void put_units(FILE *fp, const struct meta *meta)
{
	const char *batch = meta_get(meta, "batch"), *boots = meta_get(meta, "boots");

	if (strcmp(batch, "1"))
		fprintf(fp, "A sample is the mean of %s round trips in a row\n", batch);
	if (*meta_get(meta, "boot_blocks"))
		fprintf(fp, "%s boot%s of each flow: what is compared are the medians of the boots\n",
			boots, strcmp(boots, "1") ? "s" : "");
}

/**
 * put_machine - modes, CPU and kernel, and what is switched if it is not the usual
 * @fp: where to
 * @meta: of the run
 *
 * One line for each mode, or for both where all but the mode is the same.
 */
void put_machine(FILE *fp, const struct meta *meta)
{
	bool has_vhe = meta_has_mode(meta, WSBENCH_VHE);
	bool has_nvhe = meta_has_mode(meta, WSBENCH_NVHE);
	char *vhe = describe(meta, WSBENCH_VHE), *nvhe = describe(meta, WSBENCH_NVHE);

	if (has_vhe && has_nvhe && !strcmp(vhe, nvhe)) {
		fprintf(fp, "vhe and nvhe, %s\n", vhe);
	} else {
		if (has_vhe)
			fprintf(fp, "vhe, %s\n", vhe);
		if (has_nvhe)
			fprintf(fp, "nvhe, %s\n", nvhe);
	}
	free(vhe);
	free(nvhe);
}

static bool interrupted(const struct meta *meta)
{
	return !strcmp(meta_get_mode(meta, WSBENCH_VHE, "interrupted"), "yes") ||
	       !strcmp(meta_get_mode(meta, WSBENCH_NVHE, "interrupted"), "yes");
}

/**
 * print_heading - what the figures below it are, and what a tick is
 * @meta: of the run
 */
void print_heading(const struct meta *meta)
{
	char *meaning = tick_meaning(meta);

	put_machine(stdout, meta);
	if (*meaning)
		puts(meaning);
	put_units(stdout, meta);
	if (interrupted(meta))
		puts("The run was interrupted: fewer samples than planned");
	free(meaning);
}

/**
 * ticks_comparable - whether ticks of a run can be set against each other
 * @meta: of the run
 */
bool ticks_comparable(const struct meta *meta)
{
	return strcmp(meta_get(meta, "timing"), "emulated-inexact");
}
