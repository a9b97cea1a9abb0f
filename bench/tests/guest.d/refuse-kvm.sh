# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# KVM owns EL2: the module leaves it alone, says how to boot, and has the probe.
# Up to 6.11 KVM takes EL2 with the first virtual machine and gives it back with
# the last; from then on it has it from the start.
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
check 'the module loads' insmod /job/wsbench.ko
check_status 'the kernel log says what to do' 0 'wsbench: .*direct.*kvm-arm.mode=none' dmesg
check_status 'run says what to do' 2 '^wsbench: .*KVM.*kvm-arm.mode=none' \
	wsbench run -o run --samples 10
check 'the refused run leaves nothing' test ! -e run
check_status 'verify says what to do' 2 '^wsbench: .*KVM.*kvm-arm.mode=none' wsbench verify
check 'the virtual machine lives beside the module' kill -0 "$machine"
stop_machine 2>/dev/null

case $(uname -r) in
6.1.*)
	check 'without a virtual machine EL2 is free: verify' wsbench verify
	start_machine
	check_status 'KVM takes EL2 under the module: run says so' 2 '^wsbench: .*KVM' \
		wsbench run -o run --samples 10
	check 'KVM takes EL2 under the module: the virtual machine lives on' kill -0 "$machine"
	stop_machine 2>/dev/null
	check 'EL2 is free again: verify' wsbench verify
	;;
*) skip 'KVM takes EL2 under the module' 'this kernel never gives EL2 back' ;;
esac

sh /job/probe.sh
