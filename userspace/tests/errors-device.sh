#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# errors-device.sh [WSBENCH [MODULE]]
#
# What can go wrong with the device there: TAP. For a machine with two CPUs or
# more, as root, in an empty folder; busybox is enough. WSBENCH is looked up in
# PATH, MODULE is wsbench.ko beside this script. The module is loaded at the end.
set -u

wsbench=$(command -v "${1:-wsbench}") || exit 2
module=${2:-$(dirname "$0")/wsbench.ko}
nr=0

# report STATUS NAME
report() {
	nr=$((nr + 1))
	if [ "$1" = 0 ]; then
		echo "ok $nr - $2"
	else
		echo "not ok $nr - $2"
		[ ! -s out ] || sed 's/^/#   /' out err
	fi
}

# check NAME COMMAND...
check() {
	name=$1
	shift
	"$@" >out 2>err </dev/null
	report $? "$name"
}

# one_line STATUS PATTERN COMMAND...: ends with that status and one line on
# stderr that begins with "wsbench: " and has the pattern
one_line() {
	want=$1 pattern=$2
	shift 2
	"$@" >out 2>err </dev/null
	status=$?
	[ "$status" = "$want" ] && [ "$(wc -l <err)" = 1 ] && grep -q '^wsbench: ' err &&
		grep -q -e "$pattern" err && return
	echo "# status $status, wanted $want and \"$pattern\""
	sed 's/^/# stderr: /' err
	return 1
}

# refuses NAME PATTERN COMMAND...
refuses() {
	name=$1 pattern=$2
	shift 2
	one_line 2 "$pattern" "$@"
	report $? "$name"
}

# empty FOLDER: nothing in it, hidden or not
empty() {
	[ -z "$(ls -A "$1")" ]
}

# whole FOLDER: a run folder whose files agree
whole() {
	samples=$(sed -n 's/^samples,//p' "$1/meta.csv")
	[ "$(($(wc -l <"$1/samples.csv") - 1))" = "$samples" ] && [ "$samples" -gt 0 ] &&
		"$wsbench" summary "$1" && "$wsbench" compare "$1" --format csv >compared &&
		cmp compared "$1/compare.csv"
}

unload() {
	! grep -q '^wsbench ' /proc/modules || rmmod wsbench
}

loaded() {
	grep -q '^wsbench ' /proc/modules || insmod "$module"
}

# as_nobody ARG...: wsbench without being root
as_nobody() {
	if ! grep -q "^nobody:" /etc/passwd 2>/dev/null; then
		mkdir -p /etc
		echo "nobody:x:65534:65534:nobody:/:/bin/sh" >>/etc/passwd
	fi
	su -s /bin/sh nobody -c "$wsbench $*"
}

# background ARG...: a run on CPU 1 without an end, its process in $run; it mostly
# warms up, so that there are few samples to look at later
background() {
	"$wsbench" run --cpu 1 --samples 1000000000 --warmup 400 "$@" >run.out 2>run.err </dev/null &
	run=$!
}

# Waits until the run has read something: then its folder has a name.
wait_for_samples() {
	tries=0
	while [ "$tries" -lt 100 ]; do
		for file in ."$1".*/samples.csv; do
			[ ! -s "$file" ] || return 0
		done
		sleep 0.1
		tries=$((tries + 1))
	done
	return 1
}

unload
for command in 'run -o refused' verify; do
	# shellcheck disable=SC2086 # words
	refuses "no module: $command" '/dev/wsbench.*insmod wsbench.ko.*dmesg' "$wsbench" $command
done
check 'no module: info ends well' "$wsbench" info
"$wsbench" info --format csv | sed -n 2p | grep -q '^module,/dev/wsbench,fail,'
report $? 'no module: the first finding of info'
rm -f /dev/wsbench
mknod /dev/wsbench c 1 3
refuses 'another device of that name: run' "not wsbench's device; remove it" "$wsbench" run -o refused
check 'another device of that name: info ends well' "$wsbench" info
"$wsbench" info --format csv >out
grep -q "^module,/dev/wsbench,fail,cannot be used,\"\{0,1\}this is not wsbench's device; remove it" out &&
	grep -q '^CPU,kernel,' out
report $? 'another device of that name: info says so, and all the rest'
rm /dev/wsbench
check 'the module loads' loaded

mkdir open && chmod 777 open
refuses 'not root: run' 'run as root' as_nobody run -o open/refused
refuses 'not root: verify' 'run as root' as_nobody verify
check 'not root: nothing left' empty open

refuses 'a CPU that does not exist: run' 'CPU 4095: does not exist' \
	"$wsbench" run -o refused --cpu 4095
refuses 'a CPU that does not exist: verify' 'CPU 4095: does not exist' "$wsbench" verify --cpu 4095
echo 0 >/sys/devices/system/cpu/cpu1/online
refuses 'a CPU that is offline: run' 'CPU 1: is offline' "$wsbench" run -o refused --cpu 1
refuses 'a CPU that is offline: verify' 'CPU 1: is offline' "$wsbench" verify --cpu 1
echo 1 >/sys/devices/system/cpu/cpu1/online

holder=$(dirname "$0")/hold-counter
if [ -x "$holder" ]; then
	"$holder" >held &
	hold=$!
	while [ ! -s held ]; do
		sleep 0.1
	done
	refuses "the counter is taken: run" "hold-counter ($hold)" "$wsbench" run -o refused --cpu 0
	check "the counter is taken: info" "$wsbench" info
	"$wsbench" info --format csv | grep -q "^disturbance,perf users,warn,.*hold-counter ($hold)"
	report $? "the counter is taken: info says by whom"
	kill "$hold"
	wait "$hold"
else
	nr=$((nr + 1))
	echo "ok $nr - the counter is taken # SKIP no hold-counter beside this script"
fi

for signal in INT TERM; do
	background -o "kept-$signal"
	if wait_for_samples "kept-$signal"; then
		refuses "a second run on a CPU, before $signal" 'another run holds the CPU' \
			"$wsbench" run -o refused --cpu 1
		refuses "verify beside a run, before $signal" 'another run holds the CPU' \
			"$wsbench" verify --cpu 1
		check "a run on another CPU, before $signal" \
			"$wsbench" run --discard --samples 100 --cpu 0
	fi
	kill -s "$signal" "$run"
	wait "$run"
	ended=$?
	check "$signal ends a run with 130" test "$ended" = 130 -a ! -s run.err
	check "$signal: what was measured is kept, and whole" whole "kept-$signal"
done
background --discard
sleep 0.2
kill -s INT "$run"
wait "$run"
[ $? = 130 ] && grep -q 'round trips/s' run.out
report $? 'INT ends a run that discards with 130, and tells the rate'

background -o moved
wait_for_samples moved
taskset -p 1 "$run" >/dev/null
wait "$run"
[ $? = 2 ] && grep -q 'moved off the CPU' run.err && [ ! -e moved ]
report $? 'a run that is moved off its CPU ends, and leaves nothing'

mkdir small
mount -t tmpfs -o size=256k small small
refuses 'a full disk' 'small/run/samples.csv: cannot write: No space left' \
	"$wsbench" run -o small/run --samples 10000
check 'a full disk: nothing left' empty small
# The samples fit, but not what comes after them.
"$wsbench" run -o sized --samples 600 --block 10 >out 2>err
size=$((($(wc -c <sized/samples.csv) / 4096 + 1) * 4))
mount -o "remount,size=${size}k" small small
refuses 'a disk that is full after the samples' 'cannot' \
	"$wsbench" run -o small/run --samples 600 --block 10
check 'a disk that is full after the samples: nothing left' empty small
mount -o remount,ro small small
refuses 'a folder that cannot be written' 'small/run: cannot create: Read-only' \
	"$wsbench" run -o small/run
umount small

refuses 'a folder that exists' 'exists; remove it' "$wsbench" run -o sized
echo precious >file
refuses 'a file in place of the folder' 'not a folder' "$wsbench" run -o file
check 'the file is as it was' test "$(cat file)" = precious
refuses 'a parent that is a file' 'file is not a folder' "$wsbench" run -o file/run
refuses 'a parent that does not exist' 'absent does not exist' "$wsbench" run -o absent/run

# On a slow host the shortest limit has no room for a round trip.
cut_warmup() {
	for limit in 20 200 2000; do
		! "$wsbench" run -o cut --samples 10 --warmup 4096 --limit-us "$limit" || return 0
	done
	return 1
}
check 'a warm-up longer than the limit goes on where it was cut' cut_warmup

check 'a run of one sample' "$wsbench" run -o one --samples 1 --flows none --dirty off
check 'a run of one sample is whole' grep -q '^samples,1$' one/meta.csv
check 'results/latest leads to the newest run' sh -c "'$wsbench' run --samples 10 &&
	test -s results/latest/summary.csv"

[ -z "$(find . -name '.*.new-??????')" ] && [ ! -e refused ]
report $? 'nothing half-written is left anywhere'
echo "1..$nr"
