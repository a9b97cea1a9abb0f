/* SPDX-License-Identifier: GPL-2.0-only */
/* What was printed into a stream counts only once it has left the buffer. */
#ifndef WSBENCH_STREAM_H
#define WSBENCH_STREAM_H

#include <stdio.h>

void stdout_finish(void);
int stream_flush(FILE *fp);
int stream_sync_close(FILE *fp);

#endif /* WSBENCH_STREAM_H */
