#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# run-sanitized.sh TEST...
#
# run-tap.sh for programs that are built with AddressSanitizer and
# UndefinedBehaviorSanitizer. What they find is a failed check even where the test did
# not notice. What a command has at its end goes with it: that is no leak.
set -u

reports=$(mktemp -d) || exit 2
trap 'rm -rf "$reports"' EXIT
# 99: no status that a test expects.
common="exitcode=99:log_path=$reports/report:print_summary=1"
export ASAN_OPTIONS="$common:detect_leaks=0:allocator_may_return_null=1:strict_string_checks=1:detect_stack_use_after_return=1"
export UBSAN_OPTIONS="$common:print_stacktrace=1"
# Tests that limit memory, or look for leaks, ask for this.
export SANITIZED=1
sh "${0%/*}/run-tap.sh" "$@"
status=$?
set -- "$reports"/report*
if [ -e "$1" ]; then
	echo 'not ok - the sanitizers found nothing'
	head -n 40 "$1" | sed 's/^/#   /'
	printf '# %d reports, the first is above\n' $#
	exit 1
fi
echo 'ok - the sanitizers found nothing'
exit "$status"
