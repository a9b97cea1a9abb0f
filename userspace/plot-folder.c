// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "plot-folder.h"

#define RANDOM		"XXXXXX"	/* for mkdtemp() */
#define ELSEWHERE	"make it writable, or give another place with -o"

/* Where the folder will be, its parent, and the new one, for now beside it. */
static char *path, *parent, *tmp;

static int remove_entry(const char *name, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(name);
}

/* At exit: the new folder, or the old one after the exchange. */
static void discard(void)
{
	if (tmp)
		nftw(tmp, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
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

/* What a plot that was killed has left: its lock is gone with it. */
static void remove_left(const char *name)
{
	char *dir = xasprintf("%s/%s", parent, name), *other;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB)) {
		other = find_other(dir);
		if (!other)
			nftw(dir, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
		free(other);
	}
	if (fd >= 0)
		close(fd);
	free(dir);
}

/* As mkdtemp() makes it up. */
static bool is_random(const char *s)
{
	size_t len = strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

	return len == strlen(RANDOM) && !s[len];
}

/* Those of the same place that nobody writes any more. */
static void remove_all_left(const char *template)
{
	const char *base = strrchr(template, '/') + 1;
	size_t len = strlen(base) - strlen(RANDOM);
	const struct dirent *entry;
	DIR *fp = opendir(parent);

	while (fp && (entry = readdir(fp)))
		if (!strncmp(entry->d_name, base, len) && is_random(entry->d_name + len))
			remove_left(entry->d_name);
	if (fp)
		closedir(fp);
}

/* A new folder with a lock on it; the parent's keeps others from it until that is there. */
static void create(char *template)
{
	int lock = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd;

	if (lock >= 0)
		flock(lock, LOCK_EX);
	remove_all_left(template);
	if (!mkdtemp(template))
		die(parent, "cannot write: %s; " ELSEWHERE, strerror(errno));
	fd = open(template, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		flock(fd, LOCK_EX);
	if (lock >= 0)
		close(lock);
}

/**
 * plot_folder_begin - start a folder
 * @dir: where it will be; its parent must exist
 *
 * What a former one has left beside it is removed.
 *
 * Returns its name for now.
 */
const char *plot_folder_begin(const char *dir)
{
	char *copy = xstrdup(dir), *other = xstrdup(dir), *template;

	path = xstrdup(dir);
	parent = xstrdup(dirname(copy));
	template = xasprintf("%s/.%.200s." RANDOM, parent, basename(other));
	create(template);
	tmp = template;
	atexit(discard);
	if (chmod(tmp, 0755))
		die(parent, "cannot write: %s; " ELSEWHERE, strerror(errno));
	free(copy);
	free(other);
	return tmp;
}

static void sync_folder(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd))
		die(path, "cannot write: %s; " ELSEWHERE, strerror(errno));
	close(fd);
}

/**
 * plot_folder_commit - all its files are complete: it appears, in place of what was there
 */
void plot_folder_commit(void)
{
	sync_folder(tmp);
	/* Onto nothing or an empty folder; else in exchange for the folder that is there. */
	if (!rename(tmp, path))
		tmp = NULL;
	else if (errno != ENOTEMPTY && errno != EEXIST)
		die(path, "cannot write: %s; " ELSEWHERE, strerror(errno));
	else if (renameat2(AT_FDCWD, tmp, AT_FDCWD, path, RENAME_EXCHANGE))
		die(path, "cannot replace: %s; remove it first", strerror(errno));
	sync_folder(parent);
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
