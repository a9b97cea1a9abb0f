# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# rate.sh SAMPLES ROUNDS: prints "discard keep keep/discard" for every round, in
# round trips per second from the start of the command to its end.

samples=$1 rounds=$2

# rate OPTION...: one run of all six configurations
rate() {
	read -r begin _ </proc/uptime
	wsbench run --samples "$samples" "$@" >rate.out 2>&1 || {
		cat rate.out >&2
		exit 2
	}
	read -r end _ </proc/uptime
	awk -v n="$((samples * 6))" -v begin="$begin" -v end="$end" 'BEGIN { print n / (end - begin) }'
}

# Who goes first alternates, as a boot may grow faster or slower.
round=0
while [ "$round" -lt "$rounds" ]; do
	if [ $((round % 2)) = 0 ]; then
		discard=$(rate --discard) && keep=$(rate -o kept) || exit
	else
		keep=$(rate -o kept) && discard=$(rate --discard) || exit
	fi
	rm -rf kept
	awk -v keep="$keep" -v discard="$discard" 'BEGIN { print discard, keep, keep / discard }'
	round=$((round + 1))
done
