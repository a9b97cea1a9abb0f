// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "cpu.h"

/* MIDR_EL1: Arm ARM D19.2.100; part numbers from each core's manual. */
#define MIDR_IMPLEMENTER(midr)	((unsigned int)((midr) >> 24) & 0xff)
#define MIDR_VARIANT(midr)	((unsigned int)((midr) >> 20) & 0xf)
#define MIDR_PART(midr)		((unsigned int)((midr) >> 4) & 0xfff)
#define MIDR_REVISION(midr)	((unsigned int)(midr) & 0xf)

static const struct {
	unsigned int implementer, part;
	const char *name;
} models[] = {
	{ 0x00, 0x051, "QEMU max" },
	{ 0x41, 0xd03, "Cortex-A53" },
	{ 0x41, 0xd04, "Cortex-A35" },
	{ 0x41, 0xd05, "Cortex-A55" },
	{ 0x41, 0xd07, "Cortex-A57" },
	{ 0x41, 0xd08, "Cortex-A72" },
	{ 0x41, 0xd09, "Cortex-A73" },
	{ 0x41, 0xd0a, "Cortex-A75" },
	{ 0x41, 0xd0b, "Cortex-A76" },
	{ 0x41, 0xd0c, "Neoverse-N1" },
	{ 0x41, 0xd0d, "Cortex-A77" },
	{ 0x41, 0xd40, "Neoverse-V1" },
	{ 0x41, 0xd41, "Cortex-A78" },
	{ 0x41, 0xd44, "Cortex-X1" },
	{ 0x41, 0xd46, "Cortex-A510" },
	{ 0x41, 0xd47, "Cortex-A710" },
	{ 0x41, 0xd49, "Neoverse-N2" },
	{ 0x41, 0xd4f, "Neoverse-V2" },
	{ 0x43, 0x0a1, "ThunderX" },
	{ 0x43, 0x0af, "ThunderX2" },
	{ 0x46, 0x001, "A64FX" },
	{ 0x48, 0xd01, "Kunpeng 920" },
	{ 0x50, 0x000, "X-Gene" },
	{ 0x61, 0x022, "Apple M1 Icestorm" },
	{ 0x61, 0x023, "Apple M1 Firestorm" },
	{ 0x61, 0x032, "Apple M2 Blizzard" },
	{ 0x61, 0x033, "Apple M2 Avalanche" },
	{ 0xc0, 0xac3, "Ampere-1" },
	{ 0xc0, 0xac4, "Ampere-1a" },
};

/**
 * cpu_model - name of a CPU
 * @midr: its MIDR_EL1
 * @buf: where to
 * @size: bytes of @buf
 */
void cpu_model(uint64_t midr, char *buf, size_t size)
{
	unsigned int variant = MIDR_VARIANT(midr), revision = MIDR_REVISION(midr);

	for (size_t i = 0; i < sizeof(models) / sizeof(*models); i++) {
		if (models[i].implementer != MIDR_IMPLEMENTER(midr) ||
		    models[i].part != MIDR_PART(midr))
			continue;
		snprintf(buf, size, "%s r%up%u", models[i].name, variant, revision);
		return;
	}
	snprintf(buf, size, "implementer 0x%02x part 0x%03x r%up%u", MIDR_IMPLEMENTER(midr),
		 MIDR_PART(midr), variant, revision);
}

/**
 * cpu_timer_hz - frequency of the generic timer, 0 where there is none
 */
uint64_t cpu_timer_hz(void)
{
	uint64_t hz = 0;

#ifdef __aarch64__
	__asm__("mrs %0, cntfrq_el0" : "=r" (hz));
#endif
	return hz;
}
