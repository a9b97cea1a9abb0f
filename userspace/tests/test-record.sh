#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# wsbench record: what it appends, what it leaves as it was, every history and
# every run it refuses, and many of it at once. TAP; WSBENCH is the binary.
# shellcheck disable=SC2016 # $ is sed's and awk's
# shellcheck disable=SC2319 # report tells what a condition says

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

# one_line PATTERN: the last command told one error, status 2
one_line() {
	[ "$status" = 2 ] && [ ! -s out ] && [ "$(wc -l <err)" = 1 ] &&
		grep -q '^wsbench: .*: .' err && grep -q -e "$1" err
}

# refuses NAME PATTERN ARG...: record of these ends so, nothing is left in the folder
refuses() {
	name=$1 pattern=$2
	shift 2
	ls -A >../before.$$
	"$wsbench" record --history h.csv "$@" >out 2>err </dev/null
	status=$?
	touch out err
	ls -A >../after.$$
	one_line "$pattern" && cmp -s h.csv good && cmp -s ../before.$$ ../after.$$
	status=$?
	rm -f ../before.$$ ../after.$$
	report "$status" "$name"
}

# left FILE: there is one for now of it
left() {
	ls "$1".new-* >/dev/null 2>&1
}

# damaged NAME LINE PATTERN: bad.csv is refused with that line, and stays as it is
damaged() {
	cp bad.csv was
	"$wsbench" record --history bad.csv run >out 2>err </dev/null
	status=$?
	one_line "^wsbench: bad.csv:$2: .*$3" && cmp -s bad.csv was && ! left .bad.csv
	report $? "$1"
}

# appends NAME: ok.csv gets the row of the run
appends() {
	"$wsbench" record --history ok.csv run >out 2>err </dev/null && [ ! -s err ] &&
		grep -q '^ok.csv: 1 row added (vhe), [0-9]* in all$' out
	report $? "$1"
}

# field COLUMN LINE: of h.csv, whose fields have no quotes
field() {
	awk -F, -v name="$1" -v line="$2" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) f = i }
		NR == line { print $f }' h.csv
}

# made DIR MODE TIME: a run folder of exact timing
made() {
	sh "$tests/make-run.sh" made "$2" 100 &&
		sed -i "s/^time,.*/time,$3/" made/meta.csv &&
		"$wsbench" merge -o "$1" made && rm -r made
}

made run vhe 2026-01-01T03:00:00Z && made nrun nvhe 2026-01-01T03:10:00Z &&
	made next vhe 2026-01-02T03:00:00Z || exit 1
"$wsbench" merge -o both run nrun || exit 1
header='time,commit,host,kernel,engine,mode'
facts='2026-01-01T00:00:00Z,c,h,k,direct,vhe'

# What it writes
check 'a first run makes the file' "$wsbench" record --history h.csv both
cp h.csv first
grep -q '^h.csv: 2 rows added (vhe, nvhe), 2 in all$' out
report $? 'and it says so'
[ "$(head -n 1 h.csv | cut -d, -f 1-10)" = \
	"$header,none.off.entry.instructions,none.off.guest.instructions,none.off.exit.instructions,none.off.total.instructions" ] &&
	[ "$(head -n 1 h.csv | tr ',' '\n' | wc -l)" = 30 ]
report $? 'the header: facts, then metrics'
[ "$(sed -n 2p h.csv | cut -d, -f 1-6)" = 2026-01-01T03:00:00Z,,emulated-6.1,6.1.0-test,direct,vhe ] &&
	[ "$(sed -n 3p h.csv | cut -d, -f 1-6)" = 2026-01-01T03:10:00Z,,emulated-6.1,6.1.0-test,direct,nvhe ]
report $? 'a row for each mode, with the time of the mode'
[ "$(field two-hook.on.total.instructions 2)" = \
	"$(awk -F, '/^vhe,two-hook,on,total/ { print $8 }' both/summary.csv)" ]
report $? 'the median is that of summary.csv'
! grep -q '\.lo\|\.hi' h.csv
report $? 'an exact run has no intervals'

# What is there already
check 'again' "$wsbench" record --history h.csv both
[ "$(cat out)" = 'both: mode vhe is recorded already
both: mode nvhe is recorded already' ] && cmp h.csv first
report $? 'it is recorded already, and the file the same'
inode=$(stat -c %i h.csv)
"$wsbench" record --history h.csv nrun >out 2>err && [ "$(stat -c %i h.csv)" = "$inode" ]
report $? 'it is not even written'
rm h.csv
prints 'a run twice in one call is one row' 'h.csv: 1 row added (vhe), 1 in all' \
	record --history h.csv run run
grep -q '^run: mode vhe is recorded already$' out && [ "$(wc -l <h.csv)" = 2 ]
report $? 'and the second is told'
prints 'one that is there, one that is not' 'h.csv: 1 row added (nvhe), 2 in all' \
	record --history h.csv both
cmp h.csv first
report $? 'no matter how it came about'
prints 'another host is another row' ' 1 row added' record --history h.csv --host other run
[ "$(sed -n 4p h.csv | cut -d, -f 3)" = other ]
report $? 'with its name'
cp h.csv good

# The default
mkdir there
(cd there && "$wsbench" record ../run >../out 2>../err)
grep -q '^results/history.csv: 1 row added' out && [ -s there/results/history.csv ]
report $? 'without --history it is results/history.csv, the folder is made'

# Runs it refuses
meta() {
	rm -rf odd
	cp -r run odd
	sed -i "$1" odd/meta.csv
}
meta 's/^timing,.*/timing,emulated-inexact/'
refuses 'time of an emulator' "odd: its ticks are an emulator's time" odd
meta 's/^timing,.*/timing,maybe/'
refuses 'unknown timing' 'meta.csv is damaged: unknown timing' odd
meta '/^interrupted,/d; $a interrupted,yes'
refuses 'an interrupted run' 'mode vhe was interrupted' odd
meta 's/^payload,.*/payload,registers/'
refuses 'a run of another payload than hvc' \
	'^wsbench: odd: was made with payload registers; record takes runs of hvc$' odd
"$wsbench" merge -o joined run nrun || exit 1
sed -i 's/^payload,.*/vhe.payload,hvc\nnvhe.payload,watchpoints/' joined/meta.csv
refuses 'one mode of another payload, too' '^wsbench: joined: was made with payload watchpoints;' joined
meta 's/^samples,.*/samples,601/'
refuses 'fewer samples than meta.csv says' 'truncated or foreign' odd
meta ''
sed -i '$d' odd/samples.csv
refuses 'lines missing in samples.csv' 'truncated or foreign' odd
meta 's/^time,.*/time,yesterday/'
refuses 'no time' 'meta.csv is damaged: no time of mode vhe' odd
meta 's/^engine,.*/engine,steam/'
refuses 'unknown engine' "unknown engine 'steam'" odd
meta "s/^kernel,.*/kernel,6.1$(printf '\033')[31m/"
refuses 'control characters' 'control characters in kernel' odd
meta 's/^kernel,.*/kernel,mine/'
refuses 'a kernel of no series' 'name the host with --host' odd
meta 's/^commit,.*/commit,abc/'
sed -i 's/^\(vhe,two-hook,on,total,[^,]*,[^,]*,[^,]*\),[^,]*/\1,1/' odd/summary.csv
refuses 'a summary of other samples' 'odd: summary.csv and samples.csv are not of the same' odd
rm odd/samples.csv
refuses 'other figures under the same name' 'line 2 of h.csv is of another run of the same' odd
sed '/two-hook,on/d' run/summary.csv >odd/summary.csv
sed -i 's/^samples,.*/samples,500/' odd/meta.csv
check 'some of its figures are the same run' "$wsbench" record --history h.csv odd

# Several commits of one time: the first row with other figures, the second as the run
awk -F, -v OFS=, '
	NR == 1
	NR == 2 { $2 = "c2"; second = $0; $2 = "c1"; for (i = 7; i <= NF; i++) $i++; print; print second }
' good >several.csv
cp several.csv several
meta 's/^commit,.*/commit,c2/'
check 'one of several commits of one time' "$wsbench" record --history several.csv odd
grep -q '^odd: mode vhe is recorded already$' out && cmp several.csv several
report $? 'is recorded already'
meta 's/^commit,.*/commit,c3/'
check 'or another commit with the figures of one of them' "$wsbench" record --history several.csv odd
meta 's/^commit,.*/commit,c1/'
"$wsbench" record --history several.csv odd >out 2>err
status=$?
one_line 'line 2 of several.csv is of another run' && cmp several.csv several
report $? 'but not a commit that has other figures'

refuses 'no such run' 'nowhere: No such file' nowhere
refuses 'none is recorded where one is refused' 'nowhere' next nowhere
refuses 'no run' 'no run folder given'
refuses 'an empty host' 'the name is empty' --host '' next
refuses 'a host with control characters' 'control characters' --host "a$(printf '\t')b" next
refuses 'a host that begins with a blank' 'begins or ends' --host ' a' next

# Of hardware: intervals
for boot in 1 2 3 4 5 6 7; do
	TIMING=hardware NOISE=hw TIMER_HZ=25000000 sh "$tests/make-kvm-run.sh" "b$boot" nvhe \
		two-hook "$boot" || exit 1
done
"$wsbench" merge -o boots b? && "$wsbench" merge -o few b1 b2 b3 b4 b5 || exit 1
rm h.csv
prints 'runs of hardware' '1 row added (nvhe), 1 in all' record --history h.csv boots
metric=two-hook.on.total.guest.timer-ticks
[ "$(field host 2)" = "$(hostname)" ]
report $? "have this machine's name"
# Of seven boots: the first and the last, of which each is a median of 50 batches.
ends=$(awk -F, '$3 == "on" { b = int($4 / 100); v[b, ++n[b]] = $9 }
	END {
		for (b = 0; b < 7; b++) {
			for (i = 1; i <= n[b]; i++)
				for (j = i; j > 1 && v[b, j - 1] + 0 > v[b, j] + 0; j--) {
					t = v[b, j]; v[b, j] = v[b, j - 1]; v[b, j - 1] = t
				}
			m = (v[b, 25] + v[b, 26]) / 2
			lo = !b || m < lo ? m : lo
			hi = m > hi ? m : hi
		}
		print lo, hi
	}' boots/samples.csv)
[ "$ends" = "$(field "$metric.lo" 2) $(field "$metric.hi" 2)" ]
report $? 'and the interval of their boots'
sed -i 's/^vhe,/nvhe,/' few/samples.csv
prints 'five boots are no interval' '1 row added' record --history h.csv --host five few
[ -n "$(field "$metric" 3)" ] && [ -z "$(field "$metric.lo" 3)$(field "$metric.hi" 3)" ]
report $? 'it is empty'
sed -i '$d' boots/samples.csv
cp h.csv good
refuses 'lines missing in that of boots' 'truncated or foreign' --host x boots

# New columns: at the end, old rows are padded
cp h.csv old
prints 'metrics that are new' '1 row added (vhe), 3 in all' record --history h.csv run
head -n 1 h.csv | grep -q "^$(head -n 1 old),none.off.entry.instructions,"
report $? 'are the last columns'
pad=,,,,,,,,,,,,,,,,,,,,,,,,
[ "$(sed -n 2,3p h.csv)" = "$(sed -n 2,3p old | sed "s/\$/$pad/")" ]
report $? 'and old rows have empty fields there'
prints 'and what it wrote it reads' 'recorded already' record --history h.csv run

# Histories in other hands
printf '%s\n' "$header" >ok.csv
appends 'a header alone'
printf '%s,x\n\n%s,1\n  \n' "$header" "$facts" >ok.csv
appends 'blank lines'
[ "$(sed -n 2,4p ok.csv | tr '\n' '|')" = "|$facts,1$pad|  |" ]
report $? 'stay'
printf '%s,x\r\n%s,1\r\n' "$header" "$facts" >ok.csv
appends 'line ends of Windows'
[ "$(grep -c "$(printf '\r$')" ok.csv)" = 3 ]
report $? 'stay, the new row has them, too'
printf '%s,x \r\t\n%s,1\t\n' "$header" "$facts" >ok.csv
appends 'blanks around line ends'
[ "$(sed -n 2p ok.csv)" = "$(printf '%s,1%s\t' "$facts" "$pad")" ]
report $? 'stay behind the fields'
printf '\357\273\277%s,x\n%s,1\n' "$header" "$facts" >ok.csv
appends 'a byte-order mark'
[ "$(head -c 3 ok.csv | od -An -tx1 | tr -d ' ')" = efbbbf ] && [ "$(grep -c . ok.csv)" = 3 ]
report $? 'stays'
printf '"time",commit,host,kernel,engine,mode,"a,b"\n%s,"5"\n' "$facts" >ok.csv
appends 'quotes'
sed -n 2p ok.csv | grep -q "^$facts,\"5\"$pad\$"
report $? 'stay'
printf '%s\n1767225600,c,"Zürich, lab",k,other,any\n2026-01-01T00:00:00+01:00,,h,,e,m\n' "$header" >ok.csv
appends 'seconds, an offset, hosts and engines from elsewhere'

# Damaged ones
: >bad.csv
damaged 'an empty file' 1 'the file is empty'
printf '\n\n' >bad.csv
damaged 'a file of blank lines' 1 'the file is empty'
printf 'time,commit,host\n' >bad.csv
damaged 'another header' 1 'the header must begin with time,'
printf 'key,value\nschema,1\n' >bad.csv
damaged 'another file of wsbench' 1 'not a history'
printf '%s,x,y,x\n' "$header" >bad.csv
damaged 'a column twice' 1 "two columns are named 'x'"
printf '%s,x,,y\n' "$header" >bad.csv
damaged 'a column without name' 1 'column 8 has no name'
printf '%s,"x\ny"\n' "$header" >bad.csv
damaged 'a line end in a name' 1 'control characters'
printf '%s,x\n%s,1\n%s\n' "$header" "$facts" "$facts" >bad.csv
damaged 'a field too few' 3 '6 fields instead of 7'
printf '%s,x\n%s,1,2\n' "$header" "$facts" >bad.csv
damaged 'a field too many' 2 '8 fields instead of 7'
printf '%s,x\n%s,1\n%s,' "$header" "$facts" "$facts" >bad.csv
damaged 'a truncated last line' 3 'truncated'
printf '%s,x\n%s,1' "$header" "$facts" >bad.csv
damaged 'a last line without its end' 2 'truncated'
printf '%s,x\n%s,1x\n' "$header" "$facts" >bad.csv
damaged 'no number' 2 "'1x' in column x is not a number"
printf '%s,x\n%s,nan\n' "$header" "$facts" >bad.csv
damaged 'not a number' 2 'is not a number'
printf '%s,x\n%s,inf\n' "$header" "$facts" >bad.csv
damaged 'infinity' 2 'is not a number'
printf '%s,x\n%s,1e999\n' "$header" "$facts" >bad.csv
damaged 'a number too large' 2 'is not a number'
printf '%s,x\n%s,-1.1e100\n' "$header" "$facts" >bad.csv
damaged 'a number that figures cannot be drawn of' 2 'in column x is beyond 1e+100 or below -1e+100'
printf '%s,x\n%s,0x10\n' "$header" "$facts" >bad.csv
damaged 'a hexadecimal number' 2 'is not a number'
printf '%s\n2026-02-29T00:00:00Z,c,h,k,e,m\n' "$header" >bad.csv
damaged 'a day that is none' 2 'is no time'
printf '%s\nyesterday,c,h,k,e,m\n' "$header" >bad.csv
damaged 'no time' 2 "'yesterday' is no time"
printf '%s\n,c,h,k,e,m\n' "$header" >bad.csv
damaged 'an empty time' 2 'is no time'
printf '%s\n1767225600000,c,h,k,e,m\n' "$header" >bad.csv
damaged 'milliseconds' 2 'not milliseconds'
printf '%s\n2026-01-01,c,,k,e,m\n' "$header" >bad.csv
damaged 'an empty host' 2 'the host is empty'
printf '%s\n2026-01-01,c,h,k,,m\n' "$header" >bad.csv
damaged 'an empty engine' 2 'the engine is empty'
printf '%s\n2026-01-01,c,h,k,e,\n' "$header" >bad.csv
damaged 'an empty mode' 2 'the mode is empty'
printf '%s\n2026-01-01,"c\nd",h,k,e,m\n' "$header" >bad.csv
damaged 'a line end in a fact' 2 'control characters in the commit'
printf '%s,x\n%s,1\n%s,2\n' "$header" "$facts" "$facts" >bad.csv
damaged 'a run twice' 3 'of line 2: a run is there twice'
printf '%s\n2026-01-01T00:00:00Z,c,h,k,e,m\n2026-01-02,c,h,k,e,m\n1767225600,c,h,k,e,m\n' "$header" >bad.csv
damaged 'a run twice, its time written otherwise' 4 'of line 2'
printf '%s\n"2026-01-01,c,h,k,e,m\n' "$header" >bad.csv
damaged 'a quote that is not closed' 2 'not closed'
printf '%s\n2026-01-01,c"d,h,k,e,m\n' "$header" >bad.csv
damaged 'a quote out of place' 2 'a quote is out of place'
printf '%s\n2026-01-01,"c"d,h,k,e,m\n' "$header" >bad.csv
damaged 'text behind a quote' 2 'a quote is out of place'
printf '%s\r2026-01-01,c,h,k,e,m\n' "$header" >bad.csv
damaged 'a carriage return alone' 1 'carriage return without a line feed'
printf '%s\n2026-01-01,c,h,k,e,m\n\0\0\n' "$header" >bad.csv
damaged 'NUL bytes' 3 'a NUL byte'
printf '%s\n' "$header" | iconv -t UTF-16 >bad.csv
damaged 'UTF-16' 1 'a NUL byte'
head -c 100000 /usr/bin/env >bad.csv
damaged 'a program' '[0-9]*' '.'
{ printf '%s\n2026-01-01,' "$header" && head -c 70000 /dev/zero | tr '\0' c && echo ',h,k,e,m'; } >bad.csv
damaged 'a huge field' 2 'more than 65536 bytes'
{ printf '%s\n2026-01-01,"' "$header" && head -c 9000000 /dev/zero | tr '\0' '\n'; } >bad.csv
damaged 'a quote that eats the file' 2 'more than 65536 bytes'
{ printf '%s' "$header" && awk 'BEGIN { while (i++ < 4091) printf ",c%d", i; print "" }'; } >bad.csv
damaged 'too many columns' 1 'more than 4096 fields'
{ printf '%s' "$header" && awk 'BEGIN { while (i++ < 4000) printf ",%300d", i; print "" }' | tr ' ' c; } >bad.csv
damaged 'a huge row' 1 'more than 1048576 bytes'
{ printf '%s' "$header" && awk 'BEGIN { while (i++ < 4080) printf ",c%d", i; print "" }'; } >h.csv
cp h.csv good
refuses 'columns that would be too many' 'more than 4096 columns' run

# The file and its folder
cp first h.csv
chmod 640 h.csv
check 'the mode of the file' "$wsbench" record --history h.csv next
[ "$(stat -c %a h.csv)" = 640 ]
report $? 'is kept'
mkdir else
mv h.csv else/real.csv
ln -s else/real.csv h.csv
check 'a symbolic link' "$wsbench" record --history h.csv --host linked next
[ -L h.csv ] && grep -q ',linked,' else/real.csv
report $? 'is followed'
rm h.csv
ln -s nothing h.csv
"$wsbench" record --history h.csv run >out 2>err
status=$?
one_line 'a link to nothing' && [ -L h.csv ] && [ ! -e nothing ]
report $? 'one that leads nowhere is refused'
rm h.csv
for where in no/h.csv run/meta.csv/h.csv run /dev/null ''; do
	"$wsbench" record --history "$where" run >out 2>err
	status=$?
	one_line .
	report $? "'$where' is no place for a history"
done
cp first h.csv
echo half >.h.csv.new-aZ09xx
echo mine >.h.csv.backup
check 'what a killed one left' "$wsbench" record --history h.csv next
! left .h.csv && [ -e .h.csv.backup ] && [ "$(wc -l <h.csv)" = 4 ]
report $? 'is removed'
ln -s first .h.csv.new-aZ09xx
check 'also when there is nothing to record' "$wsbench" record --history h.csv next
! left .h.csv && [ -s first ]
report $? 'it is removed'

# Places that cannot be written
mkdir full
if mount -t tmpfs -o size=64k none full 2>/dev/null; then
	mounted=$work/full
	cp first full/h.csv
	head -c 1000000 /dev/zero >full/filler 2>/dev/null
	"$wsbench" record --history full/h.csv next >out 2>err
	status=$?
	one_line 'No space left' && cmp full/h.csv first && ! left full/.h.csv
	report $? 'a full disk: the file is as it was'
	rm full/filler
	mount -o remount,ro full
	"$wsbench" record --history full/h.csv next >out 2>err
	status=$?
	one_line 'Read-only file system; it is as it was' && cmp full/h.csv first
	report $? 'a read-only one, too'
else
	skip 'a full disk: the file is as it was' 'no right to mount'
	skip 'a read-only one, too' 'no right to mount'
fi
cp h.csv was
(ulimit -f 0 && trap '' XFSZ && "$wsbench" record --history h.csv --host other both 2>&1) | cat >err
grep -q 'File too large; it is as it was$' err && cmp -s h.csv was && ! left .h.csv && [ -s first ]
report $? 'a limit of the size of files: nothing is left'

# Many at once
for i in $(seq 20); do
	made "many$i" vhe "2026-03-01T00:00:$((i + 10))Z" || exit 1
done
cp first h.csv
pids=''
for i in $(seq 20); do
	"$wsbench" record --history h.csv "many$i" >"out$i" 2>"err$i" &
	pids="$pids $!"
done
good=0
for pid in $pids; do
	wait "$pid" && good=$((good + 1))
done
[ "$good" = 20 ]
report $? 'twenty at once all end well'
[ "$(wc -l <h.csv)" = 23 ] && [ "$(cut -d, -f 1 h.csv | sort -u | wc -l)" = 23 ] &&
	[ "$(head -n 3 h.csv)" = "$(cat first)" ]
report $? 'and no row is lost'
prints 'the file is whole' 'recorded already' record --history h.csv many1 many20
: >err
# Held until the command has said that it waits: two minutes at most.
# shellcheck disable=SC2016 # flock's shell expands it
flock . sh -c ': >held; n=0; until grep -q waiting err || [ $((n += 1)) = 1200 ]; do sleep 0.1; done' &
until [ -e held ]; do
	sleep 0.1
done
"$wsbench" record --history h.csv run nrun next >out 2>err
status=$?
[ "$status" = 0 ] && [ "$(grep -c '^wsbench: h.csv: .* waiting for it$' err)" = 1 ] &&
	[ "$(wc -l <h.csv)" = 24 ]
report $? 'it waits for who holds the folder, and says so'
wait

echo "1..$nr"
