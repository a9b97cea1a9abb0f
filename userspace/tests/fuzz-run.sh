#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# fuzz-run.sh TARGET SECONDS
#
# Runs the libFuzzer target for so long, from files of all kinds that are read, good
# and bad. TAP. What it finds stays beside the target, and is shown.
set -u

target=$1 seconds=$2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/corpus"

# seed NAME FORMAT
seed() {
	# shellcheck disable=SC2059 # it is one
	printf "$2" >"$work/corpus/$1"
}

header=time,commit,host,kernel,engine,mode
row=2026-11-22T22:29:06Z,c,h,k,direct,vhe
seed history "$header,a.off.total.cycles,a.off.total.cycles.lo\n$row,1.5,1\n1,c,h,k,kvm,nvhe,,\n"
seed header "$header\n"
seed mark "\357\273\277$header,x\n$row,1e3\n"
seed windows "$header,x\r\n$row,-1\r\n\r\n"
seed blanks "$header,x \r\t\n$row,1 \n"
seed quotes "$header,\"a,b\"\n1,\"c \"\"d\"\"\",h,k,e,m,\"5\"\n"
seed times "$header\n2026-02-28 23:59:60+01:00,,h,,e,m\n2026-02-28,,h,,e,m\n1767225600,,h,,e,m\n"
seed twice "$header\n$row\n$row\n"
seed commits "$header\n1,c,h,k,e,m\n1,\327,h,k,e,m\n"
seed columns "$header,x,x\n$row,1,2\n"
seed fields "$header,x\n$row\n"
seed lines "$header,x\n\n1,\"c\nd\",h,k,e,m,1\n"
seed open "$header\n1,\"c\n"
seed nul "$header\n1,\0,h,k,e,m\n"
seed mac "$header\r1,c,h,k,e,m\r"
seed truncated "$header\n$row\n1,c,h"
seed numbers '1\n.5\n-2e-3\n123456789012345678\n1e999\n0x10\n'
seed meta 'key,value\nschema,1\nflows,"none,four-call,two-hook"\n'
seed samples 'mode,flow,dirty,block,seq,entry,guest,exit,total\nvhe,none,off,0,0,119,7,121,247\n'
cat >"$work/words" <<END
"time,commit,host,kernel,engine,mode"
"2026-11-22T22:29:06Z"
",c,h,k,e,m"
"\x0a"
"\x0d\x0a"
"\xef\xbb\xbf"
"\"\""
END

ASAN_OPTIONS=detect_leaks=0 "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=512 \
	-max_len=4096 -dict="$work/words" -print_final_stats=1 -artifact_prefix="${target%/*}/" \
	"$work/corpus" >"$work/log" 2>&1
status=$?
inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log")
name=${target##*/}
if [ "$status" = 0 ] && [ "${inputs:-0}" -gt 0 ]; then
	echo "ok 1 - $name: $inputs inputs in $seconds s without a finding"
else
	echo "not ok 1 - $name: a finding after ${inputs:-no} inputs"
	grep -v '^#' "$work/log" | tail -n 60 | sed 's/^/#   /'
	status=1
fi
echo '1..1'
exit "$status"
