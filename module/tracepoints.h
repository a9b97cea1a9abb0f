/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_TRACEPOINTS_H
#define WSBENCH_TRACEPOINTS_H

#include <linux/types.h>

/* KVM's tracepoints, in the order in which an exit meets them. */
enum wsb_tracepoint {
	WSB_GUEST_ENTERED,		/* kvm_entry */
	WSB_GUEST_LEFT,			/* kvm_arm_clear_debug */
	WSB_EXIT_KNOWN,			/* kvm_exit */
	WSB_USERSPACE,			/* kvm_userspace_exit */
	WSB_NR_TRACEPOINTS,
};

#ifdef CONFIG_TRACEPOINTS
void wsb_tracepoints_find(void);
bool wsb_tracepoints_found(void);
int wsb_tracepoints_attach(void * const functions[], void *data);
void wsb_tracepoints_detach(void * const functions[], void *data);
#else
#include <linux/errno.h>
#include <linux/printk.h>

static inline void wsb_tracepoints_find(void)
{
}

static inline bool wsb_tracepoints_found(void)
{
	return false;
}

static inline int wsb_tracepoints_attach(void * const functions[], void *data)
{
	pr_err("this kernel has no tracepoints\n");
	return -ENOENT;
}

static inline void wsb_tracepoints_detach(void * const functions[], void *data)
{
}
#endif

#endif /* WSBENCH_TRACEPOINTS_H */
