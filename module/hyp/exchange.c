// SPDX-License-Identifier: GPL-2.0-only
/*
 * Gives the host's registers other values, and keeps what they held: so a check can
 * start from any state of the host, and put everything back.
 */
#include "hyp.h"
#include "block.h"
#include "classes.h"
#include "contain.h"
#include "debug-regs.h"
#include "features.h"
#include "registers.h"

#define FIXED_SYSREGS(DO)						\
	DO(tpidr_el0)							\
	DO(tpidrro_el0)							\
	DO(csselr_el1)							\
	DO(par_el1)							\
	DO(pmselr_el0)							\
	DO(pmuserenr_el0)

#define EL1_SYSREGS(DO)							\
	DO(contextidr_el1, CONTEXTIDR)					\
	DO(esr_el1, ESR)						\
	DO(far_el1, FAR)						\
	DO(afsr0_el1, AFSR0)						\
	DO(afsr1_el1, AFSR1)						\
	DO(elr_el1, ELR)						\
	DO(spsr_el1, SPSR)

#define SAVE(reg)		to->reg = read_sysreg(reg);
#define SAVE_EL1(field, reg)	to->field = read_sysreg_el1(reg);
#define LOAD(reg)		write_sysreg(from->reg, reg);
#define LOAD_EL1(field, reg)	write_sysreg_el1(from->field, reg);

static __always_inline void save(struct wsb_exchange *to)
{
	save_debug_state(&to->debug, &to->mdccint_el1,
			 read_sysreg(id_aa64dfr0_el1));
	to->mdscr_el1 = read_sysreg(mdscr_el1);
	FIXED_SYSREGS(SAVE)
	EL1_SYSREGS(SAVE_EL1)
	to->cntv_ctl = read_cntv_ctl();
	to->cntv_cval = read_cntv_cval();
	if (has_sysreg32())
		save_host_sysreg32(&to->sysreg32);
	fpsimd_save(&to->fpsimd);
}

static __always_inline void load(struct wsb_exchange *from)
{
	restore_debug_state(&from->debug, from->mdccint_el1,
			    read_sysreg(id_aa64dfr0_el1));
	write_sysreg((read_sysreg(mdscr_el1) & ~MDSCR_SOFTWARE) |
		     (from->mdscr_el1 & MDSCR_SOFTWARE), mdscr_el1);
	FIXED_SYSREGS(LOAD)
	EL1_SYSREGS(LOAD_EL1)
	/* Off before its value changes, as in contain_release(). */
	write_cntv_ctl(0);
	isb();
	write_cntv_cval(from->cntv_cval);
	isb();
	write_cntv_ctl(from->cntv_ctl);
	if (has_sysreg32())
		restore_host_sysreg32(&from->sysreg32);
	fpsimd_restore(&from->fpsimd);
	isb();
}

/*
 * hyp_fn: vcpu->load for the host, what it had to vcpu->found_in_host; fills
 * vcpu->snapshot before and vcpu->exchanged after.
 */
u64 __hyp_text HYP(hyp_exchange)(struct wsb_vcpu *vcpu)
{
	HYP(take_snapshot)(vcpu, &vcpu->snapshot);
	save(&vcpu->found_in_host);
	load(&vcpu->load);
	HYP(take_snapshot)(vcpu, &vcpu->exchanged);
	return 0;
}
