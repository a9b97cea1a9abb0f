// SPDX-License-Identifier: GPL-2.0-only
/* wsbench record - append runs to the history. */
#include "builtin.h"
#include "error.h"

int cmd_record(int argc, char **argv)
{
	(void)argc;
	die(argv[0], "not there yet");
}
