// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is said when the module is of another version. The device is made up here:
 * open() and ioctl() are those of a module with the ABI and size of INFO that a test
 * asks for.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device.h"
#include "tap.h"

static struct module {
	uint32_t abi;
	size_t info_size;		/* 0: not wsbench at all */
} module;

int open(const char *file, int oflag, ...)
{
	(void)oflag;
	if (!strcmp(file, WSBENCH_DEVICE))
		return dup(STDIN_FILENO);
	errno = ENOENT;
	return -1;
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list ap;
	void *arg;

	(void)fd;
	va_start(ap, request);
	arg = va_arg(ap, void *);
	va_end(ap);
	if (!module.info_size || request != _IOC(_IOC_READ, 'W', 0x40, module.info_size)) {
		errno = ENOTTY;
		return -1;
	}
	memset(arg, 0, module.info_size);
	memcpy(arg, &module.abi, sizeof(module.abi));
	return 0;
}

/* Opens the device in a process of its own; what it said, and its exit status. */
static int said(char *text, size_t size)
{
	int pipes[2], status;
	ssize_t n, len = 0;
	pid_t pid;

	fflush(stdout);
	if (pipe(pipes))
		return -1;
	pid = fork();
	if (!pid) {
		struct wsbench_info info;

		dup2(pipes[1], STDERR_FILENO);
		_exit(device_open(&info) < 0);
	}
	close(pipes[1]);
	while ((n = read(pipes[0], text + len, size - 1 - len)) > 0)
		len += n;
	close(pipes[0]);
	text[len] = '\0';
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void refuses(const char *name, uint32_t abi, size_t info_size, const char *pattern)
{
	char text[1024];
	int status;

	module = (struct module) { abi, info_size };
	status = said(text, sizeof(text));
	if (!ok(status == 2 && strstr(text, "wsbench: /dev/wsbench: ") == text &&
		strstr(text, pattern) && strchr(text, '\n') == text + strlen(text) - 1,
		"%s", name))
		printf("# status %d: %s\n", status, text);
}

int main(void)
{
	char text[1024];

	module = (struct module) { WSBENCH_ABI_VERSION, sizeof(struct wsbench_info) };
	ok(said(text, sizeof(text)) == 0 && !text[0], "a module of this version");
	refuses("ABI 1, of its time's size", 1, 24,
		"of different versions: the module speaks ABI 1, this wsbench ");
	refuses("ABI 2, of its time's size", 2, 24, "the module speaks ABI 2, ");
	refuses("ABI 3, of this size", 3, sizeof(struct wsbench_info),
		"the module speaks ABI 3, ");
	refuses("a later ABI of the same size", 98, sizeof(struct wsbench_info),
		"the module speaks ABI 98, ");
	refuses("a later ABI with more to say", 99, 256, "the module speaks ABI 99, ");
	refuses("both are named, with what to do", 7, 40, "build both from one tree");
	refuses("something else", 0, 0, "this is not wsbench's device");
	return tap_done();
}
