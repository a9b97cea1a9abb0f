# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154
# Sourced: a private apt that knows arm64. It reads the system's sources, and
# keeps its lists and downloads in the cache; the system's dpkg is not told of
# a foreign architecture.

apt_root=$cache/apt

# Debian's security archive carries the newest kernels, and some series alone. A
# bare system may not list it: then it is taken from the mirror it does list.
apt_sources() {
	cat /etc/apt/sources.list 2>/dev/null
	# shellcheck disable=SC2016 # apt expands it
	listed=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
		sort -u)
	codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME-}")
	case $listed in
	*" $codename-security"*) ;;
	*)
		printf '%s\n' "$listed" | sed -n "s,debian/ $codename\$,debian-security/,p" |
			sed -n "1s,.*,deb & $codename-security main,p"
		;;
	esac
}

apt_configure() {
	mkdir -p "$apt_root/state/lists/partial" "$apt_root/cache/archives/partial" ||
		die "$apt_root: cannot be created"
	apt_sources >"$apt_root/sources.list"
	: >"$apt_root/state/status"
	{
		printf 'Dir::State "%s/state";\n' "$apt_root"
		printf 'Dir::State::status "%s/state/status";\n' "$apt_root"
		printf 'Dir::Cache "%s/cache";\n' "$apt_root"
		printf 'Dir::Etc::SourceList "%s/sources.list";\n' "$apt_root"
		printf 'APT::Architectures { "%s"; "arm64"; };\n' "$arch"
		# The folder is the user's own: apt's sandbox user cannot write there.
		printf 'APT::Sandbox::User "%s";\n' "$(id -un)"
		printf 'Acquire::Languages "none";\n'
		printf '#clear Acquire::IndexTargets::deb::DEP-11;\n'
		printf 'Acquire::http::Timeout "20";\n'
		printf '#clear APT::Update::Pre-Invoke;\n'
		printf '#clear APT::Update::Post-Invoke;\n'
		printf '#clear APT::Update::Post-Invoke-Success;\n'
	} >"$apt_root/apt.conf"
}

# Lists the packages anew unless that was done within the day. A source that
# has no arm64, or does not answer, is no error as long as the rest suffices.
apt_update() {
	apt_configure
	! fresh "$apt_root/updated" || return 0
	say 'asking apt which arm64 packages there are'
	if apt-get -q -c "$apt_root/apt.conf" update >"$apt_root/update.log" 2>&1 </dev/null &&
		! grep -q '^[WE]: Failed to fetch' "$apt_root/update.log"; then
		: >"$apt_root/updated"
	else
		say "some of apt's sources did not answer (see $apt_root/update.log)"
	fi
}

apt_private() {
	command=$1
	shift
	"$command" -q -c "$apt_root/apt.conf" "$@" </dev/null
}

# apt_field PACKAGE FIELD: the field in every version apt knows
apt_field() {
	apt_private apt-cache show "$1" 2>/dev/null | sed -n "s/^$2: //p"
}

# apt_unpack DIR PACKAGE...: downloads the packages and unpacks them into DIR
apt_unpack() {
	into=$1
	shift
	mkdir -p "$into/.debs" || return
	(cd "$into/.debs" && apt_private apt-get download "$@") >"$apt_root/download.log" 2>&1 || {
		tail -n 5 "$apt_root/download.log" >&2
		return 1
	}
	for deb in "$into"/.debs/*.deb; do
		dpkg-deb -x "$deb" "$into" || return
	done
	rm -rf "$into/.debs"
}
