/* SPDX-License-Identifier: GPL-2.0-only */
/* TAP for tests in C: one line for each check. */
#ifndef WSBENCH_TESTS_TAP_H
#define WSBENCH_TESTS_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

static unsigned int tap_tests, tap_failed;

/* Returns @good, so that a test can stop where going on makes no sense. */
__attribute__((format(printf, 2, 3)))
static inline bool ok(bool good, const char *fmt, ...)
{
	va_list ap;

	printf("%sok %u - ", good ? "" : "not ", ++tap_tests);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	fflush(stdout);
	tap_failed += !good;
	return good;
}

/* Exit status of the test. */
static inline int tap_done(void)
{
	printf("1..%u\n", tap_tests);
	return tap_failed ? 1 : 0;
}

#endif /* WSBENCH_TESTS_TAP_H */
