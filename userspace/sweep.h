/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A sweep: the same measurement with different numbers of breakpoints and watchpoints
 * switched, and what a register of each kind takes. Its folder has sweep.csv, the
 * figures, and fit.csv, the fits.
 */
#ifndef WSBENCH_SWEEP_H
#define WSBENCH_SWEEP_H

#include <stdbool.h>
#include <stdio.h>

#include "figures.h"
#include "fit.h"
#include "report.h"

#define SWEEP_FILE	"sweep.csv"
#define FIT_FILE	"fit.csv"

/**
 * struct sweep_row - a phase of a flow, dirty state and point of a sweep
 * @brps: breakpoints switched
 * @wrps: watchpoints switched
 * @figures: what was measured
 */
struct sweep_row {
	unsigned int brps, wrps;
	struct summary_row figures;
};

/**
 * struct sweep - all that was measured
 * @nr: number of rows
 * @row: after sweep_sort() in the order of mode, flow, dirty state and phase, and of
 *       these the points by breakpoints and watchpoints
 */
struct sweep {
	size_t nr;
	struct sweep_row *row;
};

/**
 * struct sweep_fit - how a phase of a flow and dirty state grows
 * @first: the first of its rows
 * @nr: their number
 * @fit: the fit to their medians
 */
struct sweep_fit {
	const struct sweep_row *first;
	size_t nr;
	struct fit fit;
};

struct sweep_fits {
	size_t nr;
	struct sweep_fit *row;
};

void sweep_add(struct sweep *sweep, enum wsbench_mode mode, const struct recorder *rec,
	       unsigned int brps, unsigned int wrps);
void sweep_sort(struct sweep *sweep);
void sweep_read(struct sweep *sweep, const char *dir);
void sweep_write(const struct sweep *sweep, FILE *fp);

void sweep_fit(struct sweep_fits *fits, const struct sweep *sweep);
void sweep_fits_write(const struct sweep_fits *fits, FILE *fp);
void sweep_fits_print(const struct sweep_fits *fits, const char *unit, bool comparable);

bool sweep_folder(const char *dir);
extern const char plot_gp_sweep[];	/* bench/plots/sweep.gp, by plots.S */
void plot_sweep(struct figures *figures, const char *dir);

#endif /* WSBENCH_SWEEP_H */
