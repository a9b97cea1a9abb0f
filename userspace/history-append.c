// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "csv-read.h"
#include "csv-write.h"
#include "error.h"
#include "history-append.h"
#include "history-widen.h"
#include "stop.h"
#include "stream.h"

#define HEADER	"time,commit,host,kernel,engine,mode\n"

/*
 * @name: the history as the user calls it
 * @path: where it is, no symbolic link
 * @base: its name in its folder
 * @tmp: what it is written as, NULL if there is nothing to remove
 * @folder: its folder, locked
 */
static struct {
	const char *name;
	char *path, *base, *tmp;
	int folder;
} out;

/*
 * @history: as it was read
 * @text: all of it, byte for byte; a header where there is no file yet
 * @size: its length
 * @st: its owner and mode
 */
struct old {
	struct history history;
	char *text;
	size_t size;
	struct stat st;
};

/* The columns of the new file: those of the old one, and then others. */
struct columns {
	size_t nr, nr_old;
	const char **name;
};

/* At exit: without a rename, nothing is left. */
static void discard(void)
{
	if (out.tmp)
		unlinkat(out.folder, out.tmp, 0);
}

/* Whoever has the lock of the folder is alone in writing it. */
static void remove_left(void)
{
	char *pattern = beside_literal(out.base);
	const struct dirent *entry;
	DIR *dir = fdopendir(dup(out.folder));

	while (dir && (entry = readdir(dir)))
		if (beside_is_left(entry->d_name, pattern))
			unlinkat(out.folder, entry->d_name, 0);
	if (dir)
		closedir(dir);
	free(pattern);
}

static void lock_folder(const char *folder)
{
	out.folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out.folder < 0 && errno == ENOENT)
		die(out.name, "the folder %s does not exist; create it first", folder);
	if (out.folder < 0)
		die(out.name, "cannot open the folder %s: %s", folder, strerror(errno));
	if (!flock(out.folder, LOCK_EX | LOCK_NB))
		return;
	if (errno == EWOULDBLOCK) {
		fprintf(stderr, "wsbench: %s: another program holds the lock of its folder; waiting for it\n",
			out.name);
		if (!flock(out.folder, LOCK_EX))
			return;
	}
	if (stop_requested())
		exit(STATUS_INTERRUPTED);
	die(out.name, "cannot lock the folder %s: %s; keep the history on a local disk", folder,
	    strerror(errno));
}

/* Find the file behind links, and keep others from writing it. */
static void begin(const char *name)
{
	char *copy;
	struct stat st;

	if (!*name)
		die("--history", "the name of the file is empty");
	out.name = name;
	out.path = realpath(name, NULL);
	if (!out.path && errno != ENOENT)
		die(name, "cannot read: %s", strerror(errno));
	if (!out.path && !lstat(name, &st))
		die(name, "is a link to nothing; remove it, or give another file with --history");
	if (!out.path)
		out.path = xstrdup(name);
	copy = xstrdup(out.path);
	out.base = xstrdup(basename(copy));
	free(copy);
	copy = xstrdup(out.path);
	lock_folder(dirname(copy));
	free(copy);
	remove_left();
}

static void read_old(struct old *old)
{
	size_t len = 0;
	ssize_t n = 1;
	int fd;

	*old = (struct old) { 0 };
	if (stat(out.path, &old->st)) {
		if (errno != ENOENT)
			die(out.name, "cannot read: %s", strerror(errno));
		old->text = xstrdup(HEADER);
		old->size = strlen(HEADER);
		return;
	}
	if (!S_ISREG(old->st.st_mode))
		die(out.name, "is not a file; give another with --history");
	history_read(&old->history, out.name);
	fd = openat(out.folder, out.base, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &old->st))
		die(out.name, "cannot read: %s", strerror(errno));
	old->size = old->st.st_size;
	old->text = xalloc(old->size, 1);
	while (len < old->size && (n = read(fd, old->text + len, old->size - len)) > 0)
		len += n;
	if (n <= 0)
		die(out.name, "cannot read: %s", n ? strerror(errno) : "it was cut off meanwhile");
	close(fd);
}

/* The text of a value, and what reading it will give. */
static double value_text(char *text, size_t size, double value)
{
	snprintf(text, size, "%.12g", value);
	return strtod(text, NULL);
}

/* Returns @nr if there is none. */
static size_t column_find(const char *const *column, size_t nr, const char *name)
{
	size_t c = 0;

	while (c < nr && strcmp(column[c], name))
		c++;
	return c;
}

/* Returns the first metric that the row has another value of, NULL if there is none. */
static const struct history_metric *differs(const struct history_run *run,
					    const struct history *history, size_t row, double *is)
{
	for (const struct history_metric *m = run->metric; m < run->metric + run->nr; m++) {
		size_t c = column_find((const char *const *)history->column, history->nr_columns,
				       m->name);
		char text[32];

		*is = c < history->nr_columns ? history->value[c][row] : NAN;
		if (!isnan(m->value) && value_text(text, sizeof(text), m->value) != *is)
			return m;
	}
	return NULL;
}

/* Two runs that claim to be one: same time, host, engine and mode, other figures. */
_Noreturn static void refuse_other_figures(const struct history_run *run,
					   const struct history *history, size_t row)
{
	double is;
	const struct history_metric *m = differs(run, history, row, &is);
	char text[32], is_text[32];

	value_text(text, sizeof(text), m->value);
	value_text(is_text, sizeof(is_text), is);
	die(run->dir, "line %llu of %s is of another run of the same time, host, engine and mode: its %s is %s and not %s; name another host with --host",
	    (unsigned long long)history->row[row].line, out.name, m->name,
	    isnan(is) ? "empty" : is_text, text);
}

static bool is_own(const struct history_run *run, const struct history_row *row)
{
	return !strcmp(run->row.fact[HISTORY_COMMIT], row->fact[HISTORY_COMMIT]);
}

/* Of several commits of one time the run's own settles it; without it, any of its figures. */
static bool is_recorded(const struct history_run *run, const struct history *history)
{
	size_t found = history->nr;
	double is;

	for (size_t i = 0; i < history->nr; i++) {
		if (history_compare_runs(&run->row, &history->row[i]))
			continue;
		if (is_own(run, &history->row[i])) {
			found = i;
			break;
		}
		if (found == history->nr || !differs(run, history, i, &is))
			found = i;
	}
	if (found == history->nr)
		return false;
	if (differs(run, history, found, &is))
		refuse_other_figures(run, history, found);
	return true;
}

/* Returns how many runs are neither in the history nor among those before them. */
static size_t mark_added(struct history_runs *runs, const struct history *history)
{
	size_t added = 0;

	for (struct history_run *run = runs->run; run < runs->run + runs->nr; run++) {
		run->added = !is_recorded(run, history);
		for (const struct history_run *r = runs->run; r < run; r++)
			if (!history_compare_runs(&r->row, &run->row))
				run->added = false;
		added += run->added;
	}
	return added;
}

static void find_columns(struct columns *columns, const struct history *history,
			 const struct history_runs *runs)
{
	*columns = (struct columns) { .nr = history->nr_columns, .nr_old = history->nr_columns };
	columns->name = xalloc(columns->nr, sizeof(*columns->name));
	for (size_t c = 0; c < columns->nr; c++)
		columns->name[c] = history->column[c];
	for (const struct history_run *run = runs->run; run < runs->run + runs->nr; run++) {
		for (size_t i = 0; run->added && i < run->nr; i++) {
			const char *name = run->metric[i].name;

			if (column_find(columns->name, columns->nr, name) < columns->nr)
				continue;
			columns->name = xrealloc(columns->name, columns->nr + 1,
						 sizeof(*columns->name));
			columns->name[columns->nr++] = name;
		}
	}
	if (HISTORY_NR_FACTS + columns->nr > CSV_MAX_FIELDS)
		die(out.name, "would have more than %u columns; begin another with --history",
		    CSV_MAX_FIELDS);
}

static void put_run(FILE *fp, const struct history_run *run, const struct columns *columns,
		    const char *line_end)
{
	double *value = xalloc(columns->nr, sizeof(*value));
	char text[32];

	for (size_t c = 0; c < columns->nr; c++)
		value[c] = NAN;
	for (size_t i = 0; i < run->nr; i++)
		value[column_find(columns->name, columns->nr, run->metric[i].name)] =
			run->metric[i].value;
	for (enum history_fact f = 0; f < HISTORY_NR_FACTS; f++) {
		if (f)
			fputc(',', fp);
		csv_put(fp, run->row.fact[f]);
	}
	for (size_t c = 0; c < columns->nr; c++) {
		fputc(',', fp);
		if (isnan(value[c]))
			continue;
		value_text(text, sizeof(text), value[c]);
		fputs(text, fp);
	}
	fputs(line_end, fp);
	free(value);
}

_Noreturn static void die_writing(const char *doing)
{
	die(out.name, "cannot %s: %s; it is as it was%s", doing, strerror(errno),
	    errno == ENOSPC || errno == EDQUOT ? ", make room" : "");
}

static FILE *create(const struct stat *old)
{
	mode_t mode = old->st_mode ? 0600 : 0666;
	int fd = beside_file(out.folder, out.base, mode, &out.tmp);
	struct stat st;
	FILE *fp;

	if (fd < 0) {
		out.tmp = NULL;
		die_writing("write beside it");
	}
	atexit(discard);
	if (old->st_mode) {
		if (fstat(fd, &st))
			die_writing("write beside it");
		if ((st.st_uid != old->st_uid || st.st_gid != old->st_gid) &&
		    fchown(fd, old->st_uid, old->st_gid))
			die_writing("write it for its owner");
		if (fchmod(fd, old->st_mode & 07777))
			die_writing("keep its mode");
	}
	fp = fdopen(fd, "w");
	if (!fp)
		die_writing("write");
	return fp;
}

/* What cannot be read back must not replace anything. */
static void check_new(size_t rows)
{
	char *copy = xstrdup(out.path), *tmp = xasprintf("%s/%s", dirname(copy), out.tmp);
	struct history history;

	history_read(&history, tmp);
	if (history.nr != rows)
		die(out.name, "%zu rows were written and %zu read back; it is as it was", rows,
		    history.nr);
	free(copy);
	free(tmp);
}

static void commit(FILE *fp)
{
	errno = stream_sync_close(fp);
	if (errno)
		die_writing("write");
	if (stop_requested())
		exit(STATUS_INTERRUPTED);
	if (renameat(out.folder, out.tmp, out.folder, out.base))
		die_writing("replace");
	free(out.tmp);
	out.tmp = NULL;
	/* Not every file system knows this of a folder. */
	if (fsync(out.folder) && errno != EINVAL)
		die(out.name, "has the new rows, but they may not outlast a power failure: %s; look after the disk",
		    strerror(errno));
}

/**
 * history_append - append the runs that are not in the history yet
 * @path: history.csv; it need not exist, its folder must
 * @runs: runs; @added is set of each
 *
 * A run is there already if a row of its time, host, engine and mode is, whatever the
 * commit. Where all are, nothing is written. A damaged history, or another run that
 * claims to be the same, ends the program and leaves the file as it was.
 *
 * Returns the number of rows the file has then.
 */
size_t history_append(const char *path, struct history_runs *runs)
{
	const char *line_end;
	struct columns columns;
	struct old old;
	size_t rows;
	FILE *fp;

	begin(path);
	read_old(&old);
	rows = old.history.nr + mark_added(runs, &old.history);
	if (rows > old.history.nr) {
		find_columns(&columns, &old.history, runs);
		fp = create(&old.st);
		line_end = history_widen(fp, old.text, old.size, columns.name + columns.nr_old,
					 columns.nr - columns.nr_old);
		for (size_t i = 0; i < runs->nr; i++)
			if (runs->run[i].added)
				put_run(fp, &runs->run[i], &columns, line_end);
		errno = stream_flush(fp);
		if (errno)
			die_writing("write");
		check_new(rows);
		commit(fp);
		free(columns.name);
	}
	close(out.folder);
	free(old.text);
	return rows;
}
