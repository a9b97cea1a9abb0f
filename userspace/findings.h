/* SPDX-License-Identifier: GPL-2.0-only */
/* What a history shows: all changes of all trends, for people and for machines. */
#ifndef WSBENCH_FINDINGS_H
#define WSBENCH_FINDINGS_H

#include <stddef.h>

#include "ack.h"
#include "changes.h"
#include "history.h"
#include "trend.h"

/**
 * struct findings - the changes of a history
 * @history: history; of a gate one of two runs, the baseline and the newest
 * @trends: its trends
 * @changes: of each trend
 * @nr: number of changes, by state
 */
struct findings {
	struct history history;
	struct trends trends;
	struct changes *changes;
	size_t nr[NR_CHANGE_STATES];
};

/**
 * struct finding - a change, and the runs between which it lies
 * @trend: what changed
 * @change: how
 * @first: the first run that has it
 * @last_without: the run before that
 */
struct finding {
	const struct trend *trend;
	const struct change *change;
	const struct history_row *first, *last_without;
};

void findings_find(struct findings *f, const char *path, const struct trend_filter *filter,
		   const struct change_limits *limits);
void findings_gate(struct findings *f, const char *base, const char *newest,
		   const struct trend_filter *filter, const struct change_limits *limits);
void findings_accept(struct findings *f, struct acks *acks);
struct finding finding_at(const struct findings *f, size_t trend, size_t change);
struct finding *findings_list(const struct findings *f, enum change_state state);

void findings_text(const struct findings *f);
void findings_csv(const struct findings *f);
void findings_json(const struct findings *f);
void findings_junit(const struct findings *f);

#endif /* WSBENCH_FINDINGS_H */
