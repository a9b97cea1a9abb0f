# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The module comes and goes, and leaves nothing behind. Expects it loaded.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

unused() {
	[ "$(sed -n 's/^wsbench [0-9]* \([0-9]*\).*/\1/p' /proc/modules)" = 0 ]
}
mode_is_0600() {
	[ "$(stat -c %a /dev/wsbench)" = 600 ]
}

check 'only root may open the device' mode_is_0600
wsbench run -o long --samples 1000000000 --flows none --dirty off >long.out 2>&1 &
run=$!
while unused; do
	sleep 0.1
done
check_status 'a module in use cannot be unloaded' 1 'busy\|unavailable' rmmod wsbench
kill -INT "$run"
wait "$run"
status=$?
if [ "$status" = 130 ]; then
	ok 'an interrupted run ends with status 130'
else
	not_ok 'an interrupted run ends with status 130' "status $status" "$(cat long.out)"
fi
check 'and gives the module back' unused

rmmod wsbench
check 'no device without the module' test ! -e /dev/wsbench
check_status 'no module: one line says what to do' 2 '^wsbench: .*/dev/wsbench.*insmod' \
	wsbench run -o none --samples 10
check 'and nothing is left' test ! -e none

count=0
while [ "$count" -lt 20 ]; do
	insmod /job/wsbench.ko || break
	wsbench run -o "run$count" --samples 20 >run.out 2>&1 || break
	rmmod wsbench || break
	count=$((count + 1))
done
if [ "$count" = 20 ]; then
	ok 'load, run, unload, twenty times'
else
	not_ok 'load, run, unload, twenty times' "stopped in round $count" "$(cat run.out)"
fi
# Medians: the emulator has one instruction count for all CPUs, so a sample may
# hold a few instructions of another CPU that was not idle.
medians() {
	cut -d , -f 1-4,8 "$1/summary.csv"
}
same=0
for run in run[0-9]*; do
	[ "$(medians run0)" != "$(medians "$run")" ] || same=$((same + 1))
done
check 'all twenty gave the same medians' test "$same" = 20
insmod /job/wsbench.ko
check 'the host is as it was: verify' wsbench verify
