// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "beside.h"
#include "error.h"
#include "plot-folder.h"

static struct beside out;

/* At exit: without a commit, nothing is left. */
static void discard(void)
{
	if (out.tmp)
		beside_remove(out.at, out.tmp);
}

_Noreturn static void die_writing(const char *what)
{
	die(what, "cannot write: %s; %s", strerror(errno), beside_advice(errno));
}

static bool is_figure(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..") || !fnmatch("[!.]*.svg", name, 0) ||
	       !fnmatch("[!.]*.png", name, 0) || !fnmatch("[!.]*.gp", name, 0);
}

/* A file of a folder that is no figure, NULL if there is none; to be freed. */
static char *find_other(const char *dir)
{
	const struct dirent *entry;
	char *other = NULL;
	DIR *fp = opendir(dir);

	while (fp && !other && (entry = readdir(fp)))
		if (!is_figure(entry->d_name))
			other = xstrdup(entry->d_name);
	if (fp)
		closedir(fp);
	return other;
}

/**
 * plot_folder_begin - start a folder
 * @dir: where it will be; its parent must exist
 *
 * What a former one has left beside it is removed.
 *
 * Returns it, opened.
 */
int plot_folder_begin(const char *dir)
{
	int err = beside_folder(&out, dir);

	if (err) {
		errno = err;
		die_writing(out.parent);
	}
	atexit(discard);
	return out.fd;
}

/**
 * plot_folder_commit - all its files are complete: it appears, in place of what was there
 */
void plot_folder_commit(void)
{
	if (fsync(out.fd))
		die_writing(out.path);
	/* Onto nothing or an empty folder; else in exchange for the folder that is there. */
	if (renameat(out.at, out.tmp, out.at, out.base)) {
		if (errno != ENOTEMPTY && errno != EEXIST)
			die_writing(out.path);
		if (renameat2(out.at, out.tmp, out.at, out.base, RENAME_EXCHANGE))
			die(out.path, "cannot replace: %s; remove it first", strerror(errno));
		beside_remove(out.at, out.tmp);
	}
	free(out.tmp);
	out.tmp = NULL;
	beside_settle(&out);
}

/**
 * plot_folder_refuse_others - end the program if a folder has more in it than figures
 * @dir: folder that is to be replaced, there or not
 */
void plot_folder_refuse_others(const char *dir)
{
	char *other = find_other(dir);

	if (other)
		die(dir, "has more in it than figures, as %s: it is replaced as a whole; give a new folder with -o",
		    other);
}
