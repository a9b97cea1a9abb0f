# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The kinds of exits: each is measured, and takes what it should. Expects the module
# loaded. On CPU 1 if there is one, whose interrupts are nobody else's.
# shellcheck source=bench/lib/tap.sh
. /job/tap.sh

cpu=$(($(nproc) > 1))

# rows FILE: how many
rows() {
	sed 1d "$1" | wc -l
}
# Under instruction counting: in ticks, what a flow adds to none, the same in each exit.
same_debug() {
	awk -F, '$5 == "total" { at[$2 "," $3 "," $4] = $9; exits[$2]; flows[$3]; dirty[$4] }
		END {
			for (e in exits) for (f in flows) for (d in dirty) {
				is = at[e "," f "," d] - at[e ",none," d]
				should = at["hvc," f "," d] - at["hvc,none," d]
				if (is != should || (f != "none" && is <= 0)) {
					print e, f, d, is, should
					bad = 1
				}
			}
			exit bad || length(exits) != 6
		}' x/exits.csv
}
# the figures of hvc are those of a run: the least, and the median, for what another CPU
# executes meanwhile is in the one count that the emulator has
same_as_run() {
	sed -n 's/^\([^,]*\),hvc,/\1,/p' x/exits.csv | cut -d, -f 1-4,6,8 | sort >hvc
	sed 1d y/summary.csv | cut -d, -f 1-4,6,8 | sort >run
	cmp hvc run
}
# raised CPU: work interrupts that it has had
raised() {
	sed -n 's/ *IRQ work interrupts$//p' /proc/interrupts | awk -v cpu="$1" '{ print $(2 + cpu) }'
}
# interrupted ARG...: how many a run of payload interrupt raises there
interrupted() {
	before=$(raised $cpu)
	wsbench run --discard --payload interrupt --cpu $cpu --flows none --dirty off --limit-us 10000 \
		"$@" >out || return
	echo $(($(raised $cpu) - before))
}
# within LOW HIGH N
within() {
	[ "$3" -ge "$1" ] && [ "$3" -le "$2" ]
}

check 'each kind of exit is measured' wsbench exits --cpu $cpu --samples 200 -o x
check 'a row for each exit, flow, dirty state and phase' test "$(rows x/exits.csv)" = $((6 * 3 * 2 * 4))
check 'meta.csv names the exits' grep -qx 'payload,"hvc,sysreg,mmio,wfi,smc,interrupt"' x/meta.csv
if grep -qx 'timing,exact' x/meta.csv; then
	check 'the debug flow takes the same of each' same_debug
	check 'a run as usual' wsbench run --cpu $cpu --samples 200 -o y
	check 'an HVC takes what it takes there' same_as_run
else
	skip 'the debug flow takes the same of each' 'this emulator does not count instructions'
fi
check 'with all register classes' wsbench exits --cpu $cpu --samples 20 --profile all --flows two-hook
# An emulator that does not count instructions may be put aside for a while.
grep -qx 'timing,exact' x/meta.csv && limit=50 || limit=1000
for exit in sysreg mmio wfi smc interrupt; do
	check "$exit: a run of its own, interrupted now and then" wsbench run --cpu $cpu --payload $exit \
		--samples 2000 --block 1000 --limit-us "$limit" --discard
done

# 256 round trips with interrupts off, 10 of them warm-up; other work may raise some more.
check 'interrupt: one for each window, which is short' within 17 40 \
	"$(interrupted --samples 4096 --block 4096 --warmup 10)"
check 'interrupt: a warm-up of many windows' within 16 40 \
	"$(interrupted --samples 10 --block 10 --warmup 4096)"

wsbench run --cpu $cpu --payload interrupt --samples 100000000 --discard >out 2>&1 &
sleep 0.3
kill -s KILL $!
wait $! 2>/dev/null
check 'a run that was killed leaves nothing to be interrupted by: the module is gone' rmmod wsbench
check 'and comes back' insmod /job/wsbench.ko
check 'no register is lost' wsbench verify --cpu $cpu
