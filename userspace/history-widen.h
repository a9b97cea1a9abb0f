/* SPDX-License-Identifier: GPL-2.0-only */
/* The text of a history with more columns, all else byte for byte. */
#ifndef WSBENCH_HISTORY_WIDEN_H
#define WSBENCH_HISTORY_WIDEN_H

#include <stddef.h>
#include <stdio.h>

const char *history_widen(FILE *fp, const char *text, size_t size, const char *const *name,
			  size_t nr);

#endif /* WSBENCH_HISTORY_WIDEN_H */
