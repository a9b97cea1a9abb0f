// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guest's interrupt controller, as any real guest has one. It never has an
 * interrupt to deliver; what KVM still does for it at each exit is part of the
 * figure.
 */
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

#include "../error.h"
#include "vm.h"

static void set_attr(const struct vmm *vmm, unsigned int group, uint64_t attr, uint64_t *value)
{
	struct kvm_device_attr a = {
		.group = group, .attr = attr, .addr = (uintptr_t)value,
	};

	if (ioctl(vmm->gic, KVM_SET_DEVICE_ATTR, &a))
		die("/dev/kvm", "the guest's %s cannot be set up: %s", vmm->gic_name,
		    strerror(errno));
}

static bool create(struct vmm *vmm, unsigned int type)
{
	struct kvm_create_device device = { .type = type };

	if (ioctl(vmm->vm, KVM_CREATE_DEVICE, &device))
		return false;
	vmm->gic = device.fd;
	return true;
}

/**
 * vgic_create - the newest interrupt controller that this host can emulate
 * @vmm: without a vCPU so far
 */
void vgic_create(struct vmm *vmm)
{
	uint64_t dist = IPA_GIC_DIST, cpu = IPA_GIC_CPU, redist = IPA_GIC_REDIST;

	vmm->gic = -1;
	vmm->gic_name = "none";
	if (create(vmm, KVM_DEV_TYPE_ARM_VGIC_V3)) {
		vmm->gic_name = "gicv3";
		set_attr(vmm, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_DIST, &dist);
		set_attr(vmm, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_REDIST, &redist);
	} else if (create(vmm, KVM_DEV_TYPE_ARM_VGIC_V2)) {
		vmm->gic_name = "gicv2";
		set_attr(vmm, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V2_ADDR_TYPE_DIST, &dist);
		set_attr(vmm, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V2_ADDR_TYPE_CPU, &cpu);
	}
}

/**
 * vgic_init - all vCPUs are there: the controller is complete
 * @vmm: with its vCPU
 */
void vgic_init(struct vmm *vmm)
{
	if (vmm->gic >= 0)
		set_attr(vmm, KVM_DEV_ARM_VGIC_GRP_CTRL, KVM_DEV_ARM_VGIC_CTRL_INIT, NULL);
}
