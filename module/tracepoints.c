// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tracepoints of KVM that an exit passes (arch/arm64/kvm/arm.c). KVM is
 * part of the kernel proper, so that they are found once, for good.
 */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "tracepoints.h"

static const char * const names[] = {
	[WSB_GUEST_ENTERED] = "kvm_entry",
	[WSB_GUEST_LEFT] = "kvm_arm_clear_debug",
	[WSB_EXIT_KNOWN] = "kvm_exit",
	[WSB_USERSPACE] = "kvm_userspace_exit",
};

static struct tracepoint *tracepoints[WSB_NR_TRACEPOINTS] __ro_after_init;

static void __init look_at(struct tracepoint *tp, void *unused)
{
	int i;

	for (i = 0; i < WSB_NR_TRACEPOINTS; i++)
		if (!strcmp(tp->name, names[i]))
			tracepoints[i] = tp;
}

/**
 * wsb_tracepoints_find() - look for the tracepoints
 *
 * Context: loading of the module.
 */
void __init wsb_tracepoints_find(void)
{
	for_each_kernel_tracepoint(look_at, NULL);
}

/**
 * wsb_tracepoints_found() - are all of them there
 */
bool wsb_tracepoints_found(void)
{
	int i;

	for (i = 0; i < WSB_NR_TRACEPOINTS; i++)
		if (!tracepoints[i])
			return false;
	return true;
}

static void detach(unsigned int nr, void * const functions[], void *data)
{
	while (nr--)
		tracepoint_probe_unregister(tracepoints[nr], functions[nr],
					    data);
	tracepoint_synchronize_unregister();
}

/**
 * wsb_tracepoints_attach() - have functions called at the tracepoints
 * @functions: one for each; their parameters are @data and the tracepoint's own
 * @data: what they are called with
 *
 * Context: process. Return: 0; -ENOENT, with a message, when one of the
 * tracepoints does not exist; -ENOMEM.
 */
int wsb_tracepoints_attach(void * const functions[], void *data)
{
	int i, ret;

	for (i = 0; i < WSB_NR_TRACEPOINTS; i++)
		if (!tracepoints[i]) {
			pr_err("this kernel has no tracepoint %s\n", names[i]);
			return -ENOENT;
		}

	for (i = 0; i < WSB_NR_TRACEPOINTS; i++) {
		ret = tracepoint_probe_register(tracepoints[i], functions[i],
						data);
		if (ret) {
			detach(i, functions, data);
			return ret;
		}
	}
	return 0;
}

/**
 * wsb_tracepoints_detach() - undo wsb_tracepoints_attach()
 * @functions: as there
 * @data: as there
 *
 * Context: process. Afterwards no CPU is in any of the functions.
 */
void wsb_tracepoints_detach(void * const functions[], void *data)
{
	detach(WSB_NR_TRACEPOINTS, functions, data);
}
