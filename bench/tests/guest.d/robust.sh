# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What tries to harm the host, one after the other: guests, callers, neighbours.

set --
for job in rogue misuse users kill; do
	set -- "$@" "$job"
done
for job in /job/neighbours-*.sh; do
	set -- "$@" "$(basename "$job" .sh)"
done
exec sh /job/all.sh "$@"
