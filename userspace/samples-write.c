// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writing samples.csv. The CPU that measures also writes, and a round trip may
 * cost only a few microseconds: a line is put together from the prefix its
 * block has in common and digits four at a time, and leaves in large writes.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "samples.h"

#define BUFFER_SIZE	(256 * 1024)
#define MAX_PREFIX	32	/* "nvhe,four-call,off,4294967295," has 30 */
#define MAX_LINE	(MAX_PREFIX + 21 + 4 * 11 + 4)	/* four that are copied for one */

struct samples_writer {
	int fd;
	const char *path;
	enum wsbench_mode mode;
	struct wsbench_sample like;	/* the prefix is that of its block */
	size_t prefix_len;
	char prefix[MAX_PREFIX];
	size_t fill;
	char buffer[BUFFER_SIZE];
};

/* Four digits of each number below 10000, and room to copy four from the last. */
static char digits[4 * 10000 + 4];

static void fill_digits(void)
{
	for (unsigned int v = 0; v < 10000; v++) {
		digits[4 * v] = '0' + v / 1000;
		digits[4 * v + 1] = '0' + v / 100 % 10;
		digits[4 * v + 2] = '0' + v / 10 % 10;
		digits[4 * v + 3] = '0' + v % 10;
	}
}

/* Returns the place behind it; what lies there may be overwritten. */
static inline char *put_short(char *p, unsigned int v)
{
	unsigned int len = 1 + (v > 9) + (v > 99) + (v > 999);

	memcpy(p, digits + 4 * v + 4 - len, 4);
	return p + len;
}

static inline char *put_four(char *p, unsigned int v)
{
	memcpy(p, digits + 4 * v, 4);
	return p + 4;
}

static char *put_long(char *p, uint64_t v)
{
	if (v < 10000)
		return put_short(p, v);
	return put_four(put_long(p, v / 10000), v % 10000);
}

/* Returns the place behind the number and @after. */
static inline char *put_number(char *p, uint64_t v, char after)
{
	p = v < 10000 ? put_short(p, v) : put_long(p, v);
	*p = after;
	return p + 1;
}

static void flush(struct samples_writer *w)
{
	for (size_t done = 0; done < w->fill;) {
		ssize_t n = write(w->fd, w->buffer + done, w->fill - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			die(w->path, "cannot write: %s; make room, or give another place with -o",
			    strerror(errno));
		done += n;
	}
	w->fill = 0;
}

static void set_prefix(struct samples_writer *w, const struct wsbench_sample *s)
{
	w->like = *s;
	w->prefix_len = snprintf(w->prefix, sizeof(w->prefix), "%s,%s,%s,%u,",
				 mode_names.name[w->mode], flow_names.name[s->flow],
				 dirty_names.name[s->dirty], s->block);
}

/**
 * samples_create - write the header
 * @fd: file, open for writing and empty
 * @path: its name, for errors; must outlive the writer
 * @mode: of the samples to come
 */
struct samples_writer *samples_create(int fd, const char *path, enum wsbench_mode mode)
{
	struct samples_writer *w = xalloc(1, sizeof(*w));

	fill_digits();
	w->fd = fd;
	w->path = path;
	w->mode = mode;
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
		if (!w->prefix_len || s->block != w->like.block || s->flow != w->like.flow ||
		    s->dirty != w->like.dirty)
			set_prefix(w, s);
		p = w->buffer + w->fill;
		memcpy(p, w->prefix, MAX_PREFIX);
		p = put_number(p + w->prefix_len, s->seq, ',');
		p = put_number(p, s->entry, ',');
		p = put_number(p, s->guest, ',');
		p = put_number(p, s->exit, ',');
		p = put_number(p, s->total, '\n');
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
