/* SPDX-License-Identifier: GPL-2.0-only */
/* One line on stderr while something goes on, if stderr is a terminal. */
#ifndef WSBENCH_PROGRESS_H
#define WSBENCH_PROGRESS_H

#include <stdint.h>

double seconds(void);
void progress_start(uint64_t total);
void progress_start_of(const char *what, uint64_t total);
void progress_show(uint64_t done);
void progress_clear(void);

#endif /* WSBENCH_PROGRESS_H */
