// SPDX-License-Identifier: GPL-2.0-only
/* VHE hosts: the kernel is at EL2 already. */
#include <asm/kvm_arm.h>

#include "el2.h"

static int vhe_probe(void)
{
	return 0;
}

static bool vhe_owned(void)
{
	return true;
}

static int vhe_prepare(struct wsb_el2 *el2)
{
	return 0;
}

static void vhe_release(struct wsb_el2 *el2)
{
}

static long vhe_call(struct wsb_el2 *el2, hyp_fn *fn)
{
	return hyp_run(el2->vcpu, fn);
}

static u64 vhe_va(const void *ptr)
{
	return (u64)ptr;
}

#define FLOW_ROW(id, flow, name)	\
	[WSBENCH_FLOW_##id] = { WSB_VARIANTS(WSB_VARIANT_ROW, flow, vhe) },

/* CPTR_EL2 of a guest in E2H format: no FP/SIMD, SVE or SME, trap TTA, TAM. */
#define CPTR_GUEST_VHE		(BIT(28) | BIT(30))

const struct wsb_mode wsb_vhe = {
	.id = WSBENCH_VHE,
	.name = "vhe",
	.probe = vhe_probe,
	.owned = vhe_owned,
	.prepare = vhe_prepare,
	.release = vhe_release,
	.call = vhe_call,
	.va = vhe_va,
	.hcr_el2 = HCR_E2H,
	.cptr_el2 = CPTR_GUEST_VHE,
	.cptr_fpsimd = 3UL << 20,
	.flows = { WSBENCH_FLOWS(FLOW_ROW) },
	WSB_HYP_FUNCTIONS(vhe),
};
