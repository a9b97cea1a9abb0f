/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Accepted changes: a CSV file first,metric,reason. first is the time or the commit
 * of the first run that has the change, of a commit seven characters do, metric a shell
 * pattern of the metric's name ("*" is all), and reason says why it is accepted. Where there
 * is noise a change is found a night earlier or later as nights go by, so there the
 * neighbouring runs' times and commits do as well.
 */
#ifndef WSBENCH_ACK_H
#define WSBENCH_ACK_H

#include <stddef.h>
#include <stdint.h>

#include "changes.h"

struct acks {
	const char *path;
	size_t nr;
	struct ack {
		char *first, *metric, *reason;
		double time;	/* @first as seconds since 1970, NAN if it is no time */
		uint64_t line;
		bool used;	/* there is such a change */
	} *ack;
};

void acks_read(struct acks *acks, const char *path);
void acks_apply(struct acks *acks, const struct trend *trend, struct changes *changes);
void acks_warn_unused(const struct acks *acks);

#endif /* WSBENCH_ACK_H */
