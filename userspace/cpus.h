/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cpus.csv: the same measurement on several CPUs at once, each compared with itself
 * alone. Written, read and shown.
 */
#ifndef WSBENCH_CPUS_H
#define WSBENCH_CPUS_H

#include <stdbool.h>
#include <stdio.h>

#include "figures.h"
#include "report.h"

#define CPUS_FILE	"cpus.csv"

/**
 * struct cpus_row - a phase of a flow and dirty state, on one of the CPUs
 * @cpus: how many were measured at once
 * @cpu: which of them
 * @figures: what was measured
 * @alone: median of the same CPU with no other beside it
 * @judged: it was compared; the rest is known then
 * @lo: 95% interval of what it takes more than alone, in ticks
 * @hi: its upper end
 * @p: of the rank test; after cpus_correct() for the number of tests
 * @verdict: what it means
 */
struct cpus_row {
	unsigned int cpus, cpu;
	struct summary_row figures;
	double alone;
	bool judged;
	double lo, hi, p;
	enum verdict verdict;
};

struct cpus {
	size_t nr;
	struct cpus_row *row;
};

void cpus_add(struct cpus *cpus, enum wsbench_mode mode, unsigned int at_once, unsigned int cpu,
	      const struct recorder *rec, const struct recorder *alone, bool judge);
void cpus_correct(struct cpus *cpus);
void cpus_sort(struct cpus *cpus);
void cpus_read(struct cpus *cpus, const char *dir);
void cpus_write(const struct cpus *cpus, FILE *fp);
void cpus_print(const struct cpus *cpus, const char *unit);
double cpus_ratio(const struct cpus_row *row);

bool cpus_folder(const char *dir);
extern const char plot_gp_cpus[];	/* bench/plots/cpus.gp, by plots.S */
void plot_cpus(struct figures *figures, const char *dir);

#endif /* WSBENCH_CPUS_H */
