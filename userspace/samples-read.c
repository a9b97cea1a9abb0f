// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv-read.h"
#include "error.h"
#include "samples.h"

enum { MODE, FLOW, DIRTY, BLOCK, SEQ, ENTRY, GUEST, EXIT, TOTAL, NR_COLUMNS };

struct samples_reader {
	struct samples_kind kind;
	samples_fn *fn;
	void *arg;
	enum wsbench_mode mode;
	size_t fill;
	struct wsbench_sample sample[SAMPLES_AT_ONCE];
};

static void hand_over(struct samples_reader *r)
{
	if (r->fill)
		r->fn(r->arg, r->mode, r->sample, r->fill);
	r->fill = 0;
}

/* Ticks of a whole batch, from those of a round trip with six decimals. */
static uint32_t batch_ticks(const struct csv_row *row, unsigned int batch)
{
	double ticks = csv_number(row, TOTAL) * batch, whole = round(ticks);

	if (!(whole >= 0 && whole <= UINT32_MAX))
		csv_die(row, "'%s' is out of range", row->field[TOTAL]);
	if (fabs(ticks - whole) > 1e-6 * batch)
		csv_die(row, "'%s' is not a whole number of ticks in %u round trips: the batch is another",
			row->field[TOTAL], batch);
	return whole;
}

static void read_phases(const struct csv_row *row, struct wsbench_sample *s)
{
	s->entry = csv_integer(row, ENTRY, UINT32_MAX);
	s->guest = csv_integer(row, GUEST, UINT32_MAX);
	s->exit = csv_integer(row, EXIT, UINT32_MAX);
	s->total = csv_integer(row, TOTAL, UINT32_MAX);
}

static void read_total(const struct csv_row *row, unsigned int batch, struct wsbench_sample *s)
{
	if (row->len[ENTRY] || row->len[GUEST] || row->len[EXIT])
		csv_die(row, "phases in a run that is of totals only");
	if (batch > 1)
		s->total = batch_ticks(row, batch);
	else
		s->total = csv_integer(row, TOTAL, UINT32_MAX);
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct samples_reader *r = arg;
	struct wsbench_sample *s;
	enum wsbench_mode mode;

	if (row->number == 1) {
		csv_expect_header(row, SAMPLES_COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	mode = csv_name(row, MODE, &mode_names);
	if (mode != r->mode || r->fill == SAMPLES_AT_ONCE)
		hand_over(r);
	r->mode = mode;
	s = &r->sample[r->fill++];
	*s = (struct wsbench_sample) {
		.flow = csv_name(row, FLOW, &flow_names),
		.dirty = csv_name(row, DIRTY, &dirty_names),
		.block = csv_integer(row, BLOCK, UINT32_MAX),
		.seq = csv_integer(row, SEQ, UINT64_MAX),
	};
	if (r->kind.totals_only)
		read_total(row, samples_batch(&r->kind), s);
	else
		read_phases(row, s);
}

/**
 * samples_read - hand the samples of a file to a function, in order
 * @path: samples.csv; a line of another kind ends the program
 * @kind: what each line must be
 * @fn: function
 * @arg: for @fn
 */
void samples_read(const char *path, struct samples_kind kind, samples_fn *fn, void *arg)
{
	struct samples_reader *r = xalloc(1, sizeof(*r));

	r->kind = kind;
	r->fn = fn;
	r->arg = arg;
	csv_read(path, true, on_row, r);
	hand_over(r);
	free(r);
}

/**
 * samples_take - record samples that came from a file, or refuse the file
 * @rec: recorder of their mode
 * @path: the file, for errors
 * @samples: samples
 * @n: their number
 */
void samples_take(struct recorder *rec, const char *path, const struct wsbench_sample *samples,
		  size_t n)
{
	switch (record(rec, samples, n)) {
	case RECORD_OK:
		return;
	case RECORD_GAP:
		die(path, "the sample with seq %llu is missing: lines were lost or reordered",
		    (unsigned long long)rec->next);
	case RECORD_FOREIGN:
		die(path, "a block near seq %llu has more than %u samples: not a file of wsbench",
		    (unsigned long long)rec->next, WSBENCH_MAX_BLOCK);
	case RECORD_FULL:
		die(path, "more than %u samples of one flow and dirty state", SERIES_MAX_SAMPLES);
	}
}
