# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154
# Sourced: installs the Debian packages a script needs, after saying so.

# What a build of module and CLI needs, what the emulated host needs, and what
# the tests need on top. "a|b": a, unless b is there already.
# perl is for kernel-doc, which W=1 runs.
packages_build='make gcc libc6-dev libgsl-dev libcsv-dev perl xz-utils'
[ -z "$cross" ] ||
	packages_build="$packages_build gcc-aarch64-linux-gnu libc6-dev-arm64-cross"
packages_host='qemu-system-arm cpio'
packages_plot='gnuplot-nox|gnuplot-qt|gnuplot-x11'
# libclang-rt-dev: libFuzzer, which clang only recommends
# libpython3-dev: coccinelle looks for the library of the release's python, in vain else
packages_check='patch shellcheck sparse coccinelle libpython3-dev clang-tidy ministat git clang
	libclang-rt-dev'
# For bench/kvm.config this is all: it signs no module and makes no BTF.
packages_kernel="$packages_build flex bison bc patch"

installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# missing PACKAGE...: prints those that are not installed
missing() {
	for choice; do
		found=
		for name in $(printf '%s\n' "$choice" | tr '|' ' '); do
			! installed "$name" || found=1
		done
		[ -n "$found" ] || printf '%s\n' "${choice%%|*}"
	done
}

# need PACKAGE...: installs what is missing, or ends with status 2
need() {
	command -v dpkg-query >/dev/null ||
		die "this is not Debian; install the equivalent of: $*"
	lack=$(missing "$@" | tr '\n' ' ')
	lack=${lack% }
	[ -n "$lack" ] || return 0
	[ "${NO_INSTALL:-0}" != 1 ] ||
		die "packages missing: $lack; install them, or unset NO_INSTALL"
	sudo=
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null ||
			die "packages missing: $lack; install them as root (there is no sudo)"
		sudo=sudo
	fi
	say "installing with apt: $lack"
	log=$(mktemp) || die 'no temporary file'
	# shellcheck disable=SC2086 # $lack is a list
	if ! { $sudo apt-get -q update &&
		$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
			--no-install-recommends install $lack; } >"$log" 2>&1 </dev/null; then
		tail -n 15 "$log" >&2
		rm -f "$log"
		die "apt could not install: $lack; see above, or install them by hand"
	fi
	rm -f "$log"
}
