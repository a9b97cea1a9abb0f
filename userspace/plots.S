/* SPDX-License-Identifier: GPL-2.0-only */
/* The gnuplot scripts, as strings; the Makefile assembles from userspace/. */

	.section .rodata

	.macro script name
	.globl plot_gp_\name
plot_gp_\name:
	.incbin "../bench/plots/\name\().gp"
	.byte 0
	.endm

	script style
	script cost
	script distribution
	script phases
	script breakdown
	script trend
	script exits
	script sweep
	script cpus

	.section .note.GNU-stack, "", %progbits
