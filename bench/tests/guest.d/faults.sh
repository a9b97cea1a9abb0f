# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# "wsbench run" where its folder cannot be written, vanishes or is full, at each of its
# system calls in turns; and what it tells of the machine. Expects the module loaded.
# FAULTS=all has each fault at each call, else SEED (1) chooses one for some of them.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

SEED=${SEED:-1} FAULTS=${FAULTS:-}
work=$PWD

unused() {
	[ "$(sed -n 's/^wsbench [0-9]* \([0-9]*\).*/\1/p' /proc/modules)" = 0 ]
}
# whole RUN: what it says of itself is there
whole() {
	wsbench summary "$1" && wsbench compare "$1" && grep -q '^interrupted,no' "$1/meta.csv"
}
one_line() {
	[ "$(wc -l <err)" = 1 ] && grep -q '^wsbench: .*: .*' err
}
# The default names, and so results/latest as well.
run() {
	(cd place && exec fault-inject "$@" . ../log wsbench run --samples 20 --block 10) >out 2>err \
		</dev/null
	status=$?
}
begin() {
	rm -rf place gone was
	mkdir -p place/results
}
# But for the link that was to become results/latest, in a folder that is not there any more.
nothing_left() {
	[ -z "$(find place gone -name '.*' ! -path 'gone/.latest.new-*' 2>/dev/null)" ]
}
# at_call FAULT N
at_call() {
	begin
	# shellcheck disable=SC2016 # for the other shell
	case $1 in
	fails) run -n "$2" -e EIO ;;
	full) run -p -n "$2" -e ENOSPC ;;
	removed) run -n "$2" -x 'rm -rf was && cp -r results ../was && rm -rf results' ;;
	moved) run -n "$2" -x 'mv results ../gone' ;;
	killed) run -n "$2" -x 'kill -9 $PID' ;;
	esac
	# Where the folder went before the command looked for it, it made another.
	where=place/results
	for other in was gone; do
		[ ! -e "$other" ] || ls -d place/results/2* >/dev/null 2>&1 || where=$other
	done
	new=$(cd "$where" 2>/dev/null && echo 2*)
	if [ "$status" = 137 ]; then
		run
		[ "$status" = 0 ] && nothing_left
	elif [ "$status" = 0 ]; then
		whole "$where/$new" >details 2>&1 && { [ "$1" = removed ] || nothing_left; }
	else
		[ "$status" = 2 ] && one_line && { [ "$1" = removed ] || nothing_left; } &&
			{ [ ! -e "$where/$new" ] || whole "$where/$new" >details 2>&1; }
	fi && unused
}

begin
run
calls=$(wc -l <log)
check "a run of $calls system calls on its files" test "$status" = 0 -a "$calls" -gt 30
at=1 tried=0 bad=0
: >failed
while [ "$at" -le "$calls" ]; do
	turn=0
	for fault in fails full removed moved killed; do
		turn=$((turn + 1))
		[ "$FAULTS" = all ] || [ $(((at + SEED) % 15)) = $((3 * turn - 1)) ] || continue
		tried=$((tried + 1))
		at_call "$fault" "$at" && continue
		bad=$((bad + 1))
		{
			echo "$fault, status $status, call $(sed -n "$at p" log)"
			cat err
			find place gone 2>/dev/null
		} >>failed
	done
	at=$((at + 1))
done
if [ "$bad" = 0 ]; then
	ok "$tried faults: status 2 and one line, and nothing that is not whole"
else
	not_ok "$tried faults: $bad were not handled" "$(head -n 20 failed)"
fi

# A folder that goes while samples are written
mkdir going
wsbench run -o going/run --samples 1000000000 >out 2>err &
run=$!
while [ "$(cat going/.run.new-*/samples.csv 2>/dev/null | wc -c)" -lt 100000 ]; do
	sleep 0.1
done
rm -rf going
kill -INT $run
wait $run
status=$?
check 'its folder is removed while it measures: status 2' test "$status" = 2
check 'its folder is removed while it measures: one line says so' grep -q '^wsbench: going/run' err
check 'its folder is removed while it measures: no folder comes back' test ! -e going
check 'its folder is removed while it measures: the device is free' unused

# Disks that are full: of bytes, and of names
mkdir small
for room in size=16k,0 size=48k,0 nr_inodes=3,20 nr_inodes=4,20; do
	mount -t tmpfs -o "${room%,*}" small small
	check_status "a disk of ${room%,*}" 2 '^wsbench: small/run/.*csv: cannot .*: No space left.*make room' \
		wsbench run -o small/run --samples 2000
	check "a disk of ${room%,*}: nothing is left on it" test -z "$(ls -A small)"
	umount small
done
check_status 'standard output is full' 2 '^wsbench: standard output: No space left' \
	sh -c 'exec wsbench run -o printed --samples 20 >/dev/full'
check 'standard output is full: the run folder is whole' whole printed

# What was killed is removed, but not what another is writing
mkdir -p place/results
begin
(cd place && exec wsbench run --cpu 1 --samples 1000000000 >/dev/null 2>&1) &
alive=$!
while ! ls -d place/results/.2*.new-* >/dev/null 2>&1; do
	sleep 0.1
done
alive_in=$(ls -d place/results/.2*.new-*)
mkdir place/results/.20200101T000000Z-vhe-cpu0.new-abc123 place/results/.20200101T000000Z-vhe-cpu0.new-mine
echo seq >place/results/.20200101T000000Z-vhe-cpu0.new-abc123/samples.csv
run
check 'a run beside another ends well' test "$status" = 0
check 'a run beside another: what a killed one left is removed' test ! -e place/results/.20200101T000000Z-vhe-cpu0.new-abc123
check 'a run beside another: what the other writes is not removed' test -e "$alive_in/samples.csv"
check 'a run beside another: what has another name is not removed' test -e place/results/.20200101T000000Z-vhe-cpu0.new-mine
kill -INT $alive
wait $alive
check 'a run beside another: the other ends well' test $? = 130

# What is written tells of the run, and of nobody
SECRET=tell-tale-env USER=tell-tale-user HOME=/tell-tale-home wsbench run -o private --samples 50 \
	>out 2>err
kinds=private
if [ -c /dev/kvm ] && SECRET=tell-tale-env wsbench run -o private-kvm --engine kvm --samples 10 \
	--timestamps perf >>out 2>>err; then
	kinds='private private-kvm'
fi
# shellcheck disable=SC2086 # a list of folders
wsbench record --history private.csv --host lab $kinds >>out 2>&1
wsbench merge -o merged private
# shellcheck disable=SC2086 # a list of folders
secrets=$(grep -rlE "ffff[0-9a-fA-F]{12}|tell-tale|/job|$work|panic=" $kinds merged private.csv out 2>/dev/null)
check "no address, environment, path or command line in $kinds" test -z "$secrets"
# shellcheck disable=SC2016 # for the other shell
check 'the files of a run are what the umask makes them' sh -c '
	umask 077 && wsbench run -o mine --samples 20 && [ -z "$(find mine -perm /077)" ]'
check 'afterwards: verify' wsbench verify
