# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The flows are the same to host and guest, from STATES random states of both. Expects
# the module loaded.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

STATES=${STATES:-300}

# equivalent N: so many pairs were compared and none differs, in STATES states each
equivalent() {
	grep -q "^1[.][.]$1\$" out && ! grep -q '^not ok' out &&
		[ "$(grep -c "^ok .*: equivalent: $STATES states, " out)" = "$1" ]
}
# values: as many register values of each pair that was compared directly
values() {
	[ "$(sed -n 's/.* states, \([0-9]*\) register values$/\1/p' out | sort -u | wc -l)" = 1 ]
}
# state_of NUMBER: what a run from that seed says, but for the seed
state_of() {
	wsbench verify --orders --states 20 --cpu 0 --seed "$1" | sed 's/^# seed [0-9]*;//'
}

flows=$(wsbench info --format csv | sed -n 's/^module,flows,[a-z]*,"\{0,1\}\([^"]*\)"\{0,1\}.*/\1/p' |
	tr ',' '\n' | grep -c .)
wsbench verify --orders --states "$STATES" --cpu 0 >out 2>err
status=$?
pairs=$((flows * (flows - 1) / 2 + (flows - 1) * (flows - 2) / 2))
if [ "$flows" -gt 2 ] && [ "$status" = 0 ] && equivalent "$pairs"; then
	ok "all flows, dirty off and on: $pairs pairs are equivalent"
else
	not_ok "all flows, dirty off and on: $pairs pairs are equivalent" "status $status" \
		"$(cat out err)"
fi
check 'as many register values are compared of each pair' values
check 'flow none is left out where registers are dirty' grep -q '^# dirty=on: flow none,.* left out$' out
check 'two flows on all CPUs, from the greatest seed' wsbench verify --orders --cpu all \
	--flows four-call,two-hook --seed 18446744073709551615 --states 20 --dirty on
check 'two runs from one seed print the same' test "$(state_of 5)" = "$(state_of 5)"
check 'the host is as it was: verify' wsbench verify
check 'no fault at EL2' sh -c '! dmesg | grep -q "fault at EL2"'

interrupted() {
	wsbench verify --orders --cpu 0 --states 4000000000 >out 2>err &
	sleep 0.05
	kill -INT $!
	wait $!
	[ $? = 130 ] && grep -q '^Bail out! interrupted$' out &&
		grep -q '^# dirty=off: [0-9]* of 4000000000 states were compared$' out
}
check 'INT ends it with 130' interrupted
check 'and leaves the host as it was: verify' wsbench verify
