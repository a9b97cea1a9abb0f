// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "error.h"

#define MARK	".new-"	/* nothing that somebody else would append */
#define RANDOM	6	/* characters behind it */
#define TRIES	100

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * beside_name - a name for now
 * @base: name of the place
 *
 * To be freed.
 */
char *beside_name(const char *base)
{
	unsigned char byte[RANDOM];
	char text[RANDOM + 1] = "";

	if (getrandom(byte, sizeof(byte), 0) != sizeof(byte))
		die("random numbers", "the kernel gives none: %s", strerror(errno));
	for (unsigned int i = 0; i < RANDOM; i++)
		text[i] = alphabet[byte[i] % (sizeof(alphabet) - 1)];
	return xasprintf(".%.200s" MARK "%s", base, text);
}

/**
 * beside_is_left - whether a name is one for now, of a certain place
 * @name: name
 * @pattern: of fnmatch(), for the names of the place
 */
bool beside_is_left(const char *name, const char *pattern)
{
	const char *mark = name, *next;
	char *base;
	bool is;

	/* The last one: the base may have it, too. */
	while ((next = strstr(mark + 1, MARK)))
		mark = next;
	if (*name != '.' || mark == name || strlen(mark) != strlen(MARK) + RANDOM ||
	    strspn(mark + strlen(MARK), alphabet) != RANDOM)
		return false;
	base = xasprintf("%.*s", (int)(mark - name - 1), name + 1);
	is = !fnmatch(pattern, base, 0);
	free(base);
	return is;
}

/**
 * beside_literal - the pattern for the names of one place
 * @base: the name of the place
 *
 * To be freed.
 */
char *beside_literal(const char *base)
{
	char *pattern = xalloc(2 * 200 + 1, 1), *p = pattern;

	for (unsigned int i = 0; base[i] && i < 200; i++) {
		*p++ = '\\';
		*p++ = base[i];
	}
	return pattern;
}

/**
 * beside_remove - remove a file, or a folder with all in it; no link is followed
 * @at: folder it is in
 * @name: its name
 */
void beside_remove(int at, const char *name)
{
	const struct dirent *entry;
	DIR *dir;
	int fd;

	if (!unlinkat(at, name, 0) || errno == ENOENT)
		return;
	fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	dir = fd < 0 ? NULL : fdopendir(fd);
	while (dir && (entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			beside_remove(fd, entry->d_name);
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	unlinkat(at, name, AT_REMOVEDIR);
}

/* A file that this program makes. */
static bool is_ours(const char *name)
{
	static const char *const suffix[] = { "csv", "html", "svg", "png", "gp" };
	const char *dot = strrchr(name, '.');

	for (unsigned int i = 0; dot && i < sizeof(suffix) / sizeof(*suffix); i++)
		if (!strcmp(dot + 1, suffix[i]))
			return true;
	return !strcmp(name, ".") || !strcmp(name, "..");
}

static bool has_ours_only(int fd)
{
	const struct dirent *entry;
	DIR *dir = fdopendir(dup(fd));
	bool only = dir;

	while (only && (entry = readdir(dir)))
		only = is_ours(entry->d_name);
	if (dir)
		closedir(dir);
	return only;
}

/* One whose lock is gone was left by a program that was killed. */
static void remove_if_left(int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return;
	if (!flock(fd, LOCK_EX | LOCK_NB) && has_ours_only(fd))
		beside_remove(at, name);
	close(fd);
}

/**
 * beside_remove_left - remove folders that nobody completes any more
 * @parent: folder they are in
 * @pattern: of fnmatch(), for the names of the places they were meant for
 */
void beside_remove_left(const char *parent, const char *pattern)
{
	const struct dirent *entry;
	DIR *dir = opendir(parent);

	while (dir && (entry = readdir(dir)))
		if (beside_is_left(entry->d_name, pattern))
			remove_if_left(dirfd(dir), entry->d_name);
	if (dir)
		closedir(dir);
}

/* Returns 0 or an errno; EAGAIN where the lock came too late, after another's removal. */
static int make_folder(struct beside *b)
{
	struct stat st;

	if (mkdirat(b->at, b->tmp, 0777))
		return errno == EEXIST ? EAGAIN : errno;
	b->fd = openat(b->at, b->tmp, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (b->fd < 0) {
		int err = errno;

		unlinkat(b->at, b->tmp, AT_REMOVEDIR);
		return err == ENOENT ? EAGAIN : err;
	}
	/* Where the file system has no locks nothing is ever left to others to remove. */
	if ((flock(b->fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK) ||
	    fstatat(b->at, b->tmp, &st, AT_SYMLINK_NOFOLLOW)) {
		close(b->fd);
		return EAGAIN;
	}
	return 0;
}

/**
 * beside_folder - make a folder, and remove what was left of others for its place
 * @b: to fill
 * @path: where it will be; its parent must exist
 *
 * Its mode, and that of what is made in it, is what the umask leaves.
 *
 * Returns 0 or an errno.
 */
int beside_folder(struct beside *b, const char *path)
{
	char *copy = xstrdup(path), *pattern;
	int err = EAGAIN;

	*b = (struct beside) { .path = xstrdup(path), .parent = xstrdup(dirname(copy)) };
	strcpy(copy, path);
	b->base = xstrdup(basename(copy));
	free(copy);
	b->at = open(b->parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (b->at < 0)
		return errno;
	pattern = beside_literal(b->base);
	beside_remove_left(b->parent, pattern);
	free(pattern);
	for (unsigned int i = 0; i < TRIES && err == EAGAIN; i++) {
		free(b->tmp);
		b->tmp = beside_name(b->base);
		err = make_folder(b);
	}
	if (err) {
		free(b->tmp);
		b->tmp = NULL;
	}
	return err;
}

/**
 * beside_settle - the folder has got its place: have that last, and be where it was said
 * @b: from beside_folder()
 *
 * Ends the program if not.
 */
void beside_settle(struct beside *b)
{
	struct stat is, st;
	int parent;

	if (fstat(b->fd, &is) || stat(b->path, &st) || is.st_dev != st.st_dev ||
	    is.st_ino != st.st_ino)
		die(b->path, "its folder was moved or removed meanwhile; let it stay until the end");
	parent = openat(b->at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* It need not be readable, and not every file system knows this of a folder. */
	if (parent < 0 ? errno != EACCES : fsync(parent) && errno != EINVAL)
		die(b->path, "is complete, but may not outlast a power failure: %s; look after the disk",
		    strerror(errno));
	if (parent >= 0)
		close(parent);
	close(b->fd);
	close(b->at);
}

/**
 * beside_file - make a file
 * @at: folder that it will be in
 * @base: its name there
 * @mode: mode, of which the umask takes away
 * @tmp: its name for now, in the same folder
 *
 * Returns a file descriptor for writing, or -1 with errno.
 */
int beside_file(int at, const char *base, mode_t mode, char **tmp)
{
	int fd = -1;

	*tmp = NULL;
	for (unsigned int i = 0; i < TRIES && fd < 0; i++) {
		free(*tmp);
		*tmp = beside_name(base);
		fd = openat(at, *tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

/**
 * beside_advice - what to do where something cannot be written
 * @err: errno
 */
const char *beside_advice(int err)
{
	switch (err) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return "make room, or give another place with -o";
	case ENOENT:
		return "its folder was removed or moved meanwhile; let it stay until the end";
	case EROFS:
	case EACCES:
	case EPERM:
		return "make it writable, or give another place with -o";
	default:
		return "give another place with -o";
	}
}
