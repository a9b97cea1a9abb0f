// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdio.h>

#include "tap.h"

/**
 * tap_begin - nothing is in the way of the checks: the first line of TAP
 * @tap: where they are counted
 */
void tap_begin(struct tap *tap)
{
	if (!tap->begun)
		puts("TAP version 13");
	tap->begun = true;
}

static void print_check(struct tap *tap, bool ok, const char *between, const char *fmt, va_list ap)
{
	tap->tests++;
	tap->failed += !ok;
	printf("%s %u - %s%s", ok ? "ok" : "not ok", tap->tests, tap->where, between);
	vprintf(fmt, ap);
	putchar('\n');
	fflush(stdout);
}

/**
 * tap_check - one line
 * @tap: where it is counted
 * @ok: whether the check passed
 * @fmt: what was found, part of the description
 */
void tap_check(struct tap *tap, bool ok, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print_check(tap, ok, ": ", fmt, ap);
	va_end(ap);
}

/**
 * tap_check_named - one line, with a description that is the same in every run
 * @tap: where it is counted, and the description
 * @ok: whether the check passed
 * @fmt: what was found, in a comment
 */
void tap_check_named(struct tap *tap, bool ok, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print_check(tap, ok, " # ", fmt, ap);
	va_end(ap);
}
