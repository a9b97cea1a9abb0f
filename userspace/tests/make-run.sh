#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# make-run.sh DIR MODE SAMPLES
#
# Makes up a run folder with meta.csv and samples.csv, as wsbench run would have
# left it, for tests without the device: all flows and dirty states, blocks of
# ten, totals that differ by flow and a little by sample.
set -u

dir=$1 mode=$2 samples=$3
mkdir "$dir" || exit
awk -v mode="$mode" -v samples="$samples" 'BEGIN {
	split("none four-call two-hook", flow, " ")
	split("off on", dirty, " ")
	print "mode,flow,dirty,block,seq,entry,guest,exit,total"
	for (seq = 0; seq < 6 * samples; seq++) {
		block = int(seq / 10)
		f = block % 3 + 1
		d = int(block / 3) % 2 + 1
		entry = 60 + 20 * f + 100 * d + seq % 7
		exit_ = 70 + 20 * f + 100 * d + seq % 5
		print mode "," flow[f] "," dirty[d] "," block "," seq "," entry ",7," exit_ "," \
			entry + 7 + exit_
	}
}' >"$dir/samples.csv"
cat >"$dir/meta.csv" <<END
key,value
schema,1
run_id,made-up-$mode
time,2024-01-01T00:00:00Z
commit,
kernel,6.1.0-test
compiler,"gcc (test, not a compiler) 1.0"
cpu,0
cpu_model,Made-Up r0p0
mode,$mode
engine,direct
timing,exact
samples,$((6 * samples))
flows,"none,four-call,two-hook"
dirty,"off,on"
END
