/* SPDX-License-Identifier: GPL-2.0-only */
/* Running gnuplot. */
#ifndef WSBENCH_GNUPLOT_H
#define WSBENCH_GNUPLOT_H

#include <stdbool.h>
#include <stdio.h>

FILE *gnuplot_script(void);
bool gnuplot_run(FILE *script, const char *dir);

#endif /* WSBENCH_GNUPLOT_H */
