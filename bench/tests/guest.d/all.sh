# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Runs the tests that want the module loaded, each in a folder of its own.

for test in errors-device parallel hotplug load; do
	mkdir "/tmp/$test" && cd "/tmp/$test" || exit 1
	printf '# %s\n' "$test"
	case $test in
	errors-device) sh /job/errors-device.sh ;;
	*) sh "/job/$test.sh" ;;
	esac || printf 'not ok - %s ended with status %d\n' "$test" $?
done
