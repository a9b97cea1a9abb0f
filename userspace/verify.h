/* SPDX-License-Identifier: GPL-2.0-only */
/* The checks of wsbench verify, and how they are told: TAP. */
#ifndef WSBENCH_VERIFY_H
#define WSBENCH_VERIFY_H

#include <stdbool.h>

/**
 * struct tap - checks so far
 * @tests: how many
 * @failed: of them
 * @begun: the first line is out
 * @where: what is being checked, in front of each description
 */
struct tap {
	unsigned int tests, failed;
	bool begun;
	char where[96];
};

void tap_begin(struct tap *tap);
void tap_check(struct tap *tap, bool ok, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Each checks one CPU, which this thread is pinned to. */
bool verify_direct(struct tap *tap, unsigned int cpu);
bool verify_kvm(struct tap *tap, unsigned int cpu);

#endif /* WSBENCH_VERIFY_H */
