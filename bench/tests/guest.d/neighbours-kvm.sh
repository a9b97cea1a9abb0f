# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# KVM's guests beside runs, on the same CPU and on others: they never see a change,
# and the runs are right. Where KVM owns EL2 of an nVHE host, runs are refused as
# long as it does. CYCLES is the number of rounds.
# shellcheck source=bench/tests/guest.d/neighbours.sh
. /job/neighbours.sh

CYCLES=${CYCLES:-1}
if ! [ -e /dev/kvm ]; then
	skip 'a KVM guest beside runs' 'KVM does not run here: kvm-arm.mode=none, which runs need on this host'
	exit 0
fi

# machine CPU: a virtual machine there, process $vm, its output in vm-CPU
machine() {
	: >"vm-$1"
	neighbours-kvm "$1" >"vm-$1" 2>&1 </dev/null &
	vm=$!
	while kill -0 "$vm" 2>/dev/null && ! grep -q ready "vm-$1"; do
		usleep 20000
	done
}
# stop_machine CPU PROCESS: and whether its guest saw a change
stop_machine() {
	kill "$2" 2>/dev/null
	wait "$2"
	status=$?
	printf '# CPU %s: %s\n' "$1" "$(tail -n 1 "vm-$1")"
	check "the guest on CPU $1 saw no change" status_is 0 "vm-$1" '00 turns, no change'
}

if dmesg | grep -q ' VHE mode initialized'; then
	quiet
	cycle=0
	while [ $cycle -lt "$CYCLES" ]; do
		machine 1
		same=$vm
		machine 2
		other=$vm
		check 'guests on this CPU and another: a run' right_run beside --cpu 1 --samples 500
		check 'guests on this CPU and another: verify' wsbench verify --cpu 1
		check 'a guest on another CPU: a run' right_run beside --cpu 3 --samples 500
		start_run ended --cpu 2 --samples 1000000000
		stop_machine 1 "$same"
		stop_machine 2 "$other"
		machine 2
		kill -INT "$run"
		ended
		check 'a guest that comes and goes: the run goes on' status_is 130 ended.out 'run folder'
		check 'a guest that comes and goes: the run is right' sound ended
		stop_machine 2 "$vm"
		cycle=$((cycle + 1))
	done
	rm -rf ended
	afterwards
	exit
fi

# nVHE: KVM or a run, never both. Up to 6.11 KVM leaves EL2 while there is no
# virtual machine, so either may come first.
refused='KVM\|EL2'
machine 1
check_status 'KVM owns EL2: a run on this CPU is refused' 2 "^wsbench: .*\($refused\)" \
	wsbench run -o refused --cpu 1 --samples 10
check_status 'KVM owns EL2: a run on another CPU is refused' 2 "^wsbench: .*\($refused\)" \
	wsbench run -o refused --cpu 2 --samples 10
check_status 'KVM owns EL2: verify is refused' 2 "^wsbench: .*\($refused\)" wsbench verify --cpu 1
check 'KVM owns EL2: the refused run leaves nothing' test ! -e refused
stop_machine 1 "$vm"
case $(uname -r) in
6.1.*) ;;
*)
	skip 'KVM takes EL2 under a run' 'this kernel never gives EL2 back'
	exit
	;;
esac
quiet
cycle=0
while [ $cycle -lt "$CYCLES" ]; do
	start_run taken --cpu 1 --samples 1000000000
	machine 2
	ended
	check 'KVM takes EL2 under a run: the run ends with one clear line' clear_error taken.err
	check 'KVM takes EL2 under a run: the line names KVM or EL2' grep -q "$refused" taken.err
	check 'KVM took EL2 from a run: another run is refused' test "$(wsbench run --discard --samples 10 2>&1 | grep -c "$refused")" = 1
	stop_machine 2 "$vm"
	check 'EL2 is free again: a run' right_run free --cpu 1 --samples 100
	cycle=$((cycle + 1))
done
afterwards
