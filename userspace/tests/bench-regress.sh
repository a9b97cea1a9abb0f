#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# bench-regress.sh
#
# "wsbench regress" on histories of ten years of nights with 100 metrics, and of
# 10,000 nights with one, with noise and steps: seconds, the least of five. It is meant to take less than 1 s for the first and 0.1 s for the second.
set -u

wsbench=${WSBENCH:?the wsbench to time}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# history NIGHTS METRICS: a step of 2.5 times the noise each 400 nights
history() {
	awk -v nights="$1" -v metrics="$2" 'BEGIN {
		srand(1)
		printf "time,commit,host,kernel,engine,mode"
		for (m = 0; m < metrics; m++)
			printf ",made-up-%d.cycles", m
		for (night = 0; night < nights; night++) {
			printf "\n%d,%07x,made-up,6.1.0,direct,vhe", 1000000000 + night * 43200, night
			for (m = 0; m < metrics; m++) {
				noise = -3
				for (i = 0; i < 6; i++)
					noise += rand()
				printf ",%.2f", 1000 + 4 * noise + int((night + m * 17) / 400) % 2 * 7
			}
		}
		print ""
	}'
}

# row NAME FILE
row() {
	least=
	for _ in 1 2 3 4 5; do
		begin=$(date +%s%N)
		"$wsbench" regress --history "$2" >"$work/out"
		status=$?
		end=$(date +%s%N)
		[ "$status" -le 1 ] || exit "$status"
		least=$(awk -v a="$begin" -v b="$end" -v least="$least" 'BEGIN {
			s = (b - a) / 1e9
			print least == "" || s < least ? s : least
		}')
	done
	awk -v name="$1" -v s="$least" -v size="$(wc -c <"$2")" -v verdict="$(tail -n 1 "$work/out")" \
		'BEGIN { printf "%-32s %.3f s, %.1f MB of CSV; %s\n", name, s, size / 1e6, verdict }'
}

history 3650 100 >"$work/wide.csv"
history 10000 1 >"$work/long.csv"
row '3,650 nights of 100 metrics' "$work/wide.csv"
row '10,000 nights of one metric' "$work/long.csv"
