/* SPDX-License-Identifier: GPL-2.0-only */
/* The style sheet of all pages, as a string; the Makefile assembles from userspace/. */

	.section .rodata

	.globl page_css
page_css:
	.incbin "page.css"
	.byte 0

	.section .note.GNU-stack, "", %progbits
