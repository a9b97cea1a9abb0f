# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# kvm.sh SAMPLES BATCHES ARG...: KVM's exits, timed in each way, into ./guest,
# ./probe and ./perf; ARG... are further options of "wsbench run".

samples=$1 batches=$2
shift 2
wsbench run --engine kvm --timestamps guest -o guest --samples "$batches" "$@" &&
	wsbench run --engine kvm --timestamps probe -o probe --samples "$samples" "$@" &&
	wsbench run --engine kvm --timestamps perf -o perf --samples "$batches" "$@"
