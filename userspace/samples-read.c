// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv-read.h"
#include "error.h"
#include "samples.h"

#define BATCH	4096

enum { MODE, FLOW, DIRTY, BLOCK, SEQ, ENTRY, GUEST, EXIT, TOTAL, NR_COLUMNS };

struct samples_reader {
	samples_fn *fn;
	void *arg;
	enum wsbench_mode mode;
	size_t fill;
	struct wsbench_sample batch[BATCH];
};

static void hand_over(struct samples_reader *r)
{
	if (r->fill)
		r->fn(r->arg, r->mode, r->batch, r->fill);
	r->fill = 0;
}

static void on_row(void *arg, const struct csv_row *row)
{
	struct samples_reader *r = arg;
	enum wsbench_mode mode;

	if (row->line == 1) {
		csv_expect_header(row, SAMPLES_COLUMNS);
		return;
	}
	if (row->nr != NR_COLUMNS)
		csv_die(row, "%u fields instead of %u", row->nr, NR_COLUMNS);
	mode = csv_name(row, MODE, &mode_names);
	if (mode != r->mode || r->fill == BATCH)
		hand_over(r);
	r->mode = mode;
	r->batch[r->fill++] = (struct wsbench_sample) {
		.flow = csv_name(row, FLOW, &flow_names),
		.dirty = csv_name(row, DIRTY, &dirty_names),
		.block = csv_integer(row, BLOCK, UINT32_MAX),
		.seq = csv_integer(row, SEQ, UINT64_MAX),
		.entry = csv_integer(row, ENTRY, UINT32_MAX),
		.guest = csv_integer(row, GUEST, UINT32_MAX),
		.exit = csv_integer(row, EXIT, UINT32_MAX),
		.total = csv_integer(row, TOTAL, UINT32_MAX),
	};
}

/**
 * samples_read - hand the samples of a file to a function, in order
 * @path: samples.csv
 * @fn: function
 * @arg: for @fn
 */
void samples_read(const char *path, samples_fn *fn, void *arg)
{
	struct samples_reader *r = xalloc(1, sizeof(*r));

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
