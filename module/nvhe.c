// SPDX-License-Identifier: GPL-2.0-only
/*
 * nVHE hosts: the kernel is at EL1 and asks its hyp stub for EL2, once for each
 * block; between blocks EL2 is the stub's, as it was.
 */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/arm-smccc.h>
#include <linux/errno.h>
#include <linux/hrtimer.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/vmalloc.h>
#include <asm/kvm_arm.h>
#include <asm/sysreg.h>
#include <asm/virt.h>

#include "el2.h"
#include "hyp/nvhe/el2-va.h"

/* EL2 stage-1 page attributes; memory type 0 of MAIR_WB. */
#define MAIR_WB		0xffUL
#define EL2_RES1	BIT_ULL(6)		/* AP[1] */
#define EL2_READ_ONLY	BIT_ULL(7)
#define EL2_INNER	(3ULL << 8)
#define EL2_AF		BIT_ULL(10)
#define EL2_XN		BIT_ULL(54)
#define EL2_PAGE	(EL2_RES1 | EL2_INNER | EL2_AF)
#define EL2_TEXT	(EL2_PAGE | EL2_READ_ONLY)
#define EL2_DATA	(EL2_PAGE | EL2_XN)

#if defined(CONFIG_ARM64_64K_PAGES)
#define TCR_EL2_TG0	(1UL << 14)
#elif defined(CONFIG_ARM64_16K_PAGES)
#define TCR_EL2_TG0	(2UL << 14)
#else
#define TCR_EL2_TG0	(0UL << 14)
#endif

/* Write-back, inner shareable walks of EL2_VA_BITS; bits 31 and 23 are RES1. */
#define TCR_EL2_WSB	(BIT(31) | BIT(23) | TCR_EL2_TG0 | (3UL << 12) | \
			 (1UL << 10) | (1UL << 8) | (64 - EL2_VA_BITS))

#define SCTLR_EL2_WSB	(SCTLR_EL2_RES1 | SCTLR_ELx_M | SCTLR_ELx_C | \
			 SCTLR_ELx_SA | SCTLR_ELx_I)

/*
 * The question is an unknown hypercall number, which changes nothing, whoever
 * answers: KVM says SMCCC_RET_NOT_SUPPORTED (hyp/nvhe/hyp-main.c,
 * handle_host_hcall). The stub's own functions would be obeyed by KVM as well.
 */
static bool stub_owns_el2(void)
{
	return nvhe_probe_stub() == HVC_STUB_ERR;
}

static enum hrtimer_restart timer_expired(struct hrtimer *timer)
{
	return HRTIMER_NORESTART;
}

/* Which timer the kernel programs; one of its own makes sure that it does. */
static bool uses_physical_timer(void)
{
	static struct hrtimer timer;
	u64 physical, virtual;

	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED_HARD);
	timer.function = timer_expired;
	preempt_disable();
	hrtimer_start(&timer, ktime_set(1, 0), HRTIMER_MODE_REL_PINNED_HARD);
	physical = read_sysreg(cntp_ctl_el0);
	virtual = read_sysreg(cntv_ctl_el0);
	preempt_enable();
	hrtimer_cancel(&timer);

	return (physical & BIT(0)) && !(virtual & BIT(0));
}

/*
 * Whether HVC leads anywhere must be known before the first one: where EL2 is
 * absent or disabled it is UNDEFINED, and the kernel would die of it.
 *
 * A kernel that was booted at EL1 uses the virtual timer, one booted at EL2 the
 * physical timer (drivers/clocksource/arm_arch_timer.c, arch_timer_select_ppi);
 * and PSCI by HVC means that firmware itself sits at EL2.
 */
static bool booted_at_el2(void)
{
	u64 el2 = (read_sysreg(id_aa64pfr0_el1) >> 8) & 0xf;

	return el2 && arm_smccc_1_1_get_conduit() != SMCCC_CONDUIT_HVC &&
	       uses_physical_timer();
}

static int nvhe_probe(void)
{
	if (!booted_at_el2()) {
		pr_err("no EL2: this kernel was started at EL1 (is it a virtual machine?)\n");
		return -ENODEV;
	}
	return 0;
}

static int map_range(struct wsb_el2 *el2, const void *start, const void *end,
		     u64 attrs)
{
	u64 va = (u64)start & PAGE_MASK;
	int ret;

	for (; va < (u64)end; va += PAGE_SIZE) {
		struct page *page = vmalloc_to_page((void *)va);

		/* el2_va() counts on it: see there. */
		if (!page || !(va & BIT_ULL(EL2_VA_BITS - 1)))
			return -ERANGE;
		ret = wsb_pgtable_map(&el2->tables, el2_va(va),
				      page_to_phys(page), attrs);
		if (ret)
			return ret;
	}
	return 0;
}

static u64 nvhe_va(const void *ptr)
{
	return el2_va((u64)ptr);
}

/*
 * The code that turns the MMU on is fetched with the MMU off, past the caches:
 * clean it to the point of coherency.
 */
static void clean_to_poc(const void *start, size_t size)
{
	u64 line = 4ULL << ((read_sysreg(ctr_el0) >> 16) & 0xf);
	u64 addr = (u64)start & ~(line - 1);

	for (; addr < (u64)start + size; addr += line)
		asm volatile("dc	civac, %0" : : "r" (addr) : "memory");
	dsb(sy);
}

static int nvhe_prepare(struct wsb_el2 *el2)
{
	struct wsb_vcpu *vcpu = el2->vcpu;
	int ret;

	ret = wsb_pgtable_init(&el2->tables, EL2_VA_BITS);
	if (ret)
		return ret;
	ret = map_range(el2, wsb_hyp_text_start, wsb_hyp_text_end, EL2_TEXT);
	if (ret)
		return ret;
	ret = map_range(el2, vcpu, vcpu + 1, EL2_DATA);
	if (ret)
		return ret;

	el2->idmap = page_to_phys(vmalloc_to_page(nvhe_idmap)) +
		     offset_in_page(nvhe_idmap);
	if (el2->idmap & ~GENMASK_ULL(EL2_VA_BITS - 2, 0))
		return -ERANGE;
	ret = wsb_pgtable_map(&el2->tables, el2->idmap & PAGE_MASK,
			      el2->idmap & PAGE_MASK, EL2_TEXT);
	if (ret)
		return ret;
	clean_to_poc(nvhe_idmap, NVHE_IDMAP_SIZE);

	el2->call = (struct nvhe_call) {
		.ttbr0_el2 = wsb_pgtable_root(&el2->tables),
		.tcr_el2 = TCR_EL2_WSB | wsb_pgtable_pa_range() << 16,
		.mair_el2 = MAIR_WB,
		.sctlr_el2 = SCTLR_EL2_WSB,
		.sp = el2_va((u64)vcpu->stack + sizeof(vcpu->stack)),
		.vcpu = el2_va((u64)vcpu),
		.hyp_run = el2_va((u64)hyp_run),
	};
	return 0;
}

static void nvhe_release(struct wsb_el2 *el2)
{
	wsb_pgtable_free(&el2->tables);
}

/*
 * The buffers of SPE and TRBE are written through the host's EL1 tables by the
 * hardware on its own. The flows either do not stop it or do so too late.
 *
 * Where firmware keeps a buffer for itself (bit P of its ID register), its
 * other registers trap.
 */
#define BUFFER_P	BIT(4)
#define BUFFER_ENABLE	BIT(0)

static bool trace_buffer_enabled(void)
{
	u64 dfr0 = read_sysreg(id_aa64dfr0_el1);
	u64 pmsver = (dfr0 >> 32) & 0xf, trbe = (dfr0 >> 44) & 0xf;

	if (pmsver && !(read_sysreg_s(SYS_PMBIDR_EL1) & BUFFER_P) &&
	    (read_sysreg_s(SYS_PMBLIMITR_EL1) & BUFFER_ENABLE))
		return true;
	return trbe && !(read_sysreg_s(SYS_TRBIDR_EL1) & BUFFER_P) &&
	       (read_sysreg_s(SYS_TRBLIMITR_EL1) & BUFFER_ENABLE);
}

/*
 * KVM leaves EL2 to the stub until its first virtual machine, and takes it on
 * each CPU by an IPI: asked with exceptions masked, the stub's answer holds for
 * this call. To KVM, HVC_SOFT_RESTART would mean to leave for good.
 */
static long nvhe_call(struct wsb_el2 *el2, hyp_fn *fn)
{
	if (trace_buffer_enabled() || !stub_owns_el2())
		return -EADDRINUSE;

	el2->call.fn = el2_va((u64)fn);
	el2->call.vbar_el2 = el2->vcpu->vectors;
	return nvhe_call_el2(&el2->call, el2->idmap);
}

#define FLOW_ROW(id, flow, name)	\
	[WSBENCH_FLOW_##id] = { WSB_VARIANTS(WSB_VARIANT_ROW, flow, nvhe) },

/* RES1 bits (TZ and TSM are among them), and trap FP/SIMD, TTA, TAM. */
#define CPTR_GUEST_NVHE		(0x33ffUL | BIT(10) | BIT(20) | BIT(30))

const struct wsb_mode wsb_nvhe = {
	.id = WSBENCH_NVHE,
	.name = "nvhe",
	.probe = nvhe_probe,
	.owned = stub_owns_el2,
	.prepare = nvhe_prepare,
	.release = nvhe_release,
	.call = nvhe_call,
	.va = nvhe_va,
	.cptr_el2 = CPTR_GUEST_NVHE,
	.cptr_fpsimd = BIT(10),
	.flows = { WSBENCH_FLOWS(FLOW_ROW) },
	WSB_HYP_FUNCTIONS(nvhe),
};
