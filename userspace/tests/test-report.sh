#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# wsbench report: pages of runs and histories made up here. TAP; WSBENCH is the
# binary. What a browser makes of them is for bench/tests/report.
# shellcheck disable=SC2016 # $ is for the shells and sed that run later

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'umount "$work/full" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/tmp" "$work/fake" || exit 1
export TMPDIR="$work/tmp"
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

# Every tag is closed, in order, and no name of an element is there twice.
# shellcheck disable=SC2317 # called through check
well_formed() {
	awk -v RS='<' '
	function fault(why) { print FILENAME ": " why; bad = 1; exit }
	NR == 1 || /^!DOCTYPE/ { next }
	!/>/ { fault("a tag without end: " $0) }
	{
		tag = substr($0, 1, index($0, ">") - 1)
		name = tag
		sub(/[ \n\t\/].*/, "", name)
		while (match(tag, /[ \n\t]id=["\047][^"\047]*/)) {
			id = substr(tag, RSTART + 5, RLENGTH - 5)
			if (ids[id]++)
				fault("two elements are called " id)
			tag = substr(tag, RSTART + RLENGTH)
		}
	}
	/^\// {
		name = substr($0, 2, index($0, ">") - 2)
		if (stack[depth] != name)
			fault("</" name "> closes <" stack[depth] ">")
		depth--
		next
	}
	name != "meta" && name != "wbr" && tag !~ /\/$/ { stack[++depth] = name }
	END {
		if (!bad && depth)
			fault("<" stack[depth] "> is not closed")
		exit bad
	}' "$1"
}

# The frame that all pages have, and nothing that leads out of them.
# shellcheck disable=SC2317 # called through check
self_contained() {
	grep -o '<[^>]*>' "$1" >tags && sed -n '/<style>/,/<.style>/p' "$1" >>tags &&
		! grep -qiE '<(script|link|iframe|object|embed|base|img)|@import| src=| on[a-z]+=|https?:' tags &&
		! grep -oE 'url\([^)]*' tags | grep -qv '^url(#' &&
		! grep -oE 'href=.[^>]' tags | grep -qv '^href=.#'
}
# shellcheck disable=SC2317 # called through check
framed() {
	[ "$(head -n 2 "$1")" = '<!DOCTYPE html>
<html lang="en">' ] && [ "$(tail -n 1 "$1")" = '</html>' ] &&
		[ "$(grep -c '<title>wsbench: ' "$1")" = 1 ] && [ "$(grep -c '<h1>' "$1")" = 1 ] &&
		grep -q '<meta charset="utf-8">' "$1" && grep -q '<meta name="viewport"' "$1" &&
		grep -q "default-src 'none'" "$1" && grep -q '<main>' "$1" &&
		iconv -f UTF-8 -t UTF-8 "$1" >/dev/null
}

# page DIR INPUT [ARG...]: a page is written, and is what all have to be
page() {
	new=$1 page=$1/index.html
	shift
	prints "$new: a page is written" "^$page\$" report "$@" -o "$new"
	check "$new: nothing else is" test "$(ls -A "$new")" = index.html
	check "$new: every tag is closed, every name the only one" well_formed "$page"
	check "$new: has a frame" framed "$page"
	check "$new: needs nothing from elsewhere" self_contained "$page"
}

# The text of a page, a line for each element, without the markup
text() {
	sed 's/<[^>]*>/\n/g' "$page" | sed 's/\xc2\xa0/ /g' | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'\''/g; s/&amp;/\&/g'
}

# says NAME LINE...: the text has these lines
says() {
	name=$1
	shift
	text >page.txt
	for line; do
		grep -qxF -e "$line" page.txt || break
		shift
	done
	echo "missing: $*" >out
	: >err
	report $# "$name"
}

# silent NAME PATTERN: the text has no line with it
silent() {
	text >page.txt
	grep -e "$2" page.txt >out
	status=$?
	: >err
	[ "$status" = 1 ]
	report $? "$1"
}

# refuses NAME PATTERN ARG...: status 2, one line of error, nothing new anywhere
refuses() {
	name=$1 pattern=$2
	shift 2
	find . ! -name out ! -name err ! -name '*.list' | sort >before.list
	"$wsbench" report "$@" >out 2>err </dev/null
	status=$?
	find . ! -name out ! -name err ! -name '*.list' | sort >after.list
	[ "$status" = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] &&
		grep -q '^wsbench: .*: ' err && grep -q -e "$pattern" err &&
		cmp -s before.list after.list
	report $? "$name"
}

for mode in vhe nvhe; do
	sh "$tests/make-run.sh" run-$mode $mode 200 || exit 1
	for flow in four-call two-hook; do
		for boot in 1 2 3 4; do
			NOISE=0 sh "$tests/make-kvm-run.sh" kvm-$mode-$flow-$boot $mode $flow $boot &&
				NOISE=hw TIMING=hardware TIMER_HZ=25000000 sh "$tests/make-kvm-run.sh" \
					hw-$mode-$flow-$boot $mode $flow $boot || exit 1
			printf 'governor,powersave\nsmt,on\nisolated,yes\n' \
				>>hw-$mode-$flow-$boot/meta.csv
		done
	done
done
"$wsbench" merge -o run run-vhe run-nvhe && "$wsbench" merge -o kvm kvm-*-[1-4] &&
	"$wsbench" merge -o hw hw-*-[1-4] || exit 1
mkdir summary && cp kvm/meta.csv kvm/summary.csv summary
sh "$tests/make-history.sh" NIGHTS=20 >flat.csv
sh "$tests/make-history.sh" NIGHTS=1 >one.csv
sh "$tests/make-history.sh" NIGHTS=40 CHANGES='10:four-call:on:-2 20:two-hook:off:1' >slower.csv
sh "$tests/make-history.sh" NIGHTS=60 NOISE=3 SCALE=10 HOST=n1 CHANGES='30:two-hook:off:80' >noisy.csv

# A run of which only the summary is there needs no gnuplot.
page of-summary summary
says 'a summary: the verdict' 'VHE, debug-dirty off ' 'faster' \
	'two-hook takes 21 instructions fewer than four-call (2363.37 against 2384.37, −0.9 %).' \
	'nVHE, debug-dirty on '
says 'a summary: what is missing' 'From the medians alone: the run folder has no samples, so what varies cannot be tested.' \
	'There are none: the run folder has no samples.csv to draw them from.'

refuses 'no argument' 'no run folder or history given' -o new
refuses 'no place' 'no folder to write' run
refuses 'two runs' 'one run or history' run kvm -o new
refuses 'no such run' 'No such file' nowhere -o new
refuses 'a folder that is no run' 'meta.csv' tmp -o new
refuses 'a place that is taken' 'exists' run -o kvm
refuses 'a place in no folder' 'does not exist' run -o no/new
refuses 'an option of histories' '--since: is for a history' run --since 2026-01-01 -o new
refuses 'accepted changes of a run' '--ack: is for a history' run --ack flat.csv -o new
refuses 'not a history' 'meta.csv:1: ' run/meta.csv -o new
refuses 'an option that asks for nothing' 'asked for' flat.csv --metric 'no.*' -o new
refuses 'no file of accepted changes' 'no.csv' flat.csv --ack no.csv -o new
head -n 1 flat.csv >empty.csv
refuses 'a history without runs' 'no runs yet' empty.csv -o new
head -c 2000 flat.csv >cut.csv
refuses 'a history that is cut off' 'cut.csv:' cut.csv -o new
cp -r summary cut && sed -i '$d' cut/summary.csv
refuses 'a summary that is cut off' 'truncated' cut -o new
cp -r run bad && sed -i '2,$s/[a-z]*$/quicker/' bad/compare.csv
refuses 'a verdict there is not' "bad/compare.csv:[0-9]*: unknown verdict 'quicker'" bad -o new

printf '#!/bin/sh\nexit 3\n' >fake/gnuplot && chmod +x fake/gnuplot
path=$PATH
PATH=$work/fake:$path
refuses 'gnuplot fails' 'gnuplot: ' run -o new
printf '#!/bin/sh\necho $$ >"%s/started"\nexec sleep 30\n' "$work" >fake/gnuplot
"$wsbench" report run -o new 2>err &
pid=$!
for _ in $(seq 100); do
	[ ! -s started ] || break
	sleep 0.1
done
kill $pid
wait $pid
status=$?
check 'SIGTERM: exit status 130' test $status = 130
check 'SIGTERM: nothing is left' test "$(ls -A tmp; ls -Ad new .new* 2>/dev/null)" = ''
PATH=$path

if ! command -v gnuplot >/dev/null; then
	skip 'pages with figures' 'gnuplot is not installed'
	echo "1..$nr"
	exit 0
fi

page of-run run
says 'a run: what a tick is' 'A tick is an executed instruction under QEMU -icount, not a cycle of silicon'
says 'a run: machine, time and name' 'vhe and nvhe, CPU 0 (Made-Up r0p0), Linux 6.1.0-test' \
	'2024-01-01T00:00:00Z, engine direct, run made-up-vhe'
check 'a run: three figures' test "$(grep -c '<svg role="img" aria-label=' of-run/index.html)" = 3
cut -d , -f 1 run/meta.csv | sed '1d; s/"//g' >keys
check 'a run: there are keys' test "$(wc -l <keys)" -gt 15
text >page.txt
check 'a run: no key of meta.csv is left out' sh -c 'while read -r key; do
	grep -qxF "$key" page.txt || exit; done <keys'
silent 'a run: nothing is unknown, nothing is cycles' 'PMU cycle\|unknown\|^Others$'
rm -rf again && "$wsbench" report run -o again >/dev/null
check 'the same run gives the same bytes' diff -r of-run again
rm -rf again && LC_ALL=C "$wsbench" report run -o again >/dev/null
check 'whatever the locale' diff -r of-run again

rm run/compare.csv
page of-samples run
check 'without compare.csv: the same page, from the samples' diff of-run/index.html of-samples/index.html

page of-kvm kvm
says 'KVM: the verdict' 'two-hook takes 21 instructions fewer than four-call (2363.37 against 2384.37, −0.9 %).'
says 'KVM: samples and boots' 'A sample is the mean of 100 round trips in a row' \
	'4 boots of each flow: what is compared are the medians of the boots'

page of-hw hw
says 'hardware: what a tick is' 'A tick is one of the guest'\''s timer, 40 ns'
silent 'hardware: no word of instructions' 'instruction'
text | grep -q 'timer ticks .*than four-call .*95 % interval .* to '
report $? 'hardware: a verdict has its interval'
says 'hardware: what disturbed' "The CPU's clock may have changed during the run (vhe and nvhe, governor powersave): " \
	'A sibling shared the core (vhe and nvhe, smt on): ' 'cpupower frequency-set -g performance'
silent 'hardware: what did not' 'isolcpus'
check 'VHE comes first, in whatever order runs were merged' sh -c '
	[ "$(sed "s/<h3>/\n&/g" of-hw/index.html | sed -n "s/^<h3>\([^,]*\).*/\1/p" | tr "\n" " ")" = \
		"VHE VHE nVHE nVHE " ]'
cp -r summary disturbed && sed -i 's/^interrupted,.*/vhe.interrupted,yes\nnvhe.interrupted,no/' \
	disturbed/meta.csv && printf 'time,1970-01-01T00:00:00Z\ngovernor,powersave\n' >>disturbed/meta.csv
page of-disturbed disturbed
says 'an interrupted run, and no clock' \
	'The run was interrupted: fewer samples than planned (vhe, interrupted yes)' \
	'The clock of the machine was not set (vhe and nvhe, time 1970-01-01T00:00:00Z)'
silent 'a governor changes no count of instructions' 'cpupower'

# Facts are foreign text.
cp -r kvm bad-text
cat >>bad-text/meta.csv <<'END'
vhe.kernel,"<script>alert(1)</script>'&amp; ""<b>"""
strange,<img src=x onerror=alert(1)>
END
printf 'noise,\001\033[31m \377\n' >>bad-text/meta.csv
page of-bad-text bad-text
says 'foreign text is shown as it is' "<script>alert(1)</script>'&amp; \"<b>\"" \
	'<img src=x onerror=alert(1)>' 'Others' 'strange'
check 'what is no text is shown as that' grep -q '<td>��\[31m �</td>' of-bad-text/index.html

page of-flat flat.csv
says 'no change: the verdict' 'emulated-6.1, direct, vhe ' 'unchanged' 'No change in 20 runs.' 'There are none.'
says 'a history: what is counted' 'Metrics in instructions count executed instructions under QEMU -icount, not cycles of silicon'
check 'a history: figures, and those of phases out of the way' sh -c '
	[ "$(sed "/<details>/,/<\/details>/d" of-flat/index.html | grep -c "<svg role")" = 2 ] &&
	[ "$(grep -c "<svg role" of-flat/index.html)" = 8 ]'
rm -rf again && "$wsbench" report flat.csv -o again >/dev/null
check 'the same history gives the same bytes' diff -r of-flat again

page of-one one.csv
says 'one night' 'One run: there is nothing to compare it with yet.'

page of-slower slower.csv
commit=$(sed -n '42{s/^[^,]*,\([^,]\{12\}\).*/\1/p}' slower.csv)
says 'a regression: the verdict' 'regression' '2 open regressions in 40 runs:' \
	"Since commit $commit, 2026-01-21:" 'two-hook.off.total.instructions +1' ' (259 to 260, +0.4 %)'
check 'a regression: changes are in the table, newest first' sh -c '
	sed -n "/id=\"changes\"/,/<\/section>/p" of-slower/index.html | sed -n "s/^<tr><th scope=\"row\"><span title=\"\([0-9T:Z-]*\)\">[0-9-]*<.*badge \([a-z]*\)\".*/\1 \2/p" >rows
	[ "$(sort -r rows | uniq)" = "2026-01-21T03:00:00Z regression
2026-01-11T03:00:00Z improvement" ] && sort -rc -k 1,1 rows && [ "$(wc -l <rows)" = 8 ]'
sed -n '/id="changes"/,/<\/section>/p' of-slower/index.html >section
grep -q '<th scope="col">First seen</th><th scope="col">Commit</th><th scope="col" class="w">Kernel</th>' section &&
	grep -q "^<tr><th scope=\"row\"><span title=\"2026-01-21T03:00:00Z\">2026-01-21</span></th><td><span title=\"${commit}[0-9a-f]*\">$commit</span></td>" section
report $? 'the day and the commit are in front, all of them in their titles'
grep -q '>Mode</th>' section && ! grep -qi '>[^<]*\(host\|engine\)[^<]*</th>\|<td[^>]*>[^<]*emulated-6.1' section &&
	grep -q 'caption>.*; all of emulated-6.1, direct</caption' section
report $? 'what is the same in all rows is in the caption alone'
! grep -q '>p</th>\|>Reason</th>' section
report $? 'no column is empty'

printf 'first,metric,reason\n%s,*,"the <nop>, for now"\n' 2026-01-21T03:00:00Z >acks.csv
page of-accepted slower.csv --ack acks.csv
says 'an accepted regression' 'accepted' 'the <nop>, for now' '1 in acks.csv' \
	'No open regression in 40 runs; 4 changes, the last on 2026-01-21.'
page of-late slower.csv --since 2026-01-15 --mode vhe --metric '*.total.*'
says 'part of a history' '1 open regression in 26 runs:' '2026-01-15T00:00:00Z' '*.total.*'
silent 'the rest of it' 'nvhe ,\|entry'

page of-noisy noisy.csv
says 'noise: what is counted' 'Metrics like none.off.entry.cycles count PMU cycle-counter ticks'
silent 'noise: no word of instructions but in settings' 'executed'
text | grep -q 'two-hook.off.total.cycles +[78]'
report $? 'noise: the verdict'

sh "$tests/make-history.sh" NIGHTS=20 RUNS=2 ENGINE=kvm HOST=n1 MODES=vhe NOISE=3 CHANGES='10:all:off:80' >guest.csv
page of-guest guest.csv
! grep -q '<summary>' of-guest/index.html
report $? 'totals that the guest timed are no phases'

printf '%s\n' time,commit,host,kernel,engine,mode,x.instructions 2026-01-10T03:00:00Z,c1,h,k,e,m,5 \
	2026-01-11T03:00:00Z,c2,h,k,e,m,6 2026-01-11T03:02:00Z,c3,h,k,e,m,7 >daily.csv
page of-daily daily.csv
says 'runs of one day have their times' 2026-01-11T03:00:00Z 2026-01-11T03:02:00Z

sed '3s/,emulated-6.1,/,"<i>h \& ""q""",/; 3s/^[^,]*,[^,]*/2027-01-01T00:00:00Z,<u>/' slower.csv >foreign.csv
page of-foreign foreign.csv
says 'names of hosts are foreign, too' '<i>h & "q"' '<i>h & "q", direct, nvhe '

if mkdir full && mount -t tmpfs -o size=16k none full 2>/dev/null; then
	"$wsbench" report kvm -o full/new >out 2>err
	[ $? = 2 ] && grep -q 'No space left' err && [ -z "$(ls -A full)" ]
	report $? 'a full disk: nothing is left'
else
	skip 'a full disk: nothing is left' 'mount is not allowed'
fi
check 'no figure is left anywhere' test -z "$(ls -A tmp)"

echo "1..$nr"
