/* SPDX-License-Identifier: GPL-2.0-only */
/* The figures of a run: what they are made of, and the script that draws them. */
#ifndef WSBENCH_PLOT_H
#define WSBENCH_PLOT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "breakdown.h"
#include "figures.h"
#include "hist.h"
#include "meta.h"
#include "names.h"
#include "report.h"

/* How ticks were counted, and so what they are worth. */
enum timing { TIMING_EXACT, TIMING_HARDWARE, TIMING_EMULATED, NR_TIMINGS };

/**
 * struct plot_cell - one flow and dirty state of one mode
 * @total: its row of the summary; NULL if the run lacks it
 * @phase: its rows, by phase; NULL if only totals are known
 * @n: number of samples
 * @totals: counts of their totals, in ticks of a whole sample
 * @compared: the comparison with four-call is known
 * @delta: difference of the totals' medians, in ticks
 * @percent: the same in percent, NAN if there is none
 * @verdict: of the comparison
 */
struct plot_cell {
	const struct summary_row *total, *phase;
	uint64_t n;
	struct hist totals;
	bool compared;
	double delta, percent;
	enum verdict verdict;
};

/**
 * struct plot - what the figures of a run are made of
 * @meta: facts about the run
 * @kind: of the samples
 * @timing: how ticks were counted, in all modes
 * @summary: what the cells point into
 * @cell: by mode, dirty state and flow
 * @has_breakdown: there is one
 * @breakdown: where the ticks go
 */
struct plot {
	struct meta meta;
	struct samples_kind kind;
	enum timing timing;
	struct summary summary;
	struct plot_cell cell[NR_MODES][NR_DIRTY][WSBENCH_NR_FLOWS];
	bool has_breakdown;
	struct breakdown breakdown;
};

void plot_read(struct plot *plot, const char *dir);
void plot_settle_timing(struct plot *plot, const char *dir);
bool plot_has_mode(const struct plot *plot, unsigned int mode);
bool plot_has_group(const struct plot *plot, unsigned int mode, unsigned int dirty);
bool plot_constant(const struct plot_cell *cell);

extern const char *const plot_mode_titles[NR_MODES];

/**
 * struct plot_figure - a number as all figures write it
 * @text: what is shown
 */
struct plot_figure {
	char text[32];
};

struct plot_figure plot_figure(double value);
char *plot_samples(const struct plot *plot);
FILE *plot_part(char **text);
void plot_block(FILE *fp, const char *name, FILE *part, char **text);
char *plot_unit(const struct plot *plot);
void plot_facts(FILE *fp, const struct plot *plot, const char *unit);
void plot_legend(FILE *fp, unsigned int flows);

/* Each writes the data of its figure, and returns the height of the canvas. */
#define PLOT_WIDTH	1200
unsigned int plot_cost(FILE *fp, const struct plot *plot);
unsigned int plot_distribution(FILE *fp, const struct plot *plot);
unsigned int plot_phases(FILE *fp, const struct plot *plot);
unsigned int plot_breakdown(FILE *fp, const struct plot *plot);

/* bench/plots/NAME.gp, by plots.S */
extern const char plot_gp_style[], plot_gp_cost[], plot_gp_distribution[], plot_gp_phases[],
	plot_gp_breakdown[], plot_gp_trend[];

#endif /* WSBENCH_PLOT_H */
