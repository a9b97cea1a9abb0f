# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A process that is killed leaves nothing, whatever it was doing. Expects the
# module loaded. CYCLES (5) kills in each phase, SEED (1) from the environment.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

CYCLES=${CYCLES:-5} SEED=${SEED:-1}

unused() {
	[ "$(sed -n 's/^wsbench [0-9]* \([0-9]*\).*/\1/p' /proc/modules)" = 0 ]
}
phases() {
	kill-phases --cycles "$CYCLES" "$@" || [ $? = 1 ] || not_ok "kill-phases $* ended well"
	check 'processes killed in each phase: nothing of them is open' unused
}

rmmod wsbench
check 'the module loads with selftest=1' insmod /job/wsbench.ko selftest=1
phases --seed "$SEED"

# The command, while it writes its files or checks.
round=0 left=0 alone=0
while [ "$round" -lt "$CYCLES" ]; do
	case $((round % 3)) in
	0) wsbench run -o "killed$round" --samples 1000000000 >run.out 2>&1 & ;;
	1) wsbench run --discard --samples 1000000000 >run.out 2>&1 & ;;
	2) wsbench verify --cpu all >run.out 2>&1 & ;;
	esac
	killed=$!
	usleep $((50000 + (SEED * 7919 + round * 104729) % 300000))
	kill -9 $killed
	wait $killed
	unused || left=$((left + 1))
	[ ! -e "killed$round" ] || alone=$((alone + 1))
	round=$((round + 1))
done 2>/dev/null
check "the command killed $CYCLES times: nothing of it is open" test "$left" = 0
check "the command killed $CYCLES times: no run folder looks complete" test "$alone" = 0
rm -rf .killed*

check 'afterwards: verify on every CPU' wsbench verify --cpu all
check 'afterwards: the module unloads' rmmod wsbench
check 'afterwards: the module loads' insmod /job/wsbench.ko
check 'afterwards: a run' wsbench run -o after --samples 20
