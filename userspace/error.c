// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "progress.h"

/**
 * die - print "wsbench: what: why" and exit with STATUS_ERROR
 * @what: the option, file, CPU or device it is about
 * @fmt: why, and what to do about it; no full stop, no newline
 *
 * Unfinished output is removed by the exit handlers of its owners.
 */
void die(const char *what, const char *fmt, ...)
{
	va_list ap;

	progress_clear();
	fflush(stdout);
	fprintf(stderr, "wsbench: %s: ", what);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(STATUS_ERROR);
}

/**
 * xalloc - calloc() that does not return without memory
 * @n: number of elements
 * @size: bytes of an element
 */
void *xalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		die("memory", "%s", strerror(errno));
	return p;
}

/**
 * xrealloc - realloc() of an array that does not return without memory
 * @p: the array, or NULL
 * @n: number of elements
 * @size: bytes of an element
 */
void *xrealloc(void *p, size_t n, size_t size)
{
	p = reallocarray(p, n, size);
	if (!p)
		die("memory", "%s", strerror(errno));
	return p;
}

/**
 * xstrdup - strdup() that does not return without memory
 * @s: string
 */
char *xstrdup(const char *s)
{
	char *p = strdup(s);

	if (!p)
		die("memory", "%s", strerror(errno));
	return p;
}

/**
 * xasprintf - asprintf() that does not return without memory
 * @fmt: format
 */
char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	if (vasprintf(&p, fmt, ap) < 0)
		die("memory", "%s", strerror(errno));
	va_end(ap);
	return p;
}
