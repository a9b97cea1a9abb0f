# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034
# Sourced by the scripts of bench/, which set $top first: where things are
# kept, and how to talk. Progress goes to stderr, so that stdout stays the
# result.

# Figures have a point in every locale, also in those of awk.
export LC_ALL=C

say() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
	printf 'wsbench: %s: %s\n' "${0##*/}" "$*" >&2
	exit 2
}

unwritable() {
	die "$cache: not writable; set XDG_CACHE_HOME to a folder that is"
}

[ -n "${XDG_CACHE_HOME:-${HOME-}}" ] ||
	die 'neither HOME nor XDG_CACHE_HOME is set; set one to a folder you can write to'
cache=${XDG_CACHE_HOME:-$HOME/.cache}/wsbench
arch=$(dpkg --print-architecture 2>/dev/null || uname -m)

# The cross compiler's prefix; empty on arm64, where everything is native.
case $arch in
arm64 | aarch64) cross= ;;
*) cross=aarch64-linux-gnu- ;;
esac

# fresh FILE: true when FILE is there and younger than a day
fresh() {
	[ -n "$(find "$1" -mmin -1440 2>/dev/null)" ]
}

# lock NAME: holds a part of the cache against a second script until this shell ends
lock() {
	mkdir -p "$cache" || unwritable
	exec 9>"$cache/$1"
	flock -n 9 || {
		say "waiting for another wsbench script to finish with $cache"
		flock 9
	}
}

# What takes minutes has a lock of its own.
lock_cache() {
	lock lock
}
