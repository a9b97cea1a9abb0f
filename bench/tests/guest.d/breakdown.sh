# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Where the ticks of a world switch go: all profiles, all flows, both dirty states. The
# parts are the total of the plain samples to the tick where instructions are
# counted, and the plain samples those of a run without. Expects the module loaded.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

flows=$(wsbench info --format csv | sed -n 's/^module,flows,ok,"\{0,1\}\([^"]*\)"\{0,1\},.*/\1/p')
nr_flows=$(echo "$flows" | tr , '\n' | wc -l)
exact=
wsbench info --format csv | grep -q '^counter,timing,note,"exact' && exact=1

# run DIR ARG...: a run of all flows; what it prints is in DIR.out
run() {
	dir=$1
	shift
	wsbench run -o "$dir" --flows "$flows" "$@" >"$dir.out" 2>&1 </dev/null
}
# value KEY DIR
value() {
	sed -n "s/^$1,//p" "$2/meta.csv"
}
medians() {
	cut -d , -f 1-4,8 "$1/summary.csv"
}
# classes DIR: the register classes it has, those of any flow
classes() {
	cut -d , -f 4 "$1/breakdown.csv" | grep -vx 'class\|guest\|rest\|sum\|total\|residue' | sort -u |
		xargs
}
# adds_up DIR: in each flow and dirty state, the rows of the classes, guest and rest are the
# sum, and sum and residue the total, which is the median in summary.csv
adds_up() {
	awk -F , '
		FNR == 1 { next }
		NR == FNR { if ($4 == "total") median[$1 $2 $3] = $8; next }
		$4 == "sum" { wrong += $7 != parts; sum = parts; parts = 0; next }
		$4 == "total" { wrong += $7 != median[$1 $2 $3]; total = $7; next }
		$4 == "residue" { wrong += $7 != total - sum; cells++; next }
		{ wrong += $5 != "" && $5 + $6 != $7; parts += $7 }
		END { print cells " cells, " wrong + 0 " wrong"; exit wrong || !cells }' \
		"$1/summary.csv" "$1/breakdown.csv"
}
# without_residue DIR: not a tick
without_residue() {
	if [ -z "$exact" ]; then
		skip "$1: no residue" 'instructions are not counted'
		return
	fi
	residues=$(sed -n 's/.*,residue,,,\([^,]*\),.*/\1/p' "$1/breakdown.csv" | sort -u)
	check "$1: the parts are the total to the tick" test "$residues" = 0
}
# whole_steps DIR: every row has all fields, and its steps are its total; numbered
# through; as many as there are plain samples
whole_steps() {
	awk -F , '
		NR == 1 { fields = NF; next }
		{ sum = 0; for (i = 6; i < NF; i++) sum += $i }
		NF != fields || sum != $NF || $5 != NR - 2 { wrong++ }
		END { print NR - 1 " rows, " wrong + 0 " wrong"; exit wrong || NR < 2 }' "$1/steps.csv"
}
as_many() {
	[ "$(wc -l <"$1/steps.csv")" = "$(wc -l <"$1/samples.csv")" ] &&
		[ "$(wc -l <"$1/samples.csv")" = $((1 + $(value samples "$1"))) ]
}
# interleaved DIR: no block number has samples of both kinds, and together they have all
interleaved() {
	[ "$({ sed 1d "$1/samples.csv" && sed 1d "$1/steps.csv"; } | cut -d , -f 1-4 | sort -u |
		cut -d , -f 4 | sort -n | uniq -c |
		awk '$1 != 1 || $2 != NR - 1 { wrong++ } END { print wrong + 0 }')" = 0 ]
}
only_with() {
	! grep '^[^,]*,none,' "$1/breakdown.csv" | grep -q ,debug, &&
		[ "$(grep -c ,debug, "$1/breakdown.csv")" = $((2 * (nr_flows - 1))) ]
}

minimal='debug gp stage2 sysreg traps'
kvm="debug fpsimd gp stage2 sysreg sysreg32 timer traps vgic"
all="debug fpsimd gp stage2 sysreg sysreg32 timer traps vgic"
for profile in minimal kvm-4.15 all; do
	case $profile in
	minimal) wanted=$minimal ;;
	kvm-4.15) wanted=$kvm ;;
	all) wanted=$all ;;
	esac
	check "$profile: a run" run "$profile" --profile $profile --breakdown --samples 50 --block 10
	check "$profile: the classes are $wanted" test "$(classes "$profile")" = "$wanted"
	check "$profile: tables and sums agree" adds_up "$profile"
	check "$profile: every sample's steps are its total" whole_steps "$profile"
	check "$profile: as many with steps as without" as_many "$profile"
	check "$profile: blocks of both are interleaved" interleaved "$profile"
	check "$profile: debug is what the flow none lacks" only_with "$profile"
	check "$profile: meta.csv has the profile" test "$(value profile "$profile")" = $profile
	without_residue "$profile"
	if [ -n "$exact" ]; then
		check "$profile: says so" \
			grep -qx "In all $((2 * nr_flows)), the parts sum to the total .* exactly" "$profile.out"
		run "$profile-plain" --profile $profile --samples 50 --block 10
		check "$profile: without breakdown the same figures" \
			test "$(medians "$profile-plain")" = "$(medians "$profile")"
	fi
	check "$profile: no steps where nobody asked" test ! -e "$profile-plain/steps.csv"
done

# What the machine lacks is named.
absent=$(value absent all)
for class in vgic:vGIC sysreg32:32-bit; do
	case $absent in
	*${class%:*}*) check "absent: ${class%:*} is named" grep -q "^${class#*:}.*: .* test" all.out ;;
	*) check "there: ${class%:*} is not named" \
		test "$(grep -c "^${class#*:}.*: .* test" all.out)" = 0 ;;
	esac
done
check 'profile minimal has nothing to lack' test -z "$(value absent minimal)"

check 'one dirty state: a run' run on --breakdown --dirty on --samples 20
check 'one dirty state: no other' test -z "$(awk -F , 'FNR > 1 && $3 != "on"' on/*s.csv on/breakdown.csv)"
without_residue on

# In 300 us some of these round trips fit, and not 500.
check 'cut by interrupts: a run' run cut --profile all --breakdown --block 500 --samples 500 \
	--limit-us 300 --dirty on
check 'cut by interrupts: it was' test "$(value cuts cut)" -gt 0
check 'cut by interrupts: every sample is whole' whole_steps cut
check 'cut by interrupts: none is missing' as_many cut
without_residue cut

# The first round trip of a block is then the first sample, in all there are.
check 'without warm-up: a run' run cold --profile all --breakdown --warmup 0 --samples 20 \
	--block 5
check 'without warm-up: every sample is whole' whole_steps cold
without_residue cold

check 'with ISBs: a run' run isb --profile kvm-4.15 --breakdown --barrier isb --samples 20
check 'with ISBs: tables and sums agree' adds_up isb
without_residue isb

if [ "$(value absent kvm-4.15 | grep -c vgic)" = 0 ]; then
	vgic() {
		sed -n "s/^[^,]*,none,off,vgic,[^,]*,[^,]*,\([0-9]*\)[.0-9]*,.*/\1/p" "$1/breakdown.csv"
	}
	check 'list registers: a run' run lrs --profile kvm-4.15 --breakdown --lrs 2 --samples 20
	[ -z "$exact" ] || check 'list registers: they are in the vGIC' test "$(vgic lrs)" -gt "$(vgic kvm-4.15)"
	check 'list registers: meta.csv' test "$(value lrs lrs)" = 2
	check_status 'more than there are' 2 '^wsbench: --lrs: 16, but CPU .* list registers' \
		wsbench run -o none --profile all --lrs 16
	without_residue lrs
else
	skip 'list registers' 'there is no vGIC'
fi
check 'fewer registers: a run' run few --brps 1 --wrps 1 --samples 20
check 'fewer registers: meta.csv' test "$(value brps few)$(value wrps few)" = 11
check_status 'more than there are' 2 '^wsbench: --brps: 16, but CPU .* breakpoints' \
	wsbench run -o none --brps 16

# Ended by a signal: what was measured is complete, in all files.
wsbench run -o int --profile all --breakdown --samples 100000000 >int.out 2>&1 &
run=$!
while ! grep -qs ',on,' .int.new-*/steps.csv; do
	sleep 0.1
done
kill -INT "$run"
wait "$run"
status=$?
check 'interrupted: status 130' test $status = 130
check 'interrupted: every sample is whole' whole_steps int
check 'interrupted: tables and sums agree' adds_up int
check 'interrupted: the run is one that can be read' wsbench summary int
without_residue int
check 'nothing is left of these' test -z "$(find . -name none -o -name '.*new*')"
