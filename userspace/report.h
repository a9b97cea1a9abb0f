/* SPDX-License-Identifier: GPL-2.0-only */
/* The rows of summary.csv and compare.csv: made, written, read and shown. */
#ifndef WSBENCH_REPORT_H
#define WSBENCH_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "compare.h"
#include "meta.h"
#include "names.h"
#include "series.h"

#define SUMMARY_FILE	"summary.csv"
#define COMPARE_FILE	"compare.csv"

/* What a row of a CSV file has of these: n and all behind it. */
#define FIGURE_COLUMNS	"n,min,p25,median,p75,p99,max,mean,stddev"
#define NR_FIGURE_COLUMNS	9

struct csv_row;

struct summary_row {
	enum wsbench_mode mode;
	enum wsbench_flow flow;
	unsigned int dirty;
	enum phase phase;
	uint64_t n;
	double min, p25, median, p75, p99, max, mean, stddev;
};

/**
 * struct summary - the rows of a run
 * @nr: their number
 * @phases: rows of one flow and dirty state: NR_PHASES, or 1 where only totals
 *          are known; 0 before the first
 * @row: those of one flow and dirty state together, the total last
 */
struct summary {
	size_t nr;
	unsigned int phases;
	struct summary_row *row;
};

/* Mode and dirty state are empty where columns of files are compared. */
struct compare_row {
	const char *mode, *dirty, *phase;
	char *base, *test;
	struct comparison c;
};

struct comparisons {
	size_t nr;
	struct compare_row *row;
};

void summary_row_read(struct summary_row *r, const struct csv_row *row, unsigned int first);
void summary_row_write(const struct summary_row *r, FILE *fp);
void summary_add(struct summary *sum, enum wsbench_mode mode, const struct recorder *rec);
void summary_read(struct summary *sum, const char *dir);
void summary_check(const struct summary *sum, const struct meta *meta, const char *dir);
void summary_write(const struct summary *sum, FILE *fp);
void summary_print(const struct summary *sum, const char *unit);

void compare_add(struct comparisons *cmp, struct compare_row row);
void compare_read(struct comparisons *cmp, const char *dir);
void compare_flows(struct comparisons *cmp, enum wsbench_mode mode, const struct recorder *rec,
		   enum wsbench_flow base, enum wsbench_flow test, double margin);
void compare_runs(struct comparisons *cmp, enum wsbench_mode mode, const char *base_name,
		  const struct recorder *base, const char *test_name,
		  const struct recorder *test, double margin);
void compare_withhold(struct comparisons *cmp);
void compare_write(const struct comparisons *cmp, FILE *fp);
void compare_print(const struct comparisons *cmp, const char *unit);
void compare_print_columns(const struct compare_row *row, const struct dist *base,
			   const struct dist *test);

bool is_kvm(const struct meta *meta);
const char *timed_by(const struct meta *meta);
const char *tick_unit(const struct meta *meta);
bool ticks_comparable(const struct meta *meta);
char *tick_meaning(const struct meta *meta);
const char *switched_word(const char *key, const char *value);
char *switched_text(const struct meta *meta, enum wsbench_mode mode);
void put_machine(FILE *fp, const struct meta *meta);
void put_units(FILE *fp, const struct meta *meta);
void print_heading(const struct meta *meta);

#endif /* WSBENCH_REPORT_H */
