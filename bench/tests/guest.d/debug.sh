# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The jobs on a debug kernel, with the sizes such a slow host has time for; then,
# were the checkers on to the end, and is any memory lost? The kernel's log is read
# by who started the host.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh
# shellcheck source=bench/tests/guest.d/short.sh
. /job/short.sh

mount -t debugfs debugfs /sys/kernel/debug
leaks=/sys/kernel/debug/kmemleak

# Only what is some seconds old counts as lost.
no_leak() {
	sleep 6
	echo scan >$leaks
	echo scan >$leaks
	cat $leaks
	[ -z "$(cat $leaks)" ]
}

set -- errors-device parallel hotplug exits events breakdown sweep orders load probe rogue misuse users kill
for job in /job/neighbours-*.sh; do
	set -- "$@" "$(basename "$job" .sh)"
done
for job; do
	# shellcheck disable=SC2046 # words
	env $(size "$job") sh /job/all.sh "$job"
done

rmmod wsbench
check 'no memory is lost once the module is gone' no_leak
check 'the module loads again' insmod /job/wsbench.ko
check 'verify' wsbench verify --cpu all
check 'lockdep was on to the end' grep -q 'debug_locks: *1$' /proc/lockdep_stats
check 'so was kmemleak' sh -c "echo scan >$leaks"
