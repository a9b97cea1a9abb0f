#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# wsbench merge of runs of the engine kvm, made up: modes, flows and boots, what
# is compared then, and what it refuses. TAP; WSBENCH is the binary.
# shellcheck disable=SC2016 # $ is awk's and the inner shell's

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

# lacks NAME PATTERN ARG...: ends well, stdout does not have the pattern
lacks() {
	name=$1 pattern=$2
	shift 2
	"$wsbench" "$@" >out 2>err </dev/null && [ ! -s err ] && ! grep -q -e "$pattern" out
	report $? "$name"
}

# refuses NAME PATTERN ARG...: status 2, one line on stderr with the pattern,
# nothing on stdout, no folder "new"
refuses() {
	name=$1 pattern=$2
	shift 2
	"$wsbench" "$@" >out 2>err </dev/null
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] && [ ! -e new ] &&
		grep -q '^wsbench: .*: ' err && grep -q -e "$pattern" err &&
		[ -z "$(find . -name '.*new*')" ]
	report $? "$name"
}

# make DIR MODE FLOW BOOT
make() {
	sh "$tests/make-kvm-run.sh" "$@" || exit 1
}

# changed FILE SED-SCRIPT: a run folder "bad", boot 3 of vhe and four-call but for this
changed() {
	rm -rf bad
	cp -r vhe-four-call-3 bad
	sed "$2" "vhe-four-call-3/$1" >"bad/$1"
}

all=
for boot in 0 1 2 3; do
	for mode in vhe nvhe; do
		for flow in four-call two-hook; do
			make "$mode-$flow-$boot" "$mode" "$flow" "$boot"
			all="$all $mode-$flow-$boot"
		done
	done
done
vhe=$(echo "$all" | tr ' ' '\n' | grep '^vhe')

# Two modes, two flows, four boots
# shellcheck disable=SC2086 # a list
check 'two modes, two flows, four boots' "$wsbench" merge -o all $all
check 'samples.csv: seq has no gap in either mode' awk -F, '
	NR > 1 && $5 != seq[$1]++ { exit bad = 1 }
	END { exit bad || seq["vhe"] != 800 || seq["nvhe"] != 800 }' all/samples.csv
check 'samples.csv: blocks of the nth boot go on from those of the one before' awk -F, '
	NR > 1 {
		key = $1 "," $2 "," $3
		if (int($4 / 100) != int(n[key] / 50))
			exit bad = 1
		n[key]++
	}
	END {
		for (key in n)
			series += n[key] == 200
		exit bad || series != 8
	}' all/samples.csv
for run in $all; do
	sed 1d "$run/samples.csv"
done | cut -d, -f 1-3,6-9 >apart
check 'samples.csv: the rest as it was' sh -c 'sed 1d all/samples.csv | cut -d, -f 1-3,6-9 | cmp - apart'
check 'summary.csv: rows of the total only' sh -c '
	[ $(grep -c ",total,200," all/summary.csv) = 8 ] && [ $(wc -l <all/summary.csv) = 9 ]'
check 'summary.csv: per round trip, exactly' \
	grep -qx 'vhe,four-call,off,total,200,2384.37,2384.41,2384.44,2384.47,2384.52,2384.52,2384.4444,0.0392727864913' \
	all/summary.csv
check 'compare.csv: no dust of fractions' \
	grep -qx 'nvhe,on,total,four-call,two-hook,3515.45,3494.45,-21,-21.06,-20.94,-0.5974,0.02857,faster' \
	all/compare.csv
"$wsbench" compare all --format csv >compare.csv
check 'compare: CSV is the file' cmp compare.csv all/compare.csv
"$wsbench" summary all --format csv >summary.csv
check 'summary: CSV is the file' cmp summary.csv all/summary.csv
prints 'heading: KVM, and how it was timed' \
	'^vhe and nvhe, KVM of Linux 6.1.0-test-four-call, 6.1.0-test-two-hook, CPU 0 (Made-Up r0p0), timed by the guest$' \
	summary all
prints 'heading: what a sample is' '^A sample is the mean of 100 round trips in a row$' summary all
prints 'heading: what is compared' '^4 boots of each flow: ' compare all
prints 'heading: a tick' '^A tick is an executed instruction under' summary all
lacks 'tables: no column of a phase' 'entry\|exit' summary all
prints 'tables: hundredths' '^vhe *off *four-call *2384.44 *2384.41..2384.52 *200$' summary all
prints 'compare: four boots against four resolve' \
	'^vhe *off *total *four-call *two-hook *2384.44 *2363.44 *-21 *.-21.06, -20.94. .* 0.0286 *faster$' \
	compare all
prints 'compare: a run with itself, 4 boots are too few for the same' 'all:two-hook .* unresolved$' \
	compare all all
check 'meta.csv: boots' sh -c 'grep -qx boots,4 all/meta.csv && grep -qx boot_blocks,100 all/meta.csv'
check 'meta.csv: what differs by flow' sh -c '
	grep -qx "vhe.four-call.kernel,6.1.0-test-four-call" all/meta.csv &&
	grep -qx "nvhe.two-hook.kernel,6.1.0-test-two-hook" all/meta.csv &&
	! grep -q "^kernel" all/meta.csv'
check 'meta.csv: what differs by boot, in their order' grep -qx \
	'vhe.two-hook.run_id,made-up-vhe-two-hook-0; made-up-vhe-two-hook-1; made-up-vhe-two-hook-2; made-up-vhe-two-hook-3' \
	all/meta.csv
check 'meta.csv: what all have together' sh -c '
	grep -qx samples,800 all/meta.csv && grep -qx "flows,\"four-call,two-hook\"" all/meta.csv &&
	grep -qx batch,100 all/meta.csv && grep -qx timer_hz,1000000000 all/meta.csv'

# Fewer boots, other kinds
check 'three boots' sh -c "$wsbench merge -o three $(echo "$vhe" | grep -v 3 | tr '\n' ' ')"
prints 'three boots resolve nothing' ' -21 .* unresolved$' compare three
lacks 'not in either dirty state' 'faster\|slower\|same' compare three --format csv
check 'one boot of each flow' "$wsbench" merge -o one vhe-four-call-0 vhe-two-hook-0
prints 'one boot each: the boot is the unit' '^1 boot of each flow' compare one
lacks 'one boot each: nothing is resolved' 'faster\|slower' compare one
check 'one run: as it is' "$wsbench" merge -o single vhe-four-call-0
check 'one run: samples.csv is the same' cmp vhe-four-call-0/samples.csv single/samples.csv
check 'one run: the block is the unit' grep -qx 'boot_blocks,' single/meta.csv
prints 'a run of many boots and one of one' '^vhe *off *total *all:four-call *single:four-call .* - *- *unresolved$\|unresolved$' \
	compare all single
lacks 'and never resolved by its blocks' 'faster$\|slower$' compare all single
prints 'what differs between them' 'The runs differ in boots of vhe: 4, 1' compare all single
for boot in 0 1; do
	for flow in four-call two-hook; do
		NOISE=0 make "constant-$flow-$boot" vhe "$flow" "$boot"
		TIMESTAMPS=probe make "probe-$flow-$boot" vhe "$flow" "$boot"
	done
done
check 'constant boots' "$wsbench" merge -o constant constant-*
prints 'constant: two boots resolve' ' 2384.37 *2363.37 *-21 .*faster$' compare constant
prints 'constant: one figure' '^vhe *off *four-call *2384.37 *100$' summary constant
check 'probe: phases' "$wsbench" merge -o probe probe-four-call-0 probe-two-hook-0 \
	probe-two-hook-1 probe-four-call-1
check 'probe: rows of all phases' sh -c '[ $(wc -l <probe/summary.csv) = 17 ] && [ $(wc -l <probe/compare.csv) = 9 ]'
prints 'probe: heading' 'timed by probes$' summary probe
prints 'probe and guest: the total only' '^vhe *off *total *probe:four-call *constant:four-call ' \
	compare probe constant
lacks 'probe and guest: no phases' ' entry ' compare probe constant
prints 'probe and guest: told' 'The runs differ in timestamps of vhe: probe, guest' compare probe constant
TIMER_HZ=62500000 make slow-timer vhe four-call 0
"$wsbench" merge -o slow slow-timer
prints 'unit: a slow timer' '^Ticks (timer ticks of 16 executed instructions) a round trip' summary slow
TIMER_HZ=25000000 TIMING=hardware make hardware vhe four-call 0
"$wsbench" merge -o hw hardware
prints 'unit: a timer of hardware' '^Ticks (timer ticks of 40 ns) a round trip' summary hw
sed 's/^timestamps,guest/timestamps,perf/' hardware/meta.csv >perf.csv && cp -r hardware perf &&
	mv perf.csv perf/meta.csv && "$wsbench" merge -o perf-merged perf
prints 'unit: cycles' '^Ticks (PMU cycle counter) a round trip' summary perf-merged
refuses 'ticks of two kinds' 'hw: its ticks (timer ticks of 40 ns) are not those of all' compare all hw
sh "$tests/make-run.sh" direct-0 vhe 500
sh "$tests/make-run.sh" direct-1 vhe 500
check 'direct: two boots' "$wsbench" merge -o direct direct-0 direct-1
check 'direct: all flows of each' sh -c '[ $(grep -c , direct/summary.csv) = 25 ] && grep -qx "boot_blocks,300" direct/meta.csv'
# part DIR FLOWS: the first direct run as it would be with some of its flows
part() {
	mkdir "$1" && awk -F, -v OFS=, -v flows=",$2," '
		NR == 1 || index(flows, "," $2 ",") { if (NR > 1) { $4 = int($4 / 3); $5 = n++ } print }
	' direct-0/samples.csv >"$1/samples.csv"
	sed "s/^flows,.*/flows,\"$2\"/; s/^samples,.*/samples,$(($(wc -l <"$1/samples.csv") - 1))/
		s/^kernel,.*/kernel,$1/" direct-0/meta.csv >"$1/meta.csv"
}
part floor-and-four none,four-call
part two two-hook
check 'direct: flows in runs of several' "$wsbench" merge -o parts floor-and-four two
check 'direct: facts of several flows' sh -c '
	grep -qx "vhe.none+four-call.kernel,floor-and-four" parts/meta.csv && grep -qx samples,3000 parts/meta.csv'
prints 'direct: facts of several flows, told' \
	'^vhe, CPU 0 (Made-Up r0p0), Linux floor-and-four (none+four-call), two (two-hook)$' summary parts
refuses 'direct and kvm' 'engine direct' compare direct constant

BATCH=50 NOISE=0 make shorter vhe four-call 0
"$wsbench" merge -o batch-50 shorter
prints 'batches of other lengths' \
	'^vhe *off *total *constant:four-call *batch-50:four-call *2384.37 *2384.74 *+0.37 ' \
	compare constant batch-50
prints 'the other way' '^vhe *off *total *.* 2384.74 *2384.37 *-0.37 ' compare batch-50 constant

# What cannot be joined
refuses 'another engine' "direct-0: its engine is 'direct', but 'kvm' in vhe-four-call-0; all runs must" \
	merge -o new vhe-four-call-0 direct-0
refuses 'another way to time' "probe-two-hook-0: its timestamps is 'probe', but 'guest' in" \
	merge -o new vhe-four-call-0 probe-two-hook-0
refuses 'another timer' 'slow-timer: its ticks (timer ticks of 16 .*) are not those of vhe-four-call-0' \
	merge -o new vhe-four-call-0 slow-timer
BATCH=50 make other-batch nvhe four-call 0
refuses 'another batch' "other-batch: its batch is '50', but '100' in vhe-four-call-0; all runs must" \
	merge -o new vhe-four-call-0 other-batch
for key in block warmup barrier cpu_model events; do
	changed meta.csv "s/^$key,.*/$key,other/"
	refuses "another $key" "bad: its $key is 'other', but '.*' in vhe-two-hook-0; runs of one mode must" \
		merge -o new vhe-two-hook-0 bad
done
changed meta.csv 's/^payload,.*/payload,other/'
refuses 'another payload' "bad: its payload is 'other', but 'hvc' in .*; runs that are merged must" \
	merge -o new vhe-two-hook-0 bad
changed meta.csv 's/^kernel,.*/kernel,6.12/'
refuses 'boots of another kernel' "bad: its kernel is '6.12', but '6.1.0-.*' in vhe-four-call-0; boots of one flow" \
	merge -o new vhe-four-call-0 bad
check 'flows of other kernels' "$wsbench" merge -o flows bad vhe-two-hook-0
refuses 'fewer boots of a flow' 'merge: vhe, two-hook, dirty off has 1 boots, but vhe, four-call, dirty on has 2' \
	merge -o new vhe-four-call-0 vhe-four-call-1 vhe-two-hook-0
# shellcheck disable=SC2086 # a list
refuses 'fewer boots of a mode' 'merge: nvhe, four-call, dirty off has 1 boots, but vhe, .* has 4' \
	merge -o new $vhe nvhe-four-call-0 nvhe-two-hook-0
SAMPLES=49 make fewer vhe four-call 3
refuses 'a boot of fewer samples' 'fewer: four-call, dirty off has 49 samples in 49 blocks, but in vhe-four-call-0 it is 50 in 50' \
	merge -o new vhe-four-call-0 fewer
changed samples.csv 's/^\(vhe,four-call,on\),99,/\1,98,/'
refuses 'a boot of other blocks' 'bad: its last block is 98, but 99 in vhe-four-call-0' \
	merge -o new vhe-four-call-0 bad
changed samples.csv 's/^\(vhe,four-call,off\),50,/\1,48,/'
refuses 'a boot of fewer blocks' 'bad: four-call, dirty off has 50 samples in 49 blocks' \
	merge -o new vhe-four-call-0 bad
TIMESTAMPS=probe SAMPLES=51 make bad-probe vhe four-call 2
sed 's/,100,100,/,98,100,/; s/,101,101,/,99,101,/' bad-probe/samples.csv >all.csv && mv all.csv bad-probe/samples.csv
refuses 'a boot of as many blocks and more samples' 'bad-probe: four-call, dirty off has 51 samples in 50 blocks' \
	merge -o new probe-four-call-0 bad-probe
changed meta.csv 's/^interrupted,.*/interrupted,yes/'
refuses 'an interrupted boot' 'bad: was interrupted; a run that is one of several' \
	merge -o new vhe-four-call-0 bad
check 'an interrupted run alone' "$wsbench" merge -o interrupted bad
prints 'is told to be one' 'The run was interrupted' summary interrupted
"$wsbench" merge -o half bad nvhe-two-hook-0
prints 'beside a complete one as well' 'The run was interrupted' summary half
refuses 'a merged run of boots' 'one: is a merged run itself' merge -o new one vhe-four-call-0
changed meta.csv 's/^dirty,.*/dirty,off/'
refuses 'fewer boots of a dirty state' 'merge: vhe, four-call, dirty on has 1 boots, but .*, dirty off has 2' \
	merge -o new vhe-four-call-0 bad
refuses 'a boot that is the second of one dirty state only' \
	'vhe-four-call-0: is boot 2 of some .* and boot 1 of four-call, dirty on' merge -o new bad vhe-four-call-0
changed meta.csv 's/^flows,.*/flows,five-call/'
refuses 'unknown flows' "bad: meta.csv is damaged: flows 'five-call'" merge -o new bad

# Files that are not what they should be
changed samples.csv '7s/,,,,/,1,2,3,/'
refuses 'a line with phases among totals' '^wsbench: bad/samples.csv:7: phases in a run' compare bad
changed samples.csv '7s/,,,,/,,7,,/'
refuses 'a line with one phase' '^wsbench: bad/samples.csv:7: phases in a run' compare bad
rm -rf bad && cp -r probe-four-call-0 bad
sed '7s/,[0-9]*,600,[0-9]*,/,,,,/' probe-four-call-0/samples.csv >bad/samples.csv
refuses 'a line without phases among others' '^wsbench: bad/samples.csv:7: ' compare bad
sed '7s/$/.5/' probe-four-call-0/samples.csv >bad/samples.csv
refuses 'decimals where there is no batch' '^wsbench: bad/samples.csv:7: .* is not a whole number' compare bad
changed samples.csv '7s/$/003/'
refuses 'a total that is not of the batch' '^wsbench: bad/samples.csv:7: .* not a whole number of ticks in 100' \
	compare bad
changed samples.csv '7s/,[0-9.]*$/,-1/'
refuses 'a negative total' "^wsbench: bad/samples.csv:7: '-1' is out of range" compare bad
changed samples.csv '7s/,[0-9.]*$/,/'
refuses 'no total' '^wsbench: bad/samples.csv:7: ' compare bad
changed samples.csv '$d'
refuses 'samples.csv cut off at the end of a line' '99 samples .* truncated' compare bad
changed meta.csv 's/^batch,.*/batch,0/'
refuses 'batches of nothing' "bad: meta.csv is damaged: batch '0'" compare bad
changed meta.csv 's/^timestamps,.*/timestamps,probe/'
refuses 'batches with phases' "bad: meta.csv is damaged: batches of 100 round trips with timestamps 'probe'" \
	compare bad
rm -rf bad && cp -r all bad && sed '$d' all/summary.csv >bad/summary.csv
refuses 'summary.csv without its last line' 'bad: summary.csv has 600 samples of mode nvhe.*truncated' summary bad
sed '3s/,total,/,exit,/' all/summary.csv >bad/summary.csv
refuses 'summary.csv with a foreign phase' '^wsbench: bad/summary.csv:3: ' summary bad
rm -rf bad && cp -r all bad && sed '/^nvhe/d' all/samples.csv >bad/samples.csv
refuses 'samples.csv without a mode' '0 samples of mode nvhe.*truncated' compare bad
echo "1..$nr"
