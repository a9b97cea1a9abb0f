#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Who else is on the machine: no rights are handed out, nobody reads more than the umask
# lets them, and no name can be guessed that leads elsewhere. TAP; WSBENCH is the binary,
# FAULT_INJECT that of fault-inject.c.

wsbench=${WSBENCH:?the wsbench to test}
inject=${FAULT_INJECT:?the fault-inject to use}
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# shellcheck source=userspace/tests/checks.sh
. "$tests/checks.sh"

nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'

# says STATUS PATTERN: of what ended just now: one line
says() {
	[ "$status" = "$1" ] && [ "$(wc -l <err)" = 1 ] && grep -q -e "$2" err
}

umask 022
mkdir tmp && chmod 755 . && chmod 1777 tmp
export TMPDIR="$work/tmp"
sh "$tests/make-run.sh" vhe vhe 60
"$wsbench" merge -o run vhe || exit 1

# Raised privileges
copy=$work/copy
cp "$wsbench" "$copy"
# raised NAME MODE [USER:GROUP]: a copy with that mode is refused
raised() {
	[ "$2" = 755 ] || { chown "${3:-0:0}" "$copy" && chmod "$2" "$copy"; }
	$nobody "$copy" --version >out 2>err
	status=$?
	says 2 '^wsbench: setuid: .*; run it as root or with sudo instead$' && [ ! -s out ]
	report $? "$1 is refused"
}
if [ "$(id -u)" != 0 ] || ! command -v setpriv >/dev/null ||
	findmnt -n -o OPTIONS -T "$work" | grep -q nosuid; then
	skip 'raised privileges' 'not root, or the folder takes no setuid'
else
	# A sanitizer does not start with raised privileges either.
	if [ -z "${SANITIZED-}" ]; then
		raised 'setuid root' 4755
		raised 'setgid root' 2755
		raised 'setuid another user' 4755 65533:65533
	fi
	chown 0:0 "$copy" && chmod 755 "$copy"
	# shellcheck disable=SC2086 # a command with its options
	check 'a user without them may use it' $nobody "$copy" --version
	chmod 4755 "$copy"
	check 'root is root, setuid or not' "$copy" --version
	chmod 755 "$copy"
	if setcap cap_sys_admin+ep "$copy" 2>/dev/null; then
		raised 'one with file capabilities' 755
		setcap -r "$copy"
	fi

	# Folders of others
	mkdir closed
	for command in "merge -o closed/new vhe" "report run -o closed/new" \
		"record --history closed/h.csv run" "plot run -o closed/new" "plot run"; do
		# shellcheck disable=SC2086 # a command with its options
		$nobody "$copy" $command >out 2>err </dev/null
		status=$?
		says 2 '^wsbench: .*: .*Permission denied' && [ -z "$(ls -A closed)" ] && [ ! -e run/plots ]
		report $? "${command%% *}: a folder of somebody else"
	done
fi

# Standard files that are closed
check 'nothing to print, and nowhere' sh -c "'$wsbench' merge -o quiet vhe >&-"
"$wsbench" merge -o loud vhe </dev/null >&- 2>&-
cmp -s loud/samples.csv vhe/samples.csv
report $? 'a file does not become the standard output that is closed'
"$wsbench" summary run 2>err >&-
status=$?
says 2 '^wsbench: standard output: Bad file descriptor'
report $? 'what cannot be printed is missed'
for command in "summary run" "compare run" "info" "--help" "run --help" "report run -o full" \
	"record --history full.csv run" "plot run -o fullplots"; do
	# shellcheck disable=SC2086 # a command with its options
	"$wsbench" $command >/dev/full 2>err </dev/null
	status=$?
	says 2 '^wsbench: standard output: No space left'
	report $? "$command: standard output is full"
done

# Modes: at each call of a command, nothing is more open than it will be.
# modes UMASK FOLDER-MODE FILE-MODE
modes() {
	rm -rf dest
	(umask "$1" && mkdir dest && cd dest && "$wsbench" merge -o new ../vhe && "$wsbench" record \
		--history h.csv ../run && "$wsbench" report new -o page && "$wsbench" plot new) >out 2>err
	find dest -type d ! -perm "$2" >wrong
	find dest -type f ! -perm "$3" >>wrong
	[ ! -s err ] && [ ! -s wrong ]
	report $? "umask $1: folders $2, files $3"
}
modes 022 755 644
modes 077 700 600
modes 002 775 664
for command in "merge -o dest/new vhe" "record --history dest/h.csv run" "report run -o dest/page"; do
	at=0
	echo first >log
	while at=$((at + 1)) && [ "$(wc -l <log)" -ge "$at" ]; do
		rm -rf dest && mkdir dest
		# shellcheck disable=SC2086 # a command with its options
		(umask 077 && "$inject" -n $at -x 'find dest tmp -mindepth 1 -perm /077 >>open' \
			. log "$wsbench" $command) >out 2>err </dev/null || echo "$command" >>open
	done
done
[ -e open ] || : >open
cp open out
[ ! -s open ]
report $? 'umask 077: while they are written no other user can read them either'

# Links that lie in wait
mkdir shared && chmod 1777 shared
echo precious >victim
for name in h.csv new page plots; do
	for end in tmp new new-XXXXXX new-000000 lock; do
		ln -s ../victim "shared/.$name.$end"
	done
done
("$wsbench" merge -o shared/new vhe && "$wsbench" record --history shared/h.csv run &&
	"$wsbench" plot run -o shared/plots && "$wsbench" report run -o shared/page) >out 2>err \
	</dev/null && [ "$(cat victim)" = precious ] && [ ! -L shared/h.csv ] &&
	[ ! -L shared/new/samples.csv ]
report $? 'links with names that can be guessed are not followed'
for _ in 1 2 3; do
	rm -rf dest && mkdir dest
	"$inject" dest log "$wsbench" merge -o dest/new vhe
	sed -n 's/^[0-9]* mkdirat //p' log
done | sort -u >names
[ "$(wc -l <names)" = 3 ]
report $? 'a folder has another name each time until it is complete'

# Somebody who sees the name, and puts a link in its place
rm -rf open
mkdir prey
at=0 bad=0
echo first >log
while at=$((at + 1)) && [ "$(wc -l <log)" -ge "$at" ]; do
	rm -rf dest stolen && mkdir dest stolen
	# shellcheck disable=SC2016 # for the other shell
	"$inject" -n $at -x 'for new in dest/.*.new-*; do
			[ ! -d "$new" ] || { mv "$new" stolen && ln -s ../prey "$new"; }
		done' . log "$wsbench" merge -o dest/new vhe >out 2>err </dev/null
	status=$?
	[ "$status" = 0 ] && [ ! -L dest/new ] || says 2 '^wsbench: dest/new: ' || bad=$((bad + 1))
	[ -z "$(ls -A prey)" ] || bad=$((bad + 1))
done
[ "$bad" = 0 ]
report $? "a link in place of the new folder, at $((at - 1)) calls: nothing is written through it"

# What is written tells of the run, and of nobody
mkdir private && chmod 700 private
(cd private && mkdir home && SECRET=tell-tale-env HOME=$PWD/home LOGNAME=tell-tale-user USER=tell-tale-user \
	"$wsbench" merge -o new ../vhe && SECRET=tell-tale-env USER=tell-tale-user "$wsbench" record \
	--history h.csv --host lab ../run && "$wsbench" report new -o page && "$wsbench" plot new &&
	"$wsbench" plot --history=h.csv -o trends) >out 2>err
status=$?
secrets='ffff[0-9a-fA-F]{12}|tell-tale|/home|/root|'$work
# shellcheck disable=SC2015 # the first must hold
[ "$status" = 0 ] && ! grep -rlaE "$secrets" private >out
report $? 'no address, user, home or environment in runs, histories, figures and pages'
echo "1..$nr"
