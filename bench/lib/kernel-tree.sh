# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# Sourced: a kernel's source with patches and the objects made of it. The tree
# stays in the cache, so that a build only compiles what changed since the last.
#	source/		hard links to the pristine source, patched files being their own
#	objects/	what make O= writes
#	pristine	the name of the pristine source
#	applied		the patches in source/, or those that may be half there

# touched PATCHES: the files they add or change
touched() {
	sed -n 's,^+++ b/,,p' "$1" | sort -u
}

# apply: makes source/ the pristine one with $tree/wanted applied. Files are given
# new times: make has to see those that go back to what they were, too.
apply() {
	cat "$tree/wanted" >>"$tree/applied" || return
	touched "$tree/applied" | while IFS= read -r file; do
		rm -f "$tree/source/$file"
		! [ -e "$pristine/$file" ] || cp "$pristine/$file" "$tree/source/$file" || exit
	done || return
	patch -d "$tree/source" -p 1 -s -N -F 0 --no-backup-if-mismatch <"$tree/wanted" >&2 &&
		cp "$tree/wanted" "$tree/applied.new" && mv "$tree/applied.new" "$tree/applied"
}

# tree_prepare TREE PRISTINE PATCHES: sets $tree; nothing is done when it is there
tree_prepare() {
	tree=$1 pristine=$2
	if [ "$(cat "$tree/pristine" 2>/dev/null)" != "${pristine##*/}" ]; then
		rm -rf "$tree"
		mkdir -p "$tree/objects" && cp -al "$pristine" "$tree/source" && : >"$tree/applied" &&
			printf '%s\n' "${pristine##*/}" >"$tree/pristine" || return
	fi
	cat "$3"/000[1-9]*.patch >"$tree/wanted" || return
	cmp -s "$tree/wanted" "$tree/applied" || apply
}

# tree_make ARG...: becomes make; nothing in the result depends on who built it,
# when and where
tree_make() {
	exec make -C "$tree/source" O="$tree/objects" -j "$(nproc)" ARCH=arm64 CROSS_COMPILE="$cross" \
		KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 1970' KBUILD_BUILD_VERSION=1 \
		KBUILD_BUILD_USER=wsbench KBUILD_BUILD_HOST=wsbench "$@" </dev/null
}

# Objects that only one flow has would stay when the other one is built.
remove_added() {
	touched "$tree/applied" | while IFS= read -r file; do
		[ -e "$pristine/$file" ] ||
			find "$tree/objects/${file%/*}" -name "$(basename "$file" .c)*.o" -delete 2>/dev/null
	done
}

# tree_configure FRAGMENT FLOW
tree_configure() {
	remove_added
	option=KVM_DEBUG_$(printf '%s' "$2" | tr a-z- A-Z_)
	{
		cat "$1"
		printf 'CONFIG_%s=y\nCONFIG_LOCALVERSION="-wsbench-%s"\n' "$option" "$2"
	} >"$tree/fragment" &&
		(tree_make KCONFIG_ALLCONFIG="$tree/fragment" allnoconfig) >"$tree/log" 2>&1 &&
		grep -q "^CONFIG_$option=y" "$tree/objects/.config" && return
	tail -n 5 "$tree/log" >&2
	return 1
}

# What an external module is built against: the headers and scripts of source/,
# which cost no room as hard links, and over them what the build generated.
export_headers() {
	mkdir -p "$1/arch/arm64" &&
		cp -al "$tree/source/Makefile" "$tree/source/include" "$tree/source/scripts" "$1/" &&
		cp -al "$tree/source/arch/arm64/Makefile" "$tree/source/arch/arm64/include" "$1/arch/arm64/" &&
		cp -a --remove-destination "$tree/objects/include" "$tree/objects/scripts" \
			"$tree/objects/.config" "$tree/objects/Module.symvers" "$1/" &&
		cp -a --remove-destination "$tree/objects/arch/arm64/include" "$1/arch/arm64/"
}

# tree_export DIR: copies what is kept of a build
tree_export() {
	objects=$tree/objects
	mkdir "$1/modules" "$1/kvm" && export_headers "$1/headers" &&
		cp "$objects/arch/arm64/boot/Image" "$1/vmlinuz" &&
		cp "$objects/vmlinux" "$1/vmlinux" &&
		cp "$objects/.config" "$1/config" &&
		(cd "$objects/arch/arm64/kvm" && find . -name '*.o' -exec cp --parents {} "$1/kvm/" \;) &&
		cp "$objects/include/config/kernel.release" "$1/release"
}
