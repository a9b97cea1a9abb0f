/* SPDX-License-Identifier: GPL-2.0-only */
/* A folder of figures that is replaced as a whole, or stays as it is. One at a time. */
#ifndef WSBENCH_PLOT_FOLDER_H
#define WSBENCH_PLOT_FOLDER_H

const char *plot_folder_begin(const char *path);
void plot_folder_commit(void);
void plot_folder_refuse_others(const char *path);

#endif /* WSBENCH_PLOT_FOLDER_H */
