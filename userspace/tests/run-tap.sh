#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run-tap.sh TEST...
#
# Runs tests one after the other, each a program or a .sh, shows what they print
# and ends with a count. Status 1 if a check failed, or a test did not end well.
set -u

log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0
for test; do
	printf '# %s\n' "${test##*/}"
	case $test in
	*.sh) sh "$test" >"$log" ;;
	*) "$test" >"$log" ;;
	esac
	status=$?
	cat "$log"
	bad=$(grep -c '^not ok' "$log")
	if [ "$status" != 0 ] && [ "$bad" = 0 ]; then
		printf 'not ok - %s ended with status %d\n' "${test##*/}" "$status"
		bad=1
	fi
	skips=$(grep -c '^ok .*# SKIP' "$log")
	good=$(grep -c '^ok ' "$log")
	failed=$((failed + bad)) skipped=$((skipped + skips)) passed=$((passed + good - skips))
done
printf '# %d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ]
