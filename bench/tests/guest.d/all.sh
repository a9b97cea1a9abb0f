# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# all.sh JOB...: runs the tests that want the module loaded, each in a folder of
# its own, with the job's name in front of each line's description. The console has
# the lines too as they come, should one of them hang.

# named JOB
named() {
	awk -v job="$1" '
		/^(not )?ok( [0-9]+)? - / { sub(/ - /, " - " job ": ") }
		{ print; fflush() }'
}

for test; do
	mkdir "/tmp/$test" && cd "/tmp/$test" || exit 1
	read -r begin rest </proc/uptime
	{
		printf '# %s\n' "$test"
		sh "/job/$test.sh" || printf 'not ok - ended with status %d\n' $?
		read -r end rest </proc/uptime
		printf '# %s: %s to %s s of emulated time\n' "$test" "$begin" "$end"
	} | named "$test" | tee /dev/console
done
