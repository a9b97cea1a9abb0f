// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "csv-read.h"
#include "error.h"
#include "median-interval.h"
#include "metric.h"
#include "record-run.h"
#include "report.h"
#include "rfc3339.h"
#include "runs.h"

/* One mode of a run folder on its way into the history. */
struct source {
	const struct loaded_run *run;
	const struct summary *sum;
	const struct record_taker *taker;
	enum wsbench_mode mode;
	bool exact;
};

static void refuse_damaged(const struct loaded_run *run, const char *key, const struct names *names)
{
	const char *text = meta_get(&run->meta, key);

	if (name_find(names, text, strlen(text)) < 0)
		die(run->dir, META_FILE " is damaged: unknown %s '%.40s'", names->what, text);
}

/* Whether a tick is exact; what cannot be recorded ends the program. */
static bool check_timing(const struct loaded_run *run)
{
	const char *timing = meta_get(&run->meta, "timing");

	if (!ticks_comparable(&run->meta))
		die(run->dir, "its ticks are an emulator's time, which drifts; record runs of exact timing or of hardware");
	if (strcmp(timing, "exact") && strcmp(timing, "hardware"))
		die(run->dir, META_FILE " is damaged: unknown timing '%.40s'", timing);
	return !strcmp(timing, "exact");
}

static void refuse_interrupted(const struct source *s)
{
	char *interrupted = meta_text(&s->run->meta, s->mode, "interrupted");

	if (strstr(interrupted, "yes"))
		die(s->run->dir, "mode %s was interrupted and has fewer samples than planned; record a complete run",
		    mode_names.name[s->mode]);
	free(interrupted);
}

_Noreturn static void refuse_made_with(const struct source *s, const char *what, const char *value,
				       const char *usual)
{
	die(s->run->dir, "was made with %s%.40s; %s runs %s%s", what, value, s->taker->takes,
	    usual, s->taker->others);
}

/* A history is of one kind of exit; a run without a payload is an old one. */
static void refuse_other_exit(const struct source *s)
{
	const char *payload = meta_get_mode(&s->run->meta, s->mode, "payload");

	if (*payload && strcmp(payload, payload_names.name[WSBENCH_PAYLOAD_HVC]))
		refuse_made_with(s, "payload ", payload, "of hvc");
}

/* The metrics of a history are those of one world switch, the usual one. */
static void refuse_other_world(const struct source *s)
{
	static const char *const keys[][2] = { { "brps", "--brps " }, { "wrps", "--wrps " } };
	const char *profile = meta_get_mode(&s->run->meta, s->mode, "profile");

	if (*profile && strcmp(profile, profile_names.name[WSBENCH_PROFILE_MINIMAL]))
		refuse_made_with(s, "profile ", profile, "of profile minimal");
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *count = meta_get_mode(&s->run->meta, s->mode, keys[i][0]);

		if (*count)
			refuse_made_with(s, keys[i][1], count, "with all registers");
	}
}

/* A fact as the history has it, on one line. */
static char *text_of(const struct source *s, const char *key)
{
	char *text = meta_text(&s->run->meta, s->mode, key);

	if (!csv_is_plain(text))
		die(s->run->dir, META_FILE " is damaged: control characters in %s", key);
	return text;
}

/* The first of the times of all boots and flows. */
static char *first_time(const struct source *s, double *seconds)
{
	char *text = text_of(s, "time"), *first = NULL, *rest = NULL;

	for (char *t = strtok_r(text, ";, ()", &rest); t; t = strtok_r(NULL, ";, ()", &rest)) {
		double at;

		if (rfc3339_parse(t, &at) && (!first || at < *seconds)) {
			first = t;
			*seconds = at;
		}
	}
	if (!first)
		die(s->run->dir, META_FILE " is damaged: no time of mode %s",
		    mode_names.name[s->mode]);
	first = xstrdup(first);
	free(text);
	return first;
}

/* Exact figures are those of the kernel, wherever they were counted. */
static char *host_of(const struct source *s, const char *kernel)
{
	unsigned int major, minor;
	char name[256];

	if (s->exact) {
		if (sscanf(kernel, "%u.%u", &major, &minor) != 2)
			die(s->run->dir, "its kernel '%.40s' is of no series; name the host with --host",
			    kernel);
		return xasprintf("emulated-%u.%u", major, minor);
	}
	if (gethostname(name, sizeof(name)) || !*name)
		die("host name", "%s; give one with --host", strerror(errno));
	return xstrdup(name);
}

static void put(struct history_run *to, char *name, double value)
{
	to->metric = xrealloc(to->metric, to->nr + 1, sizeof(*to->metric));
	to->metric[to->nr++] = (struct history_metric) { name, value };
}

/* Of the medians of the units; it reaches as far as the median of all samples. */
static void put_interval(const struct source *s, struct history_run *to,
			 const struct summary_row *row, const char *name)
{
	const struct recorder *rec = &s->run->rec[s->mode];
	const struct tally *t = &rec->series[row->flow][row->dirty]->phase[row->phase];
	double lo = NAN, hi = NAN;
	struct dist units;

	dist_from_hist(&units, &t->medians, 2ULL * t->min, 2ULL * t->max,
		       0.5 / samples_batch(&rec->kind));
	if (median_interval(&units, &lo, &hi)) {
		lo = fmin(lo, row->median);
		hi = fmax(hi, row->median);
	}
	dist_free(&units);
	put(to, xasprintf("%s.lo", name), lo);
	put(to, xasprintf("%s.hi", name), hi);
}

static void put_metrics(const struct source *s, struct history_run *to)
{
	for (const struct summary_row *row = s->sum->row; row < s->sum->row + s->sum->nr; row++) {
		char *name;

		if (row->mode != s->mode)
			continue;
		name = metric_name(&s->run->meta, row->flow, row->dirty, row->phase);
		put(to, name, row->median);
		if (!s->exact)
			put_interval(s, to, row, name);
	}
}

static void record_mode(const struct source *s, struct history_run *to, const char *host)
{
	*to = (struct history_run) { .dir = s->run->dir };
	refuse_interrupted(s);
	refuse_other_exit(s);
	refuse_other_world(s);
	to->row.fact[HISTORY_TIME] = first_time(s, &to->row.time);
	to->row.fact[HISTORY_COMMIT] = text_of(s, "commit");
	to->row.fact[HISTORY_KERNEL] = text_of(s, "kernel");
	to->row.fact[HISTORY_HOST] = host ? host : host_of(s, to->row.fact[HISTORY_KERNEL]);
	to->row.fact[HISTORY_ENGINE] = meta_get(&s->run->meta, "engine");
	to->row.fact[HISTORY_MODE] = mode_names.name[s->mode];
	put_metrics(s, to);
}

/* Where a row stands in a summary. */
static unsigned int place(const struct summary_row *row)
{
	return ((row->mode * WSBENCH_NR_FLOWS + row->flow) * NR_DIRTY + row->dirty) * NR_PHASES +
	       row->phase;
}

static int by_place(const void *a, const void *b)
{
	return (int)place(a) - (int)place(b);
}

static bool same_row(const struct summary_row *a, const struct summary_row *b)
{
	return place(a) == place(b) && a->n == b->n &&
	       fabs(a->median - b->median) <= 1e-9 * fabs(a->median);
}

/* Read the samples, which must be those of the summary. */
static void read_samples(struct loaded_run *run, const struct summary *sum)
{
	struct summary_row *rows = xalloc(sum->nr, sizeof(*rows));
	struct summary again = { 0 };
	bool same;

	run_read(run, NULL, NULL);
	for (unsigned int m = 0; m < NR_MODES; m++)
		summary_add(&again, m, &run->rec[m]);
	/* A merged run has its modes in the order in which they were given. */
	memcpy(rows, sum->row, sum->nr * sizeof(*rows));
	qsort(rows, sum->nr, sizeof(*rows), by_place);
	same = again.nr == sum->nr;
	for (size_t i = 0; same && i < sum->nr; i++)
		same = same_row(&rows[i], &again.row[i]);
	if (!same)
		die(run->dir, SUMMARY_FILE " and " SAMPLES_FILE " are not of the same samples: one is foreign");
	free(rows);
	free(again.row);
}

/* A baseline has only the summary. */
static bool has_samples(const char *dir)
{
	char *path = xasprintf("%s/%s", dir, SAMPLES_FILE);
	bool has = !access(path, F_OK);

	free(path);
	return has;
}

/**
 * record_run - add what the history keeps of a run, a row for each mode
 * @runs: rows so far
 * @dir: run folder
 * @host: host; NULL is emulated-SERIES of the kernel for exact runs, and this machine's
 *        name for others
 * @taker: whose errors these are
 *
 * A run that is damaged, interrupted, of another payload than hvc, or of ticks that mean nothing
 * ends the program.
 */
void record_run(struct history_runs *runs, const char *dir, const char *host,
		const struct record_taker *taker)
{
	struct loaded_run *run = xalloc(1, sizeof(*run));
	struct summary sum;
	struct source s = { .run = run, .sum = &sum, .taker = taker };

	run_open(run, dir);
	refuse_damaged(run, "engine", &engine_names);
	refuse_damaged(run, "timestamps", &timestamps_names);
	s.exact = check_timing(run);
	summary_read(&sum, dir);
	summary_check(&sum, &run->meta, dir);
	if (!s.exact || has_samples(dir))
		read_samples(run, &sum);
	for (s.mode = 0; s.mode < NR_MODES; s.mode++) {
		if (!meta_has_mode(&run->meta, s.mode))
			continue;
		runs->run = xrealloc(runs->run, runs->nr + 1, sizeof(*runs->run));
		record_mode(&s, &runs->run[runs->nr++], host);
		record_free(&run->rec[s.mode]);
	}
	free(sum.row);
}
