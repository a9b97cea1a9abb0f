/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of the VMM share: the machine, its registers, its addresses. */
#ifndef WSBENCH_VM_H
#define WSBENCH_VM_H

#include <stddef.h>

#include <linux/kvm.h>

#include "vmm.h"

/* The guest's physical addresses. */
#define IPA_GIC_DIST	0x08000000ULL
#define IPA_GIC_CPU	0x08010000ULL	/* GICv2 */
#define IPA_GIC_REDIST	0x080a0000ULL	/* GICv3 */
#define IPA_DOOR	0x09000000ULL	/* no memory: a store ends the turn */
#define IPA_TRAP	0x09001000ULL	/* no memory: an exception was taken */
#define IPA_IMAGE	0x40000000ULL

/**
 * struct vmm - the virtual machine
 * @kvm: /dev/kvm
 * @vm: the machine
 * @vcpu: its vCPU
 * @gic: the device of its interrupt controller, -1 if it has none
 * @gic_name: gicv3, gicv2 or none
 * @run: what the vCPU shares with its thread
 * @run_size: bytes of it
 * @memory: the guest's
 * @memory_size: bytes of it
 */
struct vmm {
	int kvm, vm, vcpu, gic;
	const char *gic_name;
	struct kvm_run *run;
	size_t run_size;
	void *memory;
	size_t memory_size;
};

void vgic_create(struct vmm *vmm);
void vgic_init(struct vmm *vmm);

uint64_t vcpu_get(const struct vmm *vmm, uint64_t reg);
void vcpu_set(const struct vmm *vmm, uint64_t reg, uint64_t value);
bool vcpu_turn(struct vmm *vmm, const char *entry);

/* For vcpu_get() and vcpu_set(): the nth general-purpose register, and others. */
#define CORE_REG(name)		(KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE | \
				 KVM_REG_ARM_CORE_REG(name))
#define REG_X(n)		(CORE_REG(regs.regs[0]) + \
				 (n) * sizeof(__u64) / sizeof(__u32))
#define REG_PC			CORE_REG(regs.pc)
#define REG_PSTATE		CORE_REG(regs.pstate)
#define REG_ELR_EL1		CORE_REG(elr_el1)
#define REG_ESR_EL1		ARM64_SYS_REG(3, 0, 5, 2, 0)
#define REG_VBAR_EL1		ARM64_SYS_REG(3, 0, 12, 0, 0)
#define REG_MDSCR_EL1		ARM64_SYS_REG(2, 0, 0, 2, 2)
#define REG_ID_AA64DFR0_EL1	ARM64_SYS_REG(3, 0, 0, 5, 0)

#endif /* WSBENCH_VM_H */
