# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# Sourced by tests: what the jobs in the emulated host need.

# stage_job DIR: the tests of guest.d with tap.sh, and their C programs built for
# the host's user space. path-length.c runs on this machine.
stage_job() {
	mkdir "$1" && cp "$top/bench/lib/tap.sh" "$top"/bench/tests/guest.d/* \
		"$top/userspace/tests/errors-device.sh" "$1/" || return
	for source in "$top"/bench/tests/*.c "$top/userspace/tests/hold-counter.c" \
		"$top/userspace/tests/fault-inject.c"; do
		[ "${source##*/}" != path-length.c ] || continue
		"${cross}gcc" -std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -static -pthread \
			-o "$1/$(basename "$source" .c)" "$source" || return
	done
}

# boot NAME SERIES JOB [OPTION]...: runs the job in an emulated host, with what is in
# $stage/job at hand and the build $stage/SERIES, and prints its TAP with the name
# in front, and the job's, unless it runs other jobs, which name themselves
boot() {
	name=$1 series=$2 job=$3
	log=$stage/$name-$series-$job
	shift 3
	case $job in
	at-once.sh | exact.sh | robust*.sh) prefix="$name $series: " ;;
	*) prefix="$name $series: ${job%.sh}: " ;;
	esac
	"$top/bench/host" --build "$stage/$series" --series "$series" --file "$stage/job" \
		--timeout 900 "$@" sh "/job/$job" >"$log" 2>"$log.err"
	status=$?
	sed "s/^\(not ok\|ok\) *[0-9]* *-* */\1 - $prefix/" "$log" |
		grep -E '^(not )?ok |^#  '
	[ "$status" = 0 ] || not_ok "$name $series ended well" "status $status" \
		"$(tail -n 40 "$log.err")"
}
