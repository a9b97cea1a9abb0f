// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two runs as a history of two: the baseline, and the newest run. Where figures are
 * exact, any difference is a change. Where they are not, the samples decide: medians of
 * blocks, or of boots, are compared as `wsbench compare` does, and a change also has
 * the p-value that is asked for and an effect that matters.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "findings.h"
#include "metric.h"
#include "record-run.h"
#include "report.h"
#include "runs.h"

/* A medium effect: two of three pairs differ in the same direction (Romano, 2006). */
#define LEAST_EFFECT	0.33

static const struct history_run *find_mode(const struct history_runs *runs, const char *mode)
{
	for (size_t i = 0; i < runs->nr; i++)
		if (!strcmp(runs->run[i].row.fact[HISTORY_MODE], mode))
			return &runs->run[i];
	return NULL;
}

static double find_metric(const struct history_run *run, const char *name)
{
	for (size_t i = 0; i < run->nr; i++)
		if (!strcmp(run->metric[i].name, name))
			return run->metric[i].value;
	return NAN;
}

/* The baseline comes before the newest run, whatever their clocks say: those are not told. */
static void add_row(struct history *h, const struct history_run *run, const char *host)
{
	h->row = xrealloc(h->row, h->nr + 1, sizeof(*h->row));
	h->row[h->nr] = run->row;
	h->row[h->nr].fact[HISTORY_HOST] = host;
	h->row[h->nr].time = h->nr % 2;
	h->nr++;
}

static void add_column(struct history *h, char *name)
{
	for (size_t c = 0; c < h->nr_columns; c++)
		if (!strcmp(h->column[c], name))
			return;
	h->column = xrealloc(h->column, h->nr_columns + 1, sizeof(*h->column));
	h->column[h->nr_columns++] = name;
}

/*
 * The rows of the modes that both runs have, and the metrics that both have in them. A
 * gate is about one machine: both rows get the newest run's host.
 */
static void make_history(struct history *h, const struct history_runs *base,
			 const struct history_runs *newest)
{
	for (size_t i = 0; i < newest->nr; i++) {
		const struct history_run *run = &newest->run[i];
		const struct history_run *before = find_mode(base, run->row.fact[HISTORY_MODE]);

		if (!before)
			continue;
		add_row(h, before, run->row.fact[HISTORY_HOST]);
		add_row(h, run, run->row.fact[HISTORY_HOST]);
		for (size_t m = 0; m < run->nr; m++)
			if (!isnan(find_metric(before, run->metric[m].name)))
				add_column(h, run->metric[m].name);
	}
	h->value = xalloc(h->nr_columns + 1, sizeof(*h->value));
	for (size_t c = 0; c < h->nr_columns; c++) {
		h->value[c] = xalloc(h->nr + 1, sizeof(**h->value));
		for (size_t r = 0; r < h->nr; r++)
			h->value[c][r] = find_metric(find_mode(r % 2 ? newest : base,
							       h->row[r].fact[HISTORY_MODE]),
						     h->column[c]);
	}
}

/* The comparison of the samples of both runs, mode by mode. */
static void compare_samples(struct comparisons *cmp, struct loaded_run *base,
			    struct loaded_run *newest, const char *base_dir,
			    const char *newest_dir)
{
	run_open(base, base_dir);
	run_open(newest, newest_dir);
	refuse_other_ticks(base, newest);
	run_read(base, NULL, NULL);
	run_read(newest, NULL, NULL);
	for (unsigned int m = 0; m < NR_MODES; m++)
		compare_runs(cmp, m, NULL, &base->rec[m], NULL, &newest->rec[m], DEFAULT_MARGIN);
}

static unsigned int number_of(const struct names *names, const char *name)
{
	return name_find(names, name, strlen(name));
}

static bool is_about(const struct compare_row *row, const struct meta *meta, const struct trend *t)
{
	char *metric = metric_name(meta, number_of(&flow_names, row->base),
				   number_of(&dirty_names, row->dirty),
				   number_of(&phase_names, row->phase));
	bool same = !strcmp(metric, t->metric) && !strcmp(row->mode, t->mode);

	free(metric);
	return same;
}

static void judge(struct changes *changes, const struct trend *t, const struct comparison *c,
		  const struct change_limits *limits)
{
	bool slower = c->verdict == VERDICT_SLOWER;

	if ((!slower && c->verdict != VERDICT_FASTER) || c->p > limits->max_pvalue ||
	    fabs(c->effect) < LEAST_EFFECT ||
	    fabs(c->delta) <= limits->min_magnitude * fabs(c->base))
		return;
	changes->nr = 1;
	changes->change = xalloc(1, sizeof(*changes->change));
	*changes->change = (struct change) {
		.index = 1, .before = t->value[0], .after = t->value[1], .p = c->p,
		.effect = c->effect, .open = slower,
	};
}

/**
 * findings_gate - compare the newest run with a baseline
 * @f: to fill
 * @base: run folder
 * @newest: run folder
 * @filter: which metrics
 * @limits: the p-value and the magnitude of a change, where there is noise
 *
 * Ends the program where the runs have no metric in common.
 */
void findings_gate(struct findings *f, const char *base, const char *newest,
		   const struct trend_filter *filter, const struct change_limits *limits)
{
	struct loaded_run *run = xalloc(2, sizeof(*run));
	struct history_runs rows[2] = { 0 };
	struct comparisons cmp = { 0 };

	*f = (struct findings) { .history = { .path = xasprintf("%s against %s", newest, base) } };
	record_run(&rows[0], base, NULL);
	record_run(&rows[1], newest, NULL);
	make_history(&f->history, &rows[0], &rows[1]);
	trends_find(&f->trends, &f->history, filter);
	if (!f->trends.nr)
		die(newest, "has no metric of the same mode and unit in common with %s, or --metric leaves none",
		    base);
	f->changes = xalloc(f->trends.nr, sizeof(*f->changes));
	for (size_t i = 0; i < f->trends.nr; i++) {
		const struct trend *t = &f->trends.trend[i];

		if (t->exact) {
			changes_find(&f->changes[i], t, limits);
			continue;
		}
		if (!cmp.nr)
			compare_samples(&cmp, &run[0], &run[1], base, newest);
		for (size_t r = 0; r < cmp.nr; r++)
			if (is_about(&cmp.row[r], &run[1].meta, t))
				judge(&f->changes[i], t, &cmp.row[r].c, limits);
	}
	free(run);
}
