#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What is made of a breakdown, with run folders made up here: the tables, the figure,
# joined runs, and files that are damaged; and the options that ask for one. TAP;
# WSBENCH is the binary.

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

# refuses NAME PATTERN ARG...: status 2, one line on stderr with the pattern, nothing
# on stdout, no folder "new"
refuses() {
	name=$1 pattern=$2
	shift 2
	"$wsbench" "$@" >out 2>err </dev/null
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] && [ ! -e new ] &&
		grep -q '^wsbench: .*: ' err && grep -q -e "$pattern" err
	report $? "$name"
}
# shows NAME PATTERN: what was printed last has such a line
shows() {
	grep -q -x -e "$2" out
	report $? "$1"
}
# lacks NAME PATTERN FILE
lacks() {
	! grep -q -e "$2" "$3"
	report $? "$1"
}

# make DIR MODE: a run with a breakdown of four-call and none; vGIC and 32-bit registers
# are absent
make() {
	sh "$tests/make-run.sh" "$1" "$2" 200 || exit 1
	cat >>"$1/meta.csv" <<-END
	profile,kvm-4.15
	brps,
	wrps,
	lrs,0
	absent,"vgic,sysreg32"
	breakdown,yes
	END
	awk -v mode="$2" 'BEGIN {
		print "mode,flow,dirty,class,save,restore,ticks,share"
		for (d = 0; d < 2; d++)
			for (f = 0; f < 2; f++) {
				front = mode "," (f ? "four-call" : "none") "," (d ? "on" : "off")
				debug = f ? 40 + 200 * d : 0
				total = 60 + 164 + debug + 9
				print front ",gp,33,27,60," 6000 / total
				print front ",sysreg,86,78,164," 16400 / total
				if (f)
					print front ",debug," debug / 4 "," 3 * debug / 4 "," debug "," \
						100 * debug / total
				print front ",guest,,,7," 700 / total
				print front ",rest,,,2," 200 / total
				print front ",sum,,," total ",100"
				print front ",total,,," total ",100"
				print front ",residue,,,0,0"
			}
	}' >"$1/breakdown.csv"
	{
		echo 'mode,flow,dirty,block,seq,sysreg-save-host,rest,total'
		echo "$2,none,off,0,0,200,40,240"
		echo "$2,none,on,1,1,200,40,240"
	} >"$1/steps.csv"
}

# summarised DIR: "wsbench summary", if it can be made from the samples
summarised() {
	"$wsbench" merge -o "$1.made" "$1" && mv "$1.made/summary.csv" "$1.made/compare.csv" "$1/" &&
		rm -r "$1.made"
}

# Options
refuses 'a block too long' '^wsbench: --block: 513 .* 512' run --breakdown --block 513
refuses 'nothing but the rate' '^wsbench: --discard: .*--breakdown' run --breakdown --discard
refuses 'fewer registers have no breakdown' '^wsbench: --brps: .*breakdown' run --brps 2 --breakdown
refuses 'fewer watchpoints neither' '^wsbench: --wrps: .*breakdown' run --breakdown --wrps 2
refuses 'fewer registers of another profile' '^wsbench: --brps: .*profile minimal' \
	run --profile all --brps 2
fewer=', give 1 to 16 (this CPU may have fewer: see .wsbench info.)$'
refuses 'no breakpoint at all' "^wsbench: --brps: 0 is out of range$fewer" run --brps 0
refuses 'more watchpoints than there can be' "^wsbench: --wrps: 17 is out of range$fewer" \
	run --wrps 17
refuses 'fewer than no breakpoint' "'-1' is not a whole number" run --brps -1
refuses 'list registers without a vGIC' '^wsbench: --lrs: profile minimal' run --lrs 1
refuses 'a rogue guest in another profile' '^wsbench: --profile: payload brk' \
	run --profile all --payload brk
refuses 'a rogue guest and fewer registers' '^wsbench: --wrps: payload brk' \
	run --wrps 1 --payload brk
refuses 'unknown profile' "unknown profile '4.15', known: minimal, kvm-4.15, all" run --profile 4.15

# Tables
make run vhe
make nrun nvhe
summarised run && summarised nrun
report $? 'runs with a breakdown'
prints 'a table for each dirty state' '^vhe, dirty on  *none  *four-call$' summary run
shows 'a class' 'general purpose      33      27     60  25.8%     33      27     60  22.0%'
shows 'one that a flow does not have' \
	'debug                 -       -      -      -     10      30     40  14.7%'
shows 'the guest' 'guest                                7   3.0%                     7   2.6%'
shows 'what a tick is' 'Ticks (executed instructions) of a round trip by register class: .*'
shows 'exact' 'In all 4, the parts sum to the total without breakdown exactly'
shows 'what save and restore are' 'save: of host and guest; .* stage 2: restore activates, .*'
shows 'what the machine lacks: vGIC' 'vGIC: .*no system registers.*'
shows 'what the machine lacks: 32-bit' '32-bit system: .*no AArch32.*'
"$wsbench" summary --format csv run >printed
check 'CSV is that of the summary' cmp printed run/summary.csv
rm -rf off
cp -r run off
sed -i '/^vhe,none,on,total/s/233/236.5/; /^vhe,none,on,residue/s/0,0/3.5,1.48/' off/breakdown.csv
prints 'a residue, and where' 'Residue.*: 3.5 ticks (1.48%) at most, vhe, dirty on, none$' summary off
sed -i '/^vhe,none,on,total/s/236.5/200/' off/breakdown.csv
prints 'a sum beyond the total' 'Residue.*: -33 ticks (-16.50%) at most' summary off
shows 'a row for it' 'residue                            -33 -16.5%                     0   0.0%'
rm -rf tcg
cp -r off tcg
sed -i 's/^timing,exact/timing,emulated-inexact/' tcg/meta.csv
prints 'emulated time' '^residue' summary tcg
shows 'no shares of emulated time' 'residue                            -33      -                     0      -'
sh "$tests/make-run.sh" plain vhe 200 && summarised plain
report $? 'a run without one'
prints 'it has no such table' '^mode  dirty' summary plain
lacks 'none at all' 'register class' out

# The figure
if command -v gnuplot >/dev/null; then
	check 'plot' "$wsbench" plot run
	check 'a figure more: SVG' grep -q 'by register class' run/plots/breakdown.svg
	check 'a figure more: PNG' grep -q IEND run/plots/breakdown.png
	check 'the share of debug' grep -q 'total 273, debug 14.7 %' run/plots/breakdown.svg
	check 'they sum up' grep -q 'sum to the total exactly' run/plots/breakdown.svg
	lacks 'no class that is not there' 'vGIC\|FP/SIMD' run/plots/breakdown.svg
	check 'plot: a sum beyond the total' "$wsbench" plot off
	check 'they need not sum up' grep -q 'need not add up' off/plots/breakdown.svg
	# The parts of both are 233.
	# shellcheck disable=SC2016 # $ is awk's
	check 'sum and total stand behind the parts' awk -F 'translate[(]|,' '
		/translate/ { x = $2 }
		/>total 233</ { parts = x }
		/>sum 233, total 200</ { shown = x }
		END { exit !(parts > 0 && parts == shown) }' off/plots/breakdown.svg
	check 'plot: without' "$wsbench" plot plain
	check 'no such figure' test ! -e plain/plots/breakdown.svg -a -e plain/plots/phases.svg
else
	skip 'figures' 'gnuplot is not installed'
fi

# Joined runs
check 'two modes' "$wsbench" merge -o both nrun run
check 'all rows' test "$(wc -l <both/breakdown.csv)" = 61
check 'all steps' test "$(sort both/steps.csv)" = "$(sort -u run/steps.csv nrun/steps.csv)"
check 'the header first' test "$(head -n 1 both/steps.csv)" = "$(head -n 1 run/steps.csv)"
prints 'tables of both' '^nvhe, dirty off' summary both
check 'told once' test "$("$wsbench" summary both | grep -c '^vGIC: ')" = 1
sh "$tests/make-run.sh" without vhe 200
printf 'profile,kvm-4.15\nlrs,0\n' >>without/meta.csv
check 'a run with and one without' "$wsbench" merge -o with nrun without
check 'has what there is' test "$(grep -c '^nvhe' with/breakdown.csv)" = 30
rm -rf lost
cp -r run lost
rm lost/steps.csv
refuses 'steps.csv is lost' '^wsbench: lost/steps.csv: cannot read' merge -o new lost nrun
rm -rf other
cp -r run other
sed -i 's/^profile,.*/profile,all/' other/meta.csv
refuses 'boots of two profiles' "its profile is 'all', but 'kvm-4.15' in run" \
	merge -o new run other

# The history is of the usual world switch
refuses 'record: another profile' '^wsbench: run: was made with profile kvm-4.15; record takes .* minimal$' \
	record --history h.csv run
rm -rf few
cp -r plain few
printf 'profile,minimal\nbrps,3\n' >>few/meta.csv
refuses 'record: fewer registers' '^wsbench: few: was made with --brps 3' \
	record --history h.csv few
refuses 'regress: another profile' "^wsbench: run: was made with profile kvm-4.15; regress compares \
runs of profile minimal; 'wsbench compare A B' takes others\$" regress --baseline run run
refuses 'regress: fewer registers' '^wsbench: few: was made with --brps 3; regress compares ' \
	regress --baseline few few
check 'no history was made' test ! -e h.csv
sed 's/^brps,.*/brps,/' few/meta.csv >few/meta && mv few/meta few/meta.csv
check 'record: all registers' "$wsbench" record --history h.csv few

# Damaged files
# damaged NAME PATTERN SED-SCRIPT
damaged() {
	rm -rf bad
	cp -r run bad
	sed "$3" run/breakdown.csv >bad/breakdown.csv
	refuses "$1" "^wsbench: bad/breakdown.csv:.*$2" summary bad
}
damaged 'another header' 'ticks,share' '1s/ticks/total/'
damaged 'a class that is lost' 'do not add up' '/none,off,sysreg/d'
damaged 'a class twice' "'gp' is there twice" '/none,off,gp/p'
damaged 'an unknown class' "'sve'" '/none,off,gp/s/gp/sve/'
damaged 'an unknown flow' "'five-call'" 's/^vhe,four-call/vhe,five-call/'
damaged 'cut off' 'no total of vhe, four-call, dirty on' '/four-call,on,total/d'
damaged 'no number' "is not a number" '/none,off,gp/s/33/x/'
damaged 'no ticks of a class' 'is not a number' '/none,off,gp/s/,60,/,x,/'
damaged 'other ticks of a class' '61 ticks .* save and restore add up to, 60' \
	'/none,off,gp/s/,60,/,61,/'
damaged 'only the header' 'has no rows: the file is truncated' '1!d'
damaged 'nothing but totals' 'has no rows of classes: the file is truncated' '1!{/,total,/!d}'
cp -r nrun bad-nrun && sed 1q nrun/breakdown.csv >bad-nrun/breakdown.csv
refuses 'only the header, merged' '^wsbench: bad-nrun/breakdown.csv: has no rows' \
	merge -o new run bad-nrun
damaged 'a field less' 'fields instead of 8' '/none,off,gp/s/33,//'
echo "1..$nr"
