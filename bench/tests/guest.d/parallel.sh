# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Several CPUs may be measured at once, one run each.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

for cpu in 0 1 2 3; do
	wsbench run -o "cpu$cpu" --cpu "$cpu" --samples 200 --seed 7 >"cpu$cpu.out" 2>&1 &
	eval "run$cpu=$!"
done
for cpu in 0 1 2 3; do
	eval "wait \$run$cpu"
	status=$?
	if [ "$status" = 0 ]; then
		ok "CPU $cpu beside the others"
	else
		not_ok "CPU $cpu beside the others" "status $status" "$(cat "cpu$cpu.out")"
	fi
	check "CPU $cpu counts as CPU 0 does" cmp cpu0/samples.csv "cpu$cpu/samples.csv"
done
check 'verify on every CPU' wsbench verify --cpu all
