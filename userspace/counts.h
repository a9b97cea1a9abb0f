/* SPDX-License-Identifier: GPL-2.0-only */
/* Lists of small numbers, as numbers of breakpoints: "1-6" or "1,3,6". */
#ifndef WSBENCH_COUNTS_H
#define WSBENCH_COUNTS_H

#include <stdint.h>

#define COUNTS_MAX	16	/* breakpoints, or watchpoints, that the ID register can tell */

uint32_t counts_parse(const char *opt, const char *arg);
uint32_t counts_up_to(unsigned int most);
uint32_t counts_limit(const char *opt, uint32_t counts, unsigned int most, const char *what);

#endif /* WSBENCH_COUNTS_H */
