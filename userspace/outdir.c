// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "outdir.h"

#define NO_ROOM	"make room, or give another place with -o"

/* Where it will be, its parent, where it is for now, and that opened. */
static struct {
	char *path, *parent, *tmp;
	int fd;
} out;

/* At exit: without a commit, nothing is left. */
static void discard(void)
{
	struct dirent *entry;
	DIR *dir;

	if (!out.tmp)
		return;
	dir = fdopendir(out.fd);
	while (dir && (entry = readdir(dir)))
		unlinkat(out.fd, entry->d_name, 0);
	rmdir(out.tmp);
}

static char *parent_of(const char *path)
{
	char *copy = xstrdup(path), *parent = xstrdup(dirname(copy));

	free(copy);
	return parent;
}

static char *base_of(const char *path)
{
	char *copy = xstrdup(path), *base = xstrdup(basename(copy));

	free(copy);
	return base;
}

static void refuse_existing(const char *path)
{
	struct stat st;

	if (lstat(path, &st)) {
		if (errno != ENOENT && errno != ENOTDIR)
			die(path, "%s", strerror(errno));
		return;
	}
	if (S_ISDIR(st.st_mode))
		die(path, "exists; remove it, or give another folder with -o");
	die(path, "exists and is not a folder; give another name with -o");
}

/**
 * outdir_begin - start a folder
 * @path: where it will be; must not exist, its parent must
 */
void outdir_begin(const char *path)
{
	char *base = base_of(path);
	int err;

	if (!*path)
		die("-o", "the name of the folder is empty");
	refuse_existing(path);
	out.path = xstrdup(path);
	out.parent = parent_of(path);
	out.tmp = xasprintf("%s/.%.200s.XXXXXX", out.parent, base);
	free(base);
	if (!mkdtemp(out.tmp)) {
		err = errno;
		free(out.tmp);
		out.tmp = NULL;
		switch (err) {
		case ENOENT:
			die(path, "the folder %s does not exist; create it first", out.parent);
		case ENOTDIR:
			die(path, "%s is not a folder; give another place with -o", out.parent);
		case ENOSPC:
		case EDQUOT:
			die(path, "cannot create: %s; " NO_ROOM, strerror(err));
		default:
			die(path, "cannot create: %s; give a writable place with -o", strerror(err));
		}
	}
	out.fd = open(out.tmp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out.fd < 0 || fchmod(out.fd, 0755)) {
		err = errno;
		rmdir(out.tmp);
		die(path, "%s", strerror(err));
	}
	atexit(discard);
}

_Noreturn static void die_file(const char *name, const char *doing)
{
	char *path = xasprintf("%s/%s", out.path, name);

	die(path, "cannot %s: %s; " NO_ROOM, doing, strerror(errno));
}

/**
 * outdir_open - create a file in the folder
 * @name: its name
 *
 * Returns a file descriptor for writing.
 */
int outdir_open(const char *name)
{
	int fd = openat(out.fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

	if (fd < 0)
		die_file(name, "create");
	return fd;
}

/**
 * outdir_close - the file is complete
 * @fd: file
 * @name: its name
 */
void outdir_close(int fd, const char *name)
{
	if (fsync(fd) || close(fd))
		die_file(name, "write");
}

/**
 * outdir_fopen - outdir_open() for stdio
 * @name: name of the file
 */
FILE *outdir_fopen(const char *name)
{
	FILE *fp = fdopen(outdir_open(name), "w");

	if (!fp)
		die_file(name, "create");
	return fp;
}

/**
 * outdir_fclose - outdir_close() for stdio
 * @fp: file
 * @name: its name
 */
void outdir_fclose(FILE *fp, const char *name)
{
	if (fflush(fp) || ferror(fp) || fsync(fileno(fp)))
		die_file(name, "write");
	fclose(fp);
}

/**
 * outdir_commit - all files are complete: the folder appears
 */
void outdir_commit(void)
{
	int parent;

	refuse_existing(out.path);
	if (fsync(out.fd) || rename(out.tmp, out.path))
		die(out.path, "cannot create: %s", strerror(errno));
	free(out.tmp);
	out.tmp = NULL;
	parent = open(out.parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (parent >= 0) {
		fsync(parent);
		close(parent);
	}
	close(out.fd);
}
