// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "error.h"
#include "outdir.h"
#include "stream.h"

static struct beside out;

/* At exit: without a commit, nothing is left. */
static void discard(void)
{
	if (out.tmp)
		beside_remove(out.at, out.tmp);
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
 *
 * What was left of a former one is removed.
 */
void outdir_begin(const char *path)
{
	int err;

	if (!*path)
		die("-o", "the name of the folder is empty");
	refuse_existing(path);
	err = beside_folder(&out, path);
	if (err == ENOENT)
		die(path, "the folder %s does not exist; create it first", out.parent);
	if (err == ENOTDIR)
		die(path, "%s is not a folder; give another place with -o", out.parent);
	if (err)
		die(path, "cannot create: %s; %s", strerror(err), beside_advice(err));
	atexit(discard);
}

_Noreturn static void die_file(const char *name, const char *doing, int err)
{
	char *path = xasprintf("%s/%s", out.path, name);

	die(path, "cannot %s: %s; %s", doing, strerror(err), beside_advice(err));
}

/**
 * outdir_open - create a file in the folder
 * @name: its name
 *
 * Returns a file descriptor for writing.
 */
int outdir_open(const char *name)
{
	int fd = openat(out.fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0)
		die_file(name, "create", errno);
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
		die_file(name, "write", errno);
}

/**
 * outdir_fopen - outdir_open() for stdio
 * @name: name of the file
 */
FILE *outdir_fopen(const char *name)
{
	FILE *fp = fdopen(outdir_open(name), "w");

	if (!fp)
		die_file(name, "create", errno);
	return fp;
}

/**
 * outdir_fclose - outdir_close() for stdio
 * @fp: file
 * @name: its name
 */
void outdir_fclose(FILE *fp, const char *name)
{
	int err = stream_sync_close(fp);

	if (err)
		die_file(name, "write", err);
}

/**
 * outdir_commit - all files are complete: the folder appears
 */
void outdir_commit(void)
{
	refuse_existing(out.path);
	if (fsync(out.fd) || renameat(out.at, out.tmp, out.at, out.base))
		die(out.path, "cannot create: %s; %s", strerror(errno), beside_advice(errno));
	free(out.tmp);
	out.tmp = NULL;
	beside_settle(&out);
}
