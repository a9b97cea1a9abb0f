#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# wsbench regress on made-up histories and runs: what it tells in which format, its exit
# status, what it accepts and refuses. TAP; WSBENCH is the binary.

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

# gives NAME STATUS PATTERN ARG...: of regress; nothing on stderr, stdout has the pattern
gives() {
	name=$1 status=$2 pattern=$3
	shift 3
	"$wsbench" regress "$@" >out 2>err </dev/null
	[ $? = "$status" ] && [ ! -s err ] && grep -q -e "$pattern" out
	report $? "$name"
}

# has NAME PATTERN: the output of the last check has the pattern, too
has() {
	grep -q -e "$2" out
	report $? "$1"
}

# refuses NAME PATTERN ARG...: status 2, one line on stderr with the pattern
refuses() {
	name=$1 pattern=$2
	shift 2
	"$wsbench" regress "$@" >out 2>err </dev/null
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] &&
		grep -q '^wsbench: .*: ' err && grep -q -e "$pattern" err
	report $? "$name"
}

# make FILE [NAME=VALUE]...
make() {
	file=$1
	shift
	sh "$tests/make-history.sh" "$@" >"$file" || exit 1
}
# field FILE LINE COLUMN
field() {
	sed -n "$2p" "$1" | cut -d , -f "$3"
}

# Exact: rows of two modes for each night

make flat.csv NIGHTS=20
gives 'twenty equal nights: ok' 0 '^ok: no change$' --history flat.csv
has 'what was looked at' '^flat.csv: 48 trends of up to 20 runs, 2026-01-01 to 2026-01-20$'
has 'instructions are no cycles' 'not cycles of silicon'

make slower.csv NIGHTS=20 CHANGES=19:two-hook:off:1
commit=$(field slower.csv 40 2) before=$(field slower.csv 38 2)
gives 'one instruction more in the newest night: status 1' 1 '^regression: 4 open, 0 other' \
	--history slower.csv
has 'its metric and size' 'vhe  *two-hook.off.total.instructions  *259  *260  *+1  *+0.39%  exact'
has 'its first night' 'since 2026-01-20T03:00:00Z on emulated-6.1'
has 'its commit and the one before' "commit $commit, before it $before"
has 'the kernel is the same' 'Linux .*, as before'
gives '--metric asks for some' 0 '^ok: no change' --history slower.csv --metric 'four-call.*'
gives '--mode asks for one' 1 '^regression: 2 open' --history slower.csv --mode vhe
gives '--since leaves out what was before' 0 '1 run, 2026-01-20' --history slower.csv \
	--since 2026-01-20

make kernel.csv NIGHTS=20 CHANGES=12:all:on:2 KERNELS=12
gives 'another kernel with the same commit is told' 1 'Linux .*, before it 6.1' --history kernel.csv
has 'and that the commit is the same' "commit $(field kernel.csv 26 2), as before"

make mixed.csv NIGHTS=30 CHANGES='10:two-hook:off:3 20:two-hook:off:-3 25:none:on:-2'
gives 'mended regressions and improvements: ok' 0 '^ok: no open regression, 12 other changes' \
	--history mixed.csv
has 'under their headings' '^Regressions that later changes undid'
has 'both of them' '^Improvements'

# Formats

gives 'csv: a row for each change' 1 '^host,engine,mode,metric,time,commit,kernel,previous_time' \
	--history slower.csv --format csv
has 'with what is to know' "^emulated-6.1,direct,vhe,two-hook.off.total.instructions,2026-01-20T03:00:00Z,$commit,.*,259,260,1,0.386.*,,,regression,$"
[ "$(wc -l <out)" = 5 ]
report $? 'and no more rows'
gives 'json: the verdict' 1 '^  "status": "regression"' --history slower.csv --format json
has 'the change' '{"state": "regression", "index": 19, "first": {"time": "2026-01-20T03:00:00Z"'
if command -v node >/dev/null; then
	cp out parse.json
	check 'json is what a parser takes' \
		node -e 'JSON.parse(require("fs").readFileSync("parse.json"))'
fi
gives 'json: nothing changed' 0 '^  "status": "ok"' --history flat.csv --format json
gives 'junit: a failure for each open regression' 1 'tests="48" failures="4"' \
	--history slower.csv --format junit
has 'with the change' 'message="+1 (259 to 260, +0.39 %) since 2026-01-20T03:00:00Z'
sed '2,$s/,emulated-6.1,/,"a""<\&>"" b\\",/' slower.csv >odd.csv
gives 'junit: foreign text is escaped' 1 'classname="a&quot;&lt;&amp;&gt;&quot; b\\.direct' \
	--history odd.csv --format junit
gives 'json: foreign text is escaped' 1 '"host": "a\\"<&>\\" b\\\\"' --history odd.csv --format json
gives 'csv: foreign text is quoted' 1 '^"a""<&>"" b\\",direct' --history odd.csv --format csv

# Accepted

printf 'first,metric,reason\n%s,two-hook.off.*,"a barrier, on purpose"\n' "$commit" >ack.csv
gives 'an accepted change is no regression' 0 '^ok: no open regression, 4 other' \
	--history slower.csv --ack ack.csv
has 'its reason is told' 'a barrier, on purpose'
printf 'first,metric,reason\n%.12s,*,as pages tell it\n' "$commit" >ack.csv
gives 'the first characters of a commit do' 0 '^ok: no open' --history slower.csv --ack ack.csv
printf 'first,metric,reason\n%.6s,*,too short\n' "$commit" >ack.csv
"$wsbench" regress --history slower.csv --ack ack.csv >out 2>err
[ $? = 1 ] && grep -q '^wsbench: ack.csv:2: no change of' err
report $? 'but for six of them, and that is told'
printf 'first,metric,reason\n2026-01-20T03:00:00Z,*.total.*,meant\n' >ack.csv
gives 'by time, for some metrics' 1 '^regression: 2 open, 2 other' --history slower.csv --ack ack.csv
printf 'first,metric,reason\n%s,*,\n' "$commit" >ack.csv
refuses 'no reason' 'ack.csv:2: an empty field' --history slower.csv --ack ack.csv
printf 'commit,why\n' >ack.csv
refuses 'another header' 'ack.csv:1: .*first,metric,reason' --history slower.csv --ack ack.csv
refuses 'no such file' 'none.csv: cannot read' --history slower.csv --ack none.csv

# Noise

make quiet.csv NIGHTS=200 NOISE=2 HOST=silicon
gives 'noise alone: ok' 0 '^ok: no change' --history quiet.csv --max-pvalue 0.0001
make noisy.csv NIGHTS=200 NOISE=2 HOST=silicon CHANGES=150:two-hook:off:10 OUTLIERS='30 31 90'
gives 'a step in noise: status 1' 1 'two-hook.off.total.cycles .* <0.0001' \
	--history noisy.csv --metric '*.off.total.*'
has 'from the right night on' 'since 2026-05-31T03:00:00Z on silicon'
cp out first
gives 'the same again' 1 . --history noisy.csv --metric '*.off.total.*'
cmp -s out first
report $? 'to the byte'
gives '--min-magnitude' 0 '^ok: no change' --history noisy.csv --metric '*.off.total.*' \
	--min-magnitude 0.1
gives '--exact takes every difference' 1 '^regression: .* open' --history noisy.csv --exact

# Gate

# run NAME TIMING TICKS [SAMPLES]: of both modes; two-hook's entry takes so many ticks more
run() {
	rm -rf "$1" vhe nvhe
	for mode in vhe nvhe; do
		sh "$tests/make-run.sh" $mode $mode "${4:-120}" || exit 1
		sed -i "s/^timing,.*/timing,$2/; s/^engine.*/&\ntimestamps,pmu\nbatch,1/" $mode/meta.csv
		awk -F , -v OFS=, -v ticks="$3" '$2 == "two-hook" { $6 += ticks; $9 += ticks } 1' \
			$mode/samples.csv >samples && mv samples $mode/samples.csv
	done
	"$wsbench" merge -o "$1" vhe nvhe >out || exit 1
}
run base hardware 0
run newest hardware 0
gives 'gate: the same run twice: ok' 0 '^ok: no change$' --baseline base newest
run newest hardware 30
gives 'gate: slower' 1 '^regression: 8 open' --baseline base newest
has 'gate: p-value and effect' 'two-hook.off.total.cycles .* +30 .* +1.00$'
gives 'gate: --min-magnitude' 0 '^ok: no change' --baseline base newest --min-magnitude 0.5
gives 'gate: the other way round it is an improvement' 0 '^ok: no open regression, 8 other' \
	--baseline newest base
gives 'gate: --format junit' 1 'failures="8"' --baseline base newest --format junit
run base exact 0
run newest exact 1
rm base/samples.csv
gives 'gate: exact figures need no samples' 1 'two-hook.off.total.instructions .* exact' \
	--baseline base newest
mkdir -p results && cp -r newest results/latest
gives 'gate: results/latest where no run is given' 1 '^regression: 8 open' --baseline base
sed -i 's/^engine.*/engine,kvm/; s/^timestamps.*/timestamps,guest/' newest/meta.csv
rm newest/samples.csv
refuses 'gate: what the baseline has is not there' 'has no .*, which base has' \
	--baseline base newest
run newest exact 1
rm -rf less && cp -r newest less
sed -i '/^nvhe/d' less/samples.csv less/summary.csv
sed -i 's/^mode,.*//; s/^vhe[.]mode,vhe/mode,vhe/; /^nvhe[.]/d; s/^samples,.*/samples,720/' less/meta.csv
refuses 'gate: a mode is not there' 'has no .* of mode nvhe, which newest has' --baseline newest less
gives 'gate: nor asked for' 0 '^ok: no change' --baseline newest less --mode vhe
cp -r newest rogue
sed -i 's/^payload,.*/payload,registers/' rogue/meta.csv
refuses 'gate: a run of a rogue guest' '^wsbench: rogue: was made with payload registers; ' --baseline base rogue
refuses 'gate: nor as the baseline' '^wsbench: rogue: was made with payload registers; ' --baseline rogue newest
refuses 'gate: nothing asked for' 'no metric is asked for' --baseline newest less --metric 'x*'
run base hardware 0 20
run newest hardware 30 20
refuses 'gate: two blocks tell nothing' 'too few blocks' --baseline base newest
gives 'gate: not even that they are equal, but for --max-pvalue' 0 '^ok: no change' \
	--baseline base newest --max-pvalue 0.5

# Bad input

refuses 'no history' 'results/history.csv: there is no history yet'
head -n 1 flat.csv >empty.csv
refuses 'a run for a history' 'is a folder' --history base
refuses 'a history without runs' 'empty.csv: has no runs yet' --history empty.csv
refuses 'no such metric' 'no metric of any run is asked for' --history flat.csv --metric 'x*'
refuses 'no such host' 'no metric of any run' --history flat.csv --host elsewhere
refuses 'an unknown format' "unknown format 'xml'" --history flat.csv --format xml
refuses 'a run without --baseline' 'with --baseline' base
refuses 'a baseline and a history' 'looks at no history' --baseline base --history flat.csv
refuses 'a window too small' '--window: 3 is out of range' --window 3 --history flat.csv
refuses 'no p-value' "--max-pvalue: 'x'" --max-pvalue x --history flat.csv
refuses 'no time' "--since: 'yesterday'" --since yesterday --history flat.csv
sed '7s/,[^,]*$//' flat.csv >short.csv
refuses 'a damaged line is named' 'short.csv:7: ' --history short.csv

echo "1..$nr"
