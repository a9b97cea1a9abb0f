#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The command line: what works without the device, and every bad input it
# refuses with one line, status 2 and nothing left behind. TAP; WSBENCH is the
# binary.

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
mounted=''
# shellcheck disable=SC2317 # called by the trap
cleanup() {
	[ -z "$mounted" ] || umount "$mounted"
	rm -rf "$work"
}
trap cleanup EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

# refuses NAME PATTERN ARG...: status 2, one line on stderr with the pattern,
# nothing on stdout, nothing new in the folder
refuses() {
	name=$1 pattern=$2
	shift 2
	find . ! -name out ! -name err | sort >../before.$$
	"$wsbench" "$@" >out 2>err </dev/null
	status=$?
	find . ! -name out ! -name err | sort >../after.$$
	[ "$status" = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -s out ] &&
		grep -q '^wsbench: .*: ' err && grep -q -e "$pattern" err &&
		cmp -s ../before.$$ ../after.$$
	status=$?
	rm -f ../before.$$ ../after.$$
	report "$status" "$name"
}

# bad FILE COMMAND...: a run folder "bad" that differs from "run" in one file
bad() {
	file=$1
	shift
	rm -rf bad
	cp -r run bad
	"$@" <"run/$file" >"bad/$file"
}

# Help and version
prints '--help' '^Usage: wsbench COMMAND' --help
prints '--version' '^wsbench [0-9]' --version
for command in info verify selftest run sweep exits merge summary compare plot; do
	prints "$command --help" "^Usage: wsbench $command" "$command" --help
done

# Commands and options
refuses 'no command' 'none given'
refuses 'unknown command' 'unknown command' measure
for command in info verify selftest run sweep exits merge summary compare plot; do
	refuses "$command: unknown option" '^wsbench: --nonsense: unknown option' "$command" \
		--nonsense
done
refuses 'run: surplus argument' '^wsbench: extra: ' run extra
refuses 'run: option without its argument' '^wsbench: --samples: ' run --samples
refuses 'run: unknown engine' "unknown engine 'xen', known: direct, kvm" run --engine xen
refuses 'run: unknown flow' "unknown flow 'five-call', known: none, four-call, two-hook" \
	run --flows none,five-call
refuses 'run: empty flow' "unknown flow ''" run --flows none,
refuses 'run: unknown dirty state' "unknown dirty state 'maybe'" run --dirty maybe
refuses 'run: unknown barrier' "unknown barrier 'dsb'" run --barrier dsb
refuses 'run: unknown payload' \
	"unknown payload 'tea', known: hvc.*, and those of 'wsbench selftest --list'$" \
	run --payload tea
refuses 'run: no samples' '0 is out of range, give 1 to' run --samples 0
refuses 'run: absurd samples' 'is out of range' run --samples 99999999999999999999999
refuses 'run: too many samples' 'is out of range' run --samples 4294967296
refuses 'run: negative samples' "'-1' is not a whole number" run --samples -1
refuses 'run: junk behind the number' "'10k' is not a whole number" run --samples 10k
refuses 'run: no number' "'' is not a whole number" run --samples ''
refuses 'run: fraction' "'1.5' is not a whole number" run --samples 1.5
refuses 'run: hexadecimal' "'0x10' is not a whole number" run --samples 0x10
refuses 'run: block of none' 'out of range, give 1 to 4096' run --block 0
refuses 'run: block too long' 'out of range, give 1 to 4096' run --block 4097
refuses 'run: warm-up too long' 'out of range, give 0 to 4096' run --warmup 4097
refuses 'run: limit of nothing' 'out of range, give 1 to 10000' run --limit-us 0
refuses 'run: limit too long' 'out of range, give 1 to 10000' run --limit-us 10001
refuses 'run: CPU is no number' "'all' is not a whole number" run --cpu all
refuses 'run: CPU does not exist' 'CPU 4095: does not exist' run --cpu 4095
refuses 'verify: CPU does not exist' 'CPU 4095: does not exist' verify --cpu 4095
refuses 'verify: CPU is no number' "'first' is not a whole number" verify --cpu first
refuses 'verify: no state' '--states: 0 is out of range, give 1 to 4294967295' verify --orders --states 0
refuses 'verify: states are no number' "--states: 'many' is not a whole number" \
	verify --orders --states many
refuses 'verify: seed is no number' "--seed: '-1' is not a whole number" verify --orders --seed=-1
refuses 'verify: one flow' '--flows: .*two to compare; name another' verify --orders --flows two-hook
refuses 'verify: none and another where registers are dirty' '--flows: .*none.*--dirty off' \
	verify --orders --flows none,two-hook
refuses 'verify: unknown flow' "unknown flow 'five-call'" verify --orders --flows five-call
for option in '--states 5' '--seed 5' '--flows none,two-hook' '--dirty on'; do
	# shellcheck disable=SC2086 # words
	refuses "verify: ${option%% *} without --orders" "^wsbench: ${option%% *}: .*add --orders" \
		verify $option
done
refuses 'verify: orders of KVM' '--orders: .*leave --engine out' verify --orders --engine kvm
prints 'selftest: --help says how to load the module' 'insmod wsbench.ko selftest=1' selftest --help
refuses 'selftest: unknown guest' "unknown payload 'tea', known: loop, .*, own-watchpoint$" \
	selftest --payload loop,tea
refuses 'selftest: hvc' 'hvc does not misbehave; .*--list' selftest --payload loop,hvc
refuses 'selftest: unknown flow' "unknown flow 'five-call'" selftest --flows five-call
refuses 'selftest: unknown dirty state' "unknown dirty state 'maybe'" selftest --dirty maybe
refuses 'selftest: no limit' 'out of range, give 1 to 10000' selftest --limit-us 0
refuses 'selftest: too many round trips' 'out of range' selftest --round-trips 4294967296
refuses 'selftest: no seed' "'' is not a whole number" selftest --seed ''
refuses 'selftest: CPU does not exist' 'CPU 4095: does not exist' selftest --cpu 4095
refuses 'selftest: surplus argument' '^wsbench: loop: surplus argument' selftest loop
prints 'selftest: --list' '^own-breakpoint *breakpoint *sysreg ' selftest --list
check 'selftest: --list has each guest once' sh -c "
	'$wsbench' selftest --list | sed '1d; /^\$/,\$d' | sort | uniq -w 15 | wc -l | grep -qx 33"
prints 'selftest: --list of one' '^wfe *timeout,wfx *waits' selftest --list --payload wfe
check 'selftest: and of no other' sh -c "
	'$wsbench' selftest --list --payload wfe | sed '1d; /^\$/,\$d' | wc -l | grep -qx 1"
refuses 'exits: unknown payload' "unknown payload 'tea', known: hvc, .*, interrupt$" \
	exits --payloads hvc,tea
refuses 'exits: a rogue guest' 'brk is no exit but a guest that misbehaves' exits --payloads brk,hvc
refuses 'exits: nothing beside none' 'none alone has nothing to be set against' exits --flows none
refuses 'exits: list registers without a vGIC' '^wsbench: --lrs: profile minimal' exits --lrs 2
refuses 'exits: CPU does not exist' 'CPU 4095: does not exist' exits --cpu 4095
refuses 'run: an event twice' "'cycles' is in the list twice" run --events cycles,instructions,cycles
prints 'run: how many events' 'six at most' run --help
prints 'run: which events' 'KVM, instructions)' run --help
refuses 'run: no event' '^wsbench: --events: an empty name in the list' run --events ''
refuses 'run: an event without a name' 'an empty name in the list' run --events cycles,
refuses 'run: too many events' '^wsbench: --events: 7 events; give 6 at most$' run --events a,b,c,d,e,f,g
refuses 'run: events of single round trips' 'nothing to set against its frame' \
	run --events cycles --block 1
refuses 'run: events of interrupts, in several windows' '^wsbench: --block: payload interrupt makes 256' \
	run --events cycles --payload interrupt --block 250
refuses 'run: events thrown away' 'throws away what --events is to show' run --discard --events cycles
refuses 'run: --discard with a folder' 'writes no run folder' run --discard -o dir
refuses 'info: unknown format' "unknown format 'xml', known: text, csv" info --format xml
refuses 'compare: margin is no percentage' "'1%' is not a percentage" compare --margin 1% a b
refuses 'compare: negative margin' 'is not a percentage' compare --margin=-1 a b
refuses 'compare: three arguments' '^wsbench: c: two at most' compare a b c
refuses 'compare: no argument' 'no run folder given' compare
refuses 'summary: no argument' 'no run folder given' summary
refuses 'summary: two arguments' 'one run at a time' summary a b
refuses 'merge: no folder' 'no folder to write given' merge a
refuses 'merge: no run' 'no run folder given' merge -o dir

if [ ! -e /dev/wsbench ]; then
	refuses 'run: no module' 'insmod wsbench.ko\|not an arm64 machine' run -o dir
	refuses 'run: no module, default folder' 'insmod wsbench.ko\|not an arm64 machine' run
	refuses 'verify: no module' 'insmod wsbench.ko\|not an arm64 machine' verify
	refuses 'selftest: no module' 'insmod wsbench.ko\|not an arm64 machine' selftest
	prints 'info: no module, first finding' '^  fail  /dev/wsbench' info
	prints 'info: as CSV' '^module,/dev/wsbench,fail,' info --format csv
fi

# A run folder, its tables, and two merged
sh "$tests/make-run.sh" plain vhe 500
sh "$tests/make-run.sh" other nvhe 300
check 'merge: one run' "$wsbench" merge -o run plain
check 'merge: samples stay as they are' cmp plain/samples.csv run/samples.csv
# shellcheck disable=SC2016 # the inner shell expands it
check 'merge: facts stay as they are' sh -c '
	grep -vE "^(pmu|midr)" plain/meta.csv | while IFS= read -r line; do
		grep -qxF -e "$line" run/meta.csv || exit 1
	done'
prints 'summary: heading' 'not a cycle of silicon' summary run
prints 'summary: median' '^vhe *off *four-call *203 ' summary run
"$wsbench" summary run --format csv >summary.csv
check 'summary: CSV is the file' cmp summary.csv run/summary.csv
check 'summary: all series, all phases' test "$(wc -l <summary.csv)" = 25
prints 'compare: verdict' '^vhe *on *total *four-call *two-hook .*+40 .*slower$' compare run
"$wsbench" compare run --format csv >compare.csv
check 'compare: CSV is the file' cmp compare.csv run/compare.csv
prints 'compare: other flows' '^vhe *on *total *none *two-hook .*+80 ' \
	compare run --base none
prints 'compare: a flow with itself' '^vhe *on *total .* 0 .*same$' \
	compare run --base none --test none
prints 'compare: two runs' '^vhe *on *total *plain:none *run:none .*same$' compare plain run
check 'merge: two modes' "$wsbench" merge -o both plain other
prints 'merge: both modes in the tables' '^nvhe *on *two-hook ' summary both
prints 'merge: both modes compared' '^nvhe *on *total ' compare both
check 'merge: samples one after the other' sh -c '
	{ cat plain/samples.csv; sed 1d other/samples.csv; } | cmp - both/samples.csv'
check 'merge: facts that differ' sh -c '
	grep -qx "vhe.samples,3000" both/meta.csv && grep -qx "nvhe.samples,1800" both/meta.csv &&
	grep -qx "cpu_model,Made-Up r0p0" both/meta.csv && ! grep -q "^samples," both/meta.csv'
check 'merge: a value with a comma' \
	grep -qxF 'compiler,"gcc (test, not a compiler) 1.0"' both/meta.csv

# Columns of files
seq 1 100 >one
seq 11 110 >two
prints 'files: one value a line' '^50.5 *60.5 *+10 .*unresolved$' compare one two
prints 'files: the same twice' '^50.5 *50.5 *0 .*same$' compare --margin 60 one one
prints 'files: as CSV' '^,,,one,two,50.5,60.5,10,' compare --format csv one two
awk 'BEGIN { print "a,b"; for (i = 0; i < 50; i++) print i ",7.25" }' >columns.csv
prints 'files: a column' '^7.25 *7.25 *0 *.0, 0. .*same$' \
	compare --column b columns.csv columns.csv
tr '\n' '\r' <one | sed 's/\r/\r\n/g' >dos
prints 'files: lines that end with CR LF' '^50.5 *50.5 *0 ' compare --margin 60 one dos
prints 'files: samples.csv, blocks are the units' '^522 *522 *0 *.-120, 120. ' \
	compare --column total plain/samples.csv plain/samples.csv

# Files that are not what they should be
refuses 'summary: no such folder' '^wsbench: absent: No such file.*wsbench run' summary absent
refuses 'summary: a file' 'one: is a file' summary one
refuses 'compare: a folder and a file' 'two run folders or two files' compare run one
refuses 'compare: one file' 'one: is a file' compare one
cp -r run other-ticks
sed 's/^timing,.*/timing,hardware/' run/meta.csv >other-ticks/meta.csv
refuses 'compare: instructions and cycles' 'other-ticks: its ticks .* are not those of run' \
	compare run other-ticks
sed 's/^timing,.*/timing,emulated-inexact/' run/meta.csv >other-ticks/meta.csv
prints 'compare: no verdict on an emulator.s time' ' - .* - *unresolved$' compare other-ticks
cp -r run other-barrier
sed 's/^barrier,.*/barrier,isb/' run/meta.csv >other-barrier/meta.csv
prints 'compare: what else differs' 'differ in barrier' compare run other-barrier
refuses 'compare: no such file' 'absent: cannot read: No such file' compare one absent
refuses 'files: no number' '^wsbench: words:2: .x. is not a number' \
	compare one "$(printf '1\nx\n' >words && echo words)"
refuses 'files: no values' 'nothing: no values' compare one "$(: >nothing && echo nothing)"
refuses 'files: columns and none chosen' 'columns.csv:1: 2 columns; choose one' \
	compare columns.csv columns.csv
refuses 'files: no such column' "columns.csv:1: no column 'c'" \
	compare --column c columns.csv columns.csv
refuses 'files: binary' '^wsbench: ' compare one "$wsbench"
refuses 'files: --base' 'for a run, not for files' compare --base none one two
refuses 'run: --column' 'not for a run' compare --column total run
refuses 'two runs: --base' 'are for one run' compare --base none run plain
refuses 'two runs without a mode in common' 'other: has no mode' compare run other

bad samples.csv head -c 10000
refuses 'samples.csv cut off within a line' '^wsbench: bad/samples.csv:[0-9]*: .*truncated' \
	compare bad
bad samples.csv head -n 1500
refuses 'samples.csv cut off at the end of a line' '1499 samples .* truncated' compare bad
bad samples.csv head -n 1
refuses 'samples.csv without samples' 'no samples' compare bad
bad samples.csv sed 100d
refuses 'samples.csv with a line lost' 'seq 98 is missing' compare bad
bad samples.csv sed 's/^mode,/modus,/'
refuses 'samples.csv with a foreign header' '^wsbench: bad/samples.csv:1: not a file of wsbench' \
	compare bad
bad samples.csv cat "$tests/test-cli.sh"
refuses 'samples.csv of another kind' '^wsbench: bad/samples.csv:1: ' compare bad
bad samples.csv sed '50s/,7,/,seven,/'
refuses 'samples.csv with a word for a number' "^wsbench: bad/samples.csv:50: 'seven'" compare bad
bad samples.csv sed '50s/,7,/,4294967296,/'
refuses 'samples.csv with too large a number' '^wsbench: bad/samples.csv:50: ' compare bad
bad samples.csv sed '50s/,7,/,,/'
refuses 'samples.csv with an empty field' '^wsbench: bad/samples.csv:50: ' compare bad
bad samples.csv sed '50s/,7,/,7,7,/'
refuses 'samples.csv with a field too many' '^wsbench: bad/samples.csv:50: 10 fields' compare bad
bad samples.csv sed '50s/^vhe/ehv/'
refuses 'samples.csv with an unknown mode' "^wsbench: bad/samples.csv:50: unknown mode 'ehv'" \
	compare bad
bad summary.csv head -c 700
refuses 'summary.csv cut off within a line' '^wsbench: bad/summary.csv:.*truncated' summary bad
bad summary.csv head -n 11
refuses 'summary.csv cut off at the end of a line' 'bad/summary.csv: .*truncated' summary bad
bad summary.csv sed 3d
refuses 'summary.csv with a line lost' '^wsbench: bad/summary.csv:3: ' summary bad
bad meta.csv sed 's/^schema,1/schema,2/'
refuses 'meta.csv of another schema' "schema '2' is not 1" summary bad
bad meta.csv head -c 100
refuses 'meta.csv cut off' '^wsbench: bad/meta.csv:.*truncated' summary bad
rm -rf bad

# Where a folder cannot be written
refuses 'merge: the folder exists' 'exists; remove it' merge -o both plain
refuses 'merge: a file of that name' 'one: exists and is not a folder' merge -o one plain
refuses 'merge: no parent' 'the folder absent does not exist' merge -o absent/run plain
refuses 'merge: the parent is a file' 'one is not a folder' merge -o one/run plain
refuses 'merge: no name' 'name of the folder is empty' merge -o '' plain
refuses 'merge: a run is bad' '^wsbench: absent: No such file' merge -o new plain absent
refuses 'merge: the same run twice' 'plain/.: is the folder plain once more' \
	merge -o new plain plain/.
refuses 'merge: a merged run' 'is a merged run itself' merge -o new both
refuses 'merge: more boots of one mode' 'nvhe, .* has 1 boots, but vhe, .* has 2' \
	merge -o new plain other run
refuses 'run: the folder exists' 'exists; remove it' run -o both
refuses 'run: a file of that name' 'is not a folder' run -o one
refuses 'run: no parent' 'does not exist' run -o absent/run
refuses 'run: the parent is a file' 'one is not a folder' run -o one/run

# A run whose samples come through a pipe, and only as far as this writes them.
cp -r plain slow && rm slow/samples.csv && mkfifo slow/samples.csv
"$wsbench" merge -o new slow >out 2>err </dev/null &
merge=$!
exec 3>slow/samples.csv
head -n 100 plain/samples.csv >&3
kill -s INT "$merge"
exec 3>&-
wait "$merge"
[ $? = 130 ] && [ ! -s err ] && [ -z "$(find . -name "*new*")" ]
report $? "merge: interrupted, nothing left"

mkdir small
if mount -t tmpfs -o size=64k small small 2>/dev/null; then
	mounted=$work/small
	refuses 'merge: full disk' 'small/run/samples.csv: cannot write: No space left' \
		merge -o small/run plain
	mount -o remount,ro "$mounted"
	refuses 'merge: read-only' 'small/run: cannot create: Read-only' merge -o small/run plain
	refuses 'run: read-only' 'small/run: cannot create: Read-only' run -o small/run
else
	skip 'full and read-only disks' 'not allowed to mount'
fi
"$wsbench" summary run >/dev/full 2>err
[ $? = 2 ] && grep -q 'standard output: No space left' err
report $? 'standard output is full'
echo "1..$nr"
