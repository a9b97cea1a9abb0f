// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two runs as a history of two: the baseline, and the newest run. Where figures are
 * exact, any difference is a change. Where they are not, the samples decide: medians of
 * blocks, or of boots, are compared as `wsbench compare` does, and a change also has
 * the p-value that is asked for and an effect that matters.
 */
#include <fnmatch.h>
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

static bool wanted(const char *mode, const char *metric, const struct trend_filter *filter)
{
	return (!filter->mode || !strcmp(mode, filter->mode)) &&
	       (!filter->metric || !fnmatch(filter->metric, metric, 0)) &&
	       !metric_is_bound(metric);
}

/* What the newest run does not have cannot be found to be as it was. */
static void refuse_missing(const struct history_runs *base, const struct history_runs *newest,
			   const struct trend_filter *filter)
{
	for (size_t i = 0; i < base->nr; i++) {
		const char *mode = base->run[i].row.fact[HISTORY_MODE];
		const struct history_run *run = find_mode(newest, mode);

		for (size_t m = 0; m < base->run[i].nr; m++) {
			const char *metric = base->run[i].metric[m].name;

			if (wanted(mode, metric, filter) &&
			    (!run || isnan(find_metric(run, metric))))
				die(newest->run[0].dir, "has no %s of mode %s, which %s has; measure it, or ask for less with --mode and --metric",
				    metric, mode, base->run[i].dir);
		}
	}
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
			    struct loaded_run *newest)
{
	runs_read_pair(base, newest);
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

static void judge(const struct findings *f, struct changes *changes, const struct trend *t,
		  const struct comparison *c, const struct change_limits *limits)
{
	bool slower = c->verdict == VERDICT_SLOWER;

	if (c->least_p > limits->max_pvalue)
		die(f->history.path, "too few blocks, or boots, to tell: no difference of %s (%s) could have a p-value of %g; measure more, or give a greater --max-pvalue",
		    t->metric, t->mode, limits->max_pvalue);
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
 * Ends the program where the newest run lacks a metric that the baseline has, and
 * where the samples are too few for any difference to count.
 */
void findings_gate(struct findings *f, const char *base, const char *newest,
		   const struct trend_filter *filter, const struct change_limits *limits)
{
	static const struct record_taker taker = {
		"regress compares", "; 'wsbench compare A B' takes others"
	};
	struct loaded_run *run = xalloc(2, sizeof(*run));
	struct history_runs rows[2] = { 0 };
	struct comparisons cmp = { 0 };

	*f = (struct findings) { .history = { .path = xasprintf("%s against %s", newest, base) } };
	record_run(&rows[0], base, NULL, &taker);
	record_run(&rows[1], newest, NULL, &taker);
	refuse_missing(&rows[0], &rows[1], filter);
	make_history(&f->history, &rows[0], &rows[1]);
	trends_find(&f->trends, &f->history, filter);
	if (!f->trends.nr)
		die(newest, "no metric is asked for that %s has as well; check --metric and --mode",
		    base);
	f->changes = xalloc(f->trends.nr, sizeof(*f->changes));
	for (size_t i = 0; i < f->trends.nr; i++) {
		const struct trend *t = &f->trends.trend[i];

		if (t->exact) {
			changes_find(&f->changes[i], t, limits);
			continue;
		}
		if (!cmp.nr) {
			run_open(&run[0], base);
			run_open(&run[1], newest);
			compare_samples(&cmp, &run[0], &run[1]);
		}
		for (size_t r = 0; r < cmp.nr; r++)
			if (is_about(&cmp.row[r], &run[1].meta, t))
				judge(f, &f->changes[i], t, &cmp.row[r].c, limits);
	}
	free(run);
}
