// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cpu.h"
#include "cpus.h"
#include "csv-read.h"
#include "error.h"
#include "table.h"

#define COLUMNS \
	"mode,flow,dirty,cpus,cpu,phase," FIGURE_COLUMNS "," \
	"alone_median,ratio,delta_lo,delta_hi,p_value,verdict"

enum {
	MODE, FLOW, DIRTY, CPUS, CPU, PHASE, N,
	ALONE = N + NR_FIGURE_COLUMNS, RATIO, LO, HI, P_VALUE, VERDICT, NR_COLUMNS
};

#define CPUS_ALPHA	0.05	/* as compare.c has it */

#define NR_VERDICTS	(VERDICT_UNRESOLVED + 1)

static struct cpus_row *append(struct cpus *cpus)
{
	cpus->row = xrealloc(cpus->row, cpus->nr + 1, sizeof(*cpus->row));
	return &cpus->row[cpus->nr++];
}

static const struct compare_row *find(const struct comparisons *cmp, const struct summary_row *r)
{
	for (size_t i = 0; i < cmp->nr; i++)
		if (!strcmp(cmp->row[i].test, flow_names.name[r->flow]) &&
		    !strcmp(cmp->row[i].dirty, dirty_names.name[r->dirty]) &&
		    !strcmp(cmp->row[i].phase, phase_names.name[r->phase]))
			return &cmp->row[i];
	return NULL;
}

static void free_comparisons(struct comparisons *cmp)
{
	for (size_t i = 0; i < cmp->nr; i++) {
		free(cmp->row[i].base);
		free(cmp->row[i].test);
	}
	free(cmp->row);
}

/**
 * cpus_add - append the rows of one CPU
 * @cpus: rows so far
 * @mode: of the host
 * @at_once: how many CPUs were measured at once
 * @cpu: which of them
 * @rec: its samples
 * @alone: its samples with no other beside it; @rec itself where @at_once is 1
 * @judge: compare the two
 */
void cpus_add(struct cpus *cpus, enum wsbench_mode mode, unsigned int at_once, unsigned int cpu,
	      const struct recorder *rec, const struct recorder *alone, bool judge)
{
	struct comparisons cmp = { 0 };
	struct summary sum = { 0 }, base = { 0 };

	summary_add(&sum, mode, rec);
	summary_add(&base, mode, alone);
	if (judge)
		compare_runs(&cmp, mode, NULL, alone, NULL, rec, DEFAULT_MARGIN);
	for (size_t i = 0; i < sum.nr; i++) {
		const struct compare_row *c = find(&cmp, &sum.row[i]);
		struct cpus_row *row = append(cpus);

		*row = (struct cpus_row) {
			.cpus = at_once, .cpu = cpu, .figures = sum.row[i],
			.alone = base.row[i].median, .judged = c,
		};
		if (!c)
			continue;
		row->lo = c->c.lo;
		row->hi = c->c.hi;
		row->p = c->c.p;
		row->verdict = c->c.verdict;
	}
	free_comparisons(&cmp);
	free(sum.row);
	free(base.row);
}

static int by_p(const void *a, const void *b)
{
	const struct cpus_row *const *x = a, *const *y = b;

	return ((*x)->p > (*y)->p) - ((*x)->p < (*y)->p);
}

static void correct_phase(struct cpus *cpus, enum phase phase)
{
	struct cpus_row **row = xalloc(cpus->nr + 1, sizeof(*row));
	double least = 0;
	size_t n = 0;

	for (size_t i = 0; i < cpus->nr; i++)
		if (cpus->row[i].figures.phase == phase && cpus->row[i].judged &&
		    !isnan(cpus->row[i].p))
			row[n++] = &cpus->row[i];
	qsort(row, n, sizeof(*row), by_p);
	for (size_t i = 0; i < n; i++) {
		struct cpus_row *r = row[i];

		least = r->p = fmin(1, fmax(least, (n - i) * r->p));
		if (r->p >= CPUS_ALPHA &&
		    (r->verdict == VERDICT_SLOWER || r->verdict == VERDICT_FASTER))
			r->verdict = VERDICT_UNRESOLVED;
	}
	free(row);
}

/**
 * cpus_correct - make p-values and verdicts those of many comparisons (Holm, 1979)
 * @cpus: all rows
 *
 * Of twenty tests of nothing one is below 0.05. The tests of a phase count together:
 * phases are parts of the same round trips, and nobody looks for the best of them.
 */
void cpus_correct(struct cpus *cpus)
{
	for (enum phase p = 0; p < NR_PHASES; p++)
		correct_phase(cpus, p);
}

static int order(const void *a, const void *b)
{
	const struct cpus_row *x = a, *y = b;
	const int by[] = {
		(int)x->figures.mode - (int)y->figures.mode,
		(int)x->figures.dirty - (int)y->figures.dirty,
		(int)x->figures.flow - (int)y->figures.flow,
		(int)x->cpus - (int)y->cpus,
		(int)x->cpu - (int)y->cpu,
		(int)x->figures.phase - (int)y->figures.phase,
	};

	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		if (by[i])
			return by[i];
	return 0;
}

/**
 * cpus_sort - put the rows in order: of mode, dirty state, flow and number of CPUs
 * @cpus: rows
 */
void cpus_sort(struct cpus *cpus)
{
	qsort(cpus->row, cpus->nr, sizeof(*cpus->row), order);
}

/**
 * cpus_ratio - the median of a CPU among others, of that of the same CPU alone
 * @row: row
 *
 * Returns NAN where alone it takes no tick.
 */
double cpus_ratio(const struct cpus_row *row)
{
	return row->alone > 0 ? row->figures.median / row->alone : NAN;
}

static double optional(const struct csv_row *row, unsigned int field)
{
	return row->len[field] ? csv_number(row, field) : NAN;
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct cpus *cpus = arg;
	struct cpus_row *r;

	if (row->number == 1) {
		csv_expect_header(row, COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	r = append(cpus);
	*r = (struct cpus_row) {
		.cpus = csv_integer(row, CPUS, CPU_MAX),
		.cpu = csv_integer(row, CPU, CPU_MAX),
		.figures = {
			.mode = csv_name(row, MODE, &mode_names),
			.flow = csv_name(row, FLOW, &flow_names),
			.dirty = csv_name(row, DIRTY, &dirty_names),
			.phase = csv_name(row, PHASE, &phase_names),
		},
		.alone = csv_number(row, ALONE),
		.judged = row->len[VERDICT],
		.lo = optional(row, LO), .hi = optional(row, HI), .p = optional(row, P_VALUE),
	};
	summary_row_read(&r->figures, row, N);
	if (!r->judged)
		return;
	while (strcmp(row->field[VERDICT], verdict_names[r->verdict]))
		if (++r->verdict == NR_VERDICTS)
			csv_die(row, "'%s' is not a verdict", csv_show(row, VERDICT));
}

/**
 * cpus_read - read a cpus.csv
 * @cpus: to fill
 * @dir: its folder
 */
void cpus_read(struct cpus *cpus, const char *dir)
{
	char *path = xasprintf("%s/%s", dir, CPUS_FILE);

	*cpus = (struct cpus) { 0 };
	csv_read(path, true, on_row, cpus);
	if (!cpus->nr)
		die(path, "no figures: the file is truncated");
	cpus_sort(cpus);
	free(path);
}

static void put_number(FILE *fp, bool known, double v)
{
	if (known && !isnan(v))
		fprintf(fp, ",%.12g", v);
	else
		fputc(',', fp);
}

/**
 * cpus_write - as CSV
 * @cpus: rows
 * @fp: where to
 */
void cpus_write(const struct cpus *cpus, FILE *fp)
{
	fputs(COLUMNS "\n", fp);
	for (const struct cpus_row *row = cpus->row; row < cpus->row + cpus->nr; row++) {
		const struct summary_row *r = &row->figures;

		fprintf(fp, "%s,%s,%s,%u,%u,%s,", mode_names.name[r->mode],
			flow_names.name[r->flow], dirty_names.name[r->dirty], row->cpus, row->cpu,
			phase_names.name[r->phase]);
		summary_row_write(r, fp);
		fprintf(fp, ",%.12g", row->alone);
		put_number(fp, true, cpus_ratio(row));
		put_number(fp, row->judged, row->lo);
		put_number(fp, row->judged, row->hi);
		put_number(fp, row->judged, row->p);
		fprintf(fp, ",%s\n", row->judged ? verdict_names[row->verdict] : "");
	}
}

/* All CPUs of one number of them: the ends of what they show. */
struct group {
	const struct cpus_row *first;
	double least, most, p25, p99, ratio_least, ratio_most;
	unsigned int nr, judged, verdicts[NR_VERDICTS];
};

static bool same_group(const struct cpus_row *a, const struct cpus_row *b)
{
	return a->cpus == b->cpus && a->figures.mode == b->figures.mode &&
	       a->figures.flow == b->figures.flow && a->figures.dirty == b->figures.dirty;
}

static void take(struct group *g, const struct cpus_row *row)
{
	const struct summary_row *r = &row->figures;
	double ratio = cpus_ratio(row);

	if (!g->nr++) {
		*g = (struct group) {
			.first = row, .nr = 1, .least = r->median, .most = r->median,
			.p25 = r->p25, .p99 = r->p99, .ratio_least = ratio, .ratio_most = ratio,
		};
	}
	g->least = fmin(g->least, r->median);
	g->most = fmax(g->most, r->median);
	g->p25 = fmin(g->p25, r->p25);
	g->p99 = fmax(g->p99, r->p99);
	g->ratio_least = fmin(g->ratio_least, ratio);
	g->ratio_most = fmax(g->ratio_most, ratio);
	g->judged += row->judged;
	g->verdicts[row->verdict] += row->judged;
}

static void range(struct table *t, double least, double most, const char *format)
{
	char low[32], high[32];

	snprintf(low, sizeof(low), format, least);
	snprintf(high, sizeof(high), format, most);
	if (strcmp(low, high))
		table_cell(t, "%s..%s", low, high);
	else
		table_cell(t, "%s", low);
}

static void print_group(struct table *t, const struct group *g)
{
	const struct summary_row *r = &g->first->figures;
	char verdicts[128] = "";
	size_t len = 0;

	table_cell(t, "%s", mode_names.name[r->mode]);
	table_cell(t, "%s", dirty_names.name[r->dirty]);
	table_cell(t, "%s", flow_names.name[r->flow]);
	table_cell(t, "%u", g->first->cpus);
	range(t, g->least, g->most, "%.6g");
	range(t, g->p25, g->p99, "%.6g");
	range(t, g->ratio_least, g->ratio_most, "%.3f");
	for (enum verdict v = 0; v < NR_VERDICTS; v++)
		if (g->verdicts[v])
			len += snprintf(verdicts + len, sizeof(verdicts) - len, "%s%u %s",
					len ? ", " : "", g->verdicts[v], verdict_names[v]);
	table_cell(t, "%s", verdicts);
}

/**
 * cpus_print - the totals as a table
 * @cpus: rows in order
 * @unit: what a tick is
 */
void cpus_print(const struct cpus *cpus, const char *unit)
{
	static const char *const titles[] = {
		"mode", "dirty", "flow", "CPUs", "median", "p25..p99", "to alone", "CPUs' verdicts",
	};
	const struct cpus_row *end = cpus->row + cpus->nr, *next;
	struct table t;

	printf("Ticks (%s) a round trip, from the least to the most of the CPUs measured at once;\n"
	       "to alone: each CPU's median, of its median with no other beside it\n", unit);
	table_init(&t, "lllrrrrl");
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		table_cell(&t, "%s", titles[i]);
	for (const struct cpus_row *row = cpus->row; row < end; row = next) {
		struct group g = { 0 };

		for (next = row; next < end && same_group(row, next); next++)
			if (next->figures.phase == PHASE_TOTAL)
				take(&g, next);
		print_group(&t, &g);
	}
	table_print(&t);
}
