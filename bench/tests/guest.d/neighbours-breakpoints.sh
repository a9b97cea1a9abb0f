# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Breakpoints and watchpoints of the host's own on the measured CPU: they fire when
# they should and never because of a run. CYCLES is the number of rounds.
# shellcheck source=bench/tests/guest.d/neighbours.sh
. /job/neighbours.sh

quiet
neighbours-breakpoints 1
status=$?
[ "$status" -le 1 ] || not_ok 'neighbours-breakpoints ended well' "status $status"
afterwards
