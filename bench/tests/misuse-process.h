/* SPDX-License-Identifier: GPL-2.0-only */
/* What happens around a call: files that are passed on, other processes, signals. */
#ifndef WSBENCH_TESTS_MISUSE_PROCESS_H
#define WSBENCH_TESTS_MISUSE_PROCESS_H

#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "misuse-thread.h"

static int some_shared(struct thread *t)
{
	return FD_SHARED + rnd_below(&t->r, NR_SHARED);
}

static void do_dup(struct thread *t)
{
	struct expected e = { .success = true };
	int from = some_shared(t), to = some_shared(t);

	must_fail(&e, from == to, EINVAL);
	may_fail(&e, EBADF);
	judge(t, DUP, dup3(from, to, 0) < 0 ? errno : 0, &e);
}

/* Sends a file through a socket; nobody may be there to take it. */
static void do_pass(struct thread *t)
{
	struct expected e = { .success = true };
	union {
		char room[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { 0 };
	char byte = 0;
	struct iovec v = { &byte, 1 };
	struct msghdr m = {
		.msg_iov = &v, .msg_iovlen = 1, .msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	int from = some_shared(t), to = some_shared(t), pair[2], fd, err;
	bool take = rnd_one_in(&t->r, 2), close_first = rnd_one_in(&t->r, 4);

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) {
		complain(t, "socketpair: %s", strerror(errno));
		return;
	}
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &from, sizeof(int));
	may_fail(&e, EBADF);
	err = sendmsg(pair[0], &m, MSG_DONTWAIT) < 0 ? errno : 0;
	judge(t, PASS, err, &e);
	if (!err && close_first)
		close(from);
	if (!err && take && recvmsg(pair[1], &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) == 1) {
		c = CMSG_FIRSTHDR(&m);
		if (c && c->cmsg_type == SCM_RIGHTS) {
			memcpy(&fd, CMSG_DATA(c), sizeof(int));
			dup3(fd, to, 0);
			close(fd);
		}
	}
	close(pair[0]);
	close(pair[1]);
}

static void one_call(struct thread *t, enum kind kind);

static enum kind some_kind(struct rnd *r)
{
	unsigned int sum = 0, at;

	for (int i = 0; i < NR_KINDS; i++)
		sum += kinds[i].weight;
	at = rnd_below(r, sum);
	for (int i = 0; i < NR_KINDS; i++) {
		if (at < kinds[i].weight)
			return i;
		at -= kinds[i].weight;
	}
	return READ;
}

/* In a process of its own, which may be killed at any time. */
static void child_calls(struct thread *t, unsigned int nr)
{
	const struct itimerval often = { { 0, 200000 }, { 0, 10000 } };
	enum kind kind;

	t->child = true;
	setitimer(ITIMER_REAL, &often, NULL);
	while (nr--) {
		kind = some_kind(&t->r);
		if (kind == FORK || kind == EXEC || kind == MEDDLE || kind == SIGNAL ||
		    kind == RUN_VM)
			kind = READ;
		one_call(t, kind);
	}
	_exit(0);
}

static void exec_self(const struct thread *t)
{
	char args[4][24];
	char *const argv[] = { "misuse", "--exec-child", args[0], args[1], args[2], args[3], NULL };

	snprintf(args[0], sizeof(args[0]), "%llu", (unsigned long long)t->r.state);
	snprintf(args[1], sizeof(args[1]), "%u", t->nr);
	snprintf(args[2], sizeof(args[2]), "%d", t->pinned);
	snprintf(args[3], sizeof(args[3]), "%u", machine.cpus);
	execv("/proc/self/exe", argv);
	_exit(127);
}

static void do_fork(struct thread *t, enum kind kind)
{
	struct expected e = { .success = true };
	unsigned int calls = 1 + rnd_below(&t->r, 20), us = rnd_below(&t->r, 5000);
	bool kills = rnd_one_in(&t->r, 2);
	struct timespec wait = { 0, us * 1000 };
	pid_t pid = fork();
	int status;

	judge(t, kind, pid < 0 ? errno : 0, &e);
	if (!pid) {
		if (kind == EXEC)
			exec_self(t);
		child_calls(t, calls);
	}
	if (pid < 0)
		return;
	if (kills) {
		nanosleep(&wait, NULL);
		kill(pid, SIGKILL);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) ? WEXITSTATUS(status) : !kills || WTERMSIG(status) != SIGKILL)
		complain(t, "%s: the child ended with status %#x", kinds[kind].name, status);
}

static void do_pin(struct thread *t)
{
	struct expected e = { .success = true };

	pin(t, rnd_one_in(&t->r, 8) ? -1 : (int)rnd_below(&t->r, machine.cpus));
	judge(t, PIN, 0, &e);
}

/* Moves another thread, whatever it is doing. */
static void do_meddle(struct thread *t)
{
	struct expected e = { .success = true };
	struct thread *other = &threads[rnd_below(&t->r, nr_threads)];
	pid_t tid = atomic_load(&other->tid);
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(rnd_below(&t->r, machine.cpus), &set);
	if (other == t || !tid)
		return;
	/* One at a time, or the count would say nothing. */
	if (atomic_fetch_or(&other->meddled, 1) & 1)
		return;
	may_fail(&e, ESRCH);
	judge(t, MEDDLE, sched_setaffinity(tid, sizeof(set), &set) ? errno : 0, &e);
	atomic_fetch_add(&other->meddled, 1);
}

/*
 * Signals end a read, so a long one must meet one: soon, and then now and then. More
 * often, and a slow machine would do nothing else.
 */
static void arm_timer(struct thread *t)
{
	const struct itimerspec spec = {
		{ 0, 200000000 }, { 0, 200000 + rnd_below(&t->r, 30000000) },
	};

	if (!t->child && timer_settime(t->timer, 0, &spec, NULL))
		complain(t, "timer_settime: %s", strerror(errno));
}

/* A signal for another thread. */
static void do_signal(struct thread *t)
{
	struct expected e = { .success = true };
	struct thread *other = &threads[rnd_below(&t->r, nr_threads)];
	int err = syscall(SYS_tgkill, getpid(), atomic_load(&other->tid), SIGUSR1) ? errno : 0;

	may_fail(&e, ESRCH);
	may_fail(&e, EINVAL);	/* it has not begun, or is done */
	judge(t, SIGNAL, err, &e);
}

/* The page that is there or not. */
static void do_protect(struct thread *t)
{
	static const int protections[] = { PROT_NONE, PROT_READ, PROT_READ | PROT_WRITE };
	struct expected e = { .success = true };
	int ret;

	if (rnd_one_in(&t->r, 4))
		ret = madvise(flaky_page, MEMORY_MAX, MADV_DONTNEED);
	else
		ret = mprotect(flaky_page, MEMORY_MAX, protections[rnd_below(&t->r, 3)]);
	judge(t, PROTECT, ret ? errno : 0, &e);
}

/* The guest goes on. */
static void interrupted(void)
{
}

/* Exits of a virtual machine, for the probes to see. */
static void do_kvm_run(struct thread *t)
{
	struct expected e = { .success = true };

	if (!t->has_vm)
		return;
	tiny_vm_run(&t->vm, 1 + rnd_below(&t->r, 40), interrupted);
	judge(t, RUN_VM, 0, &e);
}

#endif /* WSBENCH_TESTS_MISUSE_PROCESS_H */
