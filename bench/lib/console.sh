# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced: what a kernel prints when something went wrong, one extended regular
# expression on each line. Upper and lower case differ: kernels announce their
# checkers by the same names when they boot. Some of these mostly come with
# another one, and stand here for when they do not: in a line that was cut, or
# after the first of its kind. Not in here is what a host under load may say
# without anything being wrong, such as an interrupt that took long.
console_patterns='\<BUG\>
WARNING:
KASAN:
UBSAN:
ODEBUG:
cut here
Call trace:
Internal error
\<Oops\>
Kernel panic
Unable to handle kernel
Unhandled .* exception
SError Interrupt
Insufficient stack space
kernel stack overflow
stack-protector:
corrupted stack end
refcount_t:
list_(add|del) (corruption|double)
unreferenced object
suspected memory leaks
leak detector disabled
kmemleak: (Cannot|Found|Freeing|Partially|Memory pool)
(circular|recursive) locking
lock (order|inversion)
RCU usage
inconsistent .*lock state
unlock balance
non-static key
lockdep is turned off
locking correctness validator
DEBUG_LOCKS_WARN_ON
sleeping function called
scheduling while atomic
rcu: INFO
stall(s)? on CPU
starved for
(soft|hard|workqueue) (lockup|LOCKUP)
blocked for more than
CSD lock
page allocation failure
invoked oom-killer
nobody cared'

# console_complaints FILE...: prints the lines in which the kernel complains
console_complaints() {
	cat "$@" 2>/dev/null | grep -E -e "$console_patterns"
}
