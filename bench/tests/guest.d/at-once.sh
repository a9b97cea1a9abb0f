# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The same, and what goes on beside it, where CPUs run at once.

exec sh /job/all.sh errors-device parallel hotplug exits events breakdown sweep orders load probe
