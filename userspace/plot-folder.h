/* SPDX-License-Identifier: GPL-2.0-only */
/* A folder of figures that is replaced as a whole, or stays as it is. One at a time. */
#ifndef WSBENCH_PLOT_FOLDER_H
#define WSBENCH_PLOT_FOLDER_H

int plot_folder_begin(const char *dir);
void plot_folder_commit(void);
void plot_folder_refuse_others(const char *dir);

#endif /* WSBENCH_PLOT_FOLDER_H */
