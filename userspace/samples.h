/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * samples.csv: one line a sample. Its total is in ticks of a round trip: for
 * samples of batches a decimal number, from which the ticks of the batch can be
 * told exactly. What is not known of a round trip is an empty field.
 */
#ifndef WSBENCH_SAMPLES_H
#define WSBENCH_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

#include "names.h"
#include "series.h"

#define SAMPLES_FILE	"samples.csv"
#define SAMPLES_COLUMNS	"mode,flow,dirty,block,seq,entry,guest,exit,total"

struct samples_writer;

struct samples_writer *samples_create(int fd, const char *path, enum wsbench_mode mode,
				      struct samples_kind kind);
void samples_write(struct samples_writer *w, const struct wsbench_sample *samples, size_t n);
void samples_mode(struct samples_writer *w, enum wsbench_mode mode);
void samples_finish(struct samples_writer *w);

#define SAMPLES_AT_ONCE	4096

/* Takes samples read from a file: of one mode, and SAMPLES_AT_ONCE at most. */
typedef void samples_fn(void *arg, enum wsbench_mode mode, const struct wsbench_sample *samples,
			size_t n);

void samples_read(const char *path, struct samples_kind kind, samples_fn *fn, void *arg);
void samples_take(struct recorder *rec, const char *path, const struct wsbench_sample *samples,
		  size_t n);

#endif /* WSBENCH_SAMPLES_H */
