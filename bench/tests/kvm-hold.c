// SPDX-License-Identifier: GPL-2.0-only
/*
 * Holds an empty virtual machine until it is killed: what makes KVM take EL2 on
 * kernels that leave it alone as long as there is none.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/kvm.h>

int main(void)
{
	int kvm = open("/dev/kvm", O_RDWR);

	if (kvm < 0 || ioctl(kvm, KVM_CREATE_VM, 0UL) < 0) {
		perror("/dev/kvm");
		return 2;
	}
	close(STDOUT_FILENO);	/* tells who waits for it */
	pause();
	return 0;
}
