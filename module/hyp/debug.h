/* SPDX-License-Identifier: GPL-2.0-only */
/* The debug code that flows share with KVM: out of line, in files of its own. */
#ifndef WSBENCH_HYP_DEBUG_H
#define WSBENCH_HYP_DEBUG_H

#include "vcpu.h"
#include "mode.h"		/* vhe/ or nvhe/ */
#include "instance.h"		/* plain/, breakdown/, counted/ or observed/ */

/* debug-four-call.c */
void INSTANCE(four_call_save_state)(struct wsb_vcpu *vcpu,
				    struct wsb_debug_regs *dbg,
				    struct wsb_cpu_context *ctxt);
void INSTANCE(four_call_restore_state)(struct wsb_vcpu *vcpu,
				       struct wsb_debug_regs *dbg,
				       struct wsb_cpu_context *ctxt);
void INSTANCE(four_call_cond_save_host_state)(struct wsb_vcpu *vcpu);
void INSTANCE(four_call_cond_restore_host_state)(struct wsb_vcpu *vcpu);

/* debug-two-hook.c */
void INSTANCE(debug_switch_to_guest)(struct wsb_vcpu *vcpu);
void INSTANCE(debug_switch_to_host)(struct wsb_vcpu *vcpu);

#endif /* WSBENCH_HYP_DEBUG_H */
