// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "error.h"
#include "gnuplot.h"
#include "stop.h"
#include "stream.h"

/* gnuplot echoes what it read, points at it, and warns, before it says what is wrong. */
static bool is_noise(const char *line)
{
	return !line[strspn(line, " ^\t\r\n")] || !strncmp(line, "gnuplot>", 8) ||
	       !strncmp(line, "more>", 5) || strstr(line, "warning:");
}

_Noreturn static void die_failed(FILE *errors, int status)
{
	char *line = NULL;
	size_t size = 0;

	rewind(errors);
	while (getline(&line, &size, errors) >= 0) {
		if (is_noise(line))
			continue;
		line[strcspn(line, "\r\n")] = '\0';
		die("gnuplot", "%.400s; nothing was plotted", line + strspn(line, " \t"));
	}
	if (WIFSIGNALED(status))
		die("gnuplot", "killed by signal %d; nothing was plotted", WTERMSIG(status));
	die("gnuplot", "exit status %d without a reason; nothing was plotted",
	    WEXITSTATUS(status));
}

static void check(int err)
{
	if (err)
		die("gnuplot", "cannot prepare to run it: %s", strerror(err));
}

static int spawn(pid_t *pid, FILE *script, FILE *errors, int dir, const int *outputs, size_t nr)
{
	static char *const argv[] = { "gnuplot", "--default-settings", NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t ignored;
	int err;

	sigemptyset(&ignored);
	sigaddset(&ignored, SIGPIPE);
	check(posix_spawnattr_init(&attr));
	check(posix_spawnattr_setsigdefault(&attr, &ignored));
	check(posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF));
	check(posix_spawn_file_actions_init(&files));
	check(posix_spawn_file_actions_adddup2(&files, fileno(script), STDIN_FILENO));
	check(posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0));
	check(posix_spawn_file_actions_adddup2(&files, fileno(errors), STDERR_FILENO));
	/* Onto itself: it stays open. */
	for (size_t i = 0; i < nr; i++)
		check(posix_spawn_file_actions_adddup2(&files, outputs[i], outputs[i]));
	if (dir != AT_FDCWD)
		check(posix_spawn_file_actions_addfchdir_np(&files, dir));
	err = posix_spawnp(pid, argv[0], &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	return err;
}

/**
 * gnuplot_script - a file to write a script into
 */
FILE *gnuplot_script(void)
{
	int fd = memfd_create("gnuplot", MFD_CLOEXEC);
	FILE *fp = fd < 0 ? NULL : fdopen(fd, "w+");

	check(fp ? 0 : errno);
	return fp;
}

/**
 * gnuplot_output - a file in memory that gnuplot can write to, as /proc/self/fd/NUMBER
 */
int gnuplot_output(void)
{
	int fd = memfd_create("figure", MFD_CLOEXEC);

	check(fd < 0 ? errno : 0);
	return fd;
}

/**
 * gnuplot_run - run a script to its end; if it fails, so does the program
 * @script: from gnuplot_script(); closed here
 * @dir: folder that relative names in the script refer to, opened; or AT_FDCWD
 * @outputs: from gnuplot_output()
 * @nr: their number
 *
 * Returns whether it came to its end: a signal caught by stop_install() ends
 * it early.
 */
bool gnuplot_run(FILE *script, int dir, const int *outputs, size_t nr)
{
	FILE *errors = gnuplot_script();
	int err, status;
	pid_t pid;

	check(stream_flush(script));
	if (lseek(fileno(script), 0, SEEK_SET))
		check(errno);
	err = spawn(&pid, script, errors, dir, outputs, nr);
	if (err == ENOENT)
		die("gnuplot", "not found: apt install gnuplot-nox");
	if (err)
		die("gnuplot", "cannot run: %s", strerror(err));
	while (waitpid(pid, &status, 0) < 0)
		if (errno == EINTR && stop_requested())
			kill(pid, SIGTERM);
		else if (errno != EINTR)
			die("gnuplot", "lost: %s", strerror(errno));
	if (status && !stop_requested())
		die_failed(errors, status);
	fclose(errors);
	fclose(script);
	return !stop_requested();
}
