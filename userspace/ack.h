/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Accepted changes: a CSV file first,metric,reason. first is the time or the commit
 * of the first run that has the change, as regress tells it, metric a shell pattern
 * of the metric's name ("*" is all), and reason says why it is accepted. Where there
 * is noise a change is found a night earlier or later as nights go by, so there the
 * neighbouring runs' times and commits do as well.
 */
#ifndef WSBENCH_ACK_H
#define WSBENCH_ACK_H

#include <stddef.h>

#include "changes.h"

struct acks {
	size_t nr;
	struct ack {
		char *first, *metric, *reason;
		double time;	/* @first as seconds since 1970, NAN if it is no time */
	} *ack;
};

void acks_read(struct acks *acks, const char *path);
void acks_apply(const struct acks *acks, const struct trend *trend, struct changes *changes);

#endif /* WSBENCH_ACK_H */
