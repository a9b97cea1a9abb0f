# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What tries to harm the host, one after the other: guests, callers, neighbours. SHORT=1
# for less of each.
# shellcheck source=bench/tests/guest.d/short.sh
. /job/short.sh

set -- rogue misuse users kill
for job in /job/neighbours-*.sh; do
	set -- "$@" "$(basename "$job" .sh)"
done
for job; do
	# shellcheck disable=SC2046 # words
	env $([ -z "${SHORT-}" ] || size "$job") sh /job/all.sh "$job"
done
