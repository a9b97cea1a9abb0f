/* SPDX-License-Identifier: GPL-2.0-only */
/* Small files of /proc and /sys. */
#ifndef WSBENCH_SYSFILE_H
#define WSBENCH_SYSFILE_H

#include <stdbool.h>
#include <stddef.h>

bool sys_read(char *buf, size_t size, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
bool sys_exists(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif /* WSBENCH_SYSFILE_H */
