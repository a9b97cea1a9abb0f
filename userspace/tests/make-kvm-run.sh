#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# make-kvm-run.sh DIR MODE FLOW BOOT
#
# Makes up the run folder of one boot as the engine kvm would have left it:
# meta.csv and samples.csv, for tests without KVM. Both dirty states, of which
# blocks alternate. BOOT, a number, is in run id and time, and moves all figures
# by some hundredths. Environment:
#	TIMESTAMPS=guest|perf|probe	probe has phases and no batches
#	SAMPLES=50	of each dirty state
#	BATCH=100	round trips of a sample, which is a block; 1 for probe
#	NOISE=7		batches differ by less than so many ticks; 0: not at all,
#			neither do the boots; hw: much, skewed, with a tail
#	TIMING=exact TIMER_HZ=1000000000 KERNEL=6.1.0-test-FLOW
set -u

dir=$1 mode=$2 flow=$3 boot=$4
timestamps=${TIMESTAMPS:-guest} samples=${SAMPLES:-50} noise=${NOISE:-7}
batch=${BATCH:-100}
[ "$timestamps" != probe ] || batch=1
mkdir "$dir" || exit
awk -v mode="$mode" -v flow="$flow" -v boot="$boot" -v samples="$samples" -v batch="$batch" \
	-v noise="$noise" -v timestamps="$timestamps" '
function jitter(seq) {
	if (noise == "hw")
		return int(batch * (-40 * log(1 - rand()) + (rand() < 0.004 ? 900 * rand() : 0)))
	return noise ? seq * 5 % noise + 3 * boot : 0
}
# Ticks with the decimals that tell a batch apart, at most six.
function ticks(total, text) {
	if (batch == 1)
		return total
	text = sprintf("%.6f", total / batch)
	sub(/\.?0+$/, "", text)
	return text
}
BEGIN {
	srand(boot + length(mode flow))
	split("off on", dirty, " ")
	print "mode,flow,dirty,block,seq,entry,guest,exit,total"
	for (seq = 0; seq < 2 * samples; seq++) {
		d = seq % 2 + 1
		base = 2384 + (mode == "nvhe") * 611 + (d - 1) * 520 - (flow == "two-hook") * 21
		if (timestamps == "probe") {
			exit_ = 1100 + jitter(seq)
			entry = base - 1700
			fields = entry ",600," exit_ "," entry + 600 + exit_
		} else {
			fields = ",,," ticks(base * batch + 37 + jitter(seq))
		}
		print mode "," flow "," dirty[d] "," seq "," seq "," fields
	}
}' >"$dir/samples.csv"
cat >"$dir/meta.csv" <<END
key,value
schema,1
run_id,made-up-$mode-$flow-$boot
time,2024-01-01T00:00:0${boot}Z
kernel,${KERNEL:-6.1.0-test-$flow}
cpu,0
cpu_model,Made-Up r0p0
mode,$mode
timer_hz,${TIMER_HZ:-1000000000}
timestamp_cost_exit,
timing,${TIMING:-exact}
timestamps,$timestamps
events,
block,$batch
batch,$batch
samples,$((2 * samples))
boots,1
boot_blocks,
interrupted,no
warmup,10
barrier,none
payload,hvc
flows,$flow
dirty,"off,on"
engine,kvm
gic,v3
END
