# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Several CPUs may be measured at once, one run each. The emulator lets them take
# turns on one clock, so single samples hold a turn of another CPU; what they
# cost without that is the same on all.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

least() {
	cut -d , -f 1-4,6,8 "cpu$1/summary.csv"
}
least_is_cpu0s() {
	least 0 >least0 && least "$1" >"least$1" && cmp least0 "least$1"
}

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
	! grep -q '^timing,exact$' cpu0/meta.csv ||
		check "CPU $cpu counts as CPU 0 does" least_is_cpu0s "$cpu"
done
check 'afterwards: verify on every CPU' wsbench verify --cpu all
