/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WSBENCH_HYP_IDMAP_H
#define WSBENCH_HYP_IDMAP_H

#include <linux/types.h>

/* What idmap.S takes in registers, in this order; addresses are EL2's. */
struct nvhe_call {
	u64 ttbr0_el2;
	u64 tcr_el2;
	u64 mair_el2;
	u64 sctlr_el2;
	u64 sp;
	u64 vbar_el2;
	u64 fn;
	u64 vcpu;
	u64 hyp_run;
};

u64 nvhe_call_el2(const struct nvhe_call *call, phys_addr_t idmap);
u64 nvhe_probe_stub(void);

#define NVHE_IDMAP_SIZE		512
extern const char nvhe_idmap[];

#endif /* WSBENCH_HYP_IDMAP_H */
