// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writing samples.csv. The CPU that measures also writes, and a round trip may
 * cost only a few microseconds: a line is put together from the prefix its
 * block has in common and digits two at a time, and leaves in large writes.
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
#define MAX_LINE	(MAX_PREFIX + 21 + 4 * 11)

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

static const char digits[] =
	"00010203040506070809101112131415161718192021222324"
	"25262728293031323334353637383940414243444546474849"
	"50515253545556575859606162636465666768697071727374"
	"75767778798081828384858687888990919293949596979899";

/* Returns the place behind the number and @after. */
static inline char *put_number(char *p, uint64_t v, char after)
{
	unsigned int len = 1;
	char *end;

	for (uint64_t limit = 10; v >= limit && len < 20; limit *= 10)
		len++;
	end = p + len;
	*end = after;
	for (p = end; v >= 100; v /= 100) {
		p -= 2;
		memcpy(p, digits + 2 * (v % 100), 2);
	}
	if (v >= 10)
		memcpy(p - 2, digits + 2 * v, 2);
	else
		p[-1] = '0' + v;
	return end + 1;
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
