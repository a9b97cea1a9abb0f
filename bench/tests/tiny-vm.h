/* SPDX-License-Identifier: GPL-2.0-only */
/* A virtual machine of one vCPU that makes as many HVC exits as it is told. */
#ifndef WSBENCH_TESTS_TINY_VM_H
#define WSBENCH_TESTS_TINY_VM_H

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include <linux/kvm.h>

#define TINY_VM_CODE	0x80000000ULL
#define TINY_VM_MMIO	0x10000000ULL		/* no memory there */
#define TINY_VM_SIZE	0x10000			/* of any page size */

struct tiny_vm {
	int vcpu;
	struct kvm_run *run;
};

static inline int tiny_vm_ioctl(int fd, unsigned long cmd, void *arg, const char *what)
{
	int ret = ioctl(fd, cmd, arg);

	if (ret < 0) {
		perror(what);
		exit(2);
	}
	return ret;
}

static inline void tiny_vm_set(struct tiny_vm *vm, size_t offset, uint64_t value)
{
	struct kvm_one_reg reg = {
		.id = KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE |
		      offset / sizeof(uint32_t),
		.addr = (uintptr_t)&value,
	};

	tiny_vm_ioctl(vm->vcpu, KVM_SET_ONE_REG, &reg, "KVM_SET_ONE_REG");
}

static inline void *tiny_vm_map(int fd, size_t size)
{
	int flags = fd < 0 ? MAP_SHARED | MAP_ANONYMOUS : MAP_SHARED;
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (p == MAP_FAILED) {
		perror("mmap");
		exit(2);
	}
	return p;
}

/* @code runs at EL1, with the MMU off and x20 an address without memory. */
static inline void tiny_vm_create_with(struct tiny_vm *vm, const void *code, size_t size)
{
	struct kvm_userspace_memory_region region = {
		.guest_phys_addr = TINY_VM_CODE, .memory_size = TINY_VM_SIZE,
	};
	struct kvm_vcpu_init init = { 0 };
	int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC), fd;
	void *memory = tiny_vm_map(-1, TINY_VM_SIZE);

	if (kvm < 0) {
		perror("/dev/kvm");
		exit(2);
	}
	memcpy(memory, code, size);
	region.userspace_addr = (uintptr_t)memory;
	fd = tiny_vm_ioctl(kvm, KVM_CREATE_VM, NULL, "KVM_CREATE_VM");
	tiny_vm_ioctl(fd, KVM_SET_USER_MEMORY_REGION, &region, "KVM_SET_USER_MEMORY_REGION");
	vm->vcpu = tiny_vm_ioctl(fd, KVM_CREATE_VCPU, NULL, "KVM_CREATE_VCPU");
	tiny_vm_ioctl(fd, KVM_ARM_PREFERRED_TARGET, &init, "KVM_ARM_PREFERRED_TARGET");
	tiny_vm_ioctl(vm->vcpu, KVM_ARM_VCPU_INIT, &init, "KVM_ARM_VCPU_INIT");
	vm->run = tiny_vm_map(vm->vcpu, tiny_vm_ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, NULL,
						      "KVM_GET_VCPU_MMAP_SIZE"));
	tiny_vm_set(vm, offsetof(struct kvm_regs, regs.pc), TINY_VM_CODE);
	tiny_vm_set(vm, offsetof(struct kvm_regs, regs.regs[20]), TINY_VM_MMIO);
}

/* With a guest for tiny_vm_run(). */
static inline void tiny_vm_create(struct tiny_vm *vm)
{
	static const uint32_t code[] = {
		0x52a96000,	/* 1: mov w0, #0x4b000000 */
		0xd4000002,	/* hvc #0 */
		0xf1000673,	/* subs x19, x19, #1 */
		0x54ffffa1,	/* b.ne 1b */
		0xb900029f,	/* str wzr, [x20] */
		0x17fffffb,	/* b 1b */
	};

	tiny_vm_create_with(vm, code, sizeof(code));
}

/*
 * Lets the guest make @exits HVC exits, at least one, and then one to userspace.
 * @interrupted is called when a signal has led there before.
 */
static inline void tiny_vm_run(struct tiny_vm *vm, uint64_t exits, void (*interrupted)(void))
{
	tiny_vm_set(vm, offsetof(struct kvm_regs, regs.regs[19]), exits);
	while (ioctl(vm->vcpu, KVM_RUN, 0)) {
		if (errno != EINTR || !interrupted) {
			perror("KVM_RUN");
			exit(2);
		}
		interrupted();
	}
	if (vm->run->exit_reason != KVM_EXIT_MMIO ||
	    vm->run->mmio.phys_addr != TINY_VM_MMIO) {
		fprintf(stderr, "the guest left for reason %u\n", vm->run->exit_reason);
		exit(2);
	}
}

#endif /* WSBENCH_TESTS_TINY_VM_H */
