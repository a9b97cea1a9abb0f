/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kinds of exits side by side: the same measurement with each payload. Its folder
 * has meta.csv, exits.csv, and the figure.
 */
#ifndef WSBENCH_EXITS_H
#define WSBENCH_EXITS_H

#include <stdbool.h>
#include <stdio.h>

#include "figures.h"
#include "report.h"

#define EXITS_FILE	"exits.csv"

/**
 * struct exits_row - a phase of an exit, flow and dirty state
 * @payload: how the guest left
 * @figures: what was measured
 * @lo: lower end of the interval of how much the median is above that of flow none, in
 *      ticks; NAN where that is not known: a row of a file, or of flow none
 * @hi: upper end
 */
struct exits_row {
	enum wsbench_payload payload;
	struct summary_row figures;
	double lo, hi;
};

/**
 * struct exits - all that was measured
 * @nr: number of rows
 * @row: as they were measured: by payload, flow, dirty state and phase
 */
struct exits {
	size_t nr;
	struct exits_row *row;
};

void exits_add(struct exits *exits, enum wsbench_payload payload, enum wsbench_mode mode,
	       const struct recorder *rec);
const struct exits_row *exits_total(const struct exits *exits, enum wsbench_mode mode,
				    enum wsbench_payload payload, enum wsbench_flow flow,
				    unsigned int dirty);
void exits_read(struct exits *exits, const char *dir);
void exits_write(const struct exits *exits, FILE *fp);
void exits_print(const struct exits *exits, const char *unit, bool comparable);

bool exits_folder(const char *dir);
void plot_exits(struct figures *figures, const char *dir);

extern const char plot_gp_exits[];	/* bench/plots/exits.gp, by plots.S */

#endif /* WSBENCH_EXITS_H */
