#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A history made up, to standard output: make-history.sh [NAME=VALUE]...
#
# NIGHTS=60	number of nights
# START=20454	the first, in days since 1970: 2026-01-01
# EVERY=86400	seconds from one to the next
# RUNS=1	runs a night, of a commit each, two minutes apart
# GAPS=		NIGHT:DAYS..., days without a run before a night
# CHANGES=	NIGHT:FLOW:DIRTY:DELTA..., ticks more from a night on in entry and total; nights
#		count from 0; FLOW and DIRTY may be "all"
# KERNELS=	NIGHT..., from which on the kernel is another; the commit stays the same then
# OUTLIERS=	NIGHT..., which take half as long again, with noise only
# NOISE=0	standard deviation of a total's median in ticks; 0: instructions, without noise
# MODES='vhe nvhe'
# FLOWS='none four-call two-hook'
# HOST=emulated-6.1
# ENGINE=direct	or kvm, which has totals only, by the guest
# SCALE=1	what all ticks are multiplied by
# COLUMNS=	names of metrics from elsewhere, in place of wsbench's
# SEED=1

NIGHTS=60 START=20454 EVERY=86400 RUNS=1 GAPS='' CHANGES='' KERNELS='' OUTLIERS='' NOISE=0 SEED=1
MODES='vhe nvhe' FLOWS='none four-call two-hook' HOST=emulated-6.1 ENGINE=direct SCALE=1 COLUMNS=''

for arg in "$@"; do
	case $arg in
	NIGHTS=* | START=* | EVERY=* | RUNS=* | GAPS=* | CHANGES=* | KERNELS=* | OUTLIERS=* | \
		NOISE=* | SEED=* | MODES=* | FLOWS=* | HOST=* | ENGINE=* | SCALE=* | COLUMNS=*) ;;
	*)
		echo "make-history.sh: $arg: unknown" >&2
		exit 2
		;;
	esac
	eval "${arg%%=*}=\${arg#*=}"
done

exec awk -v nights="$NIGHTS" -v start="$START" -v every="$EVERY" -v runs="$RUNS" -v gaps="$GAPS" \
	-v changes="$CHANGES" -v kernels="$KERNELS" -v outliers="$OUTLIERS" -v noise="$NOISE" \
	-v seed="$SEED" -v modes="$MODES" -v flows="$FLOWS" -v host="$HOST" -v engine="$ENGINE" \
	-v scale="$SCALE" -v columns="$COLUMNS" '
function gauss() {
	return sqrt(-2 * log(1 - rand())) * cos(6.283185307 * rand())
}
# A time in seconds since 1970, in RFC 3339; days count from March 1 of year 0.
function rfc3339(t, day, era, of_era, year, of_year, month) {
	day = int(t / 86400)
	t -= day * 86400
	day += 719468
	era = int(day / 146097)
	of_era = day % 146097
	year = int((of_era - int(of_era / 1460) + int(of_era / 36524) - int(of_era / 146096)) / 365)
	of_year = of_era - (365 * year + int(year / 4) - int(year / 100))
	month = int((5 * of_year + 2) / 153)
	return sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", year + era * 400 + (month >= 10),
		(month + 2) % 12 + 1, of_year - int((153 * month + 2) / 5) + 1,
		int(t / 3600), int(t / 60) % 60, t % 60)
}
function commit(i, text) {
	for (text = ""; length(text) < 40; text = text substr("0123456789abcdef", int(16 * rand()) + 1, 1))
		;
	return text
}
function put(value) {
	digits = noise < 0.01 ? "%.9f" : "%.2f"
	line = line "," (noise ? sprintf(digits, value) : value)
	if (noise && engine != "foreign")
		line = line "," sprintf(digits, value - (1.5 + rand()) * noise) \
			"," sprintf(digits, value + (1.5 + rand()) * noise)
}
function shift(night, flow, dirty, i, sum) {
	for (i = 1; i <= nr_changes; i++)
		if (night >= at[i] && (of_flow[i] == "all" || of_flow[i] == flow) &&
		    (of_dirty[i] == "all" || of_dirty[i] == dirty))
			sum += delta[i]
	return sum
}
BEGIN {
	srand(seed)
	nr_changes = split(changes, change)
	for (i = 1; i <= nr_changes; i++) {
		split(change[i], part, ":")
		at[i] = part[1]; of_flow[i] = part[2]; of_dirty[i] = part[3]; delta[i] = part[4]
	}
	nr_gaps = split(gaps, gap)
	for (i = 1; i <= nr_gaps; i++) {
		split(gap[i], part, ":")
		wait[part[1] + 0] = part[2]
	}
	nr_kernels = split(kernels, kernel)
	nr_outliers = split(outliers, outlier)
	for (i = 1; i <= nr_outliers; i++)
		is_outlier[outlier[i] + 0] = 1
	ticks["off none"] = ticks["on none"] = "119 7 121"
	ticks["off four-call"] = "138 7 144"
	ticks["off two-hook"] = "125 7 127"
	ticks["on four-call"] = "288 7 294"
	ticks["on two-hook"] = "284 7 290"
	nr_modes = split(modes, mode)
	nr_flows = split(flows, flow)
	nr_columns = split(columns, column)
	split("off on", dirty)
	nr_phases = split(engine == "kvm" ? "total" : "entry guest exit total", phase)
	unit = (engine == "kvm" ? "guest." : "") (noise ? "cycles" : "instructions")
	if (nr_columns)
		engine = "foreign"
	line = "time,commit,host,kernel,engine,mode"
	for (i = 1; i <= nr_columns; i++)
		line = line "," column[i]
	for (f = 1; f <= nr_flows && !nr_columns; f++)
		for (d = 1; d <= 2; d++)
			for (p = 1; p <= nr_phases; p++) {
				name = flow[f] "." dirty[d] "." phase[p] "." unit
				line = line "," name (noise ? "," name ".lo," name ".hi" : "")
			}
	print line
	now = start * 86400 + 3 * 3600
	version = 42
	for (night = 0; night < nights; night++) {
		now += wait[night] * 86400
		same = 0
		for (i = 1; i <= nr_kernels; i++)
			if (kernel[i] == night) {
				version++
				same = 1
			}
		for (r = 0; r < runs; r++) {
			id = same && night ? id : commit()
			for (m = 1; m <= nr_modes; m++) {
				line = rfc3339(now + r * 120) "," id "," host ",6.1.0-" version "-cloud-arm64," engine "," mode[m]
				for (i = 1; i <= nr_columns; i++)
					put(scale * (100 * i + shift(night, column[i], "all")) + noise * gauss())
				for (f = 1; f <= nr_flows && !nr_columns; f++)
					for (d = 1; d <= 2; d++) {
						split(ticks[dirty[d] " " flow[f]], x)
						for (p = 1; p <= 3; p++) {
							v[p] = scale * x[p]
							if (noise)
								v[p] += gauss() * noise / 2
						}
						v[1] += (mode[m] == "nvhe" ? 51 * scale : 0) + shift(night, flow[f], dirty[d])
						if (noise && is_outlier[night])
							v[1] += scale * x[1]
						v[4] = v[1] + v[2] + v[3]
						for (p = 5 - nr_phases; p <= 4; p++)
							put(v[p])
					}
				print line
			}
		}
		now += every
	}
}'
