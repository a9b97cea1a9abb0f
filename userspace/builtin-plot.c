// SPDX-License-Identifier: GPL-2.0-only
/* wsbench plot - render the figures of a run into RUN/plots. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtin.h"
#include "error.h"
#include "figures.h"
#include "option.h"
#include "stop.h"

#define PLOTS	"plots"
#define ELSEWHERE	"make it writable, or plot a copy of the run folder elsewhere"

static error_t parse(int key, char *arg, struct argp_state *state)
{
	const char **dir = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = NULL;
		return 0;
	case ARGP_KEY_ARG:
		if (*dir)
			return ARGP_ERR_UNKNOWN;
		*dir = arg;
		return 0;
	case ARGP_KEY_END:
		if (!*dir)
			die("plot", "no run folder given; give the one that 'wsbench run' wrote");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.parser = parse,
	.args_doc = "RUN",
	.doc = "Render the figures of a run folder into RUN/" PLOTS ", as SVG and PNG: the cost of "
	       "a world switch by flow and dirty state, the distribution of the totals, and the "
	       "phases if they are known. What is there already is replaced.",
	.children = opt_common,
};

/* The new figures, for now beside the place they go to; removed at exit. */
static char *tmp;

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void discard(void)
{
	if (tmp)
		nftw(tmp, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static void begin(const char *dir)
{
	char *path = xasprintf("%s/." PLOTS ".XXXXXX", dir);

	if (!mkdtemp(path))
		die(dir, "cannot write: %s; " ELSEWHERE, strerror(errno));
	tmp = path;
	atexit(discard);
	if (chmod(tmp, 0755))
		die(dir, "cannot write: %s; " ELSEWHERE, strerror(errno));
}

static void commit(const char *dir)
{
	char *path = xasprintf("%s/" PLOTS, dir);
	int fd = open(tmp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd))
		die(path, "cannot write: %s; " ELSEWHERE, strerror(errno));
	close(fd);
	/* Onto nothing or an empty folder; else in exchange for the folder that is there. */
	if (!rename(tmp, path))
		tmp = NULL;
	else if (errno != ENOTEMPTY && errno != EEXIST)
		die(path, "cannot write: %s; " ELSEWHERE, strerror(errno));
	else if (renameat2(AT_FDCWD, tmp, AT_FDCWD, path, RENAME_EXCHANGE))
		die(path, "cannot replace: %s; remove it first", strerror(errno));
	printf("%s\n", path);
	free(path);
}

int cmd_plot(int argc, char **argv)
{
	struct figures figures = { 0 };
	const char *dir = NULL;

	opt_parse(&argp, argc, argv, &dir);
	plot_run(&figures, dir);
	stop_install();
	begin(dir);
	if (!figures_draw(&figures, tmp, FIGURE_SVG | FIGURE_PNG))
		return STATUS_INTERRUPTED;
	commit(dir);
	return STATUS_OK;
}
