// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>

#include "csv-write.h"
#include "error.h"
#include "report.h"
#include "table.h"

static struct compare_row *append(struct comparisons *cmp)
{
	cmp->row = xrealloc(cmp->row, cmp->nr + 1, sizeof(*cmp->row));
	return &cmp->row[cmp->nr++];
}

static void side_init(struct side *side, const struct series *s, enum phase phase)
{
	const struct tally *t = &s->phase[phase];
	struct dist samples;

	dist_from_hist(&samples, &t->samples, t->min, t->max, 1);
	side->median = dist_quantile(&samples, 0.5);
	side->constant = s->n >= 2 && t->min == t->max;
	dist_free(&samples);
	dist_from_hist(&side->units, &t->medians, 2ULL * t->min, 2ULL * t->max, 0.5);
}

static void compare_series(struct comparisons *cmp, enum wsbench_mode mode, unsigned int dirty,
			   const char *base_name, const struct series *base,
			   const char *test_name, const struct series *test, double margin)
{
	for (enum phase p = 0; p < NR_PHASES; p++) {
		struct side b, t;

		side_init(&b, base, p);
		side_init(&t, test, p);
		*append(cmp) = (struct compare_row) {
			.mode = mode_names.name[mode], .dirty = dirty_names.name[dirty],
			.phase = phase_names.name[p], .base = xstrdup(base_name),
			.test = xstrdup(test_name), .c = compare(&b, &t, margin),
		};
		dist_free(&b.units);
		dist_free(&t.units);
	}
}

/**
 * compare_flows - append the comparison of two flows of one run
 * @cmp: rows so far
 * @mode: of the run
 * @rec: its samples
 * @base: flow
 * @test: flow
 * @margin: see compare()
 *
 * Appends nothing where the run lacks one of the flows.
 */
void compare_flows(struct comparisons *cmp, enum wsbench_mode mode, const struct recorder *rec,
		   enum wsbench_flow base, enum wsbench_flow test, double margin)
{
	for (unsigned int d = 0; d < NR_DIRTY; d++)
		if (rec->series[base][d] && rec->series[test][d])
			compare_series(cmp, mode, d, flow_names.name[base], rec->series[base][d],
				       flow_names.name[test], rec->series[test][d], margin);
}

/**
 * compare_runs - append the comparison of the same flows of two runs
 * @cmp: rows so far
 * @mode: of both runs
 * @base_name: of the base run
 * @base: its samples
 * @test_name: of the test run
 * @test: its samples
 * @margin: see compare()
 *
 * Appends nothing for what only one of them has.
 */
void compare_runs(struct comparisons *cmp, enum wsbench_mode mode, const char *base_name,
		  const struct recorder *base, const char *test_name,
		  const struct recorder *test, double margin)
{
	for (unsigned int f = 0; f < WSBENCH_NR_FLOWS; f++)
		for (unsigned int d = 0; d < NR_DIRTY; d++) {
			char *b, *t;

			if (!base->series[f][d] || !test->series[f][d])
				continue;
			b = xasprintf("%s:%s", base_name, flow_names.name[f]);
			t = xasprintf("%s:%s", test_name, flow_names.name[f]);
			compare_series(cmp, mode, d, b, base->series[f][d], t, test->series[f][d],
				       margin);
			free(b);
			free(t);
		}
}

/**
 * compare_withhold - keep the medians, take back what they would be read to say
 * @cmp: rows of a run whose ticks cannot be compared
 */
void compare_withhold(struct comparisons *cmp)
{
	for (struct compare_row *r = cmp->row; r < cmp->row + cmp->nr; r++) {
		r->c.lo = r->c.hi = r->c.p = NAN;
		r->c.verdict = VERDICT_UNRESOLVED;
	}
}

static void put(FILE *fp, const char *fmt, double value)
{
	fputc(',', fp);
	if (!isnan(value))
		fprintf(fp, fmt, value);
}

/**
 * compare_write - as CSV
 * @cmp: rows
 * @fp: where to
 */
void compare_write(const struct comparisons *cmp, FILE *fp)
{
	fputs("mode,dirty,phase,base,test,base_median,test_median,delta,delta_lo,delta_hi,"
	      "delta_pct,p_value,verdict\n", fp);
	for (const struct compare_row *r = cmp->row; r < cmp->row + cmp->nr; r++) {
		fprintf(fp, "%s,%s,", r->mode, r->dirty);
		csv_put(fp, r->phase);
		fputc(',', fp);
		csv_put(fp, r->base);
		fputc(',', fp);
		csv_put(fp, r->test);
		put(fp, "%.12g", r->c.base);
		put(fp, "%.12g", r->c.test);
		put(fp, "%.12g", r->c.delta);
		put(fp, "%.12g", r->c.lo);
		put(fp, "%.12g", r->c.hi);
		put(fp, "%.4f", r->c.percent);
		put(fp, "%.4g", r->c.p);
		fprintf(fp, ",%s\n", verdict_names[r->c.verdict]);
	}
}

static void print_numbers(struct table *t, const struct comparison *c)
{
	table_cell(t, "%.8g", c->base);
	table_cell(t, "%.8g", c->test);
	table_cell(t, c->delta ? "%+.8g" : "%.8g", c->delta);
	if (isnan(c->lo))
		table_cell(t, "-");
	else
		table_cell(t, "[%.8g, %.8g]", c->lo, c->hi);
	if (isnan(c->percent))
		table_cell(t, "-");
	else
		table_cell(t, c->percent ? "%+.2f%%" : "0%%", c->percent);
	if (isnan(c->p))
		table_cell(t, "-");
	else
		table_cell(t, c->p < 0.0001 ? "<0.0001" : "%.4f", c->p);
	table_cell(t, "%s", verdict_names[c->verdict]);
}

/**
 * compare_print - as a table
 * @cmp: rows
 * @unit: what a tick is
 */
void compare_print(const struct comparisons *cmp, const char *unit)
{
	static const char *const heading[] = {
		"mode", "dirty", "phase", "base", "test", "base ticks", "test ticks", "delta",
		"95% interval", "delta %", "p", "verdict",
	};
	struct table t;

	printf("Ticks (%s) a round trip, medians; delta = test - base\n", unit);
	table_init(&t, "lllllrrrrrrl");
	for (size_t i = 0; i < sizeof(heading) / sizeof(*heading); i++)
		table_cell(&t, "%s", heading[i]);
	for (const struct compare_row *r = cmp->row; r < cmp->row + cmp->nr; r++) {
		table_cell(&t, "%s", r->mode);
		table_cell(&t, "%s", r->dirty);
		table_cell(&t, "%s", r->phase);
		table_cell(&t, "%s", r->base);
		table_cell(&t, "%s", r->test);
		print_numbers(&t, &r->c);
	}
	table_print(&t);
}

/* The row above the comparison: what one side looks like. */
static void print_column(struct table *t, const char *role, const char *name,
			 const struct dist *d)
{
	table_cell(t, "%s", role);
	table_cell(t, "%s", name);
	table_cell(t, "%llu", (unsigned long long)d->n);
	for (int quarter = 0; quarter <= 4; quarter++)
		table_cell(t, "%.8g", dist_quantile(d, quarter / 4.0));
}

/**
 * compare_print_columns - the comparison of two columns, as text
 * @row: the comparison
 * @base: distribution of the base
 * @test: distribution of the test
 */
void compare_print_columns(const struct compare_row *row, const struct dist *base,
			   const struct dist *test)
{
	static const char *const heading[] = { "", "", "n", "min", "p25", "median", "p75", "max" };
	struct table t;

	table_init(&t, "llrrrrrr");
	for (size_t i = 0; i < sizeof(heading) / sizeof(*heading); i++)
		table_cell(&t, "%s", heading[i]);
	print_column(&t, "base", row->base, base);
	print_column(&t, "test", row->test, test);
	table_print(&t);
	putchar('\n');

	table_init(&t, "llrrrrl");
	table_cell(&t, "base");
	table_cell(&t, "test");
	table_cell(&t, "delta");
	table_cell(&t, "95%% interval");
	table_cell(&t, "delta %%");
	table_cell(&t, "p");
	table_cell(&t, "verdict");
	print_numbers(&t, &row->c);
	table_print(&t);
}
