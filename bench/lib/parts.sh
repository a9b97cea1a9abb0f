# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by bench/check and its like: which parts they take.

# known_parts LIST ARG...: ends the script where an argument is not in the list
known_parts() {
	parts=$1
	shift
	for part; do
		case $part in
		-*) die "$part: unknown option; see --help" ;;
		*' '*) die "$part: no such part; see --help" ;;
		esac
		case " $parts " in
		*" $part "*) ;;
		*) die "$part: no such part; see --help" ;;
		esac
	done
}
