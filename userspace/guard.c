// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "error.h"
#include "guard.h"

/*
 * Paths, the gnuplot of the PATH and what is to be measured are the caller's choice: with
 * more rights than the caller has, the command would hand them out.
 */
static void refuse_privileges(void)
{
	if (getauxval(AT_SECURE) || getuid() != geteuid() || getgid() != getegid())
		die("setuid", "it would act with rights that its caller does not have (setuid, setgid or file capabilities); run it as root or with sudo instead");
}

/* A file that is opened must not become standard output because that was closed. */
static void fill_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
			die("/dev/null", "cannot open: %s; run it with stdin, stdout and stderr open",
			    strerror(errno));
}

/**
 * guard - refuse raised privileges, and see to stdin, stdout and stderr
 *
 * What is written to one that was closed fails, as it should.
 */
void guard(void)
{
	fill_standard_files();
	refuse_privileges();
}
