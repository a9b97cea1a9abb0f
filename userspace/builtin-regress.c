// SPDX-License-Identifier: GPL-2.0-only
/* wsbench regress - changes of level in the history, and a gate. */
#include "builtin.h"
#include "error.h"

int cmd_regress(int argc, char **argv)
{
	(void)argc;
	die(argv[0], "not there yet");
}
