/* SPDX-License-Identifier: GPL-2.0-only */
/* The calls that the device has. */
#ifndef WSBENCH_TESTS_MISUSE_DEVICE_H
#define WSBENCH_TESTS_MISUSE_DEVICE_H

#include <fcntl.h>
#include <sys/uio.h>

#include "misuse-thread.h"

static void close_file(struct thread *t, const struct target *to)
{
	struct expected e = { .success = true };
	int err;

	if (!to->file)
		may_fail(&e, EBADF);
	else
		must_fail(&e, !to->file->open && !to->file->path, EBADF);
	err = close(to->fd) ? errno : 0;
	judge(t, CLOSE, err, &e);
	if (to->file)
		to->file->open = to->file->path = false;
}

static void do_open(struct thread *t)
{
	static const int flags[] = {
		O_RDWR, O_RDWR, O_RDWR, O_RDWR, O_RDONLY, O_WRONLY, O_RDWR | O_NONBLOCK,
		O_RDWR | O_TRUNC | O_APPEND, O_PATH, O_RDWR | O_DIRECT, O_RDWR | O_CREAT | O_EXCL,
		O_DIRECTORY, O_RDONLY | O_NOFOLLOW | O_SYNC,
	};
	struct target to = some_target(t);
	int flag = flags[rnd_below(&t->r, sizeof(flags) / sizeof(*flags))], fd, err;
	struct expected e = { .success = true };

	must_fail(&e, flag & O_DIRECT && !(flag & O_DIRECTORY), EINVAL);
	must_fail(&e, flag & O_EXCL, EEXIST);
	must_fail(&e, flag & O_DIRECTORY, ENOTDIR);
	fd = open(WSBENCH_DEVICE, flag | (rnd_one_in(&t->r, 2) ? O_CLOEXEC : 0), 0600);
	err = fd < 0 ? errno : 0;
	judge(t, OPEN, err, &e);
	if (err)
		return;
	if (dup3(fd, to.fd, rnd_one_in(&t->r, 2) ? O_CLOEXEC : 0) < 0)
		complain(t, "dup3: %s", strerror(errno));
	close(fd);
	if (to.file)
		*to.file = (struct file) {
			.open = !(flag & O_PATH), .path = flag & O_PATH,
			.readable = (flag & O_ACCMODE) != O_WRONLY,
		};
}

static void do_close(struct thread *t)
{
	struct target to = some_target(t);

	close_file(t, &to);
}

static void do_info(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_info info;
	struct buffer b = some_buffer(t, sizeof(info), NULL, false);
	int err;

	may_fail(&e, EINTR);
	must_fail(&e, buffer_writable(&t->arena, &b) < sizeof(info), EFAULT);
	e.success |= buffer_unsure(&b);
	expect_closed(&e, &to, false);
	err = request(t, INFO, &to, WSBENCH_IOC_INFO, &b, NULL);
	judge(t, INFO, err, &e);
	if (err || b.kind != MEM_GOOD)
		return;
	memcpy(&info, b.p, sizeof(info));
	if (memcmp(&info, &machine.info, sizeof(info)))
		complain(t, "INFO: not what it was");
}

/* A file has one run or probe. */
static void expect_idle(struct expected *e, const struct target *to, const struct buffer *b)
{
	if (!to->file)
		may_fail(e, EBUSY);
	else if (to->file->what != IDLE && buffer_readable(b))
		must_fail(e, true, EBUSY);
	expect_closed(e, to, false);
}

static void do_start(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_plan plan = some_plan(&t->r, t->pinned);
	struct buffer b = some_buffer(t, sizeof(plan), &plan, true);
	int err;

	may_fail(&e, EINTR);
	if (b.kind == MEM_READ_ONLY)
		memset(&plan, 0, sizeof(plan));
	if (buffer_readable(&b))
		expect_plan(&e, &plan, t->pinned);
	else
		must_fail(&e, true, EFAULT);
	expect_idle(&e, &to, &b);
	err = request(t, START, &to, WSBENCH_IOC_START, &b, &plan);
	judge(t, START, err, &e);
	if (!err && to.file) {
		to.file->what = RUN;
		to.file->plan = plan;
	}
}

static void check_status(const struct thread *t, const struct wsbench_status *s,
			 const struct file *file)
{
	if (s->zero || s->exact > 1 || s->counter_bits != 64 || s->brps < 2 || s->brps > 16 ||
	    s->wrps < 2 || s->wrps > 16 || s->end >= WSBENCH_NR_ENDS ||
	    !memchr(s->reg, 0, sizeof(s->reg)) || s->round_trips < s->samples)
		complain(t, "STATUS: exact %u, bits %u, brps %u, wrps %u, end %u", s->exact,
			 s->counter_bits, s->brps, s->wrps, s->end);
	if (file && s->samples < file->seq)
		complain(t, "STATUS: %llu samples, %llu were read",
			 (unsigned long long)s->samples, (unsigned long long)file->seq);
	if (file && file->what == RUN && file->over &&
	    !s->end == (file->over == EIO || file->over == ETIMEDOUT))
		complain(t, "STATUS: end %u of a run that ended with %s", s->end,
			 strerrorname_np(file->over));
}

static void do_status(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_status status;
	struct buffer b = some_buffer(t, sizeof(status), NULL, false);
	int err;

	may_fail(&e, EINTR);
	must_fail(&e, buffer_writable(&t->arena, &b) < sizeof(status), EFAULT);
	e.success |= buffer_unsure(&b);
	if (!to.file) {
		may_fail(&e, ENODATA);
		may_fail(&e, EPERM);
	} else if (to.file->what == IDLE) {
		must_fail(&e, true, ENODATA);
	}
	expect_closed(&e, &to, false);
	err = request(t, STATUS, &to, WSBENCH_IOC_STATUS, &b, NULL);
	judge(t, STATUS, err, &e);
	/* STATUS looks at the thread's affinity as well, but does not say so. */
	if (to.file && to.file->what == PROBED &&
	    (meddled(t) || t->pinned != (int)to.file->probe.cpu))
		to.file->unsure = true;
	if (err || b.kind != MEM_GOOD)
		return;
	memcpy(&status, b.p, sizeof(status));
	check_status(t, &status, to.file);
}

/* How measuring may end, beside success. */
static void expect_run(struct expected *e, const struct thread *t, const struct file *file)
{
	may_fail(e, EINTR);
	if (!file) {
		may_fail(e, ENODATA);
		may_fail(e, EXDEV);
		may_fail(e, ETIMEDOUT);
		/* Only rogue guests end so. */
		if (machine.info.payloads >> WSBENCH_NR_EXITS)
			may_fail(e, EIO);
		return;
	}
	if (file->over) {
		must_fail(e, true, file->over);
		return;
	}
	if (t->pinned != (int)file->plan.cpu || file->unsure)
		may_fail(e, EXDEV);
	if (file->plan.limit_us < 1000 || rogue(file->plan.payload))
		may_fail(e, ETIMEDOUT);
	if (rogue(file->plan.payload))
		may_fail(e, EIO);
}

static void expect_probed(struct expected *e, const struct thread *t, const struct file *file)
{
	must_fail(e, file->over || t->pinned != (int)file->probe.cpu, EXDEV);
	if (file->unsure)
		may_fail(e, EXDEV);
}

/* An error other than these ends a run or probe. */
static void note_over(struct file *file, int err)
{
	if (file && err && err != EINTR && err != EINVAL && err != EPERM && err != EFAULT &&
	    err != EBADF && err != ENODATA)
		file->over = err;
}

/* A call that gives what was measured before an error leaves that to the next one. */
static void note_unsure(struct file *file, int err, const struct expected *e)
{
	if (file && (!err || err == EFAULT) && e->err[EXDEV])
		file->unsure = true;
}

static void do_discard(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_discard discard = {
		rnd_one_in(&t->r, 4) ? rnd_boundary(&t->r) : rnd_below(&t->r, 100),
	};
	struct buffer b = some_buffer(t, sizeof(discard), &discard, false);
	int err;

	/* Nothing to do is done at once, also in a run that is over. */
	if (!to.file || to.file->what == RUN)
		expect_run(&e, t, to.file);
	else
		must_fail(&e, true, ENODATA);
	if (to.file && to.file->over && (!discard.samples || b.kind == MEM_READ_ONLY))
		e.success = true;
	may_fail(&e, EINTR);
	must_fail(&e, buffer_writable(&t->arena, &b) < sizeof(discard), EFAULT);
	e.success |= buffer_unsure(&b);
	expect_closed(&e, &to, false);
	err = request(t, DISCARD, &to, WSBENCH_IOC_DISCARD, &b, &discard);
	judge(t, DISCARD, err, &e);
	note_unsure(to.file, err, &e);
	if (!to.file || to.file->what != RUN || err == EBADF)
		return;
	to.file->gap = true;
	note_over(to.file, err);
}

/* A structure with an ABI and a CPU of @size bytes, that the call fills in. */
static void expect_inout(struct expected *e, const struct thread *t, const struct buffer *b,
			 size_t size)
{
	if (b->kind == MEM_READ_ONLY)	/* holds zeroes */
		must_fail(e, true, EPROTO);
	if (!buffer_unsure(b)) {
		must_fail(e, buffer_writable(&t->arena, b) < size, EFAULT);
		return;
	}
	may_fail(e, EPROTO);
	may_fail(e, EINVAL);
	may_fail(e, EFAULT);
	expect_cpu(e, 0, 0);
	may_fail(e, ENXIO);
	may_fail(e, EXDEV);
}

static void do_verify(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_verify v = some_verify(&t->r, t->pinned), after;
	struct buffer b = some_buffer(t, sizeof(v), &v, false);
	int err;

	may_fail(&e, EINTR);
	if (buffer_readable(&b))
		expect_verify(&e, &v, t->pinned);
	expect_inout(&e, t, &b, sizeof(v));
	expect_closed(&e, &to, false);
	err = request(t, VERIFY, &to, WSBENCH_IOC_VERIFY, &b, &v);
	judge(t, VERIFY, err, &e);
	if (err || b.kind != MEM_GOOD)
		return;
	memcpy(&after, b.p, sizeof(after));
	if (after.result != WSBENCH_CHECK_OK || after.compared < 2 || after.reg[0])
		complain(t, "VERIFY: check %u fails: %.24s is %#llx, not %#llx", after.result,
			 after.reg, (unsigned long long)after.actual,
			 (unsigned long long)after.expected);
}

static void do_orders(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_orders o = some_orders(&t->r, t->pinned), after;
	struct buffer b = some_buffer(t, sizeof(o), &o, false);
	int err;

	may_fail(&e, EINTR);
	if (buffer_readable(&b))
		expect_orders(&e, &o, t->pinned);
	expect_inout(&e, t, &b, sizeof(o));
	expect_closed(&e, &to, false);
	err = request(t, ORDERS, &to, WSBENCH_IOC_ORDERS, &b, &o);
	judge(t, ORDERS, err, &e);
	if (err || b.kind != MEM_GOOD)
		return;
	memcpy(&after, b.p, sizeof(after));
	/* Flow "none" leaves a dirty guest the host's debug registers. */
	if (after.states > o.states ||
	    (after.differs && !(o.dirty && o.flows & 1U << WSBENCH_FLOW_NONE)))
		complain(t, "ORDERS: %u states, flow %u differs from %u at %u: %.24s is %#llx, not %#llx",
			 after.states, after.test, after.base, after.point, after.reg,
			 (unsigned long long)after.actual, (unsigned long long)after.expected);
}

static void do_events(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_events events;
	struct buffer b = some_buffer(t, sizeof(events), NULL, false);
	struct file *file = to.file;
	int err;

	may_fail(&e, EINTR);
	must_fail(&e, buffer_writable(&t->arena, &b) < sizeof(events), EFAULT);
	e.success |= buffer_unsure(&b);
	if (!file || (file->what == RUN && file->plan.nr_events))
		may_fail(&e, ENODATA);
	else
		must_fail(&e, true, ENODATA);
	expect_closed(&e, &to, false);
	err = request(t, EVENTS, &to, WSBENCH_IOC_EVENTS, &b, NULL);
	judge(t, EVENTS, err, &e);
	if (err || b.kind != MEM_GOOD || !file)
		return;
	memcpy(&events, b.p, sizeof(events));
	if (events.zero || events.flow >= WSBENCH_NR_FLOWS || events.dirty > 1)
		complain(t, "EVENTS: flow %u, dirty %u", events.flow, events.dirty);
}

static void do_probe(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_probe probe = some_probe(&t->r, t->pinned);
	struct buffer b = some_buffer(t, sizeof(probe), &probe, true);
	int err;

	may_fail(&e, EINTR);
	if (b.kind == MEM_READ_ONLY)
		memset(&probe, 0, sizeof(probe));
	if (buffer_readable(&b))
		expect_probe(&e, &probe, t->pinned);
	else
		must_fail(&e, true, EFAULT);
	expect_idle(&e, &to, &b);
	err = request(t, PROBE, &to, WSBENCH_IOC_PROBE, &b, &probe);
	judge(t, PROBE, err, &e);
	if (!err && to.file) {
		to.file->what = PROBED;
		to.file->probe = probe;
	}
}

static void do_probe_block(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct wsbench_probe_block block = some_probe_block(&t->r);
	struct buffer b = some_buffer(t, sizeof(block), &block, true);
	struct file *file = to.file && to.file->what == PROBED ? to.file : NULL;
	int err;

	may_fail(&e, EINTR);
	if (b.kind == MEM_READ_ONLY)
		memset(&block, 0, sizeof(block));
	if (buffer_readable(&b))
		expect_probe_block(&e, &block, file ? file->probe.block : 0);
	else
		must_fail(&e, true, EFAULT);
	if (!to.file) {
		may_fail(&e, ENODATA);
		may_fail(&e, EPERM);
		may_fail(&e, EXDEV);
	} else if (!file) {
		must_fail(&e, true, ENODATA);
	} else {
		expect_probed(&e, t, file);
	}
	expect_closed(&e, &to, false);
	err = request(t, PROBE_BLOCK, &to, WSBENCH_IOC_PROBE_BLOCK, &b, &block);
	judge(t, PROBE_BLOCK, err, &e);
	if (!file)
		return;
	file->gap |= !err;
	note_over(file, err);
}

/* Numbers that are almost right, among them those of other versions of the ABI. */
static void do_no_ioctl(struct thread *t)
{
	static const unsigned int real[] = {
		WSBENCH_IOC_INFO, WSBENCH_IOC_START, WSBENCH_IOC_STATUS, WSBENCH_IOC_DISCARD,
		WSBENCH_IOC_VERIFY, WSBENCH_IOC_ORDERS, WSBENCH_IOC_PROBE,
		WSBENCH_IOC_PROBE_BLOCK, WSBENCH_IOC_EVENTS,
	};
	const unsigned int nr = sizeof(real) / sizeof(*real);
	struct expected e = { .success = false };
	struct target to = some_target(t);
	unsigned int cmd = real[rnd_below(&t->r, nr)], i;
	struct buffer b = some_buffer(t, 256, NULL, false);

	switch (rnd_below(&t->r, 5)) {
	case 0:
		cmd = _IOC(rnd_below(&t->r, 4), 'W', _IOC_NR(cmd), rnd_below(&t->r, 256));
		break;
	case 1:
		cmd = _IOC(_IOC_DIR(cmd), 'W', rnd_below(&t->r, 256), _IOC_SIZE(cmd));
		break;
	case 2:
		cmd = rnd_next(&t->r);
		break;
	default:
		cmd ^= 1U << rnd_below(&t->r, 32);
	}
	for (i = 0; i < nr; i++)
		if (cmd == real[i])
			cmd |= 0x80;
	may_fail(&e, ENOTTY);
	may_fail(&e, EINTR);
	expect_closed(&e, &to, false);
	judge(t, NO_IOCTL, request(t, NO_IOCTL, &to, cmd, &b, NULL), &e);
}

/* Bytes of a sample; of a file that others may use, the least. */
static size_t sample_size(const struct file *file)
{
	return file && file->what == RUN && breakdown(&file->plan) ?
	       sizeof(struct wsbench_steps) : sizeof(struct wsbench_sample);
}

/* The ticks of the steps are all of the round trip's, or there are none. */
static void check_steps(struct thread *t, const char *p)
{
	struct wsbench_steps s;
	uint64_t sum = 0;

	memcpy(&s, p, sizeof(s));
	for (unsigned int i = 0; i < WSBENCH_NR_STEPS; i++)
		sum += s.ticks[i];
	if (sum != (s.sample.breakdown ? s.sample.total : 0))
		complain(t, "sample %llu: %llu ticks in its steps, %u in all",
			 (unsigned long long)s.sample.seq, (unsigned long long)sum,
			 s.sample.total);
}

/* Whole samples in order, each with what the format promises. */
/* @together: nobody else could read in between */
static void check_samples(struct thread *t, const char *p, size_t nr, struct file *file,
			  bool together)
{
	size_t size = sample_size(file);
	struct wsbench_sample s, last = { 0 };

	atomic_fetch_add(&report->samples, nr);
	for (size_t i = 0; i < nr; i++, last = s) {
		memcpy(&s, p + i * size, sizeof(s));
		if (size == sizeof(struct wsbench_steps))
			check_steps(t, p + i * size);
		if (s.zero || s.breakdown > (size != sizeof(s)) || s.flow >= WSBENCH_NR_FLOWS ||
		    s.dirty > 1 || !s.entry || !s.guest ||
		    !s.exit || (uint64_t)s.entry + s.guest + s.exit != s.total)
			complain(t, "sample %llu: %u + %u + %u = %u, flow %u, dirty %u",
				 (unsigned long long)s.seq, s.entry, s.guest, s.exit, s.total,
				 s.flow, s.dirty);
		if (i && together &&
		    (s.seq != last.seq + 1 || s.block < last.block ||
		     (s.block == last.block &&
		      (s.flow != last.flow || s.dirty != last.dirty ||
		       s.breakdown != last.breakdown))))
			complain(t, "sample %llu of block %u after sample %llu of block %u",
				 (unsigned long long)s.seq, s.block, (unsigned long long)last.seq,
				 last.block);
	}
	if (!file || !nr)
		return;
	memcpy(&s, p, sizeof(s));
	if (file->gap ? s.seq < file->seq : s.seq != file->seq)
		complain(t, "sample %llu where %llu was due", (unsigned long long)s.seq,
			 (unsigned long long)file->seq);
	file->gap = false;
	file->seq = s.seq + nr;
}

static uint64_t plan_total(const struct wsbench_plan *p)
{
	return p->samples * __builtin_popcount(p->flows) * __builtin_popcount(p->dirty) *
	       (breakdown(p) ? 2 : 1);
}

/* What read() may end with; @sure: all of the buffer can be written. */
static void expect_read(struct expected *e, const struct thread *t, const struct file *file,
			size_t count, bool sure)
{
	if (!file || file->what == RUN) {
		expect_run(e, t, file);
		if (!file)
			may_fail(e, EPERM);
	} else if (file->what == PROBED) {
		expect_probed(e, t, file);
	} else {
		must_fail(e, true, ENODATA);
	}
	must_fail(e, count < sample_size(file), EINVAL);
	if (!file && count < sizeof(struct wsbench_steps))
		may_fail(e, EINVAL);
	may_fail(e, EINTR);
	if (!sure)
		may_fail(e, EFAULT);
}

static void check_read(struct thread *t, enum kind kind, const struct target *to,
		       const struct buffer *b, size_t count, ssize_t n, int err)
{
	size_t writable = buffer_writable(&t->arena, b), nr = n < 0 ? 0 : n;
	struct file *file = to->file;

	if ((file && nr % sample_size(file)) || nr > count ||
	    (b->kind != MEM_FLAKY && nr > writable)) {
		complain(t, "%s of %zu bytes, %zu of them there: %zd", kinds[kind].name, count,
			 writable, n);
		return;
	}
	if (!buffer_intact(&t->arena, b, NULL,
			   writable < count && (err == EFAULT || n > 0) ? writable : nr))
		complain(t, "%s of %zu bytes: %zd, and memory behind it was written",
			 kinds[kind].name, count, n);
	/* What size the samples of a file are that others use as well, who knows. */
	if (file && (b->kind == MEM_GOOD || b->kind == MEM_CUT))
		check_samples(t, b->p, nr / sample_size(file), file, true);
	else if (file && nr)
		file->gap = true;
	if (n == 0 && !err && file && file->what == RUN && !file->gap &&
	    file->seq != plan_total(&file->plan))
		complain(t, "%s: the end after %llu of %llu samples", kinds[kind].name,
			 (unsigned long long)file->seq,
			 (unsigned long long)plan_total(&file->plan));
	if (!n && !err && file && file->what == RUN && file->over)
		complain(t, "%s: the end of a run that %s ended", kinds[kind].name,
			 strerrorname_np(file->over));
	note_over(file, err);
}

static size_t some_count(struct rnd *r, const struct file *file)
{
	switch (rnd_below(r, 8)) {
	case 0: return 1 + rnd_below(r, 100);
	case 1: return 1 + rnd_below(r, MEMORY_MAX);
	default: return sample_size(file) * (1 + rnd_below(r, 16));
	}
}

static void do_read(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	size_t count = some_count(&t->r, to.file), said = count;
	struct buffer b = some_buffer(t, count, NULL, to.file);
	ssize_t n;
	int err;

	if (rnd_one_in(&t->r, 50))
		said = 0;
	else if (b.kind == MEM_CUT && rnd_one_in(&t->r, 2))
		said = count + rnd_boundary(&t->r);
	expect_read(&e, t, to.file, said, b.kind == MEM_GOOD);
	/* The kernel's own limit, and where address plus size is no address. */
	if ((ssize_t)said < 0)
		must_fail(&e, true, EINVAL);
	expect_closed(&e, &to, true);
	n = read(to.fd, b.p, said);
	err = n < 0 ? errno : 0;
	judge(t, READ, err, &e);
	note_unsure(to.file, err, &e);
	if (err != EBADF)
		check_read(t, READ, &to, &b, said, n, err);
}

/* Each part is a read of its own, until one is not filled. */
static void do_readv(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	size_t count = 1 + some_count(&t->r, to.file), first = 1 + rnd_below(&t->r, count - 1);
	struct buffer b = some_buffer(t, count, NULL, to.file);
	struct iovec v[2];
	ssize_t n;
	int err;

	if (rnd_one_in(&t->r, 2) && first > sample_size(to.file))
		first -= first % sample_size(to.file);
	v[0] = (struct iovec) { b.p, first };
	v[1] = (struct iovec) { b.p + first, count - first };
	expect_read(&e, t, to.file, first, b.kind == MEM_GOOD);
	expect_closed(&e, &to, true);
	/* The addresses are looked at before the file's mode. */
	if (b.kind != MEM_GOOD)
		may_fail(&e, EFAULT);
	n = readv(to.fd, v, 2);
	err = n < 0 ? errno : 0;
	judge(t, READV, err, &e);
	note_unsure(to.file, err, &e);
	if (err != EBADF)
		check_read(t, READV, &to, &b, count, n, err);
}

#endif /* WSBENCH_TESTS_MISUSE_DEVICE_H */
