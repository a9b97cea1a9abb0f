/* SPDX-License-Identifier: GPL-2.0-only */
/* Foreign bytes as characters. */
#ifndef WSBENCH_UTF8_H
#define WSBENCH_UTF8_H

#include <stddef.h>
#include <stdint.h>

uint32_t utf8_decode(const char *text, size_t *len);

#endif /* WSBENCH_UTF8_H */
