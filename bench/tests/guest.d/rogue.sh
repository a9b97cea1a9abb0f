# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The self-test: rogue guests and the host's registers, on every CPU. Its size is
# ROUND_TRIPS, its addresses and the order of blocks are made up from SEED. Expects
# the module loaded, and leaves it without selftest=1.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

round_trips=${ROUND_TRIPS:-10000} seed=${SEED:-1}
# An emulator that does not count instructions may be put aside for a while: a block
# has to have room for some round trips all the same.
if wsbench info --format csv | grep -q 'emulated-inexact'; then
	limit=2000 short=1000
else
	limit=500 short=50
fi

info_says() {
	wsbench info --format csv | grep -q "^module,selftest,$1"
}
nothing_left() {
	[ -z "$(find . -name x -o -name '.*.new-??????')" ]
}
# self_test DESCRIPTION ARG...: ok when all of its plan is; what failed is shown
self_test() {
	description=$1
	shift
	wsbench selftest "$@" >out 2>err
	status=$?
	if [ "$status" = 0 ] && grep -qx "# $(sed -n 's/^1\.\.//p' out) passed, 0 failed" out && [ ! -s err ]; then
		ok "$description: $(sed -n 's/^# \(.* passed\), .*/\1/p' out)"
	else
		not_ok "$description" "status $status of: $*" "$(grep '^not ok' out | head -n 15)" \
			"$(tail -n 2 out)" "$(cat err)"
	fi
	grep '^# .* at most' out | sed 's/^#/#  /'
}
# run_ends DESCRIPTION PATTERN ARG...: the run says so in one line, and leaves nothing
run_ends() {
	description=$1 pattern=$2
	shift 2
	check_status "$description" 2 "^wsbench: CPU 0: $pattern" wsbench run --cpu 0 "$@"
}
# endless CPU: begins a self-test that makes round trips until it is ended, in $selftest
endless() {
	wsbench selftest --round-trips 4000000000 --payload brk --cpu "$1" >cut.out 2>err &
	selftest=$!
	while ! grep -qs '^ok 6 ' cut.out; do
		sleep 0.1
	done
}
# ends_with STATUS WHY PATTERN DESCRIPTION: it ends so; nothing of what it checked failed
ends_with() {
	wait "$selftest"
	status=$?
	if [ "$status" = "$1" ] && grep -qx "Bail out! $2" cut.out && { [ -z "$3" ] || grep -q "$3" err; } &&
		! grep -q '^not ok' cut.out; then
		ok "$4"
	else
		not_ok "$4" "status $status" "$(cat cut.out err)"
	fi
}

rmmod wsbench
insmod /job/wsbench.ko
check 'without selftest=1: info says so' info_says ok
without='the module was loaded without selftest=1; rmmod wsbench and insmod wsbench.ko selftest=1$'
check_status 'without selftest=1: the self-test says what to do' 2 "^wsbench: selftest: $without" \
	wsbench selftest
for payload in loop own-breakpoint; do
	check_status "without selftest=1: no run of $payload" 2 "^wsbench: --payload: $without" \
		wsbench run -o x --payload "$payload"
done
check 'without selftest=1: a guest that behaves runs' wsbench run --discard --samples 10

rmmod wsbench
check 'the module loads with selftest=1' insmod /job/wsbench.ko selftest=1
check 'info says so' info_says 'note,"on, payloads are hvc.* and 33 rogue guests"'
self_test 'rogue guests end as they should, the host is as before' --cpu all --seed "$seed" \
	--flows none,four-call,two-hook --round-trips "$round_trips" --limit-us $limit
printf '# count: %d checks of rogue guests\n' "$(grep -c '^ok' out)"
sed -n 's/.*[^0-9]\([0-9][0-9]*\) round trips, every register.*/# count: \1 round trips/p' out
self_test 'in the other flows as well' --cpu 0 --seed "$seed" --round-trips 0 --limit-us $limit \
	--flows two-hook-early,two-hook-late,two-hook-cached
self_test 'a short limit' --cpu 0 --payload loop,timer,write,breakpoints \
	--limit-us $short --round-trips 1000
self_test 'one flow, one dirty state' --cpu 0 --flows two-hook --dirty on --round-trips 0 \
	--limit-us $limit

run_ends 'run says what the guest did' \
	'the guest left by a data abort at IPA 0x[0-9a-f]* (ESR .*, FAR .*, PC .*); that is what payload write does: ' \
	-o x --payload write
run_ends 'also where samples are thrown away' 'the guest left by an SMC (ESR .*, PC .*); that is what payload rogue-smc does: ' \
	--discard --payload rogue-smc
run_ends 'run says when there was no round trip' '.* no round trip .*; that is what payload loop does: ' \
	-o x --payload loop --limit-us 100

# What is not the module's fault is not a check that failed.
if [ $short = 50 ]; then
	check_status 'a limit without room for a round trip: the self-test says so' 2 \
		'^wsbench: --limit-us: 1 us is too short for a round trip on CPU 0; give more$' \
		wsbench selftest --cpu 0 --payload loop --limit-us 1
else
	skip 'a limit without room for a round trip' 'of this emulator, 1 us may have some'
fi
endless 0
kill -s INT "$selftest"
ends_with 130 interrupted '' 'an interrupted self-test ends with status 130'
if [ -w /sys/devices/system/cpu/cpu1/online ]; then
	endless 1
	echo 0 >/sys/devices/system/cpu/cpu1/online
	ends_with 2 'CPU 1 could not be used' '^wsbench: CPU 1: went offline meanwhile; ' \
		'a self-test whose CPU goes offline says so'
	echo 1 >/sys/devices/system/cpu/cpu1/online
else
	skip 'a self-test whose CPU goes offline' 'there is one CPU only'
fi
check 'nothing is left of these' nothing_left

rmmod wsbench
check 'the module loads again' insmod /job/wsbench.ko
check 'verify on every CPU' wsbench verify --cpu all
