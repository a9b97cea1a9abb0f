# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034
# Sourced by neighbours-*.sh: runs in the background, whether they came out
# right, and random numbers.
#
# A run is right when it ended well, no sample is missing and each is sound; under
# an instruction clock, where nothing else runs on another CPU, also when it counts
# what the first run of the job counted.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

SEED=${SEED:-1}
last_cpu=$(($(grep -c '^processor' /proc/cpuinfo) - 1))

# random LIMIT: 0 to LIMIT - 1, in $random
random() {
	SEED=$(((SEED * 1103515245 + 12345) & 0x7fffffff))
	random=$((SEED / 65536 % $1))
}

# pause: up to a fifth of a second
pause() {
	random 20
	usleep $((random * 10000))
}

# start NAME ARG...: "wsbench ARG..." in the background, process $run
start() {
	name=$1
	shift
	wsbench "$@" >"$name.out" 2>"$name.err" </dev/null &
	run=$!
}

# start_run NAME ARG...: a run in the background that keeps its samples; returns
# when it has some
start_run() {
	rm -rf "$1" # of the round before
	start "$1" run -o "$@"
	tries=0
	while [ "$tries" -lt 200 ] && kill -0 "$run" 2>/dev/null; do
		for file in ".$1".*/samples.csv; do
			[ ! -s "$file" ] || return 0
		done
		usleep 20000
		tries=$((tries + 1))
	done
}

# ended: waits for the process of start or start_run; its status in $status
ended() {
	wait "$run"
	status=$?
}
# status_is WANTED FILE PATTERN: of what ended; one line of FILE matches
status_is() {
	cat "$2"
	[ "$status" = "$1" ] && grep -q -e "$3" "$2"
}
# clear_error FILE: what ended was refused or gave up, and said why in one line
clear_error() {
	cat "$1"
	[ "$status" = 2 ] && [ "$(wc -l <"$1")" = 1 ] && grep -q '^wsbench: .*: ' "$1"
}

# sound DIR: every sample is there, in its order, and its phases make it up
sound() {
	awk -F , -v samples="$(sed -n 's/^samples,//p' "$1/meta.csv")" '
		NR > 1 && ($5 != NR - 2 || $6 == 0 || $7 == 0 || $8 == 0 || $6 + $7 + $8 != $9) {
			print "line " NR ": " $0
			bad = 1
		}
		END {
			print NR - 1 " of " samples " samples"
			exit bad || NR - 1 != samples || NR < 2
		}' "$1/samples.csv"
}

# exact DIR: the run counted instructions
exact() {
	grep -q '^timing,exact$' "$1/meta.csv"
}

# medians DIR [COLUMN]: by flow and dirty state; column 6 has what the least cost
medians() {
	cut -d , -f "1-4,${2:-8}" "$1/summary.csv"
}

# like_quiet DIR: least of all samples as in the run "quiet"
like_quiet() {
	if exact "$1"; then
		medians quiet 6 >quiet.least
		medians "$1" 6 | diff quiet.least -
	fi
}

# right DIR: an ended run
right() {
	sound "$1" && like_quiet "$1"
}

# right_run DIR ARG...: "wsbench run" and its result
right_run() {
	dir=$1
	shift
	rm -rf "$dir"
	wsbench run -o "$dir" "$@" && right "$dir"
}

# quiet: the run to compare with
quiet() {
	check 'before: a run' wsbench run -o quiet --cpu 1 --samples 100
	check 'before: every register is as it should be' wsbench verify --cpu all
}

# afterwards: that all is as before
afterwards() {
	check 'afterwards: a run' right_run after --cpu 1 --samples 100
	check 'afterwards: every register is as it should be' wsbench verify --cpu all
}
