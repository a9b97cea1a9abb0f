# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Who may use the device. Expects the module loaded.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

all='VERIFY ok, START ok, read ok, done'
mode_is() {
	[ "$(stat -c %a /dev/wsbench)" = "$1" ]
}
unused() {
	[ "$(sed -n 's/^wsbench [0-9]* \([0-9]*\).*/\1/p' /proc/modules)" = 0 ]
}

check 'the device is for its owner only' mode_is 600
check 'the device belongs to root' test "$(stat -c %u:%g /dev/wsbench)" = 0:0
check_status 'root may use the device' 0 "open ok, INFO ok, $all" use-device
check_status 'another user: EACCES' 1 '^open EACCES' use-device -u 65534
check_status 'root without CAP_SYS_ADMIN: EPERM' 1 '^open EPERM' use-device -x

namespaces=0
! use-device -n 2>&1 | grep -q 'CLONE_NEWUSER' || namespaces=1
if [ $namespaces = 0 ]; then
	check_status 'root as root of another user namespace: EPERM' 1 '^open EPERM' use-device -n
	check_status 'a user as root of a namespace: EACCES' 1 '^open EACCES' use-device -u 1000 -n
else
	skip 'user namespaces' 'this kernel has none'
fi

# As a careless rule of udev would have it.
chmod 666 /dev/wsbench
check_status 'a device for all: another user: EPERM' 1 '^open EPERM' use-device -u 65534
[ $namespaces = 1 ] ||
	check_status 'a device for all: root of a namespace: EPERM' 1 '^open EPERM' use-device -u 1000 -n
check_status 'a device for all: root may' 0 "$all" use-device
chmod 600 /dev/wsbench

# Who opens the file decides who uses it, as with other devices; but perf asks
# whoever starts a run.
paranoid=/proc/sys/kernel/perf_event_paranoid
before=$(cat $paranoid)
# given DESCRIPTION STATUS PATTERN ARG...: a file that root has opened
given() {
	exec 3<>/dev/wsbench
	description=$1 want=$2 pattern=$3
	shift 3
	check_status "$description" "$want" "$pattern" use-device "$@" 3
	exec 3>&-
}
echo 2 >$paranoid
given 'a file given to a user: what needs no perf' 1 '^INFO ok, VERIFY ok, START EPERM' -u 65534
[ $namespaces = 1 ] ||
	given 'a file given to root of a namespace' 1 '^INFO ok, VERIFY ok, START EPERM' -n
echo 0 >$paranoid
given 'a file given to a user, and perf is for all' 0 "^INFO ok, $all" -u 65534
[ $namespaces = 1 ] ||
	given 'a file given to root of a namespace, and perf is for all' 0 "^INFO ok, $all" -n
echo "$before" >$paranoid

check 'afterwards: nothing has the device open' unused
check 'afterwards: verify' wsbench verify
