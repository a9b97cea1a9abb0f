# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# CPUs come and go, CYCLES times: the measured one, whose run ends then and says
# so, and others, which no run notices.
# shellcheck source=bench/tests/guest.d/neighbours.sh
. /job/neighbours.sh

CYCLES=${CYCLES:-2}

set_online() {
	echo "$2" >"/sys/devices/system/cpu/cpu$1/online"
}
if ! [ -e "/sys/devices/system/cpu/cpu$last_cpu/online" ] || [ "$last_cpu" -lt 3 ]; then
	skip 'CPU hotplug' 'this host has not four CPUs that can go offline'
	exit 0
fi
quiet

# The CPU under a run and under verify.
wrong='' gone=0
while [ "$gone" -lt "$CYCLES" ] && [ -z "$wrong" ]; do
	start_run measured --cpu 3 --samples 1000000000
	pause
	set_online 3 0 || wrong='the CPU does not go offline'
	ended
	clear_error measured.err >/dev/null && grep -q 'CPU 3: went offline' measured.err ||
		wrong="$wrong; the run: status $status $(cat measured.err)"
	start off run -o off --cpu 3 --samples 10
	ended
	clear_error off.err >/dev/null || wrong="$wrong; offline: status $status $(cat off.err)"
	set_online 3 1 || wrong="$wrong; the CPU does not come back"
	right_run back --cpu 3 --samples 10 >back.out 2>&1 || wrong="$wrong; back: $(cat back.out)"

	start verify verify --cpu 3
	pause
	set_online 3 0
	ended
	case $status in
	0) ;;
	2) grep -q '^wsbench: CPU 3: ' verify.err || wrong="$wrong; verify: $(cat verify.err)" ;;
	*) wrong="$wrong; verify: $(cat verify.out verify.err)" ;;
	esac
	set_online 3 1
	gone=$((gone + 1))
done
if [ -z "$wrong" ]; then
	ok "the measured CPU went offline $CYCLES times, under a run and verify: clear errors, and as new"
else
	not_ok "the measured CPU went offline $CYCLES times" "in round $gone: $wrong"
fi

# Other CPUs, CPU 0 among them, under a run that goes on.
start_run others --cpu 1 --samples 1000000000
gone=0 missing=''
while [ "$gone" -lt "$CYCLES" ]; do
	for cpu in 3 0 2; do
		set_online "$cpu" 0 || missing="$missing $cpu"
		[ "$cpu" = 0 ] || pause
		set_online "$cpu" 1
	done
	gone=$((gone + 1))
done
kill -INT "$run"
ended
check 'other CPUs come and go: the run goes on until it is interrupted' status_is 130 others.out 'run folder'
check 'other CPUs come and go: the run is right' sound others
check 'other CPUs come and go: each went offline each time' test -z "$missing"
rm -rf others
afterwards
