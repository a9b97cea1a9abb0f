#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a run switched, with run folders made up here: headings say what is not the
# usual, merge does not join what differs in it, and compare tells it. TAP; WSBENCH is
# the binary.

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

# run DIR MODE [KEY,VALUE...]: what wsbench run leaves, with these facts
run() {
	dir=$1 mode=$2
	shift 2
	rm -rf "$dir"
	sh "$tests/make-run.sh" "$dir" "$mode" 60 || exit 1
	printf '%s\n' breakpoints,6 watchpoints,4 "$@" >>"$dir/meta.csv"
}
# heading NAME MACHINE KEY,VALUE...: the first line is that, behind what all have
heading() {
	name=$1 line="vhe, CPU 0 (Made-Up r0p0), Linux 6.1.0-test$2"
	shift 2
	run one vhe "$@"
	"$wsbench" compare one >out 2>err </dev/null && [ "$(head -n 1 out)" = "$line" ]
	report $? "heading: $name"
}

heading 'an older run, which does not say' ''
heading 'the usual' '' profile,minimal brps, wrps, lrs, payload,hvc
heading 'a profile' ', profile kvm-4.15' profile,kvm-4.15 brps, wrps, lrs,0 payload,hvc
heading 'list registers' ', profile all, 4 list registers' profile,all lrs,4
heading 'one list register' ', profile all, 1 list register' profile,all lrs,1
heading 'fewer registers' ', 2 of 6 breakpoints, 1 of 4 watchpoints' profile,minimal brps,2 wrps,1
heading 'an exit' ', exit wfi' profile,minimal payload,wfi
heading 'all of it' \
	', profile all, 4 list registers, 2 of 6 breakpoints, 1 of 4 watchpoints, exit wfi' \
	profile,all lrs,4 brps,2 wrps,1 payload,wfi
heading 'a list is in the rows of a table' '' 'payload,"hvc,wfi"' 'brps,"1,2"'
run a vhe profile,all payload,hvc
run b nvhe profile,all payload,hvc
check 'two modes' "$wsbench" merge -o both a b
prints 'heading: the same in two modes' '^vhe and nvhe, .*-test, profile all$' compare both

# joins NAME KEY,VALUE: b, of the other mode, with that fact, to a without any
joins() {
	run a vhe
	run b nvhe "$2"
	rm -rf both
	check "merge: $1" "$wsbench" merge -o both a b
}
# refuses_to_join NAME PATTERN KEY,VALUE: likewise, with status 2 and one line
refuses_to_join() {
	run a vhe
	run b nvhe "$3"
	"$wsbench" merge -o new a b >out 2>err </dev/null
	[ $? = 2 ] && [ "$(wc -l <err)" = 1 ] && [ ! -e new ] &&
		grep -q "^wsbench: b: its $2 in a; runs that are merged must switch the same\$" err
	report $? "merge: $1"
}

joins 'an older run and one of profile minimal' profile,minimal
joins 'an older run and one of hvc' payload,hvc
refuses_to_join 'another profile' "profile is 'all', but 'minimal'" profile,all
refuses_to_join 'fewer breakpoints' "brps is '2', but 'all'" brps,2
refuses_to_join 'fewer watchpoints' "wrps is '1', but 'all'" wrps,1
refuses_to_join 'list registers' "lrs is '4', but 'none'" lrs,4
refuses_to_join 'another exit' "payload is 'wfi', but 'hvc'" payload,wfi

# differ NAME LINE KEY,VALUE: what compare says of runs without and with that fact
differ() {
	run a vhe
	run b vhe "$3"
	"$wsbench" compare a b >out 2>err </dev/null &&
		[ "$(sed -n 's/^The runs differ in //p' out)" = "$2" ]
	report $? "compare: $1"
}

differ 'fewer breakpoints' 'brps of vhe: all, 2' brps,2
differ 'fewer watchpoints' 'wrps of vhe: all, 1' wrps,1
differ 'list registers' 'lrs of vhe: none, 4' lrs,4
differ 'another profile' 'profile of vhe: minimal, all' profile,all
differ 'an older run and the usual' '' profile,minimal
differ 'what an older run does not say' 'governor of vhe: unknown, performance' governor,performance
echo "1..$nr"
