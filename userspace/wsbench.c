// SPDX-License-Identifier: GPL-2.0-only
/* wsbench - measure what a KVM/arm64 world switch costs: the command table. */
#include <stdio.h>
#include <string.h>

#include "build-info.h"
#include "builtin.h"
#include "error.h"
#include "guard.h"
#include "stream.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
};

static const struct command commands[] = {
	{ "info", cmd_info, "say what this machine can do and what will disturb a measurement" },
	{ "verify", cmd_verify, "check that no register is lost in a world switch" },
	{ "selftest", cmd_selftest, "let guests misbehave, and check that the host comes to no harm" },
	{ "run", cmd_run, "measure, write a run folder, print the tables" },
	{ "sweep", cmd_sweep, "tell what one register takes, and whether CPUs disturb each other" },
	{ "exits", cmd_exits, "measure each kind of exit, and how much of it is the debug flow" },
	{ "merge", cmd_merge, "join runs of several modes, flows or boots into one run folder" },
	{ "summary", cmd_summary, "print the summary of a run" },
	{ "compare", cmd_compare, "compare flows of a run, two runs, or two files" },
	{ "record", cmd_record, "append runs to the history" },
	{ "regress", cmd_regress, "find changes in the history, or gate the newest run" },
	{ "plot", cmd_plot, "render the plots of a run or of the history" },
	{ "report", cmd_report, "write a run or the history as one page of HTML" },
};

#define NR_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void help(void)
{
	puts("Usage: wsbench COMMAND [OPTION...]\n"
	     "Measure what a KVM/arm64 world switch costs, and how much of it is the\n"
	     "save and restore of the debug registers.\n");
	for (size_t i = 0; i < NR_COMMANDS; i++)
		printf("  %-10s %s\n", commands[i].name, commands[i].help);
	puts("\n'wsbench COMMAND --help' tells the options of a command.\n"
	     "Exit status: 0 ok, 1 regression or failed check, 2 usage or environment error, 130 interrupted.");
}

static int finish(int status)
{
	stdout_finish();
	return status;
}

int main(int argc, char **argv)
{
	guard();
	if (argc < 2)
		die("command", "none given; see 'wsbench --help'");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		help();
		return finish(STATUS_OK);
	}
	if (!strcmp(argv[1], "--version")) {
		printf("wsbench %s%s%s\n", BUILD_VERSION, *BUILD_COMMIT ? " " : "", BUILD_COMMIT);
		return finish(STATUS_OK);
	}
	for (size_t i = 0; i < NR_COMMANDS; i++)
		if (!strcmp(argv[1], commands[i].name))
			return finish(commands[i].run(argc - 1, argv + 1));
	die(argv[1], "unknown command; see 'wsbench --help'");
}
