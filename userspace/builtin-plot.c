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
#include "gnuplot.h"
#include "option.h"
#include "plot.h"
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

/* gnuplot does not notice a full disk: look for the end of what it wrote. */
static void require_complete(const char *name)
{
	const char *end = strstr(name, ".svg") ? "</svg>" : "IEND";
	char *path = xasprintf("%s/%s", tmp, name), tail[16];
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fsync(fd))
		die(name, "gnuplot did not write it: %s", strerror(errno));
	if (lseek(fd, -(off_t)sizeof(tail), SEEK_END) < 0 ||
	    read(fd, tail, sizeof(tail)) != sizeof(tail) ||
	    !memmem(tail, sizeof(tail), end, strlen(end)))
		die(name, "gnuplot wrote a part of it only; is the disk full?");
	close(fd);
	free(path);
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
	struct plot *plot = xalloc(1, sizeof(*plot));
	FILE *script = gnuplot_script();
	const char *dir = NULL;

	opt_parse(&argp, argc, argv, &dir);
	plot_read(plot, dir);
	plot_script(script, plot);
	stop_install();
	begin(dir);
	if (!gnuplot_run(script, tmp))
		return STATUS_INTERRUPTED;
	for (unsigned int i = 0; plot_file(plot, i); i++)
		require_complete(plot_file(plot, i));
	commit(dir);
	return STATUS_OK;
}
