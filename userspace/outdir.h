/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A folder that appears with all its files or not at all: filled under a
 * temporary name beside it, renamed at the end, removed when the program ends
 * before that. One at a time.
 */
#ifndef WSBENCH_OUTDIR_H
#define WSBENCH_OUTDIR_H

#include <stdio.h>

void outdir_begin(const char *path);
int outdir_open(const char *name);
void outdir_close(int fd, const char *name);
FILE *outdir_fopen(const char *name);
void outdir_fclose(FILE *fp, const char *name);
void outdir_commit(void);

#endif /* WSBENCH_OUTDIR_H */
