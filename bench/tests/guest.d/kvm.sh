# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# kvm.sh FLOW MODE: engine kvm inside the emulated host, on a kernel whose KVM
# has that flow and runs in that mode.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

flow=$1 mode=$2
case $mode in
vhe) initialised='VHE mode initialized' ;;
*) initialised='Hyp .*mode initialized' ;;
esac

# median RUN DIRTY PHASE: from summary.csv
median() {
	awk -F , -v dirty="$2" -v phase="$3" '$3 == dirty && $4 == phase { print $8 }' "$1/summary.csv"
}
# near A B LIMIT: true when they differ by less
near() {
	awk -v a="$1" -v b="$2" -v limit="$3" 'BEGIN { d = a - b; print a, b; exit !(d < limit && -d < limit) }'
}
same_medians() {
	for dirty in off on; do
		near "$(median "$1" "$dirty" total)" "$(median "$2" "$dirty" total)" "$3" || return
	done
}
dirty_costs_more() {
	awk -v off="$(median "$1" off total)" -v on="$(median "$1" on total)" \
		'BEGIN { print off, on; exit !(off > 0 && on > off + 100) }'
}
# mode,flow,dirty,block,seq,entry,guest,exit,total
phases_sum_up() {
	awk -F , 'NR > 1 && ($9 == 0 || $6 + $7 + $8 != $9) { print; bad = 1 } END { exit bad || NR < 2 }' \
		"$1/samples.csv"
}
lines() {
	awk -v want="$2" 'END { print NR - 1; exit NR - 1 != want }' "$1/samples.csv"
}
run() {
	wsbench run --engine kvm "$@"
}

check_status 'KVM is there, in the right mode' 0 "$initialised" dmesg
check 'verify: debug registers of guest and host survive' wsbench verify --engine kvm
check 'guest: a run' run -o guest --samples 100
check 'guest: another run' run --timestamps guest -o again --samples 100
check 'guest: every sample is there' lines guest 200
check_status 'guest: the flow is the kernel'"'"'s' 0 "^flows,$flow\$" cat guest/meta.csv
check_status 'guest: the mode is the host'"'"'s' 0 "^mode,$mode\$" cat guest/meta.csv
check_status 'guest: instructions are counted' 0 '^timing,exact$' cat guest/meta.csv
check_status 'guest: the guest has a GIC' 0 '^gic,gicv[23]$' cat guest/meta.csv
check 'guest: two runs agree within 0.2 instruction' same_medians guest again 0.2
check 'guest: dirty on costs more' dirty_costs_more guest
check 'perf: a run' run --timestamps perf -o perf --samples 100
check 'perf: agrees with the guest within one instruction' same_medians guest perf 1
check_status 'perf: instructions are counted, too' 0 ",on,instructions,100," cat perf/events.csv
check 'probe: a run' run --timestamps probe -o probe --samples 1000
check 'probe: another run' run --timestamps probe -o probe2 --samples 1000 --seed 7
check 'probe: every sample is there' lines probe 2000
check 'probe: phases sum up to the total' phases_sum_up probe
check 'probe: two runs agree exactly' same_medians probe probe2 0.000001
check 'probe: dirty on costs more' dirty_costs_more probe
check 'a batch of one round trip' run -o one --samples 20 --block 1
check 'the longest batch' run -o longest --samples 2 --block 4096 --dirty on
check_status 'summary reads a run of KVM' 0 "$flow" wsbench summary guest
check 'compare reads two runs of KVM' wsbench compare guest again

case $flow in
two-hook) other=four-call ;;
*) other=two-hook ;;
esac
check_status 'refused: another flow than the kernel has' 2 "^wsbench: --flows: .*$flow" run -o x --flows "$other"
check_status 'refused: an event that the PMU lacks' 2 '^wsbench: --events: .*no event .nonesuch.' \
	run -o x --timestamps perf --events nonesuch
check_status 'refused: events without perf' 2 '^wsbench: --events: ' run -o x --events cycles
check_status 'refused: timestamps of the other engine' 2 '^wsbench: --timestamps: ' run -o x --timestamps pmu
check_status 'refused: timestamps of KVM for engine direct' 2 '^wsbench: --timestamps: ' \
	wsbench run -o x --timestamps guest
check 'a run without warm-up' run -o cold --samples 10 --warmup 0
check_status 'refused: a barrier for the guest' 2 '^wsbench: --barrier: ' run -o x --barrier none
check_status 'refused: a limit, which KVM has not' 2 '^wsbench: --limit-us: ' run -o x --limit-us 10
check_status 'refused: a payload, which KVM has not' 2 '^wsbench: --payload: ' run -o x --payload loop
check_status 'refused: --discard, which KVM has not' 2 '^wsbench: --discard: ' run --discard
check 'nothing is left of refused runs' test ! -e x

rmmod wsbench
check 'without the module: guest' run -o bare --samples 10
check 'without the module: perf' run --timestamps perf -o bare-perf --samples 10
check_status 'without the module: probe says what is missing' 2 \
	'^wsbench: /dev/wsbench: .*insmod wsbench.ko' run --timestamps probe -o x
check 'without the module: the refused run leaves nothing' test ! -e x
