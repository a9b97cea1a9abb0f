# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# perf beside runs: a run has the cycle counter and perf goes on with another one,
# or, where perf holds all of them for good, the run is refused.
# shellcheck source=bench/tests/guest.d/neighbours.sh
. /job/neighbours.sh

if ! command -v perf >/dev/null; then
	skip 'perf beside runs' 'there is no perf: bench/host --file the folder of bench/perf-tool'
	exit 0
fi
export HOME=/tmp # where perf keeps what it learns of programs

# perf_start NAME ARG...: perf in the background, process $perf, when it has its events
perf_start() {
	output=$1
	shift
	perf "$@" >"$output" 2>&1 </dev/null &
	perf=$!
	tries=0
	while kill -0 "$perf" 2>/dev/null && [ "$tries" -lt 200 ]; do
		! find "/proc/$perf/fd" -exec readlink {} \; 2>/dev/null | grep -q perf_event || break
		usleep 20000
		tries=$((tries + 1))
	done
	usleep 100000 # the rest of the events
}
# perf_end: tells perf to print
perf_end() {
	kill -INT "$perf" 2>/dev/null
	wait "$perf"
}

# sane FILE: perf stat -x , -A counted on each CPU, all of the time. The emulated
# CPUs have a cycle each nanosecond, also when they are idle.
sane() {
	cat "$1"
	# CPU, value, unit, event, nanoseconds it was enabled, per cent of it that it ran
	awk -F , -v cpus=$((last_cpu + 1)) '
		/^CPU/ {
			found++
			bad = bad || $6 < 99 || $2 < 0.9 * $5 || $2 > 1.1 * $5
		}
		END { exit bad || found != cpus }' "$1"
}
# recorded CPU [WHOM]: perf record has samples of that CPU, of that program
recorded() {
	perf script -i record.data -F comm,cpu,ip 2>&1 | grep -F "$(printf '[%03d]' "$1")" |
		grep -m 1 -e "${2-}"
}
# free_counters CPU: how many events of cycles fit there at once
seven=cycles:D,cycles:D,cycles:D,cycles:D,cycles:D,cycles:D,cycles:D
free_counters() {
	perf stat -x , -C "$1" -e $seven sleep 0.1 2>&1 | grep -c '^[1-9][0-9]*,'
}

quiet
all=$(free_counters 1)
check 'perf can count cycles twice at once' test "$all" -gt 1

# What is pinned stays where it is: as many as there are counters leave a run none.
perf_start perf.out stat -x , -C 1 -e "$seven"
check_status 'perf holds all counters: a run is refused, and told by whom' 2 \
	"^wsbench: CPU 1: perf cannot give the cycle counter; .*($perf)" \
	wsbench run -o refused --cpu 1 --samples 10
check 'perf holds all counters: the refused run leaves nothing' test ! -e refused
check 'perf holds all counters: verify needs none' wsbench verify --cpu 1
perf_end
check 'perf held all counters and is over: a run is right' right_run over --cpu 1 --samples 100

# Other events make room, and perf goes on with another counter.
for what in 'stat -x , -a -A -e cycles' 'record -q -a -e cycles -F 250 -o record.data'; do
	of="perf ${what%% *}"
	# shellcheck disable=SC2086 # words
	perf_start perf.out $what
	check "$of came first: a run is right" right_run beside --cpu 1 --samples 100
	check "$of came first: verify" wsbench verify --cpu 1
	perf_end
	case $what in
	stat*) check "$of came first: it counted all the time" sane perf.out ;;
	*) check "$of came first: it has samples" recorded 1 ;;
	esac
	check "$of is over: a run is right" right_run over --cpu 1 --samples 100
	check "$of has all counters again" test "$(free_counters 1)" = "$all"
done

start_run first --cpu 1 --samples 1000000000
check 'under a run perf can have all counters but one' test "$(free_counters 1)" = $((all - 1))
perf_start stat.out stat -x , -a -A -e cycles
sleep 1
perf_end
check 'under a run perf stat counted, all the time' sane stat.out
perf_start record.out record -q -a -e cycles -F 250 -o record.data
sleep 1
perf_end
check 'under a run perf record has samples of wsbench' recorded 1 wsbench
check 'under a run perf record has samples of another CPU' recorded 2
kill -INT "$run"
ended
check 'perf came and went: the run goes on until it is interrupted' status_is 130 first.out 'run folder'
check 'perf came and went: the run is right' right first
check 'after the run perf has all counters again' test "$(free_counters 1)" = "$all"
rm -rf first

# perf deals the counters out anew when an event is enabled: first come, first served.
mkfifo control
perf_start pinned.out stat -x , -C 1 -e cycles:D -D -1 --control fifo:control
start_run lost --cpu 1 --samples 1000000000
echo enable >control
ended
check 'an event pinned before the run, enabled during it, takes the counter: the run says so' \
	status_is 2 lost.err 'the cycle counter .* went to another event'
check 'the run that lost its counter leaves nothing' test ! -e lost
perf_end
afterwards
