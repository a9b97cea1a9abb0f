/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The steps of a world switch, and their register classes: names, and what of a
 * round trip with a timestamp after each step is kept. Every one is a row of
 * steps.csv, in raw ticks; of each class and direction the counts of all values
 * stay, whatever the number of samples.
 */
#ifndef WSBENCH_STEPS_H
#define WSBENCH_STEPS_H

#include <stdint.h>
#include <stdio.h>

#include "hist.h"
#include "names.h"

#define STEPS_FILE	"steps.csv"

enum step_class {
	CLASS_GP, CLASS_SYSREG, CLASS_DEBUG, CLASS_TRAPS, CLASS_STAGE2, CLASS_VGIC,
	CLASS_TIMER, CLASS_SYSREG32, CLASS_FPSIMD,
	/* What moves no registers, and has one direction, the first. */
	CLASS_GUEST, CLASS_REST,
	NR_CLASSES,
};

enum { SAVE, RESTORE, NR_DIRECTIONS, NEITHER = SAVE };

extern const struct names class_names;

/**
 * struct step_tally - the ticks of one class and direction
 * @min: smallest
 * @max: largest
 * @ticks: counts, without room where there is no such step
 */
struct step_tally {
	uint32_t min, max;
	struct hist ticks;
};

/**
 * struct step_series - all samples of one flow and dirty state
 * @n: their number
 * @seen: steps that any of them has, a mask of 1 << enum wsbench_step
 * @tally: by class and direction, with what the timestamps add
 */
struct step_series {
	uint64_t n;
	uint32_t seen;
	struct step_tally tally[NR_CLASSES][NR_DIRECTIONS];
};

/**
 * struct steps_recorder - the samples with steps of a run
 * @mode: of the run
 * @fp: steps.csv; NULL before the first sample
 * @seq: number of the next sample of them
 * @series: by flow and dirty state, NULL where there is no sample
 */
struct steps_recorder {
	enum wsbench_mode mode;
	FILE *fp;
	uint64_t seq;
	struct step_series *series[WSBENCH_NR_FLOWS][NR_DIRTY];
};

void steps_take(struct steps_recorder *rec, const struct wsbench_steps *steps);
void steps_end(struct steps_recorder *rec);
unsigned int steps_marks(const struct step_series *series, enum step_class class,
			 unsigned int direction);

#endif /* WSBENCH_STEPS_H */
