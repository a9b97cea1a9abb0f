# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A host without EL2: the module says so and stays out.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

check_status 'insmod fails with ENODEV' 19 'No such device' insmod /job/wsbench.ko
check_status 'the kernel log says why' 0 'wsbench: .*EL2' dmesg
check 'there is no device' test ! -e /dev/wsbench
