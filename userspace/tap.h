/* SPDX-License-Identifier: GPL-2.0-only */
/* What the commands that check something print: TAP, a line for each check. */
#ifndef WSBENCH_TAP_H
#define WSBENCH_TAP_H

#include <stdbool.h>

/**
 * struct tap - checks so far
 * @tests: how many
 * @failed: of them
 * @begun: the first line is out
 * @where: what is being checked, in front of each description
 */
struct tap {
	unsigned int tests, failed;
	bool begun;
	char where[96];
};

void tap_begin(struct tap *tap);
void tap_check(struct tap *tap, bool ok, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void tap_check_named(struct tap *tap, bool ok, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif /* WSBENCH_TAP_H */
