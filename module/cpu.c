// SPDX-License-Identifier: GPL-2.0-only
/* Which CPUs this module must not, or cannot, measure. */
#define pr_fmt(fmt) "wsbench: " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <asm/cputype.h>
#include <asm/sysreg.h>

#include "cpu.h"
#include "hyp/features.h"

#define PART_AMPERE1	0xac3
#define PART_AMPERE1A	0xac4

/*
 * Errata whose workarounds the world switch does not have, for they would
 * change what is measured (Documentation/arch/arm64/silicon-errata.rst).
 */
static const struct {
	u32 model;
	u32 last_revision;	/* variant and revision fields of MIDR_EL1 */
	const char *erratum;
} errata[] = {
	/* PAR_EL1 reads may deadlock the core */
	{ MIDR_CORTEX_A77, MIDR_CPU_VAR_REV(1, 0), "1508412" },
	/* writes of HCR_EL2 may corrupt translations in progress */
	{ MIDR_CPU_MODEL(ARM_CPU_IMP_AMPERE, PART_AMPERE1),
	  MIDR_CPU_VAR_REV(0xf, 0xf), "AC04_CPU_23" },
	{ MIDR_CPU_MODEL(ARM_CPU_IMP_AMPERE, PART_AMPERE1A),
	  MIDR_CPU_VAR_REV(0xf, 0xf), "AC04_CPU_23" },
};

/**
 * wsb_cpu_check_errata() - is the world switch safe on a CPU
 * @status: the CPU, from wsb_cpu_describe()
 *
 * Context: any. Return: 0; -EOPNOTSUPP, with the reason in the log, when it has an
 * erratum that the world switch would trigger.
 */
int wsb_cpu_check_errata(const struct wsbench_status *status)
{
	u32 midr = status->midr;
	u32 model = midr & MIDR_CPU_MODEL_MASK;
	u32 revision = midr & (MIDR_VARIANT_MASK | MIDR_REVISION_MASK);
	int i;

	for (i = 0; i < ARRAY_SIZE(errata); i++)
		if (errata[i].model == model &&
		    revision <= errata[i].last_revision) {
			pr_err_ratelimited("MIDR %#x has erratum %s: not measured\n", midr,
					   errata[i].erratum);
			return -EOPNOTSUPP;
		}
	return 0;
}

/**
 * wsb_cpu_check_counter() - has a CPU the counter to measure with
 * @status: the CPU, from wsb_cpu_describe()
 *
 * Context: any. Return: 0; -EOPNOTSUPP, with the reason in the log, when it has no
 * architected PMU.
 */
int wsb_cpu_check_counter(const struct wsbench_status *status)
{
	u64 pmuver = (status->id_aa64dfr0 >> 8) & 0xf;

	/* 0xf: a PMU of its own kind, without PMCCNTR_EL0. */
	if (pmuver && pmuver != 0xf)
		return 0;
	pr_err_ratelimited("MIDR %#llx has no PMUv3: no PMCCNTR_EL0 to measure with\n",
			   status->midr);
	return -EOPNOTSUPP;
}

/**
 * wsb_cpu_describe() - fill in what this CPU is
 * @status: to fill
 *
 * Context: on the CPU in question.
 */
void wsb_cpu_describe(struct wsbench_status *status)
{
	status->midr = read_cpuid_id();
	status->id_aa64dfr0 = read_sysreg(id_aa64dfr0_el1);
	status->brps = ((status->id_aa64dfr0 >> 12) & 0xf) + 1;
	status->wrps = ((status->id_aa64dfr0 >> 20) & 0xf) + 1;
}

/**
 * wsb_cpu_check_fpsimd() - has this CPU the registers of profile ALL
 *
 * Context: on the CPU in question. Return: 0; -EOPNOTSUPP, with the reason in
 * the log, when it has no FP/SIMD.
 */
int wsb_cpu_check_fpsimd(void)
{
	if (has_fpsimd())
		return 0;
	pr_err_ratelimited("MIDR %#x has no FP/SIMD: no profile \"all\"\n",
			   read_cpuid_id());
	return -EOPNOTSUPP;
}
