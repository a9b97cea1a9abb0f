/* SPDX-License-Identifier: GPL-2.0-only */
/* Times as wsbench writes and takes them: 2026-11-22T23:08:07Z. */
#ifndef WSBENCH_RFC3339_H
#define WSBENCH_RFC3339_H

#include <stdbool.h>

bool rfc3339_parse(const char *s, double *seconds);

#endif /* WSBENCH_RFC3339_H */
