// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "outdir.h"
#include "steps.h"

#define TICK_BITS	16	/* as SAMPLE_BITS of series.c */
#define MAX_FRONT	128	/* mode, flow, dirty state, block and seq */
#define MAX_LINE	512

/* What the ABI says of each step. */
static const struct step {
	const char *name;
	enum step_class class;
	unsigned int direction;
} steps_of_abi[] = {
#define STEP(id, class, direction)	{ #id, CLASS_##class, direction },
	WSBENCH_STEPS(STEP)
};

const struct names class_names = { "register class", NR_CLASSES, {
	[CLASS_GP] = "gp",
	[CLASS_SYSREG] = "sysreg",
	[CLASS_DEBUG] = "debug",
	[CLASS_TRAPS] = "traps",
	[CLASS_STAGE2] = "stage2",
	[CLASS_VGIC] = "vgic",
	[CLASS_TIMER] = "timer",
	[CLASS_SYSREG32] = "sysreg32",
	[CLASS_FPSIMD] = "fpsimd",
	[CLASS_GUEST] = "guest",
	[CLASS_REST] = "rest",
} };

/* They begin where every round trip has a timestamp. */
static bool begins_with_mark(enum wsbench_step step)
{
	return step != WSBENCH_STEP_SYSREG_SAVE_HOST && step != WSBENCH_STEP_GUEST &&
	       step != WSBENCH_STEP_GP_SAVE_GUEST;
}

static void write_header(FILE *fp)
{
	fputs("mode,flow,dirty,block,seq", fp);
	for (unsigned int i = 0; i < WSBENCH_NR_STEPS; i++) {
		fputc(',', fp);
		for (const char *c = steps_of_abi[i].name; *c; c++)
			fputc(*c == '_' ? '-' : tolower((unsigned char)*c), fp);
	}
	fputs(",total\n", fp);
}

/* The CPU that measures also writes, and there are 28 numbers a sample. */
static char *put_number(char *p, uint64_t v)
{
	char digits[20];
	int n = 0;

	do
		digits[n++] = '0' + v % 10;
	while (v /= 10);
	*p++ = ',';
	while (n)
		*p++ = digits[--n];
	return p;
}

_Static_assert(MAX_FRONT + (WSBENCH_NR_STEPS + 1) * sizeof(",4294967295") < MAX_LINE, "a row fits");

static void write_row(struct steps_recorder *rec, const struct wsbench_steps *steps)
{
	const struct wsbench_sample *s = &steps->sample;
	char line[MAX_LINE], *p;

	p = stpcpy(line, mode_names.name[rec->mode]);
	*p++ = ',';
	p = stpcpy(p, flow_names.name[s->flow]);
	*p++ = ',';
	p = stpcpy(p, dirty_names.name[s->dirty]);
	p = put_number(p, s->block);
	p = put_number(p, rec->seq++);
	for (unsigned int i = 0; i < WSBENCH_NR_STEPS; i++)
		p = put_number(p, steps->ticks[i]);
	p = put_number(p, s->total);
	*p++ = '\n';
	fwrite(line, p - line, 1, rec->fp);
}

static void count(struct step_tally *tally, uint32_t ticks)
{
	if (!tally->ticks.count) {
		hist_init(&tally->ticks, TICK_BITS);
		tally->min = ticks;
		tally->max = ticks;
	}
	tally->min = ticks < tally->min ? ticks : tally->min;
	tally->max = ticks > tally->max ? ticks : tally->max;
	tally->ticks.count[hist_index(TICK_BITS, ticks)]++;
}

static void add(struct step_series *series, const struct wsbench_steps *steps)
{
	uint32_t sum[NR_CLASSES][NR_DIRECTIONS] = { 0 };

	for (unsigned int i = 0; i < WSBENCH_NR_STEPS; i++) {
		const struct step *step = &steps_of_abi[i];

		sum[step->class][step->direction] += steps->ticks[i];
		if (steps->ticks[i])
			series->seen |= 1U << i;
	}
	for (unsigned int i = 0; i < NR_CLASSES * NR_DIRECTIONS; i++) {
		uint32_t ticks = sum[i / NR_DIRECTIONS][i % NR_DIRECTIONS];

		if (ticks)
			count(&series->tally[i / NR_DIRECTIONS][i % NR_DIRECTIONS], ticks);
	}
	series->n++;
}

/**
 * steps_take - take in the next sample of a run
 * @rec: recorder, with the mode set and the rest zeroed before the first
 * @steps: sample with breakdown, of a known flow and dirty state
 */
void steps_take(struct steps_recorder *rec, const struct wsbench_steps *steps)
{
	struct step_series **slot = &rec->series[steps->sample.flow][steps->sample.dirty];

	if (!rec->fp) {
		rec->fp = outdir_fopen(STEPS_FILE);
		write_header(rec->fp);
	}
	if (!*slot)
		*slot = xalloc(1, sizeof(**slot));
	write_row(rec, steps);
	add(*slot, steps);
}

/**
 * steps_end - no more samples come: steps.csv is complete
 * @rec: recorder
 */
void steps_end(struct steps_recorder *rec)
{
	if (rec->fp)
		outdir_fclose(rec->fp, STEPS_FILE);
	rec->fp = NULL;
}

/**
 * steps_marks - the timestamps that are within the ticks of a class and direction
 * @series: series
 * @class: class
 * @direction: direction
 *
 * A sample without breakdown does not have them.
 */
unsigned int steps_marks(const struct step_series *series, enum step_class class,
			 unsigned int direction)
{
	unsigned int marks = 0;

	for (unsigned int i = 0; i < WSBENCH_NR_STEPS; i++)
		marks += steps_of_abi[i].class == class &&
			 steps_of_abi[i].direction == direction && series->seen & 1U << i &&
			 begins_with_mark(i);
	return marks;
}
