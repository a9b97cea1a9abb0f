# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A module with mistakes in its flows (broken-flows.patch): each ends its run by name,
# and the host runs on, with what is not broken.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

hundred_faults() {
	faults=0
	while [ $((faults += 1)) -le 100 ]; do
		wsbench run --discard --samples 10 --flows two-hook 2>err
		[ $? = 2 ] && grep -q EL2 err || return
	done
}

check_status 'a register that is not put back ends the run, by name' 2 \
	'^wsbench: .*TPIDRRO_EL0' wsbench run -o register --samples 10 --flows four-call
check_status 'a fault at EL2 ends the run, by name' 2 '^wsbench: .*EL2' \
	wsbench run -o fault --samples 10 --flows two-hook
check 'a fault at EL2 leaves no register changed' sh -c '! dmesg | grep -A 1 "fault at EL2" | grep -q changed'
check 'after a fault at EL2: a run of what is not broken' wsbench run -o none --samples 10 --flows none
check 'a hundred faults at EL2 each end their run' hundred_faults

# orders DESCRIPTION PATTERN ARG...: status 1, and a line with the pattern
orders() {
	description=$1 pattern=$2
	shift 2
	check_status "the flows are compared: $description" 1 "$pattern" \
		wsbench verify --orders --states 20 "$@"
}
orders 'a register that is not put back, by name' \
	'^not ok 1 - .* none = four-call dirty=off: four-call, back in the host in state 0: TPIDRRO_EL0 ' \
	--flows none,four-call --dirty off
orders "the host's registers, saved when the guest's were loaded" \
	'dirty=on: save-host-late, back in the host in state [0-9]*: DBGB[CV]R[0-9]_EL1 ' \
	--flows save-host-late,two-hook-early --dirty on
orders 'a watchpoint that does not get to the guest' \
	'differ at guest entry in state [0-9]*: DBGWVR1_EL1 is 0x.* with two-hook-early, 0x0 with two-hook-cached$' \
	--flows two-hook-early,two-hook-cached --dirty on
orders 'a dirty flag that stays' \
	'differ saved of the guest in state 0: debug_flags is 0x0 with two-hook-early, 0x1 with two-hook-late$' \
	--flows two-hook-early,two-hook-late --dirty on
set -- --flows none,four-call,two-hook-early,two-hook-cached --dirty off
orders 'two that are alike, beside one that is not' \
	'^ok 6 - .* two-hook-early = two-hook-cached dirty=off: equivalent: 20 states, each as none$' "$@"
orders 'each pair with that one' '^not ok 5 - .* four-call = two-hook-cached dirty=off: four-call, ' "$@"
check_status 'the flows are compared: a fault at EL2 ends it' 2 '^wsbench: .*EL2' \
	wsbench verify --orders --flows none,two-hook --dirty off --states 20
check 'a fault at EL2 leaves the host as it was' wsbench verify --orders --flows none,two-hook-early \
	--dirty off --states 20

# self_test DESCRIPTION PATTERN: status 1, and a line with the pattern
self_test() {
	check_status "the self-test fails: $1" 1 "$2" wsbench selftest --payload rogue-smc \
		--flows none,four-call,two-hook
}
rmmod wsbench
insmod /job/wsbench.ko selftest=1
self_test 'a register that is not put back, by name' '^not ok 3 - cpu0 .* four-call dirty=off rogue-smc # .*TPIDRRO_EL0'
self_test 'a fault at EL2, by name' '^not ok 6 - cpu0 .* two-hook dirty=on rogue-smc # .* EL2 '
self_test 'the host is not as before after round trips' '^not ok 7 - cpu0 .* host state # .* \(changed\|EL2\) '
self_test 'but what is not broken passes' '^# 2 passed, 5 failed$'
check 'the module unloads' rmmod wsbench
