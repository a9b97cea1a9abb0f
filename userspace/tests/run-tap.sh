#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run-tap.sh TEST...
#
# Runs tests, each a program or a .sh, as many at once as there are CPUs; shows what
# each has printed when it has ended, and ends with a count. Status 1 if a check failed,
# or a test did not end well.
set -u

# one LOGS TEST: what it prints goes to a file in LOGS, then to stdout in one piece
one() {
	name=${2##*/} log=$1/${2##*/}
	printf '# %s\n' "$name" >"$log"
	case $2 in
	*.sh) sh "$2" >>"$log" ;;
	*) "$2" >>"$log" ;;
	esac
	status=$?
	[ "$status" = 0 ] || grep -q '^not ok' "$log" ||
		printf 'not ok - %s ended with status %d\n' "$name" "$status" >>"$log"
	flock "$1" cat "$log"
}
case $1 in
--one)
	one "$2" "$3"
	exit
	;;
esac

logs=$(mktemp -d) || exit 2
trap 'rm -rf "$logs"' EXIT
trap 'exit 130' INT TERM HUP
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 sh "$0" --one "$logs"
status=$?
# count PATTERN: lines of all tests
count() {
	cat "$logs"/* | grep -c "$1"
}
skipped=$(count '^ok .*# SKIP') failed=$(count '^not ok')
printf '# %d passed, %d failed, %d skipped\n' $(($(count '^ok ') - skipped)) "$failed" "$skipped"
[ "$status" = 0 ] && [ "$failed" = 0 ]
