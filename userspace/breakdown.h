/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where the ticks of a round trip go: breakdown.csv. Of each flow and dirty state a
 * row for every register class that is moved, then what the guest takes, the rest,
 * the sum of all these, the total of the samples without timestamps between, and the
 * residue, which is that total less the sum. All are medians, without what the
 * timestamps add; shares are of the total, in percent.
 */
#ifndef WSBENCH_BREAKDOWN_H
#define WSBENCH_BREAKDOWN_H

#include <stdbool.h>
#include <stdio.h>

#include "meta.h"
#include "report.h"
#include "steps.h"

#define BREAKDOWN_FILE	"breakdown.csv"

/**
 * struct breakdown_cell - one flow and dirty state of one mode
 * @classes: those that it has, a mask of 1 << enum step_class; 0 if it is not there
 * @ticks: by class and direction; guest and rest have the first only
 * @total: median of the samples without breakdown
 */
struct breakdown_cell {
	uint32_t classes;
	double ticks[NR_CLASSES][NR_DIRECTIONS];
	double total;
};

/**
 * struct breakdown - of a run
 * @cell: by mode, dirty state and flow
 */
struct breakdown {
	struct breakdown_cell cell[NR_MODES][NR_DIRTY][WSBENCH_NR_FLOWS];
};

double breakdown_class(const struct breakdown_cell *cell, enum step_class class);
double breakdown_residue(const struct breakdown_cell *cell);
bool breakdown_has_group(const struct breakdown *b, unsigned int mode, unsigned int dirty);
bool breakdown_is_empty(const struct breakdown *b);
void breakdown_add(struct breakdown *b, const struct steps_recorder *rec,
		   const struct summary *sum, unsigned int mark_cost);
void breakdown_write(const struct breakdown *b, FILE *fp);
bool breakdown_read(struct breakdown *b, const char *dir);
const char *breakdown_title(enum step_class class);
void breakdown_print(const struct breakdown *b, const struct meta *meta);

#endif /* WSBENCH_BREAKDOWN_H */
