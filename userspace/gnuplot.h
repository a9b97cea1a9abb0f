/* SPDX-License-Identifier: GPL-2.0-only */
/* Running gnuplot, and writing for it. */
#ifndef WSBENCH_GNUPLOT_H
#define WSBENCH_GNUPLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* array NAME[NR] = [...], the arguments evaluated for each i. */
#define gnuplot_array(fp, name, nr, fmt, ...)						\
	do {										\
		fprintf(fp, "array %s[%u] = [", name, nr);				\
		for (unsigned int i = 0; i < (nr); i++)					\
			fprintf(fp, "%s" fmt, i ? ", " : "", __VA_ARGS__);		\
		fputs("]\n", fp);							\
	} while (0)

FILE *gnuplot_script(void);
int gnuplot_output(void);
bool gnuplot_run(FILE *script, int dir, const int *outputs, size_t nr);

#endif /* WSBENCH_GNUPLOT_H */
