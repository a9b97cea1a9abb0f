# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The tests that try to harm the host, drawn at random for SECONDS from SEED on, each
# with a seed of its own: one line for each, what failed in full, and in soak.csv what
# they counted ("# count: N THINGS" of their output). "stopped" in the working folder
# says that the host is not as it was.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

out=$PWD
seconds=${SECONDS_TO_SOAK:-60} seed=${SEED:-1}

now() {
	read -r uptime rest </proc/uptime
	printf '%s\n' "${uptime%.*}"
}

# Name and environment, tab between them.
jobs() {
	cat <<-'EOF'
		rogue	ROUND_TRIPS=20000
		rogue	ROUND_TRIPS=100000
		misuse	CALLS=20000
		misuse	CALLS=50000
		users
		kill	CYCLES=10
		errors-device
		parallel
		hotplug
		load
		probe
	EOF
	for job in /job/neighbours-*.sh; do
		printf '%s\n' "$(basename "$job" .sh)"
	done
}

# draw: a job and a seed a line, without end
draw() {
	jobs | awk -v seed="$seed" '
		{ job[NR] = $0 }
		END { srand(seed); for (;;) print int(rand() * 2147483647) "\t" job[int(rand() * NR) + 1] }'
}

# counts: what the job has done, "N THINGS" a line
counts() {
	sed -n 's/^# count: //p
		s/^ok.* \([0-9]*\) calls with seed.*/\1 made-up calls/p
		s/^ok.*load, run, unload,* \([0-9]*\) times.*/\1 times loaded and unloaded/p
		s/^ok.*killed in .*, \([0-9]*\) times: .*/\1 processes killed/p' /tmp/soak/tap
}

host_is_as_it_was() {
	wsbench verify --cpu all
}

begin=$(now)
mkdir /tmp/soak
number=0
draw | while IFS='	' read -r job_seed name environment; do
	[ $(($(now) - begin)) -lt "$seconds" ] || break
	number=$((number + 1))
	mkdir /tmp/soak/work && cd /tmp/soak/work || exit 1
	before=$(now)
	# shellcheck disable=SC2086 # variables and values
	env SEED="$job_seed" $environment sh "/job/$name.sh" >../tap 2>../err </dev/null
	status=$?
	cd "$out" || exit 1
	rm -rf /tmp/soak/work
	skipped=$(grep -c '^ok.*# SKIP' /tmp/soak/tap)
	passed=$(($(grep -c '^ok' /tmp/soak/tap) - skipped))
	failed=$(grep -c '^not ok' /tmp/soak/tap)
	[ "$status" = 0 ] || failed=$((failed + 1))
	if ! host_is_as_it_was >>/tmp/soak/err 2>&1; then
		failed=$((failed + 1))
		: >stopped
	fi
	line="$((before - begin)) s: $name${environment:+ $environment} SEED=$job_seed: $passed passed, $failed failed, $(($(now) - before)) s"
	printf '%s\n' "$line" | tee /dev/console
	if [ "$failed" != 0 ]; then
		: >failed
		grep -v '^ok' /tmp/soak/tap | sed 's/^/  /' | tee /dev/console
		cat /tmp/soak/tap /tmp/soak/err >"$number-$name"
	fi
	printf '%s,%s,%s,%s,%s\n' "$name" "$passed" "$failed" "$skipped" \
		"$(counts | tr '\n' ';')" >>soak.csv
	[ ! -e stopped ] || exit 1
done
! [ -e failed ] && ! [ -e stopped ]
