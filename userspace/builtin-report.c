// SPDX-License-Identifier: GPL-2.0-only
/* wsbench report - a run or a history as one page. */
#include "builtin.h"
#include "error.h"

int cmd_report(int argc, char **argv)
{
	(void)argc;
	die(argv[0], "not there yet");
}
