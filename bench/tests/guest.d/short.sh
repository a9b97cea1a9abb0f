# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Sourced where time is short.

# size JOB: what makes it short
size() {
	case $1 in
	load) echo CYCLES=5 ;;
	rogue) echo ROUND_TRIPS=1000 ;;
	misuse) echo CALLS=3000 ;;
	kill) echo CYCLES=1 ;;
	orders) echo STATES=50 ;;
	neighbours-trace) echo PROBES=6 ;;
	neighbours-unload) echo CYCLES=5 ;;
	esac
}
