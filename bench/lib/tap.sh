# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by tests, also inside the emulated host: one line of TAP for each
# check. Numbers and the plan are added by bench/check.

ok() {
	printf 'ok - %s\n' "$1"
}

# not_ok DESCRIPTION [LINE...]
not_ok() {
	printf 'not ok - %s\n' "$1"
	shift
	[ $# = 0 ] || printf '%s\n' "$@" | tail -n 20 | sed 's/^/#   /'
}

skip() {
	printf 'ok - %s # SKIP %s\n' "$1" "$2"
}

# check DESCRIPTION COMMAND...: ok when the command ends with 0; its output is
# shown when it does not
check() {
	description=$1
	shift
	if output=$("$@" 2>&1 </dev/null); then
		ok "$description"
	else
		not_ok "$description" "status $? of: $*" "$output"
	fi
}

# check_status DESCRIPTION STATUS PATTERN COMMAND...: ok when the command ends
# with that status and one line of its output matches
check_status() {
	description=$1 want=$2 pattern=$3
	shift 3
	output=$("$@" 2>&1 </dev/null)
	status=$?
	if [ "$status" = "$want" ] && printf '%s\n' "$output" | grep -q -e "$pattern"; then
		ok "$description"
	else
		not_ok "$description" "status $status, wanted $want and \"$pattern\", of: $*" "$output"
	fi
}
