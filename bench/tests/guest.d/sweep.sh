# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What a register takes, and CPUs beside each other; what wsbench sweep refuses.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

# slopes DIRECTION VALUE: a register takes so many ticks where it is switched, and none
# elsewhere
slopes() {
	awk -F , -v direction="$1" -v want="$2" 'NR > 1 && $4 == direction && $5 != "intercept" {
			n++
			if ($6 != ($3 == "on" && $2 != "none" ? want : 0)) { print; bad = 1 }
		}
		END { exit bad || !n }' points/fit.csv
}
no_residual() {
	awk -F , 'NR > 1 { n++; if ($7 != 0 || $8 != 0) { print; bad = 1 } } END { exit bad || !n }' \
		points/fit.csv
}
rows() {
	[ "$(sed 1d "$1" | wc -l)" = "$2" ]
}
# At so many registers, what wsbench run measures with as many: mode,flow,dirty,phase,median.
as_run() {
	wsbench run -o as-run --brps 2 --wrps 3 --samples 20 >/dev/null &&
		sed 1d as-run/summary.csv | cut -d , -f 1-4,8 | sort >as-run.medians &&
		grep ',2,3,' points/sweep.csv | cut -d , -f 1-3,6,10 | sort >points.medians &&
		cmp as-run.medians points.medians
}
# says TEXT LINE...: it has the lines
says() {
	text=$1
	shift
	for line; do
		printf '%s\n' "$text" | grep -qxF "$line" || return 1
	done
}
says_both() {
	printf '%s\n' "$1" | grep -q ', CPUs 0-1 ('
}
no_residual_told() {
	printf '%s\n' "$1" | grep -q ' -  *1$' && ! cut -d , -f 8 one/fit.csv | sed 1d | grep -q .
}
unjudged() {
	! cut -d , -f 18- cpus/cpus.csv | sed 1d | grep -q '[a-z0-9]'
}

check_status 'a sweep of 2 x 3 points' 0 '^vhe\|^nvhe' \
	wsbench sweep --brps 2,5 --wrps 1-3 --samples 20 -o points
check 'sweep.csv has a row for each flow, dirty state, point and phase' \
	rows points/sweep.csv $((3 * 2 * 6 * 4))
check 'fit.csv has a row for each flow, dirty state, direction and term' \
	rows points/fit.csv $((3 * 2 * 3 * 3))
exact=
! grep -q '^timing,exact$' points/meta.csv || exact=yes
if [ -n "$exact" ]; then
	check 'all points lie on their fits' no_residual
	check 'a register takes 8 instructions on the way in, where it is switched' slopes entry 8
	check 'and on the way out' slopes exit 8
	check 'and 16 both ways' slopes total 16
	check 'a point is what wsbench run measures' as_run
fi
check_status 'one point: no slope to tell' 0 '^vhe\|^nvhe' \
	wsbench sweep --brps 3 --wrps 2 --samples 20 --flows none -o one
told=$output
check 'one point: an intercept for each dirty state and direction' rows one/fit.csv 6
check 'and no residual' no_residual_told "$told"
check 'and it says what the intercept holds' says "$told" \
	'breakpoints were 3 at all points: what they take is in the intercept' \
	'watchpoints were 2 at all points: what they take is in the intercept'

if [ "$(nproc)" -gt 1 ]; then
	judged='^Emulated time: verdicts are for trying the command out'
	[ -z "$exact" ] || judged='^Not judged: .*icount'
	check_status 'two CPUs at once' 0 "$judged" \
		wsbench sweep --cpus 2 --samples 40 --flows none --dirty off -o cpus
	check 'its heading names both CPUs' says_both "$output"
	check 'cpus.csv has a row for each CPU alone and both at once' rows cpus/cpus.csv $((4 * 4))
	[ -z "$exact" ] || check 'instructions of several CPUs have no verdict' unjudged
	check_status 'one CPU of several' 2 '^wsbench: --cpus: 1 has no other beside it; give 2 or more' \
		wsbench sweep --cpus 1 -o no
else
	skip 'two CPUs at once' 'there is one'
fi

check_status 'more breakpoints than there are' 2 '^wsbench: --brps: this CPU has [0-9]* breakpoints' \
	wsbench sweep --brps 16 -o no
check_status 'more CPUs than there are' 2 '^wsbench: --cpus: .* are online' \
	wsbench sweep --cpus $(($(nproc) + 1)) -o no
check_status 'a folder that exists' 2 '^wsbench: points: exists' wsbench sweep -o points
wsbench sweep --samples 100000000 --flows none --dirty off -o no >long.out 2>&1 &
sweep=$!
sleep 0.5
kill -INT "$sweep"
wait "$sweep"
status=$?
if [ "$status" = 130 ] && grep -q 'not written' long.out; then
	ok 'an interrupted sweep ends with status 130'
else
	not_ok 'an interrupted sweep ends with status 130' "status $status" "$(cat long.out)"
fi
check 'what was refused or interrupted leaves nothing' test ! -e no
