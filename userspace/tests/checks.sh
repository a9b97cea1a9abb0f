# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# Sourced by tests of the CLI, in a folder of their own: numbered lines of TAP.
# $wsbench is the binary.

nr=0

# report STATUS NAME
report() {
	nr=$((nr + 1))
	if [ "$1" = 0 ]; then
		echo "ok $nr - $2"
	else
		echo "not ok $nr - $2"
		[ ! -e out ] || sed 's/^/#   /' out err
	fi
}

# skip NAME REASON
skip() {
	nr=$((nr + 1))
	echo "ok $nr - $1 # SKIP $2"
}

# check NAME COMMAND...
check() {
	name=$1
	shift
	"$@" >out 2>err </dev/null
	report $? "$name"
}

# prints NAME PATTERN ARG...: ends well, stdout has the pattern, stderr is empty
prints() {
	name=$1 pattern=$2
	shift 2
	"$wsbench" "$@" >out 2>err </dev/null && [ ! -s err ] && grep -q -e "$pattern" out
	report $? "$name"
}
