// SPDX-License-Identifier: GPL-2.0-only
/*
 * fault-inject [OPTION]... DIR LOG COMMAND [ARG]...
 *
 * Runs COMMAND and has one of its system calls fail, or something happen in front of it.
 * Counted are calls of it and its children on files below DIR, but for reading stdin, and
 * writes to stdout; LOG gets a line for each. The exit status is COMMAND's.
 *
 *	-n N		which call; without it none
 *	-e ERRNO	what it fails with: a name, as ENOSPC
 *	-p		not that one, but all from it on that need room: a full disk
 *	-x SHELL	not to fail it: a command for sh in front of it; $PID is the caller's
 *
 * By seccomp's user notification: of this, a child of root needs nothing, and a static
 * binary or one with sanitizers is no different.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __aarch64__
#define ARCH	AUDIT_ARCH_AARCH64
#else
#define ARCH	AUDIT_ARCH_X86_64
#endif

#define COUNT(a)	(sizeof(a) / sizeof(*(a)))

/* What the object of a call is: its first argument, or the second as seen from it. */
enum object { FD, PATH, AT, NONE };

/* @writes: needs room; of a file that is opened, if it is created */
static const struct call {
	int nr;
	const char *name;
	enum object object;
	bool writes;
} calls[] = {
#define CALL(name, ...)	{ SYS_##name, #name, __VA_ARGS__ }
	CALL(openat, AT, true), CALL(mkdirat, AT, true), CALL(unlinkat, AT, false),
	CALL(renameat2, AT, true), CALL(fchmodat, AT, false), CALL(fchownat, AT, false),
	CALL(read, FD, false), CALL(write, FD, true), CALL(writev, FD, true),
	CALL(pwrite64, FD, true), CALL(close, FD, false), CALL(fsync, FD, true),
	CALL(fdatasync, FD, true), CALL(ftruncate, FD, true), CALL(fchmod, FD, false),
	CALL(fchown, FD, false), CALL(flock, FD, false), CALL(getdents64, FD, false),
	CALL(memfd_create, NONE, true), CALL(renameat, AT, true),
#ifdef SYS_open
	CALL(open, PATH, true), CALL(mkdir, PATH, true), CALL(rmdir, PATH, false),
	CALL(unlink, PATH, false), CALL(rename, PATH, true), CALL(chmod, PATH, false),
#endif
};

static const struct { const char *name; int err; } errors[] = {
	{ "ENOSPC", ENOSPC }, { "EDQUOT", EDQUOT }, { "EROFS", EROFS }, { "EIO", EIO },
	{ "EINTR", EINTR }, { "EACCES", EACCES }, { "ENOENT", ENOENT }, { "EMFILE", EMFILE },
};

static struct {
	const char *dir, *shell;
	unsigned long at, nr;
	int err;
	bool persistent;
	FILE *log;
} opt;

_Noreturn static void fail(const char *what)
{
	fprintf(stderr, "fault-inject: %s: %s\n", what, strerror(errno));
	exit(125);
}

/* The listener is sent by a call that is not counted. */
static void send_fd(int to, int fd)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct iovec iov = { .iov_base = "", .iov_len = 1 };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *c = CMSG_FIRSTHDR(&msg);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	if (sendmsg(to, &msg, 0) < 0)
		_exit(125);
}

static int receive_fd(int from)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	char byte;
	struct iovec iov = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	int fd;

	if (recvmsg(from, &msg, MSG_CMSG_CLOEXEC) <= 0 || !CMSG_FIRSTHDR(&msg))
		fail("the child's listener");
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fd));
	return fd;
}

static int install(void)
{
	const struct sock_filter nr =
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	struct sock_filter code[7 + 2 * COUNT(calls) + 1] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 0, COUNT(code) - 3),
		nr,
		/* gnuplot reads its script byte by byte. */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_read, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, STDIN_FILENO, COUNT(code) - 7, 0),
		nr,
	}, *rule = code + 7;
	struct sock_fprog prog = { .len = COUNT(code), .filter = code };

	for (const struct call *call = calls; call < calls + COUNT(calls); call++) {
		*rule++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call->nr, 0, 1);
		*rule++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
	}
	*rule = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
		       &prog);
}

_Noreturn static void child(int sock, char **argv)
{
	int fd = install();

	if (fd < 0)
		fail("seccomp");
	send_fd(sock, fd);
	execvp(*argv, argv);
	_exit(127);
}

/* What /proc/PID/NAME leads to; empty if nothing. */
static void link_of(char *buf, pid_t pid, const char *name)
{
	char path[64];
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	n = readlink(path, buf, PATH_MAX - 1);
	buf[n > 0 ? n : 0] = '\0';
}

static void fd_of(char *buf, pid_t pid, int fd)
{
	char name[32];

	snprintf(name, sizeof(name), "fd/%d", fd);
	link_of(buf, pid, fd == AT_FDCWD ? "cwd" : name);
}

static void path_of(char *buf, pid_t pid, int at, uint64_t address)
{
	char mem[64], text[PATH_MAX] = "";
	int fd;

	snprintf(mem, sizeof(mem), "/proc/%d/mem", pid);
	fd = open(mem, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		/* It may end with its page. */
		for (size_t len = 0; len < sizeof(text) - 1 &&
		     pread(fd, text + len, 1, address + len) == 1 && text[len]; len++)
			;
		close(fd);
	}
	*buf = '\0';
	if (*text != '/') {
		fd_of(buf, pid, at);
		strcat(buf, "/");
	}
	strcat(buf, text);
}

static bool is_written(pid_t pid, int fd)
{
	char path[64], line[64];
	bool written = false;
	FILE *fp;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", pid, fd);
	fp = fopen(path, "re");
	while (fp && fgets(line, sizeof(line), fp))
		if (!strncmp(line, "flags:", 6))
			written = strtoul(line + 6, NULL, 8) & O_ACCMODE;
	if (fp)
		fclose(fp);
	return written;
}

/* Whether the call counts; @path: room for what it is about. */
static bool counts(const struct call *call, const struct seccomp_notif *req, char *path)
{
	size_t len = strlen(opt.dir);

	switch (call->object) {
	case NONE:
		strcpy(path, "memfd");
		return true;
	case PATH:
		path_of(path, req->pid, AT_FDCWD, req->data.args[0]);
		break;
	case AT:
		path_of(path, req->pid, req->data.args[0], req->data.args[1]);
		break;
	case FD:
		fd_of(path, req->pid, req->data.args[0]);
		if (call->nr == SYS_close && !is_written(req->pid, req->data.args[0]))
			return false;
		if (call->nr == SYS_write && req->data.args[0] == STDOUT_FILENO)
			return true;
	}
	return !strncmp(path, opt.dir, len) && path[len] == '/';
}

static void happen(pid_t pid)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", pid);
	setenv("PID", text, 1);
	if (system(opt.shell))
		fail("-x");
}

static bool needs_room(const struct call *call, const struct seccomp_notif *req)
{
	if (call->nr == SYS_openat)
		return req->data.args[2] & O_CREAT;
#ifdef SYS_open
	if (call->nr == SYS_open)
		return req->data.args[1] & O_CREAT;
#endif
	return call->writes;
}

/* Returns the errno it is to fail with, 0 to let it pass. */
static int decide(const struct seccomp_notif *req)
{
	const struct call *call = calls;
	char path[2 * PATH_MAX];

	while (call->nr != req->data.nr)
		call++;
	if (!counts(call, req, path))
		return 0;
	fprintf(opt.log, "%lu %s %s\n", ++opt.nr, call->name, path + strlen(opt.dir) *
		!strncmp(path, opt.dir, strlen(opt.dir)));
	if (opt.nr == opt.at && opt.shell)
		happen(req->pid);
	if (opt.persistent)
		return opt.nr >= opt.at && needs_room(call, req) ? opt.err : 0;
	return opt.nr == opt.at ? opt.err : 0;
}

static void answer(int listener)
{
	struct seccomp_notif req = { 0 };
	struct seccomp_notif_resp resp = { 0 };

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &req))
		return;
	resp.id = req.id;
	resp.error = -decide(&req);
	resp.flags = resp.error ? 0 : SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	/* Whoever was killed meanwhile wants no answer. */
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp);
}

static int number_of(const char *name)
{
	for (size_t i = 0; i < COUNT(errors); i++)
		if (!strcmp(errors[i].name, name))
			return errors[i].err;
	errno = EINVAL;
	fail(name);
}

static void parse(int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "+n:e:x:p")) != -1)
		switch (c) {
		case 'n':
			opt.at = strtoul(optarg, NULL, 10);
			break;
		case 'e':
			opt.err = number_of(optarg);
			break;
		case 'x':
			opt.shell = optarg;
			break;
		case 'p':
			opt.persistent = true;
			break;
		default:
			exit(125);
		}
	if (argc - optind < 3) {
		errno = EINVAL;
		fail("DIR LOG COMMAND");
	}
	opt.dir = realpath(argv[optind], NULL);
	opt.log = fopen(argv[optind + 1], "we");
	if (!opt.dir || !opt.log)
		fail(argv[optind]);
}

int main(int argc, char **argv)
{
	struct pollfd fds[2] = { { .events = POLLIN }, { .events = POLLIN } };
	int sock[2], status;
	pid_t pid;

	parse(argc, argv);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sock))
		fail("socketpair");
	pid = fork();
	if (!pid)
		child(sock[1], argv + optind + 2);
	close(sock[1]);
	fds[0].fd = receive_fd(sock[0]);
	fds[1].fd = syscall(SYS_pidfd_open, pid, 0);
	if (fds[1].fd < 0)
		fail("pidfd_open");
	do {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			fail("poll");
		if (fds[0].revents & POLLIN)
			answer(fds[0].fd);
	} while (!fds[1].revents || fds[0].revents & POLLIN);
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
