/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * World switch of an nVHE host: the kernel runs at EL1, its registers and the
 * guest's are the same ones.
 * After Linux 4.15 arch/arm64/kvm/hyp/{switch,sysreg-sr,debug-sr}.c, the
 * !has_vhe() arms.
 */
#ifndef WSBENCH_HYP_MODE_H
#define WSBENCH_HYP_MODE_H

#include <linux/bits.h>
#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "../vcpu.h"
#include "el2-va.h"

#define HYP(name)		name##_nvhe

void sysreg_save_el1_state_nvhe(struct wsb_cpu_context *ctxt);
void sysreg_restore_el1_state_nvhe(struct wsb_cpu_context *ctxt);

#define kern_hyp_va(ptr)	((typeof(ptr))el2_va((u64)(ptr)))

#define read_sysreg_el1(reg)		read_sysreg_s(SYS_##reg##_EL1)
#define write_sysreg_el1(val, reg)	write_sysreg_s(val, SYS_##reg##_EL1)
#define read_sysreg_el2(reg)		read_sysreg_s(SYS_##reg##_EL2)
#define write_sysreg_el2(val, reg)	write_sysreg_s(val, SYS_##reg##_EL2)

/* Older kernel headers do not name it. */
#ifndef SYS_VBAR_EL2
#define SYS_VBAR_EL2			sys_reg(3, 4, 12, 0, 0)
#endif

#define save_host_el1_state(ctxt)	sysreg_save_el1_state_nvhe(ctxt)
#define restore_host_el1_state(ctxt)	sysreg_restore_el1_state_nvhe(ctxt)

#define read_cntv_ctl()		read_sysreg(cntv_ctl_el0)
#define read_cntv_cval()	read_sysreg(cntv_cval_el0)
#define write_cntv_ctl(val)	write_sysreg(val, cntv_ctl_el0)
#define write_cntv_cval(val)	write_sysreg(val, cntv_cval_el0)
#define read_cntp_ctl()		read_sysreg(cntp_ctl_el0)
#define read_cntp_cval()	read_sysreg(cntp_cval_el0)

/* EL1PCEN and EL1PCTEN. */
#define CNTHCTL_EL1_PHYSICAL	(BIT(1) | BIT(0))

/* The guest may read the physical counter, and the host have all of it. */
static __always_inline void timer_enable_traps_arch(void)
{
	u64 cnthctl = read_sysreg(cnthctl_el2);

	cnthctl &= ~BIT(1);		/* EL1PCEN */
	cnthctl |= BIT(0);		/* EL1PCTEN */
	write_sysreg(cnthctl, cnthctl_el2);
}

static __always_inline void timer_disable_traps_arch(void)
{
	write_sysreg(read_sysreg(cnthctl_el2) | CNTHCTL_EL1_PHYSICAL,
		     cnthctl_el2);
}

#define read_cptr_el2()		read_sysreg(cptr_el2)
#define write_cptr_el2(val)	write_sysreg(val, cptr_el2)

/* CPTR_EL2.TFP: only profile ALL lets the guest have FP/SIMD. */
#define CPTR_TFP	BIT(10)

static __always_inline bool fpsimd_enabled_arch(void)
{
	return !(read_cptr_el2() & CPTR_TFP);
}

static __always_inline void activate_traps_arch(struct wsb_vcpu *vcpu)
{
	write_cptr_el2(vcpu->cptr_el2);
}

static __always_inline void deactivate_traps_arch(struct wsb_vcpu *vcpu)
{
	write_sysreg(vcpu->host_el2.mdcr_el2, mdcr_el2);
	write_sysreg(vcpu->host_el2.hcr_el2, hcr_el2);
	write_cptr_el2(vcpu->host_el2.cptr_el2);
}

/*
 * Stop the host's profiling, and drain what is buffered: the buffer is written
 * through the host's EL1 tables. The two-hook flow of the time calls this with
 * the guest's tables loaded already, which was a bug (fixed in 2021), and
 * flow "none" not at all: nvhe.c refuses to run while SPE is in use, so that
 * only the tests up to there are ever executed.
 */
static __always_inline void debug_save_spe(u64 *pmscr_el1)
{
	*pmscr_el1 = 0;

	if (!((read_sysreg(id_aa64dfr0_el1) >> ID_AA64DFR0_EL1_PMSVer_SHIFT) &
	      0xf))
		return;
	/* Owned by EL3? */
	if (read_sysreg_s(SYS_PMBIDR_EL1) & BIT(4))
		return;
	/* Not in use by the host? */
	if (!(read_sysreg_s(SYS_PMBLIMITR_EL1) & BIT(0)))
		return;

	*pmscr_el1 = read_sysreg_s(SYS_PMSCR_EL1);
	write_sysreg_s(0, SYS_PMSCR_EL1);
	isb();
	psb_csync();
	dsb(nsh);
}

static __always_inline void debug_restore_spe(u64 pmscr_el1)
{
	if (!pmscr_el1)
		return;

	/* The host's tables are installed, but not yet synchronised. */
	isb();
	write_sysreg_s(pmscr_el1, SYS_PMSCR_EL1);
}

/* The switch has put EL1 back, as it must before returning to a kernel there. */
static __always_inline void block_end_arch(struct wsb_vcpu *vcpu)
{
}

/* EL2 as idmap.S found it when the host called. */
#define read_found(field, reg)	(vcpu->found->field)
#define read_found_sp()		(vcpu->found->sp_el2)
#define read_host_pstate()	(vcpu->found->spsr_el2)

#endif /* WSBENCH_HYP_MODE_H */
