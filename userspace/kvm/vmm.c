// SPDX-License-Identifier: GPL-2.0-only
/* The virtual machine: made, run until the guest's turn ends, and unmade. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../error.h"
#include "../stop.h"
#include "guest.h"
#include "vm.h"

#define DEVICE		"/dev/kvm"
#define PSTATE_EL1H	0x3c5	/* D, A, I, F masked */
#define PAGES_64K	0x10000	/* whole pages of every granule */
#define DEFAULT_IPA	40

static void die_open(void)
{
	if (errno == ENOENT || errno == ENXIO || errno == ENODEV)
		die(DEVICE, "not there: this kernel has no KVM, or KVM could not initialise; "
		    "it needs EL2 and must not be booted with kvm-arm.mode=none (dmesg | grep -i kvm has the reason)");
	if (errno == EACCES || errno == EPERM)
		die(DEVICE, "permission denied; run as root");
	die(DEVICE, "%s", strerror(errno));
}

static void die_kvm(const char *step)
{
	die(DEVICE, "cannot %s: %s; dmesg | grep -i kvm may have the reason", step,
	    strerror(errno));
}

/* KVM's default is 40 bits; a CPU with fewer physical ones must be asked for. */
static unsigned long vm_type(int kvm)
{
	int bits = ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_ARM_VM_IPA_SIZE);

	return bits > 0 && bits < DEFAULT_IPA ? KVM_VM_TYPE_ARM_IPA_SIZE(bits) : 0;
}

static void map_image(struct vmm *vmm)
{
	size_t size = guest_image_end - guest_image;
	struct kvm_userspace_memory_region region;

	vmm->memory_size = PAGES_64K;
	vmm->memory = mmap(NULL, vmm->memory_size, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (vmm->memory == MAP_FAILED)
		die("memory", "exhausted");
	memcpy(vmm->memory, guest_image, size);
	region = (struct kvm_userspace_memory_region) {
		.guest_phys_addr = IPA_IMAGE, .memory_size = vmm->memory_size,
		.userspace_addr = (uintptr_t)vmm->memory,
	};
	if (ioctl(vmm->vm, KVM_SET_USER_MEMORY_REGION, &region))
		die_kvm("give the guest memory");
}

static uint64_t ipa(const char *label)
{
	return IPA_IMAGE + (label - guest_image);
}

static void create_vcpu(struct vmm *vmm)
{
	struct kvm_vcpu_init init;
	int size;

	vmm->vcpu = ioctl(vmm->vm, KVM_CREATE_VCPU, 0UL);
	if (vmm->vcpu < 0)
		die_kvm("make a vCPU");
	size = ioctl(vmm->kvm, KVM_GET_VCPU_MMAP_SIZE, 0UL);
	vmm->run_size = size;
	vmm->run = size < 0 ? MAP_FAILED :
		   mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, vmm->vcpu, 0);
	if (vmm->run == MAP_FAILED)
		die_kvm("map the vCPU");
	if (ioctl(vmm->vm, KVM_ARM_PREFERRED_TARGET, &init))
		die_kvm("learn the kind of vCPU");
	init.features[0] |= 1U << KVM_ARM_VCPU_PSCI_0_2;
	if (ioctl(vmm->vcpu, KVM_ARM_VCPU_INIT, &init))
		die_kvm("initialise the vCPU");
	vcpu_set(vmm, REG_PSTATE, PSTATE_EL1H);
	vcpu_set(vmm, REG_VBAR_EL1, ipa(guest_vectors));
	vcpu_set(vmm, REG_X(GUEST_DOOR), IPA_DOOR);
	vcpu_set(vmm, REG_X(GUEST_TRAP), IPA_TRAP);
}

/**
 * vmm_open - make the virtual machine
 */
struct vmm *vmm_open(void)
{
	struct vmm *vmm = xalloc(1, sizeof(*vmm));

	vmm->kvm = open(DEVICE, O_RDWR | O_CLOEXEC);
	if (vmm->kvm < 0)
		die_open();
	if (ioctl(vmm->kvm, KVM_GET_API_VERSION, 0UL) != KVM_API_VERSION)
		die(DEVICE, "this is not KVM of API version %d", KVM_API_VERSION);
	vmm->vm = ioctl(vmm->kvm, KVM_CREATE_VM, vm_type(vmm->kvm));
	if (vmm->vm < 0)
		die_kvm("make a virtual machine");
	vgic_create(vmm);
	map_image(vmm);
	create_vcpu(vmm);
	vgic_init(vmm);
	return vmm;
}

/**
 * vmm_close - unmake the virtual machine
 * @vmm: machine
 */
void vmm_close(struct vmm *vmm)
{
	munmap(vmm->run, vmm->run_size);
	close(vmm->vcpu);
	if (vmm->gic >= 0)
		close(vmm->gic);
	close(vmm->vm);
	close(vmm->kvm);
	munmap(vmm->memory, vmm->memory_size);
	free(vmm);
}

/**
 * vcpu_get - read a register of the vCPU
 * @vmm: machine
 * @reg: which, REG_*
 */
uint64_t vcpu_get(const struct vmm *vmm, uint64_t reg)
{
	uint64_t value = 0;
	struct kvm_one_reg one = { .id = reg, .addr = (uintptr_t)&value };

	if (ioctl(vmm->vcpu, KVM_GET_ONE_REG, &one))
		die_kvm("read a register of the vCPU");
	return value;
}

/**
 * vcpu_set - write a register of the vCPU
 * @vmm: machine
 * @reg: which, REG_*
 * @value: value
 */
void vcpu_set(const struct vmm *vmm, uint64_t reg, uint64_t value)
{
	struct kvm_one_reg one = { .id = reg, .addr = (uintptr_t)&value };

	if (ioctl(vmm->vcpu, KVM_SET_ONE_REG, &one))
		die_kvm("write a register of the vCPU");
}

static void check_exit(const struct vmm *vmm)
{
	const struct kvm_run *run = vmm->run;

	if (run->exit_reason == KVM_EXIT_MMIO && run->mmio.phys_addr == IPA_DOOR)
		return;
	if (run->exit_reason == KVM_EXIT_MMIO && run->mmio.phys_addr == IPA_TRAP)
		die("guest", "took an exception: ESR_EL1 %#" PRIx64 ", ELR_EL1 %#" PRIx64
		    ": this is a bug of wsbench or of KVM", vcpu_get(vmm, REG_ESR_EL1),
		    vcpu_get(vmm, REG_ELR_EL1));
	die("guest", "left with KVM's exit reason %u: this is a bug of wsbench or of KVM",
	    run->exit_reason);
}

/* The store to the door is still to be completed: its turn ends here for KVM. */
static void leave_door(struct vmm *vmm)
{
	vmm->run->immediate_exit = 1;
	if (!ioctl(vmm->vcpu, KVM_RUN, 0UL) || errno != EINTR)
		die_kvm("complete the guest's store");
	vmm->run->immediate_exit = 0;
}

/**
 * vcpu_turn - let the guest run from a label until it stores to the door
 * @vmm: machine, with the registers of the turn set
 * @entry: label of guest.S
 *
 * Returns false when the user has interrupted the program; the turn is over
 * then, too.
 */
bool vcpu_turn(struct vmm *vmm, const char *entry)
{
	vcpu_set(vmm, REG_PC, ipa(entry));
	while (ioctl(vmm->vcpu, KVM_RUN, 0UL)) {
		if (errno != EINTR)
			die_kvm("run the guest");
		if (stop_requested())
			return false;
	}
	check_exit(vmm);
	leave_door(vmm);
	return true;
}
