# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The module is unloaded while it is in use, which is refused, and comes and goes
# CYCLES times, after which no memory is missing.
# shellcheck source=bench/tests/guest.d/neighbours.sh
. /job/neighbours.sh

CYCLES=${CYCLES:-20}

unused() {
	[ "$(sed -n 's/^wsbench [0-9]* \([0-9]*\).*/\1/p' /proc/modules)" = 0 ]
}
loaded() {
	grep -q '^wsbench ' /proc/modules
}
load() {
	insmod /job/wsbench.ko selftest=1
}

# Vmalloc areas of the module, or of code that is not there any more.
no_areas() {
	! grep -E 'wsb|0x[0-9a-f]+ +[0-9]+ +0x' /proc/vmallocinfo
}
# kibibytes: what is in use, beside caches. The pages that each CPU keeps for
# itself are free; of several looks the least, as some of it is freed late.
kibibytes() {
	least='' looks=3
	while [ "$looks" -gt 0 ]; do
		looks=$((looks - 1))
		sync
		echo 3 >/proc/sys/vm/drop_caches
		usleep 100000
		used=$(awk '
			/^MemTotal:/ { sum += $2 }
			/^(MemFree|Buffers|Cached):/ { sum -= $2 }
			/^ *cpu:/ { cpu = 1 }
			/^ *count:/ && cpu { sum -= $2 * page; cpu = 0 }
			END { print sum }' page=4 /proc/meminfo /proc/zoneinfo)
		[ -n "$least" ] && [ "$least" -le "$used" ] || least=$used
	done
	echo "$least"
}
percpu() {
	sed -n 's/^Percpu: *//p' /proc/meminfo
}
# cycles NUMBER: load, use, unload; the CPU is another each time
cycles() {
	number=0
	while [ "$number" -lt "$1" ]; do
		cpu=$((number % (last_cpu + 1)))
		load || break
		# The shell would keep what it prints, and count as memory that is missing.
		wsbench run --samples 20 -o cycle --cpu "$cpu" >cycle.out || break
		rm -r cycle
		rmmod wsbench || break
		number=$((number + 1))
	done
	echo "$number"
	[ "$number" = "$1" ]
}

quiet
exec 3</dev/wsbench
check_status 'the device is open, without a run: unloading is refused' 1 'busy\|unavailable' rmmod wsbench
exec 3<&-
check 'the device is closed: the module is unused' unused

start_run open --cpu "$last_cpu" --samples 1000000000
check_status 'under a run: unloading is refused' 1 'busy\|unavailable' rmmod wsbench
kill -STOP "$run"
check_status 'a run is stopped between blocks: unloading is refused' 1 'busy\|unavailable' rmmod wsbench
kill -CONT "$run"
kill -INT "$run"
ended
check 'unloading was refused: the run goes on until it is interrupted' status_is 130 open.out 'run folder'
check 'unloading was refused: the run is right' sound open
rm -rf open
start_run open --cpu "$last_cpu" --samples 1000000000
kill -KILL "$run"
ended 2>/dev/null
check 'a run was killed: the module is unused' unused

# Whoever opens the device first is served, and the other waits or is refused.
unloaded=0 wrong=
while [ "$unloaded" -lt 5 ] && [ -z "$wrong" ]; do
	start verify verify --cpu 0
	pause
	while ! rmmod wsbench 2>/dev/null; do
		usleep 1000
	done
	unloaded=$((unloaded + 1))
	ended
	case $status in
	0) ;;
	2) grep -q '^wsbench: /dev/wsbench: .*insmod' verify.err || wrong=$(cat verify.err) ;;
	*) wrong="status $status $(cat verify.out verify.err)" ;;
	esac
	load || wrong='it cannot be loaded again'
done
if [ -z "$wrong" ]; then
	ok "verify while the module is unloaded: as if it were not, or a clear error"
else
	not_ok "verify while the module is unloaded: as if it were not, or a clear error" "$wrong"
fi

rmmod wsbench
cycles 5 >warm.out 2>&1 # what the kernel keeps for next time
before=$(kibibytes)
percpu=$(percpu)
check "load, run, unload $CYCLES times" cycles "$CYCLES"
after=$(kibibytes)
printf '# %d KiB in use before, %d after %d cycles\n' "$before" "$after" "$CYCLES"
if grep -q ' kasan_quarantine_put$' /proc/kallsyms; then
	skip 'no memory is missing' 'KASAN keeps what is freed for a while'
else
	check 'no memory is missing: less than half a page a cycle, and 256 KiB' \
		test "$((after - before))" -lt "$((256 + CYCLES * 2))"
fi
check 'no per-CPU memory is missing' test "$(percpu)" = "$percpu"
check 'no vmalloc area is left' no_areas
load
afterwards
