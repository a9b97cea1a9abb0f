// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "end.h"
#include "judge.h"
#include "names.h"

/* The names of the ends in a mask, as "this or that". */
static void list_ends(uint32_t ends, char *buf, size_t size)
{
	size_t len = 0;

	*buf = '\0';
	for (unsigned int i = 0; i < WSBENCH_NR_ENDS && len < size; i++)
		if (ends & 1U << i)
			len += snprintf(buf + len, size - len, "%s%s", len ? " or " : "",
					end_names.name[i]);
}

/* @err: what it should have been; 0 for any. */
static void describe(const struct attempt *a, int err, char *buf, size_t size)
{
	const char *name = a->status.end < WSBENCH_NR_ENDS ? end_names.name[a->status.end] : "another";
	size_t len;

	if (!a->err) {
		snprintf(buf, size, "the end of the plan, with %" PRIu64 " samples", a->samples);
		return;
	}
	len = snprintf(buf, size, "%s: ", name);
	end_describe(&a->status, buf + len, size - len);
	len = strlen(buf);
	if (err && a->err != err)
		snprintf(buf + len, size - len, ", by error %d instead of %d", a->err, err);
}

/**
 * judge_end - a run that cannot come to the end of its plan: did it end as it should?
 * @a: the run
 * @ends: mask of 1 << enum wsbench_end
 * @found: where to say why not; at least 2 * END_TEXT bytes
 * @size: bytes of @found
 */
bool judge_end(const struct attempt *a, uint32_t ends, char *found, size_t size)
{
	int err = a->status.end == WSBENCH_END_TIMEOUT ? ETIMEDOUT : EIO;
	char expected[128], text[END_TEXT + 64];

	if (a->err == err && a->status.end < WSBENCH_NR_ENDS && ends & 1U << a->status.end) {
		if (!a->samples)
			return true;
		snprintf(found, size, "%" PRIu64 " samples of a guest that makes none",
			 a->samples);
		return false;
	}
	list_ends(ends, expected, sizeof(expected));
	describe(a, err, text, sizeof(text));
	snprintf(found, size, "expected %s, got %s", expected, text);
	return false;
}

/**
 * judge_plan - a run that comes to the end of its plan: did it?
 * @a: the run
 * @samples: of the plan
 * @found: where to say why not; at least 2 * END_TEXT bytes
 * @size: bytes of @found
 */
bool judge_plan(const struct attempt *a, uint64_t samples, char *found, size_t size)
{
	char text[END_TEXT + 64];

	if (!a->err && a->samples == samples && a->status.samples == samples)
		return true;
	describe(a, 0, text, sizeof(text));
	snprintf(found, size, "expected %" PRIu64 " samples, got %s", samples, text);
	return false;
}

/**
 * judge_time - was the longest time with interrupts off within the limit and SLACK_US?
 * @a: the run
 * @limit_us: the limit
 * @found: where to say why not
 * @size: bytes of @found
 */
bool judge_time(const struct attempt *a, unsigned int limit_us, char *found, size_t size)
{
	uint64_t ns = a->status.longest_ns;

	if (ns && ns <= (limit_us + SLACK_US) * 1000ULL)
		return true;
	snprintf(found, size, "interrupts were off for %" PRIu64 " us, and %u us may pass",
		 ns / 1000, limit_us + SLACK_US);
	return false;
}
