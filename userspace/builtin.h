/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands of wsbench: one builtin-NAME.c each, listed in wsbench.c. A
 * command gets its own argv (argv[0] is its name) and returns the exit status.
 */
#ifndef WSBENCH_BUILTIN_H
#define WSBENCH_BUILTIN_H

int cmd_compare(int argc, char **argv);
int cmd_exits(int argc, char **argv);
int cmd_info(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_plot(int argc, char **argv);
int cmd_record(int argc, char **argv);
int cmd_regress(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_selftest(int argc, char **argv);
int cmd_summary(int argc, char **argv);
int cmd_sweep(int argc, char **argv);
int cmd_verify(int argc, char **argv);

#endif /* WSBENCH_BUILTIN_H */
