# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# long.sh ARG...: runs "wsbench ARG..." and writes the most memory it had, in
# KiB, to ./peak. The kernel is asked until the end, as busybox's "time -v"
# counts pages for kilobytes.

wsbench "$@" &
run=$!
while grep -s VmHWM "/proc/$run/status" >hwm && [ -s hwm ]; do
	mv hwm last
	sleep 0.1
done
wait "$run" || exit
sed 's/[^0-9]//g' last >peak
