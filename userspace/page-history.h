/* SPDX-License-Identifier: GPL-2.0-only */
/* The page of a history: what its parts share. */
#ifndef WSBENCH_PAGE_HISTORY_H
#define WSBENCH_PAGE_HISTORY_H

#include <stdbool.h>
#include <stdio.h>

#include "ack.h"
#include "findings.h"
#include "trend-options.h"

#define COMMIT_DIGITS	12	/* of a commit, where it is named */
#define DATE_LENGTH	10	/* of a time, where the day will do */

/**
 * struct history_page - what the page of a history shows
 * @options: which part of it, what is a change, and which are accepted
 * @acks: what it accepts
 * @found: all of the file, the trends that the options choose, and their changes
 */
struct history_page {
	const struct trend_options *options;
	struct acks acks;
	struct findings found;
};

/**
 * struct trend_group - the trends of one host, engine and mode
 * @first: the first of them
 * @end: the one behind the last
 */
struct trend_group {
	size_t first, end;
};

bool page_next_group(const struct history_page *page, struct trend_group *group);
bool page_is_part(const char *metric);
void page_changes(FILE *fp, const struct history_page *page);
void page_newest(FILE *fp, const struct history_page *page);
void page_trend_verdicts(FILE *fp, const struct history_page *page);
void page_history_settings(FILE *fp, const struct history_page *page);

#endif /* WSBENCH_PAGE_HISTORY_H */
