// SPDX-License-Identifier: GPL-2.0-only
/* The guest: its memory, its stage 2, and the state it starts in. */
#include <linux/bits.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/string.h>
#include <asm/cacheflush.h>
#include <asm/kvm_arm.h>
#include <asm/ptrace.h>

#include "guest.h"
#include "hyp/features.h"

#define GUEST_IPA_BITS	32
#define GUEST_CODE_IPA	0x80000000ULL
#define GUEST_CODE_MAX	SZ_64K
#define GUEST_DATA_IPA	(GUEST_CODE_IPA + GUEST_CODE_MAX)

/* Any 8-bit VMID will do: hyp/block.c drops its translations around a block. */
#define GUEST_VMID	0xffULL

/* Stage-2 page attributes (Arm ARM, "Stage 2 memory attributes"). */
#define S2_NORMAL_WB	(0xfULL << 2)
#define S2_READ		(1ULL << 6)
#define S2_WRITE	(2ULL << 6)
#define S2_INNER	(3ULL << 8)
#define S2_AF		BIT_ULL(10)
#define S2_XN		BIT_ULL(54)
#define S2_PAGE		(S2_NORMAL_WB | S2_READ | S2_INNER | S2_AF)

#if defined(CONFIG_ARM64_64K_PAGES)
#define VTCR_TG0	(1UL << 14)
#elif defined(CONFIG_ARM64_16K_PAGES)
#define VTCR_TG0	(2UL << 14)
#else
#define VTCR_TG0	(0UL << 14)
#endif

/*
 * 32 bits of IPA take 3 levels of 4 KiB tables or 2 of 16 or 64 KiB ones: SL0
 * is 1 for each of them (Arm ARM, VTCR_EL2.SL0). Write-back, inner shareable.
 */
#define VTCR_GUEST	(BIT(31) | VTCR_TG0 | (3UL << 12) | (1UL << 10) | \
			 (1UL << 8) | (1UL << 6) | (64 - GUEST_IPA_BITS))

/* SCTLR_EL1 RES1 bits of Armv8.0, and I; the MMU stays off. */
#define SCTLR_GUEST	(0x30d00800UL | BIT(12))

#define PSTATE_GUEST	(PSR_MODE_EL1h | PSR_D_BIT | PSR_A_BIT | PSR_I_BIT | \
			 PSR_F_BIT)

static size_t image_size(void)
{
	return wsb_payload_image_end - wsb_payload_image;
}

/**
 * wsb_guest_init() - build the guest's memory
 * @guest: all zero
 *
 * Context: process. Return: 0, -ENOMEM or -ERANGE; wsb_guest_destroy() is due
 * in any case.
 */
int wsb_guest_init(struct wsb_guest *guest)
{
	size_t size = image_size();
	size_t offset;
	int ret;

	if (WARN_ON(size > GUEST_CODE_MAX))
		return -ERANGE;
	guest->code = alloc_pages_exact(size, GFP_KERNEL | __GFP_ZERO);
	guest->data = (u64 *)get_zeroed_page(GFP_KERNEL);
	if (!guest->code || !guest->data)
		return -ENOMEM;

	memcpy(guest->code, wsb_payload_image, size);
	/*
	 * Instruction fetches of the guest go through another address than
	 * these stores: by address to the PoU, then everything, in case the
	 * instruction cache is indexed by virtual address.
	 */
	caches_clean_inval_pou((unsigned long)guest->code,
			       (unsigned long)guest->code + size);
	icache_inval_all_pou();

	ret = wsb_pgtable_init(&guest->stage2, GUEST_IPA_BITS);
	if (ret)
		return ret;
	for (offset = 0; offset < size; offset += PAGE_SIZE) {
		ret = wsb_pgtable_map(&guest->stage2, GUEST_CODE_IPA + offset,
				      virt_to_phys(guest->code) + offset,
				      S2_PAGE);
		if (ret)
			return ret;
	}
	return wsb_pgtable_map(&guest->stage2, GUEST_DATA_IPA,
			       virt_to_phys(guest->data),
			       S2_PAGE | S2_WRITE | S2_XN);
}

/**
 * wsb_guest_destroy() - free the guest's memory
 * @guest: built or half built by wsb_guest_init(); no CPU runs it
 */
void wsb_guest_destroy(struct wsb_guest *guest)
{
	wsb_pgtable_free(&guest->stage2);
	free_page((unsigned long)guest->data);
	if (guest->code)
		free_pages_exact(guest->code, image_size());
}

/**
 * wsb_guest_code_intact() - is the guest's code what it was
 * @guest: the guest
 *
 * The guest cannot write it: another value means that stage 2 has failed.
 */
bool wsb_guest_code_intact(const struct wsb_guest *guest)
{
	return !memcmp(guest->code, wsb_payload_image, image_size());
}

/* GIC architecture specification, ICH_LR<n>_EL2. */
#define LR_ACTIVE	BIT_ULL(63)
#define LR_GROUP1	BIT_ULL(60)
#define LR_PRIORITY	(0xa0ULL << 48)
#define FIRST_SPI	32

/**
 * wsb_guest_set_lrs() - give the guest interrupts that it is handling
 * @vcpu: the vcpu
 * @lrs: how many; each takes a list register, and none interrupts
 */
void wsb_guest_set_lrs(struct wsb_vcpu *vcpu, unsigned int lrs)
{
	unsigned int i;

	memset(&vcpu->vgic, 0, sizeof(vcpu->vgic));
	vcpu->vgic.used_lrs = lrs;
	vcpu->vgic.hcr = ICH_HCR_EN | WSB_ICH_HCR_TRAP;
	for (i = 0; i < lrs; i++)
		vcpu->vgic.lr[i] = LR_ACTIVE | LR_GROUP1 | LR_PRIORITY |
				   (FIRST_SPI + i);
}

/**
 * wsb_guest_reset_vcpu() - set a vcpu to the start of a payload
 * @guest: the guest
 * @vcpu: the vcpu; only guest state is written
 * @payload: what it will run
 *
 * Context: on the CPU that will run it.
 */
void wsb_guest_reset_vcpu(const struct wsb_guest *guest, struct wsb_vcpu *vcpu,
			  const struct wsb_payload *payload)
{
	struct wsb_cpu_context *ctxt = &vcpu->ctxt;

	memset(ctxt, 0, sizeof(*ctxt));
	ctxt->regs[0] = GUEST_DATA_IPA;
	ctxt->pc = GUEST_CODE_IPA + (payload->entry - wsb_payload_image);
	ctxt->pstate = PSTATE_GUEST;
	ctxt->sys_regs[WSB_MPIDR_EL1] = read_sysreg(mpidr_el1);
	ctxt->sys_regs[WSB_ACTLR_EL1] = read_sysreg(actlr_el1);
	ctxt->sys_regs[WSB_SCTLR_EL1] = SCTLR_GUEST;
	ctxt->sys_regs[WSB_TCR_EL1] = WSB_TCR_NO_WALKS;
	ctxt->sys_regs[WSB_VBAR_EL1] = WSB_GUEST_VECTORS;

	memset(&vcpu->guest_debug, 0, sizeof(vcpu->guest_debug));
	memset(&vcpu->timer, 0, sizeof(vcpu->timer));
	memset(&vcpu->sysreg32, 0, sizeof(vcpu->sysreg32));
	memset(&vcpu->guest_fpsimd, 0, sizeof(vcpu->guest_fpsimd));

	/*
	 * KVM's guest flags, and DC: with its MMU off, the guest's accesses
	 * are cacheable all the same.
	 */
	vcpu->hcr_el2 = HCR_VM | HCR_SWIO | HCR_PTW | HCR_FMO | HCR_IMO |
			HCR_AMO |
			HCR_FB | HCR_BSU_IS | HCR_DC | HCR_TWI |
			HCR_TWE | HCR_TSC | HCR_TIDCP | HCR_TACR | HCR_TSW |
			HCR_TVM | HCR_TLOR | HCR_RW;
	/* The error records are the host's. */
	if (has_ras())
		vcpu->hcr_el2 |= HCR_TERR | HCR_TEA;
	vcpu->hstr_el2 = BIT(15);
	vcpu->vttbr_el2 = wsb_pgtable_root(&guest->stage2) | GUEST_VMID << 48;
	vcpu->vtcr_el2 = VTCR_GUEST | wsb_pgtable_pa_range() << 16;
}
