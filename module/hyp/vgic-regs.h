/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The list registers and active priorities of the GIC's virtual CPU interface: the
 * number is part of the instruction, so each has its own MSR and MRS.
 */
#ifndef WSBENCH_HYP_VGIC_REGS_H
#define WSBENCH_HYP_VGIC_REGS_H

#include <asm/sysreg.h>

#include "vcpu.h"

#define sys_ich_lr(n)	sys_reg(3, 4, 12, 12 + ((n) >> 3), (n) & 7)
#define sys_ich_ap0r(n)	sys_reg(3, 4, 12, 8, n)
#define sys_ich_ap1r(n)	sys_reg(3, 4, 12, 9, n)

/* ICH_VTR_EL2: preemption bits, and list registers, each one less. */
#define vtr_pre_bits(vtr)	((((vtr) >> 26) & 0x7) + 1)
#define vtr_lrs(vtr)		(((vtr) & 0xf) + 1)

#define EACH_LR(DO)	DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)	\
			DO(8) DO(9) DO(10) DO(11) DO(12) DO(13) DO(14) DO(15)

static __always_inline u64 read_lr(unsigned int lr)
{
#define READ_LR(n)	case n: return read_sysreg_s(sys_ich_lr(n));
	switch (lr & 0xf) {
	EACH_LR(READ_LR)
	}
#undef READ_LR
	return 0;
}

static __always_inline void write_lr(u64 val, unsigned int lr)
{
#define WRITE_LR(n)	case n: write_sysreg_s(val, sys_ich_lr(n)); break;
	switch (lr & 0xf) {
	EACH_LR(WRITE_LR)
	}
#undef WRITE_LR
}

/* All of group 0 before any of group 1, as KVM has it. */
static __always_inline void save_active_priorities(struct wsb_vgic *vgic,
						   unsigned int pre_bits)
{
	switch (pre_bits) {
	case 7:
		vgic->ap0r[3] = read_sysreg_s(sys_ich_ap0r(3));
		vgic->ap0r[2] = read_sysreg_s(sys_ich_ap0r(2));
		fallthrough;
	case 6:
		vgic->ap0r[1] = read_sysreg_s(sys_ich_ap0r(1));
		fallthrough;
	default:
		vgic->ap0r[0] = read_sysreg_s(sys_ich_ap0r(0));
	}
	switch (pre_bits) {
	case 7:
		vgic->ap1r[3] = read_sysreg_s(sys_ich_ap1r(3));
		vgic->ap1r[2] = read_sysreg_s(sys_ich_ap1r(2));
		fallthrough;
	case 6:
		vgic->ap1r[1] = read_sysreg_s(sys_ich_ap1r(1));
		fallthrough;
	default:
		vgic->ap1r[0] = read_sysreg_s(sys_ich_ap1r(0));
	}
}

static __always_inline void restore_active_priorities(const struct wsb_vgic *vgic,
						      unsigned int pre_bits)
{
	switch (pre_bits) {
	case 7:
		write_sysreg_s(vgic->ap0r[3], sys_ich_ap0r(3));
		write_sysreg_s(vgic->ap0r[2], sys_ich_ap0r(2));
		fallthrough;
	case 6:
		write_sysreg_s(vgic->ap0r[1], sys_ich_ap0r(1));
		fallthrough;
	default:
		write_sysreg_s(vgic->ap0r[0], sys_ich_ap0r(0));
	}
	switch (pre_bits) {
	case 7:
		write_sysreg_s(vgic->ap1r[3], sys_ich_ap1r(3));
		write_sysreg_s(vgic->ap1r[2], sys_ich_ap1r(2));
		fallthrough;
	case 6:
		write_sysreg_s(vgic->ap1r[1], sys_ich_ap1r(1));
		fallthrough;
	default:
		write_sysreg_s(vgic->ap1r[0], sys_ich_ap1r(0));
	}
}

#endif /* WSBENCH_HYP_VGIC_REGS_H */
