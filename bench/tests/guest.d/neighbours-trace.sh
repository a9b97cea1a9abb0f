# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The function tracer and kprobes, which patch code while it runs: around the world
# switch they work and change no figure, and of the switch itself they keep off.
# shellcheck source=bench/tests/guest.d/neighbours.sh
. /job/neighbours.sh

T=/sys/kernel/tracing
[ -e $T/trace ] || mount -t tracefs tracefs $T 2>/dev/null
if ! [ -e $T/available_filter_functions ] || ! [ -e $T/kprobe_events ]; then
	skip 'tracing' 'this kernel has no function tracer or no kprobes'
	exit 0
fi

# Addresses have 16 digits each, so that they sort as they are.
module_symbols() {
	sed -n 's/\t\[wsbench\]$//p' /proc/kallsyms | awk '$2 ~ /^[tT]$/ && $3 !~ /^\$/ { print $1, $3 }' |
		sort -u
}
address() {
	awk -v name="$1" '$2 == name { print $1; exit }' symbols
}
module_symbols >symbols
begin=$(address wsb_hyp_text_start) end=$(address wsb_hyp_text_end)
awk -v begin="$begin" -v end="$end" '$1 >= begin && $1 < end { print $2 }' symbols | sort -u >switch
awk -v begin="$begin" -v end="$end" '$1 < begin || $1 >= end { print $2 }' symbols | sort -u >around

known() {
	for name in hyp_run hyp_fault guest_enter_none guest_exit hyp_vectors_isb \
		flow_two_hook_minimal_isb_plain_vhe flow_four_call_all_none_breakdown_nvhe \
		sysreg_restore_guest_state_vhe; do
		grep -qx "$name" switch || return
	done
	for name in wsb_run_next_block device_ioctl limit_expired vhe_call; do
		grep -qx "$name" around || return
	done
}

# traced_run NAME: a run and verify, which print what is wrong with them
traced_run() {
	right_run "$1" --cpu 1 --samples 100 --limit-us 10000 && wsbench verify --cpu 1
}
# tracer NAME FILTER: and nothing of what was before
tracer() {
	echo nop >$T/current_tracer
	echo "$2" >$T/set_ftrace_filter
	: >$T/trace
	echo "$1" >$T/current_tracer
}
in_trace() {
	grep -m 1 "$1" $T/per_cpu/cpu1/trace
}
# What the names of the switch begin with, most of them.
switch_names='hyp_|flow_|guest_e|sysreg_|four_call_|two_hook_|debug_switch_'
not_in_trace() {
	! grep -m 1 -E "[^a-z_]($switch_names)" $T/per_cpu/cpu1/trace
}

# masked_hits: of the instructions between masking and unmasking exceptions
masked_hits() {
	awk '$1 ~ /^(wsb_run_masked|call_el2|n?vhe_call)[0-9]/ && $2 > 0 { hits += $2 }
		END { print hits + 0 }' $T/kprobe_profile
}

PROBES=${PROBES:-12}
quiet
check 'the symbols of the module are known' known

sed -n 's/ \[wsbench\]$//p' $T/available_filter_functions | sort >traceable
check 'the function tracer knows the functions around the switch' grep -qx wsb_run_next_block traceable
check_status 'the function tracer knows no function of the switch' 1 '^$' grep -Fx -f switch traceable
taken=
for name in $(echo "$switch_names" | tr '|' ' '); do
	echo "$name*:mod:wsbench" 2>/dev/null >$T/set_ftrace_filter
	! grep -q '\[wsbench\]' $T/set_ftrace_filter || taken="$taken $name"
done
check 'the function tracer takes no function of the switch by name' test -z "$taken"

echo 512 >$T/buffer_size_kb
tracer function ':mod:wsbench'
check 'all functions of the module are traced: a run and verify are right' traced_run module
check 'all functions of the module are traced: the trace has the run' in_trace wsb_run_masked
check 'all functions of the module are traced: the trace has nothing of the switch' not_in_trace
tracer function_graph ':mod:wsbench'
check 'durations of functions are traced: a run and verify are right' traced_run graph
check 'durations of functions are traced: the trace has the run' in_trace wsb_run_masked
tracer function ''
check 'all functions of the kernel are traced: a run and verify are right' traced_run kernel
check_status 'all functions of the kernel are traced: the trace has a thousand events' 0 '[1-9][0-9][0-9][0-9]' cat $T/per_cpu/cpu1/stats
tracer nop ''

# probe NAME WHERE: arms a kprobe
probe() {
	echo "p:wsb/$1 $2" >>$T/kprobe_events
}
set_enabled() {
	echo "$1" >$T/events/wsb/enable
}
no_probes() {
	[ ! -e $T/events/wsb/enable ] || set_enabled 0
	echo >$T/kprobe_events
}
hits() {
	awk -v name="$1" '$1 == name { print $2 }' $T/kprobe_profile
}

# Armed at once: what the kernel refuses when the probe is made it would not later.
taken='' tried=0
try() {
	tried=$((tried + 1))
	if probe refused "$1" 2>/dev/null; then
		taken="$taken $1"
		set_enabled 1 2>/dev/null && taken="$taken(armed)"
		no_probes
	fi
}
while read -r name; do
	[ "$name" = wsb_hyp_text_end ] || try "wsbench:$name"
done <switch
at=$((0x$begin))
while [ $at -lt $((0x$end)) ]; do
	try "$(printf '0x%x' $at)"
	at=$((at + 1020))
done
printf '# %d places in the switch tried\n' $tried
check 'a kprobe in the switch is refused, by name and address' test -z "$taken" -a $tried -gt 80

# PROBES of the module's functions and of the instructions of those that mask
# exceptions and call the switch: each is patched in and out one by one, which
# takes its time.
grep -Fx -f traceable around | grep -v '\.' | sed 's/.*/& wsbench:&/' >places
for name in wsb_run_masked call_el2 vhe_call nvhe_call; do
	from=$((0x$(address $name)))
	to=$((0x$(awk -v name=$name 'found { print $1; exit } $2 == name { found = 1 }' symbols)))
	at=$((from + 4))
	while [ $at -lt $to ] && [ $at -lt $((from + 1024)) ]; do
		printf '%s%d 0x%x\n' $name $((at - from)) $at
		at=$((at + 4))
	done
done >>places
{
	for name in wsb_run_next_block wsb_run_masked limit_expired; do
		echo "$name wsbench:$name"
	done
	for name in hrtimer_start_range_ns hrtimer_cancel perf_event_release_kernel; do
		echo "$name $name"
	done
	awk -v seed="$SEED" 'BEGIN { srand(seed) } { print rand(), $0 }' places | sort |
		cut -d ' ' -f 2- | head -n "$PROBES"
} | sort -u >wanted
armed=0
while read -r name where; do
	! probe "$name" "$where" 2>/dev/null || armed=$((armed + 1))
done <wanted
printf '# %d kprobes around the switch\n' $armed
check 'kprobes around the switch are armed' set_enabled 1
check 'under kprobes: a run and verify are right' traced_run probed
check 'most of the kprobes that were wanted could be made' test $armed -gt $((PROBES * 3 / 4))
# 100 samples in blocks of 100, of three flows with dirty off and on; then the
# command learns, once or twice, that there are no more.
check_status 'kprobes fired: once for each block' 0 '^[78]$' hits wsb_run_next_block
check_status 'kprobes fired: at the timer of the time limit' 0 '^[1-9]' hits hrtimer_start_range_ns
check_status 'kprobes fired: where exceptions are masked' 0 '^[1-9]' masked_hits
no_probes
afterwards
