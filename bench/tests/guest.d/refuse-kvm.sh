# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# KVM owns EL2: the module leaves it alone and says how to boot.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

check_status 'KVM runs in nVHE mode' 0 'Hyp .*mode initialized' dmesg
check_status 'insmod fails with EBUSY' 16 'Device or resource busy' insmod /job/wsbench.ko
check_status 'the kernel log says what to do' 0 'wsbench: .*kvm-arm.mode=none' dmesg
check 'there is no device' test ! -e /dev/wsbench
check 'KVM still has its device' test -c /dev/kvm
