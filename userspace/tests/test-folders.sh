#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Folders that are no run: those of 'wsbench exits' and 'wsbench sweep', given to the
# commands that take runs. TAP; WSBENCH is the binary.

wsbench=${WSBENCH:?the wsbench to test}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

sh "$tests/make-run.sh" run vhe 60 || exit 1
for folder in exits sweep cpus; do
	mkdir "$folder" && cp run/meta.csv "$folder" && : >"$folder/$folder.csv" || exit 1
done

# refuses FOLDER COMMAND ARG...: status 2, the line that says what it is, and nothing made
refuses() {
	made=$1 command=$1 file=$1.csv
	shift
	case $made in
	sweep) file=fit.csv ;;
	cpus) command=sweep ;;
	esac
	"$wsbench" "$@" >out 2>err </dev/null
	[ $? = 2 ] && [ ! -s out ] && [ ! -e new ] && [ "$(cat err)" = \
		"wsbench: $made: is a folder of 'wsbench $command'; $file has its figures, and 'wsbench plot' draws it" ]
	report $? "$made: $*"
}

for folder in exits sweep cpus; do
	refuses "$folder" summary "$folder"
	refuses "$folder" merge -o new "$folder"
	refuses "$folder" record --history new "$folder"
	refuses "$folder" report "$folder" -o new
	refuses "$folder" compare "$folder"
	refuses "$folder" compare run "$folder"
	refuses "$folder" regress --baseline "$folder" run
done
check 'a run is none of them' "$wsbench" compare run
echo "1..$nr"
