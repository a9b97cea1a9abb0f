#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bench-compare.sh [ROUNDS]
#
# "wsbench compare" against ministat on the same two files of a million values,
# turn about: whole numbers, and numbers with six decimals. Prints the median
# seconds of each and their ratio; status 1 where wsbench is the slower one.
set -u

wsbench=${WSBENCH:?the wsbench to time}
rounds=${1:-5}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
command -v ministat >/dev/null || {
	echo 'bench-compare: ministat: not found; install it' >&2
	exit 2
}

# column SEED SCALE FORMAT: a million values, skewed as latencies are
column() {
	awk -v seed="$1" -v scale="$2" -v format="$3" 'BEGIN {
		srand(seed)
		for (i = 0; i < 1000000; i++)
			printf format "\n", 1000 - scale * log(1 - rand())
	}'
}

# seconds COMMAND...: how long it takes
seconds() {
	begin=$(date +%s%N)
	"$@" >/dev/null || exit 2
	echo "$(($(date +%s%N) - begin))"
}

median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] / 1e9 }'
}

worst=0
for format in %d %.6f; do
	column 1 200 "$format" >base
	column 2 201 "$format" >tested
	: >ours
	: >theirs
	round=0
	while [ "$round" -lt "$rounds" ]; do
		seconds "$wsbench" compare base tested >>ours
		seconds ministat -n base tested >>theirs
		round=$((round + 1))
	done
	echo "$format $(median ours) $(median theirs)" | awk '{
		printf "%-5s wsbench %.3f s, ministat %.3f s, ratio %.2f\n", $1, $2, $3, $2 / $3
		exit $2 > $3
	}' || worst=1
done
exit $worst
