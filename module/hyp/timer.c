// SPDX-License-Identifier: GPL-2.0-only
/*
 * The timers. Linux 4.15 has moved the virtual timer to where a vCPU is loaded
 * (virt/kvm/arm/arch_timer.c) and leaves the traps of the physical one to the
 * world switch; Linux 4.14 switched both in there: timer_{save,restore}_state().
 */
#include <asm/barrier.h>

#include "hyp.h"
#include "classes.h"

void __hyp_text HYP(timer_enable_traps)(struct wsb_vcpu *vcpu)
{
	timer_enable_traps_arch();
}

void __hyp_text HYP(timer_disable_traps)(struct wsb_vcpu *vcpu)
{
	timer_disable_traps_arch();
}

void __hyp_text HYP(timer_restore_state)(struct wsb_vcpu *vcpu)
{
	struct wsb_timer *timer = &vcpu->timer;

	write_sysreg(vcpu->host_outer.cnthctl_el2 & ~CNTHCTL_EL1_PHYSICAL,
		     cnthctl_el2);
	write_sysreg(timer->cntvoff, cntvoff_el2);
	write_cntv_cval(timer->cval);
	/* Before the timer is on, its offset and value must have changed. */
	isb();
	write_cntv_ctl(timer->ctl);
}

void __hyp_text HYP(timer_save_state)(struct wsb_vcpu *vcpu)
{
	struct wsb_timer *timer = &vcpu->timer;

	timer->ctl = read_cntv_ctl();
	timer->cval = read_cntv_cval();
	write_cntv_ctl(0);
	write_sysreg(vcpu->host_outer.cnthctl_el2, cnthctl_el2);
	write_sysreg(vcpu->host_outer.cntvoff_el2, cntvoff_el2);
}
