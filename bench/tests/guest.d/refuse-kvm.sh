# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# KVM owns EL2: the module leaves it alone and says how to boot. Up to 6.11 KVM
# takes EL2 with the first virtual machine and gives it back with the last; from
# then on it has it from the start.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

# A virtual machine, there when the function returns; kvm-hold says so by
# closing its output.
start_machine() {
	mkfifo ready
	kvm-hold >ready &
	machine=$!
	cat ready
	rm ready
}
stop_machine() {
	kill "$machine"
	wait "$machine"
}

check_status 'KVM runs in nVHE mode' 0 'Hyp .*mode initialized' dmesg
start_machine
check_status 'insmod fails with EBUSY' 16 'Device or resource busy' insmod /job/wsbench.ko
check_status 'the kernel log says what to do' 0 'wsbench: .*kvm-arm.mode=none' dmesg
check 'there is no device' test ! -e /dev/wsbench
check 'the virtual machine lives' kill -0 "$machine"
stop_machine 2>/dev/null

if insmod /job/wsbench.ko 2>/dev/null; then
	check 'without a virtual machine EL2 is free: verify' wsbench verify
	start_machine
	check_status 'KVM takes EL2 under the module: run says so' 2 '^wsbench: .*KVM' \
		wsbench run -o run --samples 10
	check 'and nothing is left' test ! -e run
	check 'the virtual machine lives on' kill -0 "$machine"
	stop_machine 2>/dev/null
	check 'EL2 is free again: verify' wsbench verify
else
	skip 'KVM takes EL2 under the module' 'this kernel never gives EL2 back'
fi
