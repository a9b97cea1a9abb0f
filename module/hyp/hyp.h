/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the code at EL2 is made of. Each C file below module/hyp/ is compiled
 * once for VHE and once for nVHE hosts; the include path picks mode.h, which
 * holds everything in which the two differ, and HYP() gives each instance its
 * own name.
 *
 * This code runs with EL2 configured for the guest, on nVHE in an address space
 * of its own: no instrumentation, no stack protector, no static keys, no
 * alternatives, nothing outside .noinstr.text and the vcpu. The kernel keeps
 * kprobes out of that section. bench/tests/el2-object checks the object code.
 */
#ifndef WSBENCH_HYP_H
#define WSBENCH_HYP_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/sysreg.h>

#include "vcpu.h"
#include "mode.h"		/* vhe/ or nvhe/ */

/*
 * noinstr without its noinline: what the compiler may inline is part of what is
 * compared. Kbuild turns the instrumentation off for the whole file.
 */
#define __hyp_text		notrace __section(".noinstr.text")

u64 guest_enter_none(struct wsb_vcpu *vcpu, struct wsb_cpu_context *host);
u64 guest_enter_isb(struct wsb_vcpu *vcpu, struct wsb_cpu_context *host);

/* sysreg-sr.c */
void HYP(sysreg_save_host_state)(struct wsb_cpu_context *ctxt);
void HYP(sysreg_restore_host_state)(struct wsb_cpu_context *ctxt);
void HYP(sysreg_save_guest_state)(struct wsb_cpu_context *ctxt);
void HYP(sysreg_restore_guest_state)(struct wsb_cpu_context *ctxt);
void HYP(sysreg_save_el1_state)(struct wsb_cpu_context *ctxt);
void HYP(sysreg_restore_el1_state)(struct wsb_cpu_context *ctxt);

/* snapshot.c */
void HYP(take_snapshot)(struct wsb_vcpu *vcpu, struct wsb_snapshot *to);

#endif /* WSBENCH_HYP_H */
