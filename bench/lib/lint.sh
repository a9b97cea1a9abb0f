# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# Sourced by bench/tests/lint.d/*, after common.sh and tap.sh: a copy of the tree
# for an analyser to look at, and how to read what it said.
#
# Each part adds a file planted.c to the copy, with mistakes in it that the
# analyser is to find: one that finds nothing at all does not pass.

work=$(mktemp -d) || die 'no temporary folder'
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
tree=$work/tree

# copy_tree PATH...: into $tree, which analysers may litter
copy_tree() {
	if ! { mkdir "$tree" && (cd "$top" && cp -R --parents "$@" "$tree/"); }; then
		die 'the tree cannot be copied'
	fi
}

# report NAME LOG: two checks of the findings in LOG, one a line: there are none but
# in planted.c, and stdin's patterns, one a line, match one each there
report() {
	grep -v 'planted[.]c' "$2" >"$work/findings"
	if [ -s "$work/findings" ]; then
		not_ok "$1: nothing to say" "$(sed "s,$tree/,," "$work/findings")"
	else
		ok "$1: nothing to say"
	fi
	missed=
	while IFS= read -r pattern; do
		grep -q "planted[.]c:.*$pattern" "$2" || missed="$missed '$pattern'"
	done
	check "$1: finds what is planted" test -z "$missed"
}
