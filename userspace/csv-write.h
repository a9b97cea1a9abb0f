/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing a CSV field that may need quotes. */
#ifndef WSBENCH_CSV_WRITE_H
#define WSBENCH_CSV_WRITE_H

#include <stdio.h>

void csv_put(FILE *fp, const char *value);

#endif /* WSBENCH_CSV_WRITE_H */
