# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The module comes and goes, CYCLES times, and leaves nothing behind. Expects it
# loaded.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

CYCLES=${CYCLES:-20}

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
check 'an interrupted run gives the module back' unused

rmmod wsbench
check 'no device without the module' test ! -e /dev/wsbench
check_status 'no module: one line says what to do' 2 '^wsbench: .*/dev/wsbench.*insmod' \
	wsbench run -o none --samples 10
check 'no module: the refused run leaves nothing' test ! -e none

count=0
while [ "$count" -lt "$CYCLES" ]; do
	insmod /job/wsbench.ko || break
	wsbench run -o "run$count" --samples 20 >run.out 2>&1 || break
	rmmod wsbench || break
	count=$((count + 1))
done
if [ "$count" = "$CYCLES" ]; then
	ok "load, run, unload, $CYCLES times"
else
	not_ok "load, run, unload, $CYCLES times" "stopped in round $count" "$(cat run.out)"
fi
# Medians: the emulator has one instruction count for all CPUs, so a sample may
# hold a few instructions of another CPU that was not idle.
medians() {
	cut -d , -f 1-4,8 "$1/summary.csv"
}
if grep -q '^timing,exact$' run0/meta.csv; then
	same=0
	for run in run[0-9]*; do
		[ "$(medians run0)" != "$(medians "$run")" ] || same=$((same + 1))
	done
	check "load, run, unload, $CYCLES times: the same medians each time" test "$same" = "$CYCLES"
fi
insmod /job/wsbench.ko
check 'the host is as it was: verify' wsbench verify
