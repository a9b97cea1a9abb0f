#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# wsbench sweep: what it refuses before it asks for the device, and the figures of
# folders made up here. TAP; WSBENCH is the binary.

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

# refuses NAME PATTERN ARG...: status 2, one line on stderr, nothing new in the folder
refuses() {
	name=$1 pattern=$2
	shift 2
	find . ! -name out ! -name err | sort >../before.$$
	"$wsbench" "$@" >out 2>err </dev/null
	status=$?
	find . ! -name out ! -name err | sort >../after.$$
	[ "$status" = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] &&
		grep -q -e "^wsbench: $pattern" err && cmp -s ../before.$$ ../after.$$
	status=$?
	rm -f ../before.$$ ../after.$$
	report "$status" "$name"
}

# meta DIR TIMING
meta() {
	cat >"$1/meta.csv" <<-END
	key,value
	schema,1
	run_id,made-up
	time,2024-01-01T00:00:00Z
	kernel,6.1.0-test
	cpu,0
	cpu_model,Made-Up r0p0
	mode,vhe
	engine,direct
	timing,$2
	END
}
# sweep DIR TIMING BREAKPOINTS WATCHPOINTS: 8 ticks a register each way, with dirty on
sweep() {
	mkdir "$1" && meta "$1" "$2" || return
	awk -v brps="$3" -v wrps="$4" 'BEGIN {
		print "mode,flow,dirty,brps,wrps,phase,n,min,p25,median,p75,p99,max,mean,stddev"
		split("none four-call two-hook", flow, " ")
		split("off on", dirty, " ")
		split("entry guest exit total", phase, " ")
		for (f = 1; f <= 3; f++)
			for (d = 1; d <= 2; d++)
				for (b = 1; b <= brps; b++)
					for (w = 1; w <= wrps; w++) {
						grown = f > 1 && d == 2 ? 8 * (b + w) : 0
						v[1] = 100 + f + grown; v[2] = 7; v[3] = 110 + f + grown
						v[4] = v[1] + v[2] + v[3]
						for (p = 1; p <= 4; p++) {
							row = "vhe," flow[f] "," dirty[d] "," b "," w "," phase[p] ",20"
							for (i = 0; i < 7; i++)
								row = row "," v[p]
							print row ",0"
						}
					}
	}' >"$1/sweep.csv"
}
# cpus DIR TIMING VERDICT: two CPUs, alone and at once
cpus() {
	mkdir "$1" && meta "$1" "$2" || return
	awk -v verdict="$3" 'BEGIN {
		print "mode,flow,dirty,cpus,cpu,phase,n,min,p25,median,p75,p99,max,mean,stddev," \
			"alone_median,ratio,delta_lo,delta_hi,p_value,verdict"
		split("entry guest exit total", phase, " ")
		for (k = 1; k <= 2; k++)
			for (cpu = 0; cpu < 2; cpu++)
				for (p = 1; p <= 4; p++)
					print "vhe,none,off," k "," cpu "," phase[p] ",500,90,95,100,105,150,900,101,9," \
						"98,1.02" (k == 2 && verdict != "" ? ",1,3,0.01," verdict : ",,,,")
	}' >"$1/cpus.csv"
}
# lacks NAME PATTERN FILE
lacks() {
	! grep -q -e "$2" "$3"
	report $? "$1"
}
# draws NAME DIR FIGURE PATTERN: wsbench plot does, and the SVG has a text
draws() {
	"$wsbench" plot "$2" >out 2>err && [ -s "$2/plots/$3.png" ] && grep -q -e "$4" "$2/plots/$3.svg"
	report $? "$1"
}

refuses 'a list with a letter' '--brps: .x. is not a list of numbers' sweep --brps x
refuses 'no breakpoints' '--brps: 0 is out of range, give 1 to 16' sweep --brps 0
refuses 'too many watchpoints' '--wrps: 17 is out of range' sweep --wrps 1-17
refuses 'a range that runs backwards' '--wrps: .3-1. is empty' sweep --wrps 3-1
refuses 'CPUs and registers' '--brps: --cpus measures with all registers' sweep --cpus=2 --brps 1
refuses 'CPUs and a CPU' '--cpu: --cpus takes the first' sweep --cpus=2 --cpu 1
refuses 'no CPUs' '--cpus: 0 is out of range' sweep --cpus 0
refuses 'CPUs twice' '2: surplus argument' sweep --cpus=2 2
refuses 'a number without --cpus' '4: surplus argument' sweep 4
refuses 'no samples' '--samples: 0 is out of range' sweep --samples 0
refuses 'an unknown flow' "--flows: unknown flow 'five-call'" sweep --flows five-call
refuses 'a folder in a folder that lacks' 'none/dir: the folder none does not exist' \
	sweep -o none/dir
mkdir there
refuses 'a folder that is there' 'there: exists' sweep -o there
if [ ! -e /dev/wsbench ]; then
	refuses 'no device' '/dev/wsbench: .*\(insmod wsbench.ko\|not an arm64 machine\)' sweep -o dir
	refuses 'no device, default folder' '/dev/wsbench: ' sweep
	refuses 'no device for CPUs' '/dev/wsbench: ' sweep --cpus 1
fi

if command -v gnuplot >/dev/null; then
	sweep exact exact 6 4
	draws 'a sweep' exact sweep 'a breakpoint, dirty on: 8 in each flow but none<'
	draws 'and its ticks are instructions' exact sweep 'A tick is an executed instruction'
	sweep hardware hardware 6 4
	sed -i '/^vhe,two-hook,on,6,/ s/,entry,20,\([0-9]*\),\([0-9]*\),\([0-9]*\)/,entry,20,\1,\2,1\3/' hardware/sweep.csv
	draws 'flows whose slopes differ' hardware sweep 'four-call 8, two-hook '
	sweep point exact 1 1
	draws 'a single point has no slope' point sweep 'entry, with 1 watchpoint<'
	lacks 'and no fit' 'Lines' point/plots/sweep.svg
	sweep line exact 2 1
	draws 'two points are a line, whatever they are' line sweep 'Lines join the points'
	sweep without exact 2 2
	sed -i '/^vhe,none/d' without/sweep.csv
	draws 'a sweep without flow none' without sweep 'a breakpoint, dirty on: 8 in each flow<'
	cpus judged hardware slower
	draws 'CPUs at once' judged cpus 'Ringed: slower than alone, 2 of 2'
	cpus unjudged exact ''
	draws 'CPUs that are not judged' unjudged cpus 'Not judged: one count of instructions'
	cpus tcg emulated-inexact slower
	draws 'CPUs in emulated time' tcg cpus 'Ringed: slower than alone, 2 of 2, in emulated time'
	cpus alone emulated-inexact ''
	sed -i '/^vhe,none,off,2/d; /^vhe,none,off,1,1/d' alone/cpus.csv
	draws 'one CPU' alone cpus 'Not judged: no CPU has another beside it'
	# shellcheck disable=SC2016 # $ is awk's
	check 'CPUs are beside each other' awk -F "translate[(]|," '
		/#gpPt6/ && !($2 in seen) { seen[$2]; n++ }
		END { exit n != 4 }' judged/plots/cpus.svg

	sweep bad exact 2 2
	sed -i 's/,brps,/,registers,/' bad/sweep.csv
	refuses 'a sweep of another format' 'bad/sweep.csv:1: ' plot bad
	sweep short exact 2 2
	sed -i '2s/,[^,]*$//' short/sweep.csv
	refuses 'a row that lacks a field' 'short/sweep.csv:2: 14 fields instead of 15' plot short
	sweep empty exact 2 2
	sed -i '2,$d' empty/sweep.csv
	refuses 'a sweep without rows' 'empty/sweep.csv: no figures' plot empty
	sweep two exact 2 2
	sed -i '$s/^vhe/nvhe/' two/sweep.csv
	refuses 'two modes in one figure' 'two: a sweep of two modes' plot two
	cpus verdict hardware perhaps
	refuses 'a verdict that is none' "verdict/cpus.csv:10: 'perhaps' is not a verdict" plot verdict
else
	skip 'figures of sweeps' 'no gnuplot'
fi
echo "1..$nr"
