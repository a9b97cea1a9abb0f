/* SPDX-License-Identifier: GPL-2.0-only */
/* What a thread knows, and how a call that it makes is judged. */
#ifndef WSBENCH_TESTS_MISUSE_THREAD_H
#define WSBENCH_TESTS_MISUSE_THREAD_H

#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/ioctl.h>
#include <time.h>

#include "misuse-expect.h"
#include "misuse-memory.h"
#include "tiny-vm.h"

#define MAX_THREADS	16
#define NR_PRIVATE	2
#define NR_SHARED	4
#define FD_REPORT	199
#define FD_SHARED	200
#define FD_PRIVATE	(FD_SHARED + NR_SHARED)
#define NR_COMPLAINTS	20

enum kind {
	OPEN, CLOSE, INFO, START, STATUS, DISCARD, VERIFY, ORDERS, PROBE, PROBE_BLOCK,
	EVENTS, NO_IOCTL, READ,
	READV, OTHER, MMAP, POLL, DUP, PASS, FORK, EXEC, PIN, MEDDLE, SIGNAL, PROTECT,
	RUN_VM, NR_KINDS
};

static const struct {
	const char *name;
	unsigned int weight;
} kinds[NR_KINDS] = {
	[OPEN] = { "open", 200 },
	[CLOSE] = { "close", 60 },
	[INFO] = { "INFO", 30 },
	[START] = { "START", 140 },
	[STATUS] = { "STATUS", 60 },
	[DISCARD] = { "DISCARD", 40 },
	[VERIFY] = { "VERIFY", 40 },
	[ORDERS] = { "ORDERS", 20 },
	[EVENTS] = { "EVENTS", 20 },
	[PROBE] = { "PROBE", 12 },
	[PROBE_BLOCK] = { "PROBE_BLOCK", 30 },
	[NO_IOCTL] = { "other ioctls", 40 },
	[READ] = { "read", 300 },
	[READV] = { "readv", 30 },
	[OTHER] = { "other calls", 40 },
	[MMAP] = { "mmap", 20 },
	[POLL] = { "poll", 10 },
	[DUP] = { "dup", 10 },
	[PASS] = { "pass", 10 },
	[FORK] = { "fork", 2 },
	[EXEC] = { "exec", 1 },
	[PIN] = { "affinity", 40 },
	[MEDDLE] = { "another's affinity", 2 },
	[SIGNAL] = { "signal", 10 },
	[PROTECT] = { "mprotect", 20 },
	[RUN_VM] = { "KVM_RUN", 10 },
};

/* What all threads and processes add to. */
static struct report {
	struct wsbench_info info;
	_Atomic unsigned long ends[NR_KINDS][ERRNO_MAX];	/* by errno; 0: success */
	_Atomic unsigned long samples;
	_Atomic unsigned int complaints;
	char complaint[NR_COMPLAINTS][160];
} *report;

enum what { IDLE, RUN, PROBED };

/* What a thread knows of a file of its own. */
struct file {
	bool open, readable;
	bool path;			/* opened with O_PATH: there, but of no use */
	enum what what;
	struct wsbench_plan plan;
	struct wsbench_probe probe;
	int over;			/* errno that ended the run or probe */
	bool unsure;			/* it may be over */
	bool gap;			/* samples were thrown away */
	uint64_t seq;			/* next one */
};

struct thread {
	unsigned int nr;
	pthread_t pthread;
	_Atomic pid_t tid;
	_Atomic unsigned long calls;
	struct rnd r;
	struct arena arena;
	struct file files[NR_PRIVATE];
	int pinned;			/* the only CPU it may run on, else -1 */
	/* Odd while another thread changes this one's affinity. */
	_Atomic unsigned int meddled;
	unsigned int meddled_seen;
	timer_t timer;
	struct tiny_vm vm;
	bool has_vm, child;
};

/* A file descriptor, and what is known of it: NULL where others have it, too. */
struct target {
	int fd;
	struct file *file;
};

static struct thread threads[MAX_THREADS];
static unsigned int nr_threads = 4;
static uint64_t seed = 1, calls_each;

/* The first few are kept. */
__attribute__((format(printf, 2, 3)))
static void complain(const struct thread *t, const char *fmt, ...)
{
	unsigned int nr = atomic_fetch_add(&report->complaints, 1);
	char *line;
	va_list ap;
	int n;

	if (nr >= NR_COMPLAINTS)
		return;
	line = report->complaint[nr];
	n = snprintf(line, sizeof(report->complaint[0]), "thread %u call %lu: ", t->nr,
		     atomic_load(&t->calls));
	va_start(ap, fmt);
	vsnprintf(line + n, sizeof(report->complaint[0]) - n, fmt, ap);
	va_end(ap);
}

static bool meddled(const struct thread *t)
{
	unsigned int now = atomic_load(&t->meddled);

	return now & 1 || now != t->meddled_seen;
}

static void pin(struct thread *t, int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	for (unsigned int i = 0; i < machine.cpus; i++)
		if (cpu < 0 || i == (unsigned int)cpu)
			CPU_SET(i, &set);
	t->meddled_seen = atomic_load(&t->meddled);
	if (sched_setaffinity(0, sizeof(set), &set))
		complain(t, "sched_setaffinity: %s", strerror(errno));
	t->pinned = machine.cpus == 1 ? 0 : cpu;
}

/* Counts how a call ended, and complains unless that was expected. @err: 0 or errno */
static void judge(struct thread *t, enum kind kind, int err, struct expected *e)
{
	atomic_fetch_add(&report->ends[kind][err < ERRNO_MAX ? err : ERRNO_MAX - 1], 1);
	if (meddled(t)) {
		e->success = true;
		may_fail(e, EXDEV);
		may_fail(e, ENOSPC);
	}
	if (err ? !e->err[err] : !e->success)
		complain(t, "%s: %s", kinds[kind].name, err ? strerrorname_np(err) : "success");
}

static struct target some_target(struct thread *t)
{
	unsigned int i = rnd_below(&t->r, 3), j = rnd_below(&t->r, NR_PRIVATE);

	if (i && !t->child)
		return (struct target) { FD_PRIVATE + t->nr * NR_PRIVATE + j, &t->files[j] };
	return (struct target) { FD_SHARED + rnd_below(&t->r, NR_SHARED), NULL };
}

/* What there is to expect of an fd alone; true when that is all. */
static bool expect_closed(struct expected *e, const struct target *to, bool for_reading)
{
	if (!to->file) {
		may_fail(e, EBADF);
		return false;
	}
	if (to->file->open && (to->file->readable || !for_reading))
		return false;
	*e = (struct expected) { .success = false };
	may_fail(e, EBADF);
	return true;
}

static struct buffer some_buffer(struct thread *t, size_t size, const void *content, bool whole)
{
	enum memory kind = memory_kind(&t->r);
	struct buffer b;

	/* What may or may not be there would leave a file's state unknown. */
	if (whole && kind == MEM_FLAKY)
		kind = MEM_GOOD;
	b = buffer_of(&t->arena, kind, size, &t->r);
	buffer_fill(&t->arena, &b, content);
	return b;
}

/* Issues an ioctl and looks at the memory afterwards; 0 or errno. */
static int request(struct thread *t, enum kind kind, const struct target *to, unsigned long cmd,
		   const struct buffer *b, const void *content)
{
	int err = ioctl(to->fd, cmd, b->p) ? errno : 0;
	bool writes = _IOC_DIR(cmd) & _IOC_READ && (!err || err == EFAULT);

	if (!buffer_intact(&t->arena, b, content, writes ? b->size : 0))
		complain(t, "%s: memory was written (errno %d, memory %d)", kinds[kind].name, err,
			 b->kind);
	return err;
}

#endif /* WSBENCH_TESTS_MISUSE_THREAD_H */
