// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include "csv-read.h"
#include "csv-write.h"
#include "error.h"
#include "report.h"
#include "table.h"

#define COLUMNS \
	"mode,dirty,phase,base,test,base_median,test_median,delta,delta_lo,delta_hi," \
	"delta_pct,p_value,verdict"

enum {
	MODE, DIRTY, PHASE, BASE, TEST, BASE_MEDIAN, TEST_MEDIAN, DELTA, DELTA_LO, DELTA_HI,
	DELTA_PCT, P_VALUE, VERDICT, NR_COLUMNS
};

/**
 * compare_add - append a row
 * @cmp: rows so far
 * @row: what is appended, its names included
 */
void compare_add(struct comparisons *cmp, struct compare_row row)
{
	cmp->row = xrealloc(cmp->row, cmp->nr + 1, sizeof(*cmp->row));
	cmp->row[cmp->nr++] = row;
}

/* One of the two that are compared. */
struct party {
	char *name;
	const struct recorder *rec;
	const struct series *series;
};

static struct party party(const struct recorder *rec, unsigned int flow, unsigned int dirty,
			  const char *run)
{
	const char *name = flow_names.name[flow];

	return (struct party) {
		.name = run ? xasprintf("%s:%s", run, name) : xstrdup(name),
		.rec = rec, .series = rec->series[flow][dirty],
	};
}

/* In ticks of a sample, times @scale. */
static void side_init(struct side *side, const struct party *party, enum phase phase, double scale)
{
	const struct series *s = party->series;
	const struct tally *t = &s->phase[phase];
	struct dist samples;

	dist_from_hist(&samples, &t->samples, t->min, t->max, scale);
	side->median = dist_quantile(&samples, 0.5);
	side->constant = s->n >= 2 && t->min == t->max;
	dist_free(&samples);
	dist_from_hist(&side->units, &t->medians, 2ULL * t->min, 2ULL * t->max, scale / 2);
}

/*
 * Ticks of whole batches are compared, as all of them are whole numbers and
 * their halves, and the results divided: no figure has the dust of fractions
 * that were subtracted. Batches of different length get a common denominator.
 */
static struct comparison compare_phase(const struct party *base, const struct party *test,
				       enum phase phase, double margin)
{
	unsigned int b = samples_batch(&base->rec->kind), t = samples_batch(&test->rec->kind);
	double round_trips = b == t ? b : (double)b * t;
	struct comparison c;
	struct side base_side, test_side;

	side_init(&base_side, base, phase, b == t ? 1 : t);
	side_init(&test_side, test, phase, b == t ? 1 : b);
	c = compare(&base_side, &test_side, margin);
	dist_free(&base_side.units);
	dist_free(&test_side.units);
	c.base /= round_trips;
	c.test /= round_trips;
	c.delta /= round_trips;
	c.lo /= round_trips;
	c.hi /= round_trips;
	return c;
}

/* Takes the names over. Phases that one side does not know are left away. */
static void compare_parties(struct comparisons *cmp, enum wsbench_mode mode, unsigned int dirty,
			    struct party base, struct party test, double margin)
{
	enum phase first = GSL_MAX(samples_phase(&base.rec->kind), samples_phase(&test.rec->kind));

	for (enum phase p = first; p < NR_PHASES && base.series && test.series; p++)
		compare_add(cmp, (struct compare_row) {
			.mode = mode_names.name[mode], .dirty = dirty_names.name[dirty],
			.phase = phase_names.name[p], .base = xstrdup(base.name),
			.test = xstrdup(test.name), .c = compare_phase(&base, &test, p, margin),
		});
	free(base.name);
	free(test.name);
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
		compare_parties(cmp, mode, d, party(rec, base, d, NULL), party(rec, test, d, NULL),
				margin);
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
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY; i++) {
		unsigned int flow = i / NR_DIRTY, dirty = i % NR_DIRTY;

		compare_parties(cmp, mode, dirty, party(base, flow, dirty, base_name),
				party(test, flow, dirty, test_name), margin);
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
	fputs(COLUMNS "\n", fp);
	for (size_t i = 0; i < cmp->nr; i++) {
		const struct compare_row *r = &cmp->row[i];

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

static double number_or_nan(const struct csv_row *row, unsigned int field)
{
	return row->len[field] ? csv_number(row, field) : NAN;
}

static enum verdict verdict_of(const struct csv_row *row)
{
	for (enum verdict v = VERDICT_FASTER; v <= VERDICT_UNRESOLVED; v++)
		if (!strcmp(row->field[VERDICT], verdict_names[v]))
			return v;
	csv_die(row, "unknown verdict '%s'", row->field[VERDICT]);
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct comparisons *cmp = arg;

	if (row->number == 1) {
		csv_expect_header(row, COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	compare_add(cmp, (struct compare_row) {
		.mode = mode_names.name[csv_name(row, MODE, &mode_names)],
		.dirty = dirty_names.name[csv_name(row, DIRTY, &dirty_names)],
		.phase = phase_names.name[csv_name(row, PHASE, &phase_names)],
		.base = xstrdup(flow_names.name[csv_name(row, BASE, &flow_names)]),
		.test = xstrdup(flow_names.name[csv_name(row, TEST, &flow_names)]),
		.c = {
			.base = csv_number(row, BASE_MEDIAN), .test = csv_number(row, TEST_MEDIAN),
			.delta = csv_number(row, DELTA), .lo = number_or_nan(row, DELTA_LO),
			.hi = number_or_nan(row, DELTA_HI),
			.percent = number_or_nan(row, DELTA_PCT),
			.p = number_or_nan(row, P_VALUE), .verdict = verdict_of(row),
		},
	});
}

/**
 * compare_read - read the compare.csv of a run
 * @cmp: to fill
 * @dir: run folder
 */
void compare_read(struct comparisons *cmp, const char *dir)
{
	char *path = xasprintf("%s/%s", dir, COMPARE_FILE);

	*cmp = (struct comparisons) { 0 };
	csv_read(path, true, on_row, cmp);
	free(path);
}

struct number {
	char text[64];
};

/* As many decimals as @like has with eight digits, so that a difference has no more. */
static struct number number(double value, double like, const char *flags)
{
	int whole = like > 0 ? 1 + (int)floor(log10(like)) : 1;
	struct number n;
	size_t len;
	char fmt[16];

	if (whole > 8 || whole < -8) {
		snprintf(n.text, sizeof(n.text), *flags ? "%+.8g" : "%.8g", value);
		return n;
	}
	snprintf(fmt, sizeof(fmt), "%%%s.%df", flags, 8 - whole);
	snprintf(n.text, sizeof(n.text), fmt, value);
	len = strlen(n.text);
	while (strchr(n.text, '.') && n.text[len - 1] == '0')
		n.text[--len] = '\0';
	if (n.text[len - 1] == '.')
		n.text[--len] = '\0';
	if (!strcmp(n.text, "-0") || !strcmp(n.text, "+0"))
		return (struct number) { "0" };
	return n;
}

static void print_numbers(struct table *t, const struct comparison *c)
{
	double like = fmax(fabs(c->base), fabs(c->test));

	table_cell(t, "%s", number(c->base, like, "").text);
	table_cell(t, "%s", number(c->test, like, "").text);
	table_cell(t, "%s", number(c->delta, like, c->delta ? "+" : "").text);
	if (isnan(c->lo))
		table_cell(t, "-");
	else
		table_cell(t, "[%s, %s]", number(c->lo, like, "").text,
			   number(c->hi, like, "").text);
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
