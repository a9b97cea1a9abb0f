# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Engine kvm where KVM could not initialise.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

for timestamps in guest perf probe; do
	check_status "$timestamps without KVM: one line" 2 '^wsbench: /dev/kvm: not there: .*kvm-arm.mode=none' \
		wsbench run --engine kvm --timestamps "$timestamps" -o x
done
check_status 'verify without KVM' 2 '^wsbench: /dev/kvm: not there' wsbench verify --engine kvm
check 'refused runs leave nothing' test ! -e x
