#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What goes wrong while something is written: each system call of each command that has
# to do with its files fails once, the disk is full from it on, the folder vanishes in
# front of it, or the command is killed there. What was there stays, or what is new is
# whole; the status is 2, and one line says why. WSBENCH is the binary, FAULT_INJECT
# that of fault-inject.c. FAULTS=all tries each error at each call, and not one in turns
# at a few of those that draw.

wsbench=${WSBENCH:?the wsbench to test}
inject=${FAULT_INJECT:?the fault-inject to use}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

errors='ENOSPC EIO EROFS EDQUOT EINTR EACCES EMFILE'
mkdir -p in/dest/figures in/tmp
export TMPDIR="$work/place/tmp"
sh "$tests/make-run.sh" in/vhe vhe 60
sh "$tests/make-run.sh" in/nvhe nvhe 60
"$wsbench" merge -o in/run in/vhe in/nvhe &&
	"$wsbench" record --history in/dest/history.csv in/run >/dev/null &&
	cp -r in/run in/next || exit 1
sed 's/^\(.*time\),2024-01-01/\1,2024-02-01/' in/run/meta.csv >in/next/meta.csv
echo old >in/dest/figures/cost.svg

# once OPTION...: in place/, with stdout there; sets $status
once() {
	rm -rf place/dest place/tmp gone was
	cp -r in/dest in/tmp place/
	(cd place && exec "$inject" "$@" >out 2>../err </dev/null)
	status=$?
}

# whole FOLDER: it has all that is new, or, with status 2, what was there
whole() {
	diff -r new "$1" >details 2>&1 && return
	[ "$status" = 2 ] && diff -r in/dest "$1" >details 2>&1
}

one_line() {
	{
		IFS= read -r line && ! read -r more
	} <err
	case $?$line$more in
	'0wsbench: '*': '*) ;;
	*) false ;;
	esac
}

# How call $at, $call may go wrong for the command ARG... Status 0 if that was handled.

# Where it can do without the call, the command has to do all that it does otherwise.
handled() {
	case $status$call$path in
	# What cannot be removed stays; the next one removes it.
	?unlink* | ?rmdir* | ?getdents64* | 0openat*.new-??????) rm -rf place/dest/.*.new-* ;;
	esac
	case $status in
	0) cmp -s place/out printed && whole place/dest ;;
	2) one_line && whole place/dest ;;
	*) false ;;
	esac
}

fails() {
	number=0
	for error in $errors; do
		number=$((number + 1))
		[ "${FAULTS-}" = all ] || [ $((at % 7 + 1)) = $number ] || continue
		once -n "$at" -e "$error" . ../log "$wsbench" "$@"
		handled || return
		# gnuplot need not mind whether it could close what it writes nothing to.
		case $name,$call,$path in
		plot*,close*,/out | report*,close*,/out) continue ;;
		esac
		# No data is missing, yet: but it may not be on the disk.
		case $call$error in
		*EINTR | unlink*) ;;
		fsync* | close* | write* | rename* | mkdir*) [ "$status" = 2 ] || return ;;
		esac
	done
}

stays_full() {
	once -p -n "$at" -e ENOSPC . ../log "$wsbench" "$@"
	handled
}

# It may only end well if all was there when the folder went.
removed() {
	once -n "$at" -x 'cp -r dest ../was && rm -rf dest' . ../log "$wsbench" "$@"
	case $status in
	0) whole was ;;
	2) one_line && [ ! -e place/dest ] ;;
	*) false ;;
	esac
}

moved() {
	once -n "$at" -x 'mv dest ../gone' . ../log "$wsbench" "$@"
	case $status in
	0) whole gone ;;
	2) one_line && whole gone && [ ! -e place/dest ] ;;
	*) false ;;
	esac
}

# What is left then is hidden, and the same command again removes it.
killed() {
	# shellcheck disable=SC2016 # for the other shell
	once -n "$at" -x 'kill -9 $PID' . ../log "$wsbench" "$@"
	# gnuplot, perhaps
	[ "$status" = 137 ] || {
		handled
		return
	}
	if diff -r -x '.*.new-*' in/dest place/dest >details 2>&1; then
		(cd place && "$wsbench" "$@" >out 2>../err </dev/null) && whole place/dest
	else
		diff -r -x '.*.new-*' new place/dest >details 2>&1
	fi
}

# each TITLE HOW ARG...: at each call; of many, at some, and of each way at others
each() {
	title=$1 how=$2 bad=0
	shift 2
	first=$((first + 1))
	: >out
	while read -r at call path; do
		[ $(((at + first) % step)) = 0 ] || continue
		"$how" "$@" && continue
		bad=$((bad + 1))
		[ "$bad" -gt 5 ] ||
			{ echo "status $status, call $at $call $path" && cat err details; } >>out
	done <calls
	[ "$bad" = 0 ]
	report $? "$title"
}

# faults NAME ARG...: of a command
faults() {
	name=$1
	shift
	once . ../log "$wsbench" "$@"
	rm -rf new
	cp -r place/dest new
	cp place/out printed
	mv log calls
	calls=$(wc -l <calls)
	# Those that draw take long, and sanitizers twice as long.
	step=1 first=0
	[ "$calls" -lt 60 ] || step=$((calls / 5))
	[ -z "${SANITIZED-}" ] || step=$((step * 3))
	[ "${FAULTS-}" != all ] || step=1
	[ "$status" = 0 ] && [ ! -s err ] && [ "$calls" -gt 3 ] && [ -z "$(ls place/tmp)" ]
	report $? "$name: $calls calls"
	each "$name: one call fails" fails "$@"
	each "$name: the disk stays full" stays_full "$@"
	grep -q /dest calls || return
	each "$name: the folder is removed" removed "$@"
	each "$name: the folder is moved" moved "$@"
	each "$name: it is killed" killed "$@"
}

mkdir place && cp -r in/vhe in/nvhe in/run in/next place/ || exit 1
faults merge merge -o dest/new vhe nvhe
faults 'record, a first run' record --history dest/h.csv run
faults 'record, one more' record --history dest/history.csv next
faults 'record, nothing new' record --history dest/history.csv run
faults summary summary run
faults compare compare run
faults regress regress --history dest/history.csv
faults report report run -o dest/page
faults plot plot run -o dest/figures
faults 'plot --history' plot --history=dest/history.csv -o dest/trends
echo "1..$nr"
