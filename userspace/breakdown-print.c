// SPDX-License-Identifier: GPL-2.0-only
/* The breakdown for people: classes are rows, flows stand side by side. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "breakdown.h"
#include "error.h"

#define FLOWS_ABREAST	3	/* a hundred characters */
#define NAME_WIDTH	16
#define GROUP_WIDTH	28

static const char *const titles[NR_CLASSES] = {
	[CLASS_GP] = "general purpose",
	[CLASS_SYSREG] = "EL1 system",
	[CLASS_DEBUG] = "debug",
	[CLASS_TRAPS] = "EL2 traps",
	[CLASS_STAGE2] = "stage 2",
	[CLASS_VGIC] = "vGIC",
	[CLASS_TIMER] = "timer",
	[CLASS_SYSREG32] = "32-bit system",
	[CLASS_FPSIMD] = "FP/SIMD",
	[CLASS_GUEST] = "guest",
	[CLASS_REST] = "rest",
};

/**
 * breakdown_title - what a class is called in tables and figures
 * @class: class
 */
const char *breakdown_title(enum step_class class)
{
	return titles[class];
}

/* The flows of one table, and which classes any of them has. */
struct columns {
	const struct breakdown_cell *cell[FLOWS_ABREAST];
	const char *name[FLOWS_ABREAST];
	unsigned int nr;
	uint32_t classes;
	bool comparable;
};

/* A half of a tick counts where there are few of them. */
static char *number(double ticks)
{
	return xasprintf("%.6g", fabs(ticks) < 1000 ? ticks : round(ticks));
}

/* One flow's share of a row: three numbers, or fewer, and a percentage if @total is not 0. */
static void print_group(const char *save, const char *restore, double both, double total)
{
	char *ticks = number(both);

	printf(" %6s %7s %6s", save, restore, ticks);
	if (total)
		printf(" %5.1f%%", 100 * both / total);
	else
		printf(" %6s", "-");
	free(ticks);
}

/* What shares are of; of an emulator's time, which drifts between the two, there are none. */
static double whole(const struct columns *columns, unsigned int i)
{
	return columns->comparable ? columns->cell[i]->total : 0;
}

static void print_class(const struct columns *columns, enum step_class class)
{
	printf("%-*s", NAME_WIDTH, titles[class]);
	for (unsigned int i = 0; i < columns->nr; i++) {
		const struct breakdown_cell *cell = columns->cell[i];
		char *save = number(cell->ticks[class][SAVE]);
		char *restore = number(cell->ticks[class][RESTORE]);

		if (!(cell->classes & 1U << class))
			printf(" %6s %7s %6s %6s", "-", "-", "-", "-");
		else if (class < CLASS_GUEST)
			print_group(save, restore, breakdown_class(cell, class), whole(columns, i));
		else
			print_group("", "", breakdown_class(cell, class), whole(columns, i));
		free(save);
		free(restore);
	}
	putchar('\n');
}

/* What the parts leave of the totals, unless nothing. */
static void print_residues(const struct columns *columns)
{
	bool any = false;

	for (unsigned int i = 0; i < columns->nr; i++)
		any = any || breakdown_residue(columns->cell[i]);
	if (!any)
		return;
	printf("%-*s", NAME_WIDTH, "residue");
	for (unsigned int i = 0; i < columns->nr; i++)
		print_group("", "", breakdown_residue(columns->cell[i]), whole(columns, i));
	putchar('\n');
}

static void print_columns(const struct columns *columns, unsigned int mode, unsigned int dirty)
{
	char *front = xasprintf("%s, dirty %s", mode_names.name[mode], dirty_names.name[dirty]);

	printf("%-*s", NAME_WIDTH, front);
	for (unsigned int i = 0; i < columns->nr; i++)
		printf("   %-*s", i + 1 < columns->nr ? GROUP_WIDTH - 3 : 0, columns->name[i]);
	printf("\n%-*s", NAME_WIDTH, "");
	for (unsigned int i = 0; i < columns->nr; i++)
		printf(" %6s %7s %6s %6s", "save", "restore", "both", "share");
	putchar('\n');
	for (unsigned int c = 0; c < NR_CLASSES; c++)
		if (columns->classes & 1U << c)
			print_class(columns, c);
	print_residues(columns);
	printf("%-*s", NAME_WIDTH, "total");
	for (unsigned int i = 0; i < columns->nr; i++)
		print_group("", "", columns->cell[i]->total, whole(columns, i));
	puts("\n");
	free(front);
}

static void print_mode_and_dirty(const struct breakdown *b, unsigned int mode, unsigned int dirty,
				 bool comparable)
{
	struct columns columns = { .comparable = comparable };

	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++) {
		const struct breakdown_cell *cell = &b->cell[mode][dirty][f];

		if (!cell->classes)
			continue;
		columns.cell[columns.nr] = cell;
		columns.name[columns.nr++] = flow_names.name[f];
		columns.classes |= cell->classes;
		if (columns.nr < FLOWS_ABREAST)
			continue;
		print_columns(&columns, mode, dirty);
		columns = (struct columns) { .comparable = comparable };
	}
	if (columns.nr)
		print_columns(&columns, mode, dirty);
}

/* What counts as what, where the words alone do not say it. */
static void print_directions(void)
{
	puts("save: of host and guest; restore: likewise. EL2 traps and stage 2: restore activates, save deactivates. A test that finds nothing to do counts as restore, but in a call that only saves as save");
}

/* What the profile has and the machine lacks. */
static void print_absent(const struct meta *meta)
{
	static const char *const why[NR_CLASSES] = {
		[CLASS_VGIC] = "the interrupt controller has no system registers",
		[CLASS_SYSREG32] = "EL1 of this CPU has no AArch32",
	};
	unsigned int absent = 0;

	for (unsigned int m = 0; m < NR_MODES; m++)
		absent |= names_mask(&class_names, meta_get_mode(meta, m, "absent"));
	for (unsigned int c = 0; c < NR_CLASSES; c++)
		if (absent & 1U << c)
			printf("%s: %s; the ticks are those of the test for it\n", titles[c],
			       why[c] ? why[c] : "not there");
}

/* How well the parts explain the whole, at the worst. */
static void print_residue(const struct breakdown *b)
{
	const struct breakdown_cell *worst = NULL;
	unsigned int at = 0, nr = 0;

	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY * WSBENCH_NR_FLOWS; i++) {
		const struct breakdown_cell *cell = &(&b->cell[0][0][0])[i];

		if (!cell->classes)
			continue;
		nr++;
		if (!worst || fabs(breakdown_residue(cell)) > fabs(breakdown_residue(worst))) {
			worst = cell;
			at = i;
		}
	}
	if (!breakdown_residue(worst))
		printf("In all %u, the parts sum to the total without breakdown exactly\n", nr);
	else
		printf("Residue, the total without breakdown less the sum of the parts: %.6g ticks (%.2f%%) at most, %s, dirty %s, %s\n",
		       breakdown_residue(worst), 100 * breakdown_residue(worst) / worst->total,
		       mode_names.name[at / WSBENCH_NR_FLOWS / NR_DIRTY],
		       dirty_names.name[at / WSBENCH_NR_FLOWS % NR_DIRTY],
		       flow_names.name[at % WSBENCH_NR_FLOWS]);
}

/**
 * breakdown_print - as tables, and how well the parts add up
 * @b: breakdown, not empty
 * @meta: of the run
 */
void breakdown_print(const struct breakdown *b, const struct meta *meta)
{
	printf("Ticks (%s) of a round trip by register class: medians, without what the timestamps between add\n",
	       tick_unit(meta));
	for (unsigned int i = 0; i < NR_MODES * NR_DIRTY; i++)
		print_mode_and_dirty(b, i / NR_DIRTY, i % NR_DIRTY, ticks_comparable(meta));
	print_directions();
	print_absent(meta);
	print_residue(b);
}
