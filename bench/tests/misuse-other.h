/* SPDX-License-Identifier: GPL-2.0-only */
/* The calls that the device has not got. */
#ifndef WSBENCH_TESTS_MISUSE_OTHER_H
#define WSBENCH_TESTS_MISUSE_OTHER_H

#include <poll.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/sendfile.h>

#include "misuse-thread.h"

/* What the device has not got. */
static void do_other(struct thread *t)
{
	struct expected e = { .success = false };
	struct target to = some_target(t);
	struct buffer b = some_buffer(t, 1 + rnd_below(&t->r, 256), NULL, false);
	off_t off = rnd_boundary(&t->r);
	long ret;

	/* What they check first is theirs. */
	may_fail(&e, EBADF);
	may_fail(&e, EINVAL);
	may_fail(&e, EFAULT);
	may_fail(&e, ESPIPE);
	switch (rnd_below(&t->r, 11)) {
	case 0: ret = write(to.fd, b.p, b.size); break;
	case 1: ret = pwrite(to.fd, b.p, b.size, off); break;
	case 2: ret = pread(to.fd, b.p, b.size, off); break;
	case 3: ret = lseek(to.fd, off, rnd_below(&t->r, 6)); break;
	case 4: ret = ftruncate(to.fd, off); break;
	case 5: ret = fsync(to.fd); break;
	case 6: ret = sendfile(FD_REPORT, to.fd, NULL, b.size); break;
	case 7: ret = copy_file_range(FD_REPORT, NULL, to.fd, NULL, b.size, 0); break;
	case 8:
		may_fail(&e, ENOTDIR);
		ret = fchdir(to.fd);
		break;
	case 9:
		may_fail(&e, ENODEV);
		ret = fallocate(to.fd, 0, 0, 1 + rnd_below(&t->r, 4096));
		break;
	default:
		e.success = true;
		ret = flock(to.fd, rnd_one_in(&t->r, 2) ? LOCK_SH | LOCK_NB : LOCK_UN);
	}
	judge(t, OTHER, ret < 0 ? errno : 0, &e);
	if (!buffer_intact(&t->arena, &b, NULL, 0))
		complain(t, "memory was written by what does not exist");
}

static void do_mmap(struct thread *t)
{
	struct expected e = { .success = false };
	struct target to = some_target(t);
	size_t size = rnd_one_in(&t->r, 4) ? rnd_boundary(&t->r) : 1 + rnd_below(&t->r, 65536);
	off_t off = rnd_one_in(&t->r, 2) ? 0 : rnd_boundary(&t->r);
	void *p = mmap(NULL, size, rnd_below(&t->r, 8),
		       rnd_one_in(&t->r, 2) ? MAP_SHARED : MAP_PRIVATE, to.fd, off);

	may_fail(&e, EBADF);
	may_fail(&e, EINVAL);
	may_fail(&e, ENOMEM);
	may_fail(&e, EOVERFLOW);
	may_fail(&e, EACCES);
	may_fail(&e, ENODEV);
	judge(t, MMAP, p == MAP_FAILED ? errno : 0, &e);
}

static void do_poll(struct thread *t)
{
	struct expected e = { .success = true };
	struct target to = some_target(t);
	struct pollfd p = { .fd = to.fd, .events = rnd_next(&t->r) };
	struct epoll_event event = { .events = EPOLLIN };
	int ep, ret;

	may_fail(&e, EINTR);
	if (rnd_one_in(&t->r, 2)) {
		ret = poll(&p, 1, rnd_below(&t->r, 2));
	} else {
		ep = epoll_create1(EPOLL_CLOEXEC);
		ret = epoll_ctl(ep, EPOLL_CTL_ADD, to.fd, &event) ? -1 : 0;
		e.success = false;
		may_fail(&e, EPERM);
		may_fail(&e, EBADF);
		judge(t, POLL, ret < 0 ? errno : 0, &e);
		close(ep);
		return;
	}
	judge(t, POLL, ret < 0 ? errno : 0, &e);
}

#endif /* WSBENCH_TESTS_MISUSE_OTHER_H */
