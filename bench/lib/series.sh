# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# Sourced by tests: which kernel series there are to test with.

# Prints each series apt (or the cache) has; the others as skipped tests.
all_series() {
	for series in 6.1 6.12; do
		if "$top/bench/kernel" "$series" >/dev/null; then
			printf '%s\n' "$series"
		fi
	done
}

# Prints each series that has patches and whose source apt (or the cache) has.
source_series() {
	for patches in "$top"/patches/linux-*; do
		if "$top/bench/kernel-source" "${patches##*-}" >/dev/null; then
			printf '%s\n' "${patches##*-}"
		fi
	done
}
