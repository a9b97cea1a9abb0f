# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Runs the tests that want the module loaded, each in a folder of its own. The
# console has the lines too, should one of them hang.

for test in errors-device parallel hotplug load probe; do
	mkdir "/tmp/$test" && cd "/tmp/$test" || exit 1
	{
		printf '# %s\n' "$test"
		sh "/job/$test.sh" || printf 'not ok - %s ended with status %d\n' "$test" $?
	} | tee /dev/console
done
