#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# wsbench plot --history, with histories made up here: TAP. WSBENCH is the binary.

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

make_history() # FILE ARG...
{
	file=$1
	shift
	sh "$tests/make-history.sh" "$@" >"$file"
}

# refuses NAME PATTERN ARG...: status 2, one line on stderr with the pattern, nothing else
refuses()
{
	name=$1 pattern=$2
	shift 2
	"$wsbench" plot "$@" >out 2>err </dev/null
	[ $? -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] &&
		grep -q -e "^wsbench: .*$pattern" err && ! ls -d .[!.]* 2>/dev/null
	report $? "$name"
}

# has FILE TEXT...: all of them
has()
{
	in=$1
	shift
	for text in "$@"; do
		grep -qF -e "$text" "$in" || return 1
	done
}

not()
{
	! "$@"
}

commit_of() # FILE NIGHT MODE: the first 12 characters, of the only run of that night
{
	awk -F, -v night="$2" -v mode="$3" '$6 == mode && n++ == night { print substr($2, 1, 12) }' "$1"
}

make_history steps.csv NIGHTS=60 CHANGES='20:two-hook:off:1 45:four-call:all:-4' || exit 1
make_history noisy.csv NIGHTS=120 NOISE=2 SCALE=8 HOST=metal CHANGES='60:two-hook:off:48' MODES=vhe
make_history kernel.csv NIGHTS=30 CHANGES='10:all:off:3' KERNELS=10 MODES=vhe
make_history three.csv NIGHTS=3 MODES=vhe
make_history one.csv NIGHTS=1 MODES=vhe
make_history kvm.csv NIGHTS=5 ENGINE=kvm MODES=vhe
make_history foreign.csv NIGHTS=40 MODES=any COLUMNS="p99_ms a/b a|b it's\`touch.OWNED\`{x}" \
	CHANGES='20:p99_ms:all:7' NOISE=0.01 HOST="h%d'o{st}"

refuses 'no such history' 'none.csv: ' --history none.csv
refuses 'no metric matches' 'no metric of any run is asked for' --history three.csv --metric 'x*'
refuses '--since is no time' "'yesterday' is not a time" --history three.csv --since yesterday
refuses '--metric is not for a run' '--metric: is for a history' --metric 'x*' three.csv
refuses '--ack is not for a run' '--ack: is for a history' --ack x three.csv
refuses 'two histories' 'surplus argument' --history three.csv one.csv noisy.csv
mkdir home && echo precious >home/letter
refuses 'a folder with other files is not replaced' 'home: has more in it than figures, as letter' \
	--history three.csv -o home
check 'and is as it was' grep precious home/letter
refuses 'no folder to write into' 'cannot write: No such file' --history three.csv -o none/plots

if ! command -v gnuplot >/dev/null; then
	echo "ok $((nr + 1)) - # SKIP gnuplot is not installed"
	echo "1..$((nr + 1))"
	exit 0
fi

complete() # FOLDER NAME: the three files, to their ends
{
	tail -c 20 "$1/$2.svg" | grep -q '</svg>' && tail -c 20 "$1/$2.png" | grep -aq IEND &&
		[ -s "$1/$2.gp" ]
}

prints 'beside the history: plots' '^\./plots$' plot --history steps.csv
for mode in vhe nvhe; do
	for phase in total entry guest exit; do
		check "$mode, $phase: SVG, PNG and script" complete plots emulated-6.1-direct-$mode-$phase
	done
done
# shellcheck disable=SC2012 # plain names
check 'nothing else' test "$(ls plots | wc -l)" -eq 24
svg=plots/emulated-6.1-direct-vhe-total.svg
check 'a step up: magnitude and commit' has $svg "▲ two-hook +1 $(commit_of steps.csv 20 vhe)" 'rgb(165,  15,  21)'
check 'a step down: magnitude and commit' has $svg "▼ four-call −4 $(commit_of steps.csv 45 vhe)" 'rgb(  0, 133,  95)'
check 'the unit is on the axis' has $svg '>executed instructions (QEMU -icount)<'
check 'time is on the axis' has $svg '>time (UTC)<' '>2026-01-19<'
check 'instructions are not cycles' has $svg 'not cycles of silicon'
check 'host, engine, mode, kernel and how many' has $svg \
	'emulated-6.1  ·  direct  ·  VHE  ·  now Linux 6.1.0-42-cloud-arm64  ·  60 runs, 2026-01-01 to 2026-03-01'
check 'a panel for each dirty state' has $svg '>debug-dirty off<' '>debug-dirty on<'
check 'a line for each flow' has $svg '>none<' '>four-call<' '>two-hook<'
check 'no mark for what is not there' not has $svg 'accepted'
check 'the guest does not change' not has plots/emulated-6.1-direct-vhe-guest.svg '▲' '▼'

if command -v xmllint >/dev/null; then
	check 'well-formed' xmllint --noout plots/*.svg
fi

# By hand, as the script says itself.
mkdir again && cp plots/*.gp again
(cd again && for f in *.gp; do gnuplot --default-settings "$f" || exit; done) >out 2>&1
check 'the scripts say nothing' test ! -s out
check 'the scripts draw the same SVG and PNG' diff -r again plots
prints '--history=FILE' '^second$' plot --history=steps.csv -o second
check 'the same history gives the same bytes' diff -r second plots

# Six lines in each block, though no block but the levels, points and marks has any data.
check 'each line has a data set of each kind' test "$(awk '
	/^EOD/ { printf "%d ", sets; on = 0 }
	on && !NF { blank++ }
	on && NF { sets += blank >= 2 || !sets; blank = 0 }
	/^\$/ { on = 1; sets = blank = 0 }' plots/emulated-6.1-direct-vhe-total.gp)" = '6 6 6 6 6 6 '
cut -d, -f1-6,14 steps.csv >columns.left && cut -d, -f10 steps.csv | paste -d, columns.left - >swapped.csv
prints 'columns in another order' '^swapped$' plot --history swapped.csv --mode vhe -o swapped
check 'the panels stay in theirs' has swapped/emulated-6.1-direct-vhe-total.gp \
	"panel_title[2] = ['debug-dirty off', 'debug-dirty on']"

prints '--metric, --mode, -o' '^chosen$' plot --history steps.csv --metric '*.total.*' --mode nvhe -o chosen
check 'only what was chosen' test "$(cd chosen && echo *)" = \
	'emulated-6.1-direct-nvhe-total.gp emulated-6.1-direct-nvhe-total.png emulated-6.1-direct-nvhe-total.svg'
prints '--since' '^since$' plot --history steps.csv --since 2026-02-01 --mode vhe -o since
check '--since: later runs only' has since/emulated-6.1-direct-vhe-total.svg '29 runs, 2026-02-01 to' '−4'
check '--since: no earlier change' not has since/emulated-6.1-direct-vhe-total.svg '+1'

printf 'first,metric,reason\n%s,*,a better test\n' "$(sed -n 42p steps.csv | cut -d, -f2)" >ack.csv
prints '--ack' '^acked$' plot --history steps.csv --ack ack.csv --mode vhe --metric '*.total.*' -o acked
make_history gone.csv NIGHTS=60 CHANGES='20:two-hook:off:1 45:two-hook:off:-1' MODES=vhe
check 'a change that is gone again' "$wsbench" plot --history gone.csv -o gone
check 'is hollow, too' has gone/emulated-6.1-direct-vhe-total.svg '△ two-hook +1' '▼ two-hook −1'
check 'an accepted change: so it says' has acked/emulated-6.1-direct-vhe-total.svg '△ two-hook +1' 'hollow: accepted, gone'
check 'an accepted change is hollow, no other' test "$(awk '/^\$marks/ { on = 1 } /^EOD/ { on = 0 }
	on && $2 && NF == 5 { print $3, $4 }' acked/emulated-6.1-direct-vhe-total.gp | sort | uniq -c | tr -s ' \n' ' ')" = \
	' 2 11 11 1 9 8 '

prints 'a noisy history' '^metal$' plot --history noisy.csv -o metal
svg=metal/metal-direct-vhe-total.svg
check 'noisy: in percent, with the commit' has $svg "two-hook +2.3 % $(commit_of noisy.csv 60 vhe)"
check 'noisy: unit and intervals' has $svg '>PMU cycle-counter ticks<' 'areas: their 95 % intervals'
check 'noisy: no word on instructions' not has $svg 'icount'

prints 'a new kernel' '^kernel$' plot --history kernel.csv -o kernel
check 'a new kernel, the same commit: the kernel is named' has kernel/emulated-6.1-direct-vhe-total.svg \
	'▲ all +3 Linux 6.1.0-43-cloud-arm64'

prints 'three nights' '^three$' plot --history three.csv -o three
prints 'one night' '^one$' plot --history one.csv -o one
check 'one night: one run' has one/emulated-6.1-direct-vhe-total.svg '1 run, 2026-01-01<'
prints 'KVM' '^kvm$' plot --history kvm.csv -o kvm
check 'KVM: totals, and how they are timed' has kvm/emulated-6.1-kvm-vhe-guest-total.svg \
	'a round trip through KVM' 'kvm, timed by guest'

prints 'names from elsewhere' '^foreign$' plot --history foreign.csv -o foreign
check 'a figure each, names plain and unique' test "$(cd foreign && echo *.svg)" = \
	"h-d-o-st-foreign-any-a-b-2.svg h-d-o-st-foreign-any-a-b.svg h-d-o-st-foreign-any-it-s-touch.OWNED-x.svg h-d-o-st-foreign-any-p99_ms.svg"
check 'the metric in place of a unit' has foreign/h-d-o-st-foreign-any-p99_ms.svg '>p99_ms<' '+7.0 %'
check 'foreign text is shown as it is' has foreign/h-d-o-st-foreign-any-it-s-touch.OWNED-x.svg \
	"it's\`touch.OWNED\`{x}" "h%d'o{st}"
check 'foreign text is not run' test ! -e foreign/OWNED -a ! -e OWNED

make_history crowd.csv NIGHTS=300 MODES=vhe CHANGES="$(awk 'BEGIN { for (i = 2; i < 300; i += 2) printf "%d:two-hook:off:%d ", i, i % 4 ? 3 : -2 }')"
prints 'a crowd of changes' '^crowd$' plot --history crowd.csv --metric '*.total.*' -o crowd
check 'a crowd: not all are named' grep -q '[1-9][0-9]* changes are named, and [1-9][0-9]* more' \
	crowd/emulated-6.1-direct-vhe-total.svg
check 'a crowd: the newest is' has crowd/emulated-6.1-direct-vhe-total.svg "$(commit_of crowd.csv 298 vhe)"

# A failure leaves what was there.
cp -r plots before
mkdir fake
printf '#!/bin/sh\nexit 3\n' >fake/gnuplot
chmod +x fake/gnuplot
PATH="$dir/fake:$PATH" "$wsbench" plot --history steps.csv >out 2>err
check 'gnuplot fails: status 2' test $? -eq 2
check 'gnuplot fails: the old figures stay' diff -r before plots
cat >fake/gnuplot <<'END'
#!/bin/sh
echo >started
exec sleep 30
END
PATH="$dir/fake:$PATH" "$wsbench" plot --history steps.csv >out 2>err &
pid=$!
while ! ls .plots.*/started >/dev/null 2>&1 && kill -0 $pid; do sleep 0.1; done
kill $pid
wait $pid
check 'SIGTERM: exit status 130' test $? -eq 130
check 'SIGTERM: the old figures stay' diff -r before plots
check 'nothing is left beside them' not ls -d .[!.]*

cat >fake/gnuplot <<'END'
#!/bin/sh
echo $$ >.pid && mv .pid pid.svg
exec sleep 30
END
# One that hangs: $pid, and $begun in its folder
begun() {
	PATH="$dir/fake:$PATH" "$wsbench" plot --history steps.csv >/dev/null 2>&1 &
	pid=$!
	begun=''
	while [ -z "$begun" ] && kill -0 $pid; do
		sleep 0.1
		for file in .plots.*/pid.svg; do
			[ ! -e "$file" ] || [ "$file" = "$left" ] || begun=$file
		done
	done
}
left=''
begun
kill -9 $pid
wait $pid 2>/dev/null
kill "$(cat "$begun")"
check 'SIGKILL: its folder is left' test -e "$begun"
left=$begun
mkdir .plots.backup .plots.mine.1 && : >.plots.backup/mine
begun
check 'the next removes it' not test -e "$left"
check 'but nothing else' test -e .plots.backup/mine -a -d .plots.mine.1
"$wsbench" plot --history steps.csv >out 2>err
check 'nor what another writes' test -e "$begun"
kill $pid
wait $pid
rm -r .plots.backup .plots.mine.1
check 'nothing is left then' not ls -d .[!.]*

echo "1..$nr"
