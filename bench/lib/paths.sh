# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# Sourced by scripts that follow the paths of the world switch through the module's
# disassembly; they have set $top and sourced common.sh.

# paths_prepare MODULE FOLDER: what walk needs, in a folder of the script's
paths_prepare() {
	gcc -std=gnu11 -O2 -Wall -Wextra -Werror -o "$2/walk" \
		"$top/bench/tests/path-length.c" || return
	"${cross}objdump" -dr -j .noinstr.text "$1" >"$2/text" &&
		"${cross}objdump" -D -j .rodata.payload "$1" >>"$2/text" || return
	paths=$2
}

# walk INSTANCE MODE FLOW DIRTY BARRIER BREAKPOINTS WATCHPOINTS: prints what path-length.c
# says of that round trip, profile minimal
walk() {
	"$paths/walk" "flow_$(printf %s "$3" | tr - _)_minimal_$5_$1_$2" "$5" \
		"$([ "$4" = off ] && echo 0 || echo 1)" "$6" "$7" <"$paths/text"
}

# meta_of RUN KEY: of a run's meta.csv, where it is one value for all modes
meta_of() {
	sed -n "s/^$2,//p" "$1/meta.csv"
}

# paths_known FOLDER: whether these are the paths of a run or a sweep
paths_known() {
	[ "$(meta_of "$1" engine)" = direct ] &&
		! sed -n 's/^\([a-z]*\.\)\{0,1\}profile,//p' "$1/meta.csv" |
			grep -qv -e '^minimal$' -e '^$'
}

# of_build FOLDER SRCVERSION: whether it was made with that module, in each mode
of_build() {
	made=$(sed -n 's/^\([a-z]*\.\)\{0,1\}module_srcversion,//p' "$1/meta.csv" | sort -u)
	[ "$made" = "$2" ]
}

# paths_of_run FOLDER SRCVERSION: whether nobody needs to be asked to set them beside the
# run that is there
paths_of_run() {
	[ -f "$1/summary.csv" ] && [ -f "$1/meta.csv" ] && of_build "$1" "$2" &&
		paths_known "$1" || return 1
	payload=$(meta_of "$1" payload)
	[ "${payload:-hvc}" = hvc ]
}
