# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A CPU that leaves during its run ends the run, and is as good as new when it
# is back.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

online=/sys/devices/system/cpu/cpu3/online
wsbench run -o gone --cpu 3 --samples 1000000000 >gone.out 2>&1 &
run=$!
sleep 0.1
echo 0 >$online
wait "$run"
status=$?
if [ "$status" = 2 ] && grep -q '^wsbench: ' gone.out; then
	ok 'a run whose CPU goes offline says so'
else
	not_ok 'a run whose CPU goes offline says so' "status $status" "$(cat gone.out)"
fi
check_status 'no run on a CPU that is offline' 2 '^wsbench: .*offline' \
	wsbench run -o offline --cpu 3 --samples 10
echo 1 >$online
check 'the CPU is back: run' wsbench run -o back --cpu 3 --samples 10
check 'the CPU is back: verify' wsbench verify --cpu 3
