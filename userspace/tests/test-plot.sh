#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# wsbench plot, with run folders made up here: TAP. WSBENCH is the binary.
# shellcheck disable=SC2016 # $ is awk's and sed's

WSBENCH=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
dir=$(mktemp -d) || exit 1
trap 'umount "$dir/ro" 2>/dev/null; rm -rf "$dir"' EXIT
cd "$dir" || exit 1
nr=0

report() # STATUS NAME
{
	nr=$((nr + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $nr - $2"
	else
		echo "not ok $nr - $2"
	fi
}

check() # NAME COMMAND...
{
	name=$1
	shift
	"$@" >/dev/null 2>&1
	report $? "$name"
}

not()
{
	! "$@"
}

# A run of MODES, FLOWS, DIRTYS (words); timing TIMING; n samples each, with the
# prototype's figures where exact, and log-normal ones with a tail where not: of
# a share of TAIL in each phase.
make_run() # DIR TIMING MODES FLOWS DIRTYS N
{
	mkdir "$1" && awk -v dir="$1" -v timing="$2" -v modes="$3" -v flows="$4" \
		-v dirtys="$5" -v n="$6" -v tail="${TAIL:-0.003}" '
	function gauss() {
		return sqrt(-2 * log(1 - rand())) * cos(6.283185307 * rand())
	}
	function draw(x) {
		if (timing == "exact")
			return x
		return int(9 * x * exp(0.06 * gauss())) + (rand() < tail ? int(2000 / (0.05 + rand())) : 0)
	}
	# The value that is the nth smallest of what count[] holds, from low up.
	function nth(count, low, n, v) {
		for (v = low; n > count[v]; v++)
			n -= count[v]
		return v
	}
	BEGIN {
		srand(1)
		ticks["vhe off none"] = ticks["vhe on none"] = "64 7 67"
		ticks["vhe off four-call"] = "94 7 95"
		ticks["vhe off two-hook"] = "70 7 73"
		ticks["vhe on four-call"] = "252 7 255"
		ticks["vhe on two-hook"] = "243 7 249"
		ticks["vhe off two-hook-early"] = "69 7 73"
		ticks["vhe off two-hook-late"] = "73 7 73"
		ticks["vhe off two-hook-cached"] = "70 7 73"
		ticks["vhe on two-hook-early"] = "240 7 246"
		ticks["vhe on two-hook-late"] = ticks["vhe on two-hook-cached"] = "243 7 249"
		split("entry guest exit total", phase)
		nr_modes = split(modes, mode)
		nr_flows = split(flows, flow)
		nr_dirtys = split(dirtys, dirty)
		samples = dir "/samples.csv"
		summary = dir "/summary.csv"
		compare = dir "/compare.csv"
		meta = dir "/meta.csv"
		print "mode,flow,dirty,block,seq,entry,guest,exit,total" >samples
		print "mode,flow,dirty,phase,n,min,p25,median,p75,p99,max,mean,stddev" >summary
		print "mode,dirty,phase,base,test,base_median,test_median,delta,delta_lo," \
			"delta_hi,delta_pct,p_value,verdict" >compare
		for (m = 1; m <= nr_modes; m++) {
			seq = block = 0
			for (f = 1; f <= nr_flows; f++)
				for (d = 1; d <= nr_dirtys; d++) {
					split(ticks["vhe " dirty[d] " " flow[f]], x)
					add = mode[m] == "nvhe" ? 85 : 0
					for (i = 1; i <= n; i++) {
						e = draw(x[1] + add); g = draw(x[2]); q = draw(x[3] + add)
						v[1, i] = e; v[2, i] = g; v[3, i] = q; v[4, i] = e + g + q
						print mode[m] "," flow[f] "," dirty[d] "," \
							block + int((i - 1) / 100) "," seq++ "," \
							e "," g "," q "," e + g + q >samples
					}
					block += int((n + 99) / 100)
					for (p = 1; p <= 4; p++) {
						split("", count)
						low = high = v[p, 1]
						for (i = 1; i <= n; i++) {
							count[v[p, i]]++
							low = v[p, i] < low ? v[p, i] : low
							high = v[p, i] > high ? v[p, i] : high
						}
						med[m, f, d, p] = nth(count, low, int((n + 1) / 2))
						print mode[m] "," flow[f] "," dirty[d] "," phase[p] "," n \
							"," low "," nth(count, low, int((n + 3) / 4)) "," \
							med[m, f, d, p] "," nth(count, low, int((3 * n + 3) / 4)) \
							"," nth(count, low, int((99 * n + 99) / 100)) "," \
							high ",1,0" >summary
					}
				}
			for (d = 1; d <= nr_dirtys; d++)
				for (f = 1; f < nr_flows; f++) {
					if (flow[f] != "four-call" || flow[f + 1] != "two-hook")
						continue
					for (p = 1; p <= 4; p++) {
						a = med[m, f, d, p]; b = med[m, f + 1, d, p]
						print mode[m] "," dirty[d] "," phase[p] ",four-call,two-hook," \
							a "," b "," b - a "," b - a "," b - a "," \
							(b - a) / a * 100 ",0," (a == b ? "same" : "faster") >compare
					}
				}
		}
		print "key,value\nschema,1\nkernel,6.1.0-9-cloud-arm64\ncpu_model,Neoverse-N1" >meta
		print "timing," timing >meta
		if (nr_modes == 1)
			print "mode," modes >meta
		else
			for (m = 1; m <= nr_modes; m++)
				print mode[m] ".mode," mode[m] >meta
	}'
}

all='none four-call two-hook'
make_run exact exact 'vhe nvhe' "$all" 'off on' 200 || exit 1
six="$all two-hook-early two-hook-late two-hook-cached"
make_run six exact 'vhe nvhe' "$six" 'off on' 200 || exit 1
make_run six-vhe exact vhe "$six" 'off on' 200 || exit 1
make_run noisy hardware 'vhe nvhe' "$all" 'off on' 3000 || exit 1
make_run tcg emulated-inexact vhe "$all" 'off on' 200 || exit 1
make_run single exact nvhe two-hook on 200 || exit 1
make_run pair hardware vhe 'four-call two-hook' off 200 || exit 1
TAIL=0.02 make_run far hardware vhe "$all" off 3000 || exit 1
cp -r pair halves && awk -F, -v OFS=, '$4 == "total" { $8 = "11492.5" } 1' pair/summary.csv >halves/summary.csv

# Runs of KVM: four boots of each mode and flow, joined.
kvm() # DIR
{
	for boot in 0 1 2 3; do
		for mode in vhe nvhe; do
			for flow in four-call two-hook; do
				sh "$tests/make-kvm-run.sh" "boot-$mode-$flow-$boot" "$mode" "$flow" "$boot" || exit 1
			done
		done
	done
	"$WSBENCH" merge -o "$1" boot-* || exit 1
	rm -rf boot-*
}

kvm kvm
NOISE=0 kvm kvm-exact
NOISE=hw TIMING=hardware TIMER_HZ=25000000 SAMPLES=300 kvm kvm-hw
TIMER_HZ=62500000 kvm kvm-slow-timer
TIMESTAMPS=probe kvm kvm-probe

NOISE=0 sh "$tests/make-kvm-run.sh" most vhe two-hook 0
sed '9,12s/\.37$/.4/' most/samples.csv >most.csv && mv most.csv most/samples.csv
"$WSBENCH" merge -o kvm-most most || exit 1

files='cost.png cost.svg distribution.png distribution.svg phases.png phases.svg'
totals_files='cost.png cost.svg distribution.png distribution.svg'

whole() # RUN [FILES]
{
	[ "$(cd "$1/plots" && echo *)" = "${2:-$files}" ] && only_plots "$1"
}

only_plots() # RUN: nothing but the files of a run and perhaps plots
{
	! find "$1" -mindepth 1 -maxdepth 1 | grep -Ev '/(plots|(meta|samples|summary|compare)\.csv)$'
}

# What gnuplot is told, through a gnuplot that only takes it down.
mkdir fake none
cat >fake/gnuplot <<'EOF'
#!/bin/sh
cat >"$SCRIPT"
echo 'gnuplot> plot nonsense' >&2
echo '              ^' >&2
echo '"-" line 7: warning: never mind' >&2
echo '         line 7: undefined variable: nonsense' >&2
exit 1
EOF
chmod +x fake/gnuplot
SCRIPT=$dir/script
export SCRIPT

# A refusal: exit status 2, one line on stderr that matches, nothing left.
refuses() # NAME PATTERN RUN [PATH]
{
	env PATH="${4:-$PATH}" "$WSBENCH" plot "$3" >out 2>err
	[ $? -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] &&
		grep -q "^wsbench: .*$2" err && { [ ! -d "$3" ] || only_plots "$3" >/dev/null; }
	report $? "$1"
}

damaged() # NAME PATTERN FILE SED-SCRIPT
{
	rm -rf bad
	cp -r pair bad
	sed "$4" "pair/$3" >"bad/$3"
	refuses "$1" "$2" bad
	[ ! -e bad/plots ] || report 1 "$1: left plots"
}

refuses 'gnuplot is missing' 'gnuplot: not found: apt install gnuplot-nox' exact "$dir/none"
refuses 'gnuplot fails: its first error' 'gnuplot: line 7: undefined variable: nonsense' exact \
	"$dir/fake:$PATH"
check 'gnuplot failed: no plots' not test -e exact/plots

# All scripts, one behind the other.
cat >fake/gnuplot <<'EOF'
#!/bin/sh
tee -a "$SCRIPT" | sed -n "s/^output_[a-z]* = '\(.*\)'/\1/p" | while read -r file; do
	echo '</svg> IEND' >"$file"
done
EOF
rm script
# A sanitizer reserves more address space than there is memory.
room=$((64 << 20))
[ -z "${SANITIZED-}" ] || room=unlimited
prlimit --as="$room" env PATH="$dir/fake:$PATH" "$WSBENCH" plot noisy 2>err
check 'the CLI stays below 64 MiB' test ! -s err
check 'a curve has at most 1000 points' awk '
	/^\$curves/ { on = 1; next }
	/^EOD/ && on { exit nr < 12 || most > 1010 || most < 100 }
	on && NF == 2 { points++ }
	on && !NF && points { nr++; if (points > most) most = points; points = 0 }' script
check 'a curve ends at the share within the cut' awk '
	/^\$curves/ { on = 1; next }
	/^EOD/ && on { exit bad || !nr }
	on && NF == 2 { if ($2 < last) bad = 1; last = $2 }
	on && !NF && last { nr++; if (last < 98 || last > 100) bad = 1; last = 0 }' script

rm script
env PATH="$dir/fake:$PATH" "$WSBENCH" plot kvm-hw 2>err
check 'batches: a curve ends at the share within the cut' awk '
	/^\$curves/ { on = 1; next }
	/^EOD/ && on { exit bad || nr != 8 }
	on && NF == 2 { if ($2 < last) bad = 1; last = $2 }
	on && !NF && last { nr++; if (last < 98 || last > 100) bad = 1; last = 0 }' script
check 'batches: curves are per round trip' awk '
	/^\$curves/ { on = 1; next }
	/^EOD/ && on { exit !n }
	on && NF == 2 && $2 > 0 { n++; if ($1 > 60000) exit n = 0 }' script
rm script
env PATH="$dir/fake:$PATH" "$WSBENCH" plot kvm 2>err
check 'batches: a curve ends at 100 % where nothing is cut' awk '
	/^\$curves/ { on = 1; next }
	/^EOD/ && on { exit bad || nr != 8 }
	on && NF == 2 { last = $2 }
	on && !NF && last { nr++; if (last != 100) bad = 1; last = 0 }' script

rm script
env PATH="$dir/fake:$PATH" "$WSBENCH" plot far 2>err
check 'far outliers do not set the range' awk -F'[][, ]+' '
	$1 == "array" && $2 == "panel_high" { high = $5 }
	END { exit !(high > 1700 && high < 3500) }' script

cat >fake/gnuplot <<'EOF'
#!/bin/sh
sed -n "s/^output_[a-z]* = '\(.*\)'/\1/p" | while read -r file; do
	echo 'some of it, but not to the end' >"$file"
done
EOF
refuses 'gnuplot writes half a file' 'a part of it only' exact "$dir/fake:$PATH"
cat >fake/gnuplot <<'EOF'
#!/bin/sh
echo >started
exec sleep 30
EOF
env PATH="$dir/fake:$PATH" "$WSBENCH" plot exact 2>err &
pid=$!
while ! ls exact/.plots.*/started >/dev/null 2>&1 && kill -0 $pid; do sleep 0.1; done
kill $pid
wait $pid
check 'SIGTERM: exit status 130' test $? -eq 130
check 'SIGTERM: nothing left' only_plots exact

refuses 'no such folder' 'No such file' nowhere
refuses 'a file, not a folder' 'not a run folder' exact/meta.csv
refuses 'not a run folder' 'not a run folder' none
rm -rf bad && cp -r pair bad && head -c -3 pair/samples.csv >bad/samples.csv
refuses 'samples.csv is truncated' 'samples.csv:.*truncated' bad
damaged 'samples.csv is foreign' 'samples.csv:1: ' samples.csv '1s/.*/time,value/'
damaged 'samples.csv lacks samples' 'samples.csv: 199 samples' samples.csv '$d'
damaged 'samples.csv has rubbish' 'samples.csv:5: ' samples.csv '5s/,[0-9]*$/,x/'
damaged 'summary.csv lacks a phase' 'summary.csv' summary.csv '$d'
damaged 'summary.csv has a flow twice' 'in it twice' summary.csv '/two-hook/{s/two-hook/four-call/}'
rm -rf bad && cp -r single bad
sed 's/,200,/,0,/' single/summary.csv >bad/summary.csv
sed 1q single/samples.csv >bad/samples.csv
refuses 'a flow without samples' 'is empty' bad
rm -rf bad && cp -r kvm bad && sed 's/^timestamps,guest/timestamps,probe/; s/^batch,100/batch,1/' \
	kvm/meta.csv >bad/meta.csv
refuses 'totals only, where phases are due' 'summary.csv is damaged: it has totals only' bad
cp kvm/meta.csv bad/meta.csv && sed '/^nvhe,two-hook,on/d' kvm/summary.csv >bad/summary.csv &&
	sed '/^nvhe,on/d' kvm/compare.csv >bad/compare.csv
refuses 'summary.csv lacks a flow of totals' '200 samples of nvhe, two-hook, dirty on, and' bad
damaged 'compare.csv is foreign' 'compare.csv:1: ' compare.csv '1s/p_value/p/'
damaged 'compare.csv has rubbish' 'compare.csv:5: ' compare.csv '5s/faster/quicker/'
rm -rf bad && cp -r pair bad && head -c -3 pair/compare.csv >bad/compare.csv
refuses 'compare.csv is truncated' 'compare.csv:.*truncated' bad
damaged 'timing is unknown' "timing 'sundial'" meta.csv 's/hardware/sundial/'
damaged 'meta.csv is of another schema' 'schema' meta.csv 's/^schema,.*/schema,99/'
rm -rf bad && cp -r exact bad
sed 's/^timing,exact$/vhe.timing,exact\nnvhe.timing,hardware/' exact/meta.csv >bad/meta.csv
refuses 'instructions and cycles on one axis' 'one by one' bad
rm -rf bad && cp -r pair bad && rm bad/compare.csv bad/samples.csv
refuses 'compare.csv and samples.csv are missing' 'samples.csv: ' bad
rm -rf bad && cp -r pair bad && echo >bad/plots
if mkdir ro && mount -t tmpfs none ro 2>/dev/null; then
	cp pair/*.csv ro
	mount -o remount,ro ro
	refuses 'a run folder that cannot be written' 'ro: cannot write: .*; .*another place with -o' ro
	umount ro
else
	nr=$((nr + 1))
	echo "ok $nr - # SKIP a run folder that cannot be written: mount is not allowed"
fi
refuses 'plots is a file' 'plots: ' bad
"$WSBENCH" plot 2>err
check 'no run is given' test $? -eq 2
check 'no run is given: what to do' grep -q 'no run folder given; give' err
"$WSBENCH" plot exact noisy 2>err
check 'two runs are given' test $? -eq 2

if ! command -v gnuplot >/dev/null; then
	echo "ok $((nr + 1)) - # SKIP gnuplot is not installed"
	echo "1..$((nr + 1))"
	exit 0
fi

renders() # RUN [FILES]
{
	"$WSBENCH" plot "$1" >out 2>err && [ ! -s err ] && [ "$(cat out)" = "$1/plots" ] &&
		whole "$1" "${2:-$files}" >/dev/null
	report $? "$1 is rendered: ${2:-three figures, SVG and PNG}"
}

for run in exact six six-vhe noisy tcg single pair far halves; do
	renders "$run"
done

mkdir kvm/plots && echo stale >kvm/plots/phases.svg
for run in kvm kvm-exact kvm-most kvm-hw kvm-slow-timer; do
	renders $run "$totals_files"
done
renders kvm-probe

has() # FILE TEXT...
{
	file=$1
	shift
	for text in "$@"; do
		grep -qF -e "$text" "$file" || return 1
	done
}

png_width() # FILE
{
	od -An -tu1 -j16 -N4 "$1" | awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4 }'
}

check 'PNG is 1200 wide' test "$(png_width exact/plots/cost.png)" = 1200
for f in cost distribution phases; do
	check "$f: mode, CPU, kernel and unit" has exact/plots/$f.svg 'VHE and nVHE' \
		Neoverse-N1 'Linux 6.1.0-9-cloud-arm64' 'executed instructions (QEMU -icount)'
	check "$f: instructions are not cycles" has exact/plots/$f.svg 'not cycles of silicon'
	check "$f: cycle-counter ticks" has noisy/plots/$f.svg 'PMU cycle-counter ticks'
	check "$f: silicon has no such note" not grep -qi 'silicon\|icount' noisy/plots/$f.svg
	check "$f: emulated time must not be compared" has tcg/plots/$f.svg 'must not be compared'
done
check 'cost: figures and differences' has exact/plots/cost.svg '>196<' '>150<' '>514<' '>499<' \
	'>−46<' '>−23.5 %<' '>−15<' '>−2.9 %<'
check 'cost: no difference of emulated time' not grep -q '−' tcg/plots/cost.svg
check 'distribution: exact steps are labelled' has exact/plots/distribution.svg 'none 138' \
	'four-call 196' 'two-hook 150' 'two-hook 499'
check 'distribution: the cut is told' has noisy/plots/distribution.svg 'not shown: ' '(highest '
check 'distribution: no cut where exact' not grep -q 'not shown' exact/plots/distribution.svg
check 'phases: figures in segments, and totals' has exact/plots/phases.svg '>252<' '>255<' \
	'>total 514 (guest 7)<'
# How far left a text that ends at its place begins, in pixels, at 8 a character.
begins() # FILE TEXT LEAST
{
	awk -v text=">$2<" -v least="$3" -v chars="${#2}" -F 'translate[(]' '
		NF > 1 { split($2, at_xy, /[,)]/); x = at_xy[1] }
		index($0, text) && /<text>/ { n++; if (x - 8 * chars < least) bad = 1 }
		END { exit bad || !n }' "$1"
}
for run in six six-vhe; do
	check "$run: cost: names that do not fit are slanted" grep -q 'rotate(-30' $run/plots/cost.svg
	check "$run: phases: the longest name is on the canvas" begins $run/plots/phases.svg two-hook-cached 10
done
# Texts of which each is further down than the one before, in pixels by 14 at least.
descend() # FILE TEXT...
{
	awk -F 'translate[(]' '
		BEGIN { for (i = 2; i < ARGC; i++) { text[i] = ">" ARGV[i] "<"; ARGV[i] = "" } nr = ARGC }
		NF > 1 { split($2, at_xy, /[,)]/); y = at_xy[2] }
		/<text>/ { for (i = 2; i < nr; i++) if (!(i in at) && index($0, text[i])) at[i] = y }
		END {
			for (i = 2; i < nr; i++)
				if (!(i in at) || (i > 2 && at[i] < at[i - 1] + 14))
					exit 1
		}' "$@"
}
check 'six: distribution: legend, titles and texts are below each other' descend \
	six-vhe/plots/distribution.svg none four-call 'VHE, debug-dirty off' 'none 138' 'four-call 196' \
	'two-hook,' 'two-hook-cached 150' 'two-hook-early 149' 'two-hook-late 153' '0 %'
check 'six: distribution: equal flows share a text' has six-vhe/plots/distribution.svg \
	'>two-hook,<' '>two-hook-late,<' '>two-hook-cached 499<' '>two-hook-early 493<'
check 'six: distribution: and are named once' test \
	"$(grep -o '>two-hook[a-z-]* [0-9]*' six-vhe/plots/distribution.svg | sort -u | wc -l)" = 5
check 'cost: those that do are not' not grep -q 'rotate(-30' exact/plots/cost.svg
check 'cost: halves are shown' grep -q '>11492\.5<' halves/plots/cost.svg
check 'phases: halves are shown' grep -q '>total 11492\.5[ <]' halves/plots/phases.svg
check 'single: no other flow, mode or state' not grep -q 'four-call\|>VHE\|dirty off' \
	single/plots/cost.svg single/plots/distribution.svg single/plots/phases.svg

for f in cost distribution; do
	check "$f: KVM, and how it was timed" has kvm/plots/$f.svg 'a round trip through KVM' \
		'KVM timed by the guest' 'VHE and nVHE' 'Linux 6.1.0-test-four-call, 6.1.0-test-two-hook'
	check "$f: batches and boots" has kvm/plots/$f.svg 'batches of 100 round trips in 4 boots'
	check "$f: no flow that KVM does not have" not grep -q '>none<' kvm/plots/$f.svg
	check "$f: instructions by the timer" has kvm/plots/$f.svg '>total, executed instructions (QEMU -icount)<'
	check "$f: ticks of a slow timer" has kvm-slow-timer/plots/$f.svg \
		'>total, timer ticks of 16 executed instructions (QEMU -icount)<' 'Instructions are counted by'
	check "$f: ticks of a timer of hardware" has kvm-hw/plots/$f.svg '>total, timer ticks of 40 ns<'
	check "$f: probes" has kvm-probe/plots/$f.svg 'KVM timed by probes'
done
check 'cost: hundredths, and differences of them' has kvm/plots/cost.svg '>2384.44<' '>2363.44<' '>−21<' '>−0.9 %<'
check 'cost: no whiskers where all are equal' has kvm-exact/plots/cost.svg \
	'no whiskers, as in each bar all batches of 100 round trips in 4 boots are equal.'
check 'cost: no whiskers where most are' has kvm-most/plots/cost.svg \
	'no whiskers, as in each bar most batches of 100 round trips are equal.'
check 'distribution: shares of batches' has kvm/plots/distribution.svg '>share of batches<'
check 'distribution: steps at hundredths' has kvm-exact/plots/distribution.svg 'two-hook 2363.37' 'four-call 2384.37'
check 'phases: of KVM' has kvm-probe/plots/phases.svg 'Where the cost of a round trip through KVM lies' \
	'VHE, debug-dirty on' 'KVM timed by probes'

# The kinds of exits: those of a run, once by an HVC and once by a WFI, which takes one less.
mkdir exits && cp exact/meta.csv exits/ || exit 1
awk -F, -v OFS=, 'NR == 1 { $1 = $1 ",payload"; print; next }
	{ mode = $1; $1 = mode ",hvc"; print; $1 = mode ",wfi"; for (i = 6; i <= 12; i++) $i -= $4 == "guest" || $4 == "total"; print }' \
	exact/summary.csv >exits/exits.csv
"$WSBENCH" plot exits >out 2>err
report $? 'exits: a folder is drawn'
check 'exits: one figure' test "$(cd exits/plots && echo *)" = 'exits.png exits.svg'
check 'exits: of each, what the debug flow adds' has exits/plots/exits.svg \
	'196  (debug 58, 29.6 %)' '195  (debug 58, 29.7 %)' '514  (debug 376, 73.2 %)' '>wfi<' \
	'>four-call<' 'nVHE, debug-dirty on' 'all round trips of a row are equal'
check 'exits: nothing that is no exit' not grep -q '>smc<' exits/plots/exits.svg
sed -i '$d' exits/exits.csv
"$WSBENCH" plot exits >out 2>err
check 'exits: the last line is missing: refused' grep -q '^wsbench: exits/exits.csv: the last lines are missing' err

cp -r noisy/plots first
echo stale >noisy/plots/stale.txt
renders noisy
check 'the same run gives the same bytes' diff -r first noisy/plots
env LC_ALL=C "$WSBENCH" plot noisy >out
check 'whatever the locale' diff -r first noisy/plots

cat >fake/gnuplot <<'EOF'
#!/bin/sh
exit 3
EOF
refuses 'gnuplot fails without a word' 'exit status 3' noisy "$dir/fake:$PATH"
check 'what was there stays' diff -r first noisy/plots

# What was switched, in the line with the machine.
rm -rf bad && cp -r single bad
printf '%s\n' profile,all lrs,4 brps,2 breakpoints,6 payload,wfi >>bad/meta.csv
"$WSBENCH" plot bad >out 2>err
check 'what was switched is told' has bad/plots/cost.svg \
	'Linux 6.1.0-9-cloud-arm64  ·  profile all, 4 list registers, 2 of 6 breakpoints, exit wfi<'
rm -rf bad && cp -r exact bad
printf '%s\n' vhe.profile,all nvhe.profile,minimal >>bad/meta.csv
"$WSBENCH" plot bad >out 2>err
check 'of the mode that has it' has bad/plots/phases.svg 'cloud-arm64  ·  profile all (VHE)<'
sed -i 's/nvhe.profile,minimal/nvhe.profile,all/' bad/meta.csv
"$WSBENCH" plot bad >out 2>err
check 'once where both have it' has bad/plots/phases.svg 'cloud-arm64  ·  profile all<'
check 'and not where it is the usual' not grep -q 'profile' exact/plots/cost.svg

# Texts of a run are foreign: not commands, and not markup.
rm -rf bad && cp -r single bad
sed 's/^cpu_model,.*/cpu_model,"It'\''s `touch OWNED` {\/:Bold a_b^c} <\&>"/' single/meta.csv >bad/meta.csv
"$WSBENCH" plot bad >out 2>err
check 'foreign text is shown as it is' has bad/plots/cost.svg \
	"It's \`touch OWNED\` {/:Bold a_b^c} &lt;&amp;"
check 'foreign text is not run' test -z "$(find . -name OWNED)"

echo "1..$nr"
