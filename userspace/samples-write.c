// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writing samples.csv. The CPU that measures also writes, and a round trip may
 * cost only a few microseconds: a line is put together from the prefix its
 * block has in common and numbers copied as text, and leaves in large writes.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "beside.h"
#include "error.h"
#include "samples.h"

#define BUFFER_SIZE	(256 * 1024)
#define MAX_PREFIX	72	/* "nvhe,two-hook-cached,off,4294967295,1844674407370955", one text */
#define MAX_LINE	128
#define SHORT		10000

/* A number below SHORT and the comma behind it, copied as a whole. */
struct text {
	char digits[7];
	uint8_t len;
};

struct samples_writer {
	int fd;
	const char *path;
	struct samples_kind kind;
	enum wsbench_mode mode;
	struct wsbench_sample like;	/* the prefix is that of its block */
	uint64_t high;			/* and of this seq / SHORT */
	size_t prefix_len;
	char prefix[MAX_PREFIX];
	struct text text[SHORT];
	size_t fill;
	char buffer[BUFFER_SIZE];
};

static void fill_texts(struct samples_writer *w)
{
	for (unsigned int v = 0; v < SHORT; v++) {
		struct text *text = &w->text[v];
		unsigned int digits = 1 + (v > 9) + (v > 99) + (v > 999), rest = v;

		text->len = digits + 1;
		text->digits[digits] = ',';
		for (; digits; rest /= 10)
			text->digits[--digits] = '0' + rest % 10;
	}
}

/* These return the place behind the comma; what lies there may be overwritten. */
static inline char *put_short(const struct samples_writer *w, char *p, unsigned int v)
{
	memcpy(p, &w->text[v], sizeof(w->text[v]));
	return p + w->text[v].len;
}

/* The last four digits of a number of which more stands before @p. */
static inline char *put_low(const struct samples_writer *w, char *p, unsigned int v)
{
	memcpy(p, "0000", 4);
	memcpy(p + 5 - w->text[v].len, &w->text[v], sizeof(w->text[v]));
	return p + 5;
}

static char *put_long(const struct samples_writer *w, char *p, uint64_t v)
{
	if (v / SHORT < SHORT)
		p = put_short(w, p, v / SHORT);
	else
		p = put_long(w, p, v / SHORT);
	return put_low(w, p - 1, v % SHORT);
}

static inline char *put_number(const struct samples_writer *w, char *p, uint64_t v)
{
	return v < SHORT ? put_short(w, p, v) : put_long(w, p, v);
}

/* Empty phases, and the share of a round trip in the batch's ticks. */
static char *put_only_total(const struct samples_writer *w, char *p, uint64_t ticks)
{
	unsigned int batch = samples_batch(&w->kind);
	uint64_t millionths = (ticks * 1000000 + batch / 2) / batch;
	unsigned int fraction = millionths % 1000000;

	memcpy(p, ",,,", 3);
	p = put_number(w, p + 3, millionths / 1000000);
	if (!fraction)
		return p;
	p[-1] = '.';
	for (unsigned int one = 100000; fraction; fraction %= one, one /= 10)
		*p++ = '0' + fraction / one;
	*p++ = ',';
	return p;
}

static void flush(struct samples_writer *w)
{
	for (size_t done = 0; done < w->fill;) {
		ssize_t n = write(w->fd, w->buffer + done, w->fill - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die(w->path, "cannot write: %s; %s", strerror(errno), beside_advice(errno));
		done += n;
	}
	w->fill = 0;
}

static void set_prefix(struct samples_writer *w, const struct wsbench_sample *s)
{
	const char *const part[] = {
		mode_names.name[w->mode], flow_names.name[s->flow], dirty_names.name[s->dirty],
	};
	char *p = w->prefix;

	for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++) {
		p = stpcpy(p, part[i]);
		*p++ = ',';
	}
	p = put_number(w, p, s->block);
	w->high = s->seq / SHORT;
	if (w->high)
		p = put_number(w, p, w->high) - 1;
	w->prefix_len = p - w->prefix;
	w->like = *s;
}

static bool prefix_fits(const struct samples_writer *w, const struct wsbench_sample *s)
{
	return w->prefix_len && s->block == w->like.block && s->flow == w->like.flow &&
	       s->dirty == w->like.dirty && s->seq / SHORT == w->high;
}

/**
 * samples_create - write the header
 * @fd: file, open for writing and empty
 * @path: its name, for errors; must outlive the writer
 * @mode: of the samples to come
 * @kind: of all samples
 */
struct samples_writer *samples_create(int fd, const char *path, enum wsbench_mode mode,
				      struct samples_kind kind)
{
	struct samples_writer *w = xalloc(1, sizeof(*w));

	fill_texts(w);
	w->fd = fd;
	w->path = path;
	w->mode = mode;
	w->kind = kind;
	w->fill = strlen(SAMPLES_COLUMNS "\n");
	memcpy(w->buffer, SAMPLES_COLUMNS "\n", w->fill);
	return w;
}

/**
 * samples_mode - the samples to come are of another mode
 * @w: writer
 * @mode: mode
 */
void samples_mode(struct samples_writer *w, enum wsbench_mode mode)
{
	w->mode = mode;
	w->prefix_len = 0;
}

/**
 * samples_write - write samples
 * @w: writer
 * @samples: samples with a known flow and dirty state
 * @n: their number
 */
void samples_write(struct samples_writer *w, const struct wsbench_sample *samples, size_t n)
{
	for (const struct wsbench_sample *s = samples; s < samples + n; s++) {
		char *p;

		if (w->fill + MAX_LINE > sizeof(w->buffer))
			flush(w);
		if (!prefix_fits(w, s))
			set_prefix(w, s);
		p = w->buffer + w->fill;
		memcpy(p, w->prefix, MAX_PREFIX);
		p += w->prefix_len;
		p = w->high ? put_low(w, p, s->seq % SHORT) : put_short(w, p, s->seq);
		if (w->kind.totals_only) {
			p = put_only_total(w, p, s->total);
		} else {
			p = put_number(w, p, s->entry);
			p = put_number(w, p, s->guest);
			p = put_number(w, p, s->exit);
			p = put_number(w, p, s->total);
		}
		p[-1] = '\n';
		w->fill = p - w->buffer;
	}
}

/**
 * samples_finish - write what is left and free the writer; the file stays open
 * @w: writer
 */
void samples_finish(struct samples_writer *w)
{
	flush(w);
	free(w);
}
