# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# splat.sh KIND...: makes each mistake in the emulated host, and leaves what the
# kernel said of it in log-KIND. A leak is made first and looked for last: only
# what is some seconds old counts.
mount -t debugfs debugfs /sys/kernel/debug
leaks=/sys/kernel/debug/kmemleak
echo 1 >/proc/sys/kernel/watchdog_thresh
echo 1 >/proc/sys/kernel/hung_task_timeout_secs
echo 3 >/sys/module/rcupdate/parameters/rcu_cpu_stall_timeout
insmod /job/splat.ko || exit
dmesg -c >log-before
echo leak >/sys/module/splat/parameters/make
for kind; do
	echo "$kind" >/sys/module/splat/parameters/make || exit
	dmesg -c >"log-$kind"
done
echo scan >$leaks
echo scan >$leaks
{
	dmesg -c
	cat $leaks
} >log-leak
