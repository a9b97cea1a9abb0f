/* SPDX-License-Identifier: GPL-2.0-only */
/* The folder that results go to where nobody named one. */
#ifndef WSBENCH_RESULTS_H
#define WSBENCH_RESULTS_H

#include "names.h"

#define RESULTS		"results"

char *results_id(const char *what, enum wsbench_mode mode, unsigned int cpu);
void results_begin(const char *dir);

#endif /* WSBENCH_RESULTS_H */
