/* SPDX-License-Identifier: GPL-2.0-only */
/* Exit statuses, and the one way an error is told. */
#ifndef WSBENCH_ERROR_H
#define WSBENCH_ERROR_H

#include <stddef.h>

enum exit_status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,		/* a check failed, a regression was found */
	STATUS_ERROR = 2,		/* usage or environment */
	STATUS_INTERRUPTED = 130,	/* SIGINT or SIGTERM */
};

_Noreturn void die(const char *what, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void *xalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t n, size_t size);
char *xstrdup(const char *s);
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif /* WSBENCH_ERROR_H */
