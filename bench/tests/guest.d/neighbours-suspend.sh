# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The machine is suspended (to idle) and woken up by its clock: before a run, under
# one and between its blocks, and under verify.
# shellcheck source=bench/tests/guest.d/neighbours.sh
. /job/neighbours.sh

CYCLES=${CYCLES:-1}
rtc=/sys/class/rtc/rtc0

if ! grep -qw freeze /sys/power/state 2>/dev/null; then
	skip 'suspend to idle' "this kernel cannot: /sys/power/state has no freeze"
	exit 0
fi
if ! [ -e $rtc/wakealarm ]; then
	skip 'suspend to idle' 'no clock could wake this host up'
	exit 0
fi

# suspended: how often the kernel came back from one
suspended() {
	cat /sys/power/suspend_stats/success
}
# sleep_once: until the clock's next second but one
sleep_once() {
	count=$(suspended)
	echo 0 >$rtc/wakealarm
	echo $(($(cat $rtc/since_epoch) + 2)) >$rtc/wakealarm && echo freeze >/sys/power/state &&
		[ "$(suspended)" = $((count + 1)) ]
}

quiet
check 'the host sleeps and wakes up' sleep_once
check 'the host slept: a run is right' right_run slept --cpu 1 --samples 100

cycle=0
while [ $cycle -lt "$CYCLES" ]; do
	start_run under --cpu "$last_cpu" --samples 1000000000
	check 'suspended under a run: the host sleeps and wakes up' sleep_once
	check 'suspended under a run: the run goes on' kill -0 "$run"
	kill -STOP "$run"
	check 'suspended between blocks of a run: the host sleeps and wakes up' sleep_once
	kill -CONT "$run"
	usleep 200000
	kill -INT "$run"
	ended
	check 'suspended under a run: it goes on until it is interrupted' status_is 130 under.out 'run folder'
	check 'suspended under a run: its samples are right' sound under

	start verify verify --cpu all
	check 'suspended under verify: the host sleeps and wakes up' sleep_once
	ended
	check 'suspended under verify: verify comes to its end' status_is 0 verify.out '^1\.\.'
	cycle=$((cycle + 1))
done
rm -rf under
afterwards
