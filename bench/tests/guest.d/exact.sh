# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What is the same each time where instructions are counted. For one CPU: an emulator
# that counts them has a single count, and one turn after the other, for all.

exec sh /job/all.sh exits events breakdown sweep orders load probe
