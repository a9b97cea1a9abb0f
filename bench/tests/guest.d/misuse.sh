# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Made-up calls, and whether the host is afterwards what it was before. Expects
# the module loaded. CALLS (20000), of which half are made with rogue guests for
# all, and SEED (1) from the environment.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

CALLS=${CALLS:-20000} SEED=${SEED:-1}

unused() {
	[ "$(sed -n 's/^wsbench [0-9]* \([0-9]*\).*/\1/p' /proc/modules)" = 0 ]
}
# What the module has from vmalloc is listed with the function that asked for it.
nothing_allocated() {
	! grep -F '[wsbench]' /proc/vmallocinfo
}
not_tainted_since() {
	echo "tainted: $1 before, $(cat /proc/sys/kernel/tainted) now"
	[ "$1" = "$(cat /proc/sys/kernel/tainted)" ]
}
# calls GUESTS ARG...: half of them; the lines of misuse as they are
calls() {
	guests=$1
	shift
	misuse --calls $((CALLS / 2)) "$@" || [ $? = 1 ] || not_ok "misuse $* ended well"
	check "calls with $guests: nothing of them is open" unused
	check "calls with $guests: the module has no memory from vmalloc" nothing_allocated
}

tainted=$(cat /proc/sys/kernel/tainted)
abi || [ $? = 1 ] || not_ok 'abi ended well'
calls 'guests that behave' --seed "$SEED"
if grep -q ' kasan_quarantine_put$' /proc/kallsyms; then
	skip 'no call leaves memory behind' 'KASAN keeps what is freed for a while'
else
	leak "$CALLS" || [ $? = 1 ] || not_ok 'leak ended well'
fi

rmmod wsbench
check 'the module loads with selftest=1' insmod /job/wsbench.ko selftest=1
calls 'rogue guests' --seed $((SEED + 1000)) --selftest
check 'afterwards: verify on every CPU' wsbench verify --cpu all
check 'afterwards: a run, which has the cycle counter' wsbench run -o after --samples 20
check 'the kernel had nothing to warn of' not_tainted_since "$tainted"
check 'afterwards: the module unloads' rmmod wsbench
check 'afterwards: the module loads' insmod /job/wsbench.ko
