# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What needs several CPUs, and has them run at once.

exec sh /job/all.sh errors-device parallel hotplug sweep orders load probe
