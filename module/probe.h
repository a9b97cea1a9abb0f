/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_PROBE_H
#define WSBENCH_PROBE_H

#include <linux/types.h>

#include "counter.h"
#include "uapi/wsbench.h"

/**
 * struct wsb_probe_stamps - the timestamps of one round trip
 * @entered: guest entered
 * @left: guest left
 * @known: exit known
 * @next: guest entered again
 */
struct wsb_probe_stamps {
	u64 entered;
	u64 left;
	u64 known;
	u64 next;
};

/**
 * struct wsb_probe - timestamps of one thread's KVM exits
 * @task: the thread
 * @now: the round trip under way
 * @stamps: the round trips of the block, and room for one that is not wanted
 * @done: round trips completed; the warm-up's count up to 0
 * @wanted: samples of the block
 * @hvc: the exit under way is an HVC's
 * @cuts: exits that were none, or did not lead back into the guest
 * @cpu: the CPU
 * @barrier: of the timestamps
 * @room: samples that a block may have
 * @block: the block
 * @attached: the tracepoints call
 * @counter: the cycle counter
 * @status: as userspace sees it, but for what the block has added
 * @samples: of @stamps
 * @stored: how many of @stamps have been looked at
 * @nr_samples: how many of them have become samples
 * @next_sample: the first that has not been read
 * @error: what ended the probe, or 0
 *
 * What stands before @cpu belongs to the functions at the tracepoints while the
 * thread is in KVM, to its system calls otherwise: no other thread looks at it.
 */
struct wsb_probe {
	struct task_struct *task;
	struct wsb_probe_stamps *now;
	struct wsb_probe_stamps *stamps;
	int done;
	int wanted;
	bool hvc;
	u64 cuts;

	u32 cpu;
	u32 barrier;
	u32 room;
	struct wsbench_probe_block block;
	bool attached;
	struct wsb_counter counter;
	struct wsbench_status status;
	struct wsbench_sample *samples;
	int stored;
	unsigned int nr_samples;
	unsigned int next_sample;
	int error;
};

struct wsb_probe *wsb_probe_start(const struct wsbench_probe *config);
void wsb_probe_stop(struct wsb_probe *probe);
int wsb_probe_block(struct wsb_probe *probe,
		    const struct wsbench_probe_block *block);
int wsb_probe_collect(struct wsb_probe *probe);
int wsb_probe_status(struct wsb_probe *probe, struct wsbench_status *status);

#endif /* WSBENCH_PROBE_H */
