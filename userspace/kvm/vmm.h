/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A virtual machine of one vCPU on /dev/kvm that does nothing but exit. The
 * calling thread is the vCPU. Every error ends the program with a line that says
 * what to do.
 */
#ifndef WSBENCH_VMM_H
#define WSBENCH_VMM_H

#include <stdbool.h>
#include <stdint.h>

struct vmm;

/**
 * struct vmm_batch - round trips in a row
 * @count: how many are timed
 * @warmup: how many are made before them
 * @dirty: the guest has its breakpoints enabled (MDSCR_EL1.MDE), so that the
 *         debug registers are switched at each exit
 * @ticks: out: what the timed ones took, in ticks of the guest's timer
 */
struct vmm_batch {
	unsigned int count, warmup;
	bool dirty;
	uint64_t ticks;
};

/**
 * struct vmm_lost - a debug register of the guest that did not keep its value
 * @reg: its name, "" if all did
 * @expected: the value it was given
 * @actual: the value it has
 */
struct vmm_lost {
	char reg[16];
	uint64_t expected, actual;
};

struct vmm *vmm_open(void);
void vmm_close(struct vmm *vmm);
const char *vmm_gic(const struct vmm *vmm);
unsigned int vmm_breakpoints(const struct vmm *vmm);
unsigned int vmm_watchpoints(const struct vmm *vmm);

/* These return false when the user has interrupted the program. */
bool vmm_run_batch(struct vmm *vmm, struct vmm_batch *batch);
bool vmm_run_keep(struct vmm *vmm, unsigned int exits, bool dirty, struct vmm_lost *lost);
bool vmm_counts_instructions(struct vmm *vmm, uint64_t timer_hz, bool *yes);

#endif /* WSBENCH_VMM_H */
