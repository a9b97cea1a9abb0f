# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Timestamps of KVM's exits. Expects the module loaded.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

if ! [ -e /dev/kvm ]; then
	skip 'the probe' 'KVM does not run here'
	exit 0
fi
cpu1=/sys/devices/system/cpu/cpu1/online

unused() {
	[ "$(sed -n 's/^wsbench [0-9]* \([0-9]*\).*/\1/p' /proc/modules)" = 0 ]
}

# start COMMAND [ARG...]: in the background, until it closes its output
start() {
	mkfifo ready
	"$@" >ready &
	started=$!
	cat ready >/dev/null
	rm ready
}
# stop SIGNAL
stop() {
	kill -s "$1" "$started"
	wait "$started"
} 2>/dev/null

# free CPU: a probe can be attached there
free() {
	start probe-vm attach "$1"
	kill -0 "$started" && stop TERM
	[ $? = 143 ]
}

probe-vm test
status=$?
[ "$status" -le 1 ] || not_ok 'probe-vm ended well' "status $status"

start probe-vm spin
check_status 'a module with a probe cannot be unloaded' 1 'busy\|unavailable' rmmod wsbench
stop KILL
check 'a probe ends with its thread, also in the guest' unused
check 'a probe whose thread was killed leaves its CPU' free 0

hold-counter >held &
started=$!
while [ ! -s held ]; do
	sleep 0.1
done
check_status 'the counter is taken: ENOSPC' 2 'No space left' probe-vm attach
stop TERM
check 'the counter is free again: a probe' free 0

if [ -e $cpu1 ]; then
	start probe-vm attach 1
	check 'a CPU with a probe goes offline' sh -c "echo 0 >$cpu1"
	stop KILL
	echo 1 >$cpu1
	check 'a CPU that went offline with a probe is back: a probe' free 1
fi

check 'the module unloads' rmmod wsbench
check 'the module loads again' insmod /job/wsbench.ko
check 'the module was loaded again: a probe' free 0
