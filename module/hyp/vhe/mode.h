/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * World switch of a VHE host: the kernel itself runs at EL2 with HCR_EL2.E2H
 * set, so plain _EL1 names reach EL2's registers, _EL12 names the guest's.
 * After Linux 4.15 arch/arm64/kvm/hyp/{switch,sysreg-sr}.c, the has_vhe() arms.
 */
#ifndef WSBENCH_HYP_MODE_H
#define WSBENCH_HYP_MODE_H

#include <linux/compiler.h>
#include <asm/sysreg.h>

#include "../vcpu.h"
#include "pstate.h"

#define HYP(name)		name##_vhe

void sysreg_restore_el1_state_vhe(struct wsb_cpu_context *ctxt);

#define kern_hyp_va(ptr)	(ptr)

#define read_sysreg_el1(reg)		read_sysreg_s(SYS_##reg##_EL12)
#define write_sysreg_el1(val, reg)	write_sysreg_s(val, SYS_##reg##_EL12)
#define read_sysreg_el2(reg)		read_sysreg_s(SYS_##reg##_EL1)
#define write_sysreg_el2(val, reg)	write_sysreg_s(val, SYS_##reg##_EL1)

/* The host keeps nothing in EL1: only the common registers are switched. */
static __always_inline void save_host_el1_state(struct wsb_cpu_context *ctxt)
{
}

static __always_inline void restore_host_el1_state(struct wsb_cpu_context *ctxt)
{
}

/* The guest's virtual timer; without _EL02 the names reach EL2's own. */
#define read_cntv_ctl()		read_sysreg_s(sys_reg(3, 5, 14, 3, 1))
#define read_cntv_cval()	read_sysreg_s(sys_reg(3, 5, 14, 3, 2))
#define write_cntv_ctl(val)	write_sysreg_s(val, sys_reg(3, 5, 14, 3, 1))
#define write_cntv_cval(val)	write_sysreg_s(val, sys_reg(3, 5, 14, 3, 2))
#define read_cntp_ctl()		read_sysreg_s(sys_reg(3, 5, 14, 2, 1))
#define read_cntp_cval()	read_sysreg_s(sys_reg(3, 5, 14, 2, 2))

/* EL1PTEN and EL1PCTEN, where they are with E2H set. */
#define CNTHCTL_EL1_PHYSICAL	(BIT(11) | BIT(10))

/*
 * The traps of the physical timer stay as they are: HCR_EL2.TGE lifts them for the
 * host.
 */
static __always_inline void timer_enable_traps_arch(void)
{
}

static __always_inline void timer_disable_traps_arch(void)
{
}

/* CPTR_EL2 has the layout of CPACR_EL1 and is reached by that name. */
#define read_cptr_el2()		read_sysreg(cpacr_el1)
#define write_cptr_el2(val)	write_sysreg(val, cpacr_el1)

/* CPTR_EL2.FPEN: only profile ALL lets the guest have FP/SIMD. */
#define CPTR_FPEN	(3UL << 20)

static __always_inline bool fpsimd_enabled_arch(void)
{
	return read_cptr_el2() & CPTR_FPEN;
}

static __always_inline void activate_traps_arch(struct wsb_vcpu *vcpu)
{
	write_cptr_el2(vcpu->cptr_el2);
	write_sysreg(vcpu->vectors, vbar_el1);
}

static __always_inline void deactivate_traps_arch(struct wsb_vcpu *vcpu)
{
	write_sysreg(vcpu->host_el2.mdcr_el2, mdcr_el2);
	write_sysreg(vcpu->host_el2.hcr_el2, hcr_el2);
	write_cptr_el2(vcpu->host_el2.cptr_el2);
	write_sysreg(vcpu->host_el2.vbar_el2, vbar_el1);
}

/* The vCPU can run, but it can't hide: EL2 owns SPE throughout. */
static __always_inline void debug_save_spe(u64 *pmscr_el1)
{
}

static __always_inline void debug_restore_spe(u64 pmscr_el1)
{
}

/* The switch leaves the guest's EL1 in place; the block puts back what was. */
static __always_inline void block_end_arch(struct wsb_vcpu *vcpu)
{
	sysreg_restore_el1_state_vhe(&vcpu->host_el1);
	write_pstate(vcpu->host_el2.pstate);
}

/* EL2's own registers are the running kernel's. */
#define read_found(field, reg)	read_sysreg_el2(reg)
#define read_found_sp()		0
#define read_host_pstate()	read_pstate()

#endif /* WSBENCH_HYP_MODE_H */
