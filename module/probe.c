// SPDX-License-Identifier: GPL-2.0-only
/*
 * Timestamps of KVM's own exits, for one thread: what is called at KVM's
 * tracepoints, and how that becomes samples.
 */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <asm/esr.h>
#include <asm/kvm_asm.h>

#include "calibrate.h"
#include "cpu.h"
#include "hold.h"
#include "hyp/timestamp.h"
#include "probe.h"
#include "tracepoints.h"

/*
 * The functions at the tracepoints. Any thread that runs a vCPU meets them; all
 * but the probe's own leave at once.
 *
 * There is one read of the counter at each, as near to the world switch as can
 * be: at the end on the way in, at the start on the way out. What remains to be
 * done after the read is to store it, and everything that takes more lies between
 * kvm_exit and the next kvm_entry. It is the same for each round trip, in the
 * warm-up or after it: no sample owes its figure to its place in the block.
 */
static __always_inline void guest_entered(struct wsb_probe *probe,
					  const enum wsbench_barrier barrier)
{
	struct wsb_probe_stamps *before = probe->now, *now;
	u64 ticks;

	if (probe->hvc)
		probe->done += probe->done < probe->wanted;
	probe->hvc = false;
	now = &probe->stamps[max(probe->done, 0)];
	probe->now = now;

	ticks = timestamp(barrier);
	before->next = ticks;
	now->entered = ticks;
}

static __always_inline void exit_known(struct wsb_probe *probe, int ret,
				       unsigned int esr_ec,
				       const enum wsbench_barrier barrier)
{
	probe->now->known = timestamp(barrier);

	/* Of an exit that is no trap, the class is that of an older one. */
	if (ARM_EXCEPTION_IS_TRAP(ret) && esr_ec == ESR_ELx_EC_HVC64)
		probe->hvc = true;
	else
		probe->cuts += probe->done < probe->wanted;
}

#define DEFINE_FUNCTIONS(name, barrier)					\
static notrace void guest_entered_##name(void *data, unsigned long pc)	\
{									\
	struct wsb_probe *probe = data;					\
									\
	if (current == probe->task)					\
		guest_entered(probe, barrier);				\
}									\
									\
static notrace void guest_left_##name(void *data, __u32 guest_debug)	\
{									\
	struct wsb_probe *probe = data;					\
									\
	if (current == probe->task)					\
		probe->now->left = timestamp(barrier);			\
}									\
									\
static notrace void exit_known_##name(void *data, int ret,		\
				      unsigned int esr_ec,		\
				      unsigned long pc)			\
{									\
	struct wsb_probe *probe = data;					\
									\
	if (current == probe->task)					\
		exit_known(probe, ret, esr_ec, barrier);		\
}

DEFINE_FUNCTIONS(none, WSBENCH_BARRIER_NONE)
DEFINE_FUNCTIONS(isb, WSBENCH_BARRIER_ISB)

/* A signal, or an HVC that is for userspace: no round trip. */
static notrace void to_userspace(void *data, __u32 reason, int error)
{
	struct wsb_probe *probe = data;

	if (current != probe->task || !probe->hvc)
		return;
	probe->hvc = false;
	probe->cuts += probe->done < probe->wanted;
}

#define FUNCTIONS(name) {						\
	[WSB_GUEST_ENTERED] = guest_entered_##name,			\
	[WSB_GUEST_LEFT] = guest_left_##name,				\
	[WSB_EXIT_KNOWN] = exit_known_##name,				\
	[WSB_USERSPACE] = to_userspace,					\
}

static void * const functions[WSBENCH_NR_BARRIERS][WSB_NR_TRACEPOINTS] = {
	[WSBENCH_BARRIER_NONE] = FUNCTIONS(none),
	[WSBENCH_BARRIER_ISB] = FUNCTIONS(isb),
};

static int check_config(const struct wsbench_probe *config)
{
	if (config->abi != WSBENCH_ABI_VERSION)
		return -EPROTO;
	if (config->barrier >= WSBENCH_NR_BARRIERS ||
	    !config->block || config->block > WSBENCH_MAX_BLOCK)
		return -EINVAL;
	return 0;
}

static int open_probe(struct wsb_probe *probe)
{
	int ret;

	wsb_cpu_describe(&probe->status);
	ret = wsb_cpu_check_counter(&probe->status);
	if (ret)
		return ret;
	probe->stamps = vzalloc(array_size(probe->room + 1,
					   sizeof(*probe->stamps)));
	probe->samples = vzalloc(array_size(probe->room,
					    sizeof(*probe->samples)));
	if (!probe->stamps || !probe->samples)
		return -ENOMEM;
	probe->now = probe->stamps;

	ret = wsb_counter_get(&probe->counter, probe->cpu);
	if (ret)
		return ret;
	probe->status.counter_bits = WSB_COUNTER_BITS;
	ret = wsb_calibrate_kernel(probe->cpu, &probe->status);
	if (ret)
		return ret;

	ret = wsb_tracepoints_attach(functions[probe->barrier], probe);
	probe->attached = !ret;
	return ret;
}

/**
 * wsb_probe_start() - attach to KVM's tracepoints for the calling thread
 * @config: how; checked here
 *
 * Context: process, pinned to the CPU. Return: the probe, or ERR_PTR() of the
 * errors that uapi/wsbench.h lists.
 */
struct wsb_probe *wsb_probe_start(const struct wsbench_probe *config)
{
	struct wsb_probe *probe;
	int ret = check_config(config);

	if (!ret)
		ret = wsb_hold_cpu(config->cpu);
	if (ret)
		return ERR_PTR(ret);

	probe = kzalloc(sizeof(*probe), GFP_KERNEL);
	if (!probe) {
		wsb_drop_cpu(config->cpu);
		return ERR_PTR(-ENOMEM);
	}
	/* Or the pointer might one day be another thread's. */
	probe->task = get_task_struct(current);
	probe->cpu = config->cpu;
	probe->barrier = config->barrier;
	probe->room = config->block;

	ret = open_probe(probe);
	if (ret) {
		wsb_probe_stop(probe);
		return ERR_PTR(ret);
	}
	return probe;
}

/**
 * wsb_probe_stop() - detach, and free all there is
 * @probe: the probe, also one that was opened in part
 *
 * Context: process, any thread and CPU; the probe's thread may be in KVM.
 */
void wsb_probe_stop(struct wsb_probe *probe)
{
	if (probe->attached)
		wsb_tracepoints_detach(functions[probe->barrier], probe);
	wsb_counter_put(&probe->counter);
	put_task_struct(probe->task);
	vfree(probe->samples);
	vfree(probe->stamps);
	wsb_drop_cpu(probe->cpu);
	kfree(probe);
}

static int store_sample(struct wsb_probe *probe,
			const struct wsb_probe_stamps *t)
{
	if (t->left <= t->entered || t->known <= t->left ||
	    t->next <= t->known) {
		pr_err_ratelimited("cpu %u: timestamps %llu %llu %llu %llu: the counter was stopped or reprogrammed\n",
				   probe->cpu, t->entered, t->left, t->known, t->next);
		return -EIO;
	}
	/* Something else ran for seconds: that is not what an exit costs. */
	if (t->next - t->entered > U32_MAX) {
		probe->cuts++;
		return 0;
	}

	probe->samples[probe->nr_samples++] = (struct wsbench_sample) {
		.seq = probe->status.samples++,
		.block = probe->status.blocks - 1,
		.flow = probe->block.flow,
		.dirty = probe->block.dirty,
		.entry = t->next - t->known,
		.guest = t->left - t->entered,
		.exit = t->known - t->left,
		.total = t->next - t->entered,
	};
	return 0;
}

/**
 * wsb_probe_collect() - make samples of the block's round trips so far
 * @probe: the probe
 *
 * Context: the probe's thread. Return: 0; -EPERM from another thread; -EXDEV
 * when it is no longer pinned to the CPU; -EIO, with a message, when the counter
 * was stopped, or is another event's now. After the last two the probe is over: the
 * same is returned from then on.
 */
int wsb_probe_collect(struct wsb_probe *probe)
{
	if (current != probe->task)
		return -EPERM;
	if (!probe->error && !wsb_pinned_to(probe->cpu))
		probe->error = -EXDEV;
	if (!probe->error && !wsb_counter_held(&probe->counter)) {
		pr_err_ratelimited("cpu %u: PMCCNTR_EL0 went to another event of perf's\n",
				   probe->cpu);
		probe->error = -EIO;
	}
	while (!probe->error && probe->stored < probe->done)
		probe->error = store_sample(probe,
					    &probe->stamps[probe->stored++]);
	return probe->error;
}

/**
 * wsb_probe_status() - facts about the probe
 * @probe: the probe
 * @status: to fill
 *
 * Context: the probe's thread. Return: 0; -EPERM from another thread.
 */
int wsb_probe_status(struct wsb_probe *probe, struct wsbench_status *status)
{
	if (wsb_probe_collect(probe) == -EPERM)
		return -EPERM;
	*status = probe->status;
	status->cuts = probe->cuts;
	status->round_trips += probe->done + probe->block.warmup;
	return 0;
}

/**
 * wsb_probe_block() - start a block
 * @probe: the probe; what was not read of the block before is dropped
 * @block: the block
 *
 * Context: the probe's thread. Return: 0; -EINVAL; or as wsb_probe_collect().
 */
int wsb_probe_block(struct wsb_probe *probe,
		    const struct wsbench_probe_block *block)
{
	int ret;

	if (block->flow >= WSBENCH_NR_FLOWS || block->dirty > 1 ||
	    !block->block || block->block > probe->room ||
	    block->warmup > WSBENCH_MAX_WARMUP)
		return -EINVAL;
	ret = wsb_probe_collect(probe);
	if (ret)
		return ret;

	probe->status.round_trips += probe->done + probe->block.warmup;
	probe->status.blocks++;
	probe->block = *block;
	probe->done = -(int)block->warmup;
	probe->wanted = block->block;
	probe->stored = 0;
	probe->nr_samples = 0;
	probe->next_sample = 0;
	return 0;
}
