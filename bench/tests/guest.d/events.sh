# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# PMU events of engine direct. Expects the module loaded.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

for event in /sys/bus/event_source/devices/armv8*/events/inst_retired; do
	[ -e "$event" ] && break
done
if ! [ -e "$event" ]; then
	skip 'PMU events' 'this PMU does not count instructions'
	exit 0
fi

# One part of many has neither numbers nor a plan.
events >out
status=$?
sed -nE 's/ok [0-9]+ - /ok - /p' out
check 'by the ABI, to the end' test $status = 0

# medians FILE ROWS FIELD: mode, flow, dirty state and that field of the rows named so
medians() {
	awk -F, -v OFS=, -v want="$2" -v at="$3" '$4 == want { print $1, $2, $3, $at }' "$1" | sort
}
# Under instruction counting: a turn of the loop is a sample and a constant.
loop_is_constant() {
	medians r/summary.csv total 8 >ticks
	medians r/events.csv instructions 8 >counted
	[ "$(wc -l <counted)" = 6 ] && paste -d , ticks counted |
		awk -F, '{ loop[$8 - $4] }
			END { for (n in loop) print n; exit length(loop) != 1 || n + 0 <= 0 || n + 0 > 100 }'
}
# Medians: what another CPU executes meanwhile is in the one count there is.
same_medians() {
	cut -d, -f 1-4,8 r/summary.csv >with && cut -d, -f 1-4,8 q/summary.csv >without &&
		cmp with without
}
most_equal() {
	awk -F, 'NR > 1 && ($6 != $8 || $5 < 1) { bad = 1 } END { exit bad || NR != 13 }' r/events.csv
}
unknown='^wsbench: --events: the PMU armv8_pmuv3[^ ]* has no event .tea.; it has cycles, instructions.*inst_retired'

check 'a run with events' wsbench run --events instructions,cpu_cycles --samples 500 -o r
check 'meta.csv names them' grep -qx 'events,"instructions,cpu_cycles"' r/meta.csv
if grep -qx 'timing,exact' r/meta.csv; then
	check 'the same in each block that no other CPU disturbs' most_equal
	check 'a turn of the loop is a sample and a constant' loop_is_constant
	check 'the same run without' wsbench run --samples 500 -o q
	check 'takes the same ticks' same_medians
else
	skip 'instructions against ticks' 'this emulator does not count instructions'
fi
check 'with breakdown, of the blocks without' wsbench run --events cycles --breakdown \
	--samples 200 -o b
check 'with guests that leave by interrupts' wsbench run --events cycles --payload interrupt \
	--samples 200 -o i
check_status 'an unknown event: one line, and what there is' 2 "$unknown" \
	wsbench run --events cycles,tea -o x
check_status 'an event by the name of a file elsewhere' 2 "^wsbench: --events: .*'../type'" \
	wsbench run --events ../type -o x
check 'nothing is left of these' test ! -e x
