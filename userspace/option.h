/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Options and their arguments: checked, or refused with one line.
 *
 * A command's struct argp has opt_common as its children and is run by
 * opt_parse(): that gives it --help, and an error text for unknown options.
 */
#ifndef WSBENCH_OPTION_H
#define WSBENCH_OPTION_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

#include "names.h"

enum format { FORMAT_TEXT, FORMAT_CSV };

extern const struct argp_child opt_common[];

void opt_parse(const struct argp *argp, int argc, char **argv, void *input);
uint64_t opt_number(const char *opt, const char *arg, uint64_t min, uint64_t max);
double opt_percent(const char *opt, const char *arg);
unsigned int opt_name(const char *opt, const struct names *names, const char *arg);
uint64_t opt_mask(const char *opt, const struct names *names, const char *arg);
unsigned int opt_payload(const char *arg);
uint64_t opt_payloads(const char *opt, const char *arg, uint64_t offered);
unsigned int opt_dirty(const char *arg);
enum format opt_format(const char *arg);

#endif /* WSBENCH_OPTION_H */
