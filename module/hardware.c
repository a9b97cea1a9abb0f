// SPDX-License-Identifier: GPL-2.0-only
/* Errors of the machine itself that come up while a guest runs. */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/panic.h>
#include <linux/printk.h>
#include <asm/esr.h>

#include "hardware.h"
#include "hyp/features.h"

/* Corrected, or of no consequence to anybody who does not use what it hit. */
static bool machine_may_go_on(u64 esr)
{
	u64 severity = esr & ESR_ELx_AET;

	return has_ras() && !(esr & ESR_ELx_IDS) &&
	       (esr & ESR_ELx_FSC) == ESR_ELx_FSC_SERROR &&
	       (severity == ESR_ELx_AET_CE || severity == ESR_ELx_AET_UEO);
}

/**
 * wsb_hardware_serror() - do what the kernel would have done with an SError
 * @cpu: this CPU
 * @esr: its syndrome
 *
 * It may be of any store of the host's, and taking it to EL2 has used it up:
 * as KVM does with a guest's (kvm_handle_guest_serror()), only one that is
 * known to be harmless lets the machine live.
 *
 * Context: any, on the CPU that took it. Does not return when the machine has
 * to stop.
 */
void wsb_hardware_serror(unsigned int cpu, u64 esr)
{
	pr_emerg("cpu %u: SError while a guest ran, ESR %#llx\n", cpu, esr);
	if (!machine_may_go_on(esr))
		nmi_panic(NULL, "wsbench: SError while a guest ran");
}
