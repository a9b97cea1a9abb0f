// SPDX-License-Identifier: GPL-2.0-only
/* Why a run is over: what the guest did instead of the HVC, or what changed. */
#include <linux/string.h>
#include <linux/types.h>
#include <asm/esr.h>

#include "end.h"
#include "guest.h"

#define FSC_ADDRESS_SIZE	0x00
#define VECTORS_SIZE	0x800
/* Each group of four vectors begins with the synchronous exceptions. */
#define VECTOR_KIND(offset)	((offset) & 0x180)

static enum wsbench_end end_at_el1(u64 esr)
{
	switch (ESR_ELx_EC(esr)) {
	case ESR_ELx_EC_UNKNOWN:
		return WSBENCH_END_UNDEFINED;
	case ESR_ELx_EC_BRK64:
		return WSBENCH_END_BRK;
	case ESR_ELx_EC_SOFTSTP_LOW:
	case ESR_ELx_EC_SOFTSTP_CUR:
		return WSBENCH_END_STEP;
	case ESR_ELx_EC_BREAKPT_LOW:
	case ESR_ELx_EC_BREAKPT_CUR:
		return WSBENCH_END_BREAKPOINT;
	case ESR_ELx_EC_WATCHPT_LOW:
	case ESR_ELx_EC_WATCHPT_CUR:
		return WSBENCH_END_WATCHPOINT;
	case ESR_ELx_EC_ILL:
		return WSBENCH_END_ILLEGAL_STATE;
	case ESR_ELx_EC_PC_ALIGN:
	case ESR_ELx_EC_SP_ALIGN:
		return WSBENCH_END_ALIGNMENT;
	case ESR_ELx_EC_IABT_LOW:
	case ESR_ELx_EC_IABT_CUR:
	case ESR_ELx_EC_DABT_LOW:
	case ESR_ELx_EC_DABT_CUR:
		return WSBENCH_END_EL1_ABORT;
	case ESR_ELx_EC_FP_ASIMD:
	case ESR_ELx_EC_SVE:
	case ESR_ELx_EC_SME:
		return WSBENCH_END_FP;
	default:
		return WSBENCH_END_OTHER;
	}
}

/* Stage 2, or (HCR_EL2.TEA) an error of the machine's memory. */
static enum wsbench_end end_of_abort(u64 esr, enum wsbench_end stage2)
{
	switch (esr & ESR_ELx_FSC_TYPE) {
	case FSC_ADDRESS_SIZE:
	case ESR_ELx_FSC_FAULT:
	case ESR_ELx_FSC_ACCESS:
	case ESR_ELx_FSC_PERM:
		return stage2;
	default:
		return WSBENCH_END_HARDWARE;
	}
}

static enum wsbench_end end_at_el2(u64 esr)
{
	switch (ESR_ELx_EC(esr)) {
	case ESR_ELx_EC_HVC64:
		return WSBENCH_END_HVC;
	case ESR_ELx_EC_SMC64:
		return WSBENCH_END_SMC;
	case ESR_ELx_EC_WFx:
		return WSBENCH_END_WFX;
	case ESR_ELx_EC_SYS64:
		return WSBENCH_END_SYSREG;
	case ESR_ELx_EC_FP_ASIMD:
	case ESR_ELx_EC_SVE:
	case ESR_ELx_EC_SME:
		return WSBENCH_END_FP;
	case ESR_ELx_EC_IABT_LOW:
		return end_of_abort(esr, WSBENCH_END_INSN_ABORT);
	case ESR_ELx_EC_DABT_LOW:
		return end_of_abort(esr, WSBENCH_END_DATA_ABORT);
	case ESR_ELx_EC_ILL:
		return WSBENCH_END_ILLEGAL_STATE;
	case ESR_ELx_EC_UNKNOWN:
		return WSBENCH_END_UNDEFINED;
	default:
		return WSBENCH_END_OTHER;
	}
}

/* Otherwise FAR holds what an earlier exception left there. */
static bool has_far(enum wsbench_end end)
{
	return end == WSBENCH_END_INSN_ABORT || end == WSBENCH_END_DATA_ABORT ||
	       end == WSBENCH_END_EL1_ABORT || end == WSBENCH_END_WATCHPOINT;
}

/* Rogue guests are given addresses of the kernel's, which are not for the caller. */
static u64 guest_address(u64 address)
{
	return address & BIT_ULL(55) ? WSBENCH_HIDDEN : address;
}

/**
 * wsb_end_by_guest() - tell why the guest left
 * @status: @end, @esr, @far, @ipa and @pc are filled in
 * @vcpu: after a turn that ended by neither an interrupt nor a round trip
 *
 * An exception that the guest took at EL1 shows as a fault of stage 2 on its
 * vectors, which are not mapped; its own syndrome registers say what it was.
 */
void wsb_end_by_guest(struct wsbench_status *status,
		      const struct wsb_vcpu *vcpu)
{
	const struct wsb_cpu_context *guest = &vcpu->ctxt;
	u64 vector = guest->pc - WSB_GUEST_VECTORS, far = vcpu->exit_far;

	status->esr = vcpu->exit_esr;
	status->pc = guest->pc;
	if (vcpu->exit_code == EXIT_SERROR) {
		status->end = WSBENCH_END_HARDWARE;
	} else if (ESR_ELx_EC(vcpu->exit_esr) == ESR_ELx_EC_IABT_LOW &&
		   vector < VECTORS_SIZE) {
		status->end = VECTOR_KIND(vector) ? WSBENCH_END_INTERRUPT :
			      end_at_el1(guest->sys_regs[WSB_ESR_EL1]);
		status->esr = guest->sys_regs[WSB_ESR_EL1];
		status->pc = guest->elr_el1;
		far = guest->sys_regs[WSB_FAR_EL1];
	} else {
		status->end = end_at_el2(vcpu->exit_esr);
	}
	status->pc = guest_address(status->pc);
	if (has_far(status->end))
		status->far = guest_address(far);
	/* Its MMU is off. HPFAR_EL2 is not valid for all of these. */
	if (status->end == WSBENCH_END_INSN_ABORT ||
	    status->end == WSBENCH_END_DATA_ABORT)
		status->ipa = status->far;
}

/**
 * wsb_end_by_host_state() - tell which register of the host changed
 * @status: @end, @reg, @expected and @actual are filled in, what else is said of
 *          the end is taken back
 * @difference: the register
 */
void wsb_end_by_host_state(struct wsbench_status *status,
			   const struct wsb_difference *difference)
{
	status->end = WSBENCH_END_HOST_STATE;
	status->esr = 0;
	status->pc = 0;
	status->expected = difference->expected;
	status->actual = difference->actual;
	strscpy(status->reg, difference->reg, sizeof(status->reg));
}
