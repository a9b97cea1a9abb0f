// SPDX-License-Identifier: GPL-2.0-only
/*
 * probe-vm test		the probe, checked with virtual machines: TAP
 * probe-vm attach [CPU]	attaches a probe, says so, and waits to be killed
 * probe-vm spin [CPU]		the same, with a guest that makes exits now and then
 *
 * For probe.sh, inside the emulated host or on any arm64 machine that is quiet.
 */
#include <inttypes.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../userspace/tests/tap.h"
#include "device.h"
#include "tiny-vm.h"

#define SAMPLES		100
#define WARMUP		10
#define ROOM		4000

static struct wsbench_info info;
static struct wsbench_sample samples[ROOM + 1];
static int cpus;

/* 0 or the errno. */
static int request(int fd, unsigned long cmd, void *arg)
{
	return ioctl(fd, cmd, arg) ? errno : 0;
}

static struct wsbench_probe probe_on(int cpu)
{
	return (struct wsbench_probe) {
		.abi = WSBENCH_ABI_VERSION, .cpu = cpu, .block = ROOM,
	};
}

static int try_attach(int fd, int cpu)
{
	struct wsbench_probe probe = probe_on(cpu);

	return request(fd, WSBENCH_IOC_PROBE, &probe);
}

static int attach(int cpu)
{
	int fd = device(), err = try_attach(fd, cpu);

	if (err) {
		fprintf(stderr, "PROBE: %s\n", strerror(err));
		exit(2);
	}
	return fd;
}

static int start_block(int fd, unsigned int block, unsigned int warmup)
{
	struct wsbench_probe_block b = {
		.flow = WSBENCH_FLOW_TWO_HOOK, .dirty = 1, .block = block, .warmup = warmup,
	};

	return request(fd, WSBENCH_IOC_PROBE_BLOCK, &b);
}

static struct wsbench_status status_of(int fd)
{
	struct wsbench_status status;

	tiny_vm_ioctl(fd, WSBENCH_IOC_STATUS, &status, "STATUS");
	return status;
}

/* How many there are, in samples[]; or minus errno. */
static int read_all(int fd)
{
	size_t done = 0;
	ssize_t n;

	do {
		n = read(fd, (char *)samples + done, sizeof(samples) - done);
		if (n < 0)
			return -errno;
		done += n;
	} while (n > 0);
	return done / sizeof(*samples);
}

/* Of @nr samples: everything that holds whatever the machine. */
static bool sound(int nr, uint64_t seq, uint32_t block)
{
	for (int i = 0; i < nr; i++) {
		const struct wsbench_sample *s = &samples[i];

		if (s->seq == seq + i && s->block == block && !s->zero &&
		    s->flow == WSBENCH_FLOW_TWO_HOOK && s->dirty == 1 &&
		    s->entry && s->guest && s->exit &&
		    (uint64_t)s->entry + s->guest + s->exit == s->total)
			continue;
		printf("# sample %d: seq %" PRIu64 " block %u flow %u dirty %u: %u + %u + %u, %u\n", i,
		       (uint64_t)s->seq, s->block, s->flow, s->dirty, s->entry, s->guest, s->exit,
		       s->total);
		return false;
	}
	return true;
}

static int by_total(const void *a, const void *b)
{
	const struct wsbench_sample *x = a, *y = b;

	return (x->total > y->total) - (x->total < y->total);
}

/* The middle eight tenths are one and the same; the rest is the timer's. */
static bool equal_middle(int nr)
{
	const struct wsbench_sample *mid = &samples[nr / 2];

	qsort(samples, nr, sizeof(*samples), by_total);
	printf("# median %u: entry %u, guest %u, exit %u; %u..%u\n", mid->total, mid->entry,
	       mid->guest, mid->exit, samples[0].total, samples[nr - 1].total);
	for (int i = nr / 10; i < nr - nr / 10; i++)
		if (samples[i].entry != mid->entry || samples[i].guest != mid->guest ||
		    samples[i].exit != mid->exit)
			return false;
	return true;
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

/* Runs @child in a process of its own; returns its pid. */
static pid_t background(void (*child)(int arg), int arg)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0) {
		perror("fork");
		exit(2);
	}
	if (!pid) {
		child(arg);
		_exit(0);
	}
	return pid;
}

static int exit_status(pid_t pid)
{
	int status;

	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void stop(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void spin(int cpu)
{
	struct tiny_vm vm;

	pin(cpu);
	tiny_vm_create(&vm);
	for (;;) {
		tiny_vm_run(&vm, 1000, NULL);
		usleep(1000);	/* an emulated machine has better things to do, too */
	}
}

/* Who owns EL2 while there is a virtual machine, and that KVM keeps it. */
static void test_info(struct tiny_vm *vm)
{
	struct wsbench_plan plan = {
		.abi = WSBENCH_ABI_VERSION, .flows = 1, .dirty = WSBENCH_DIRTY_OFF,
		.samples = 1, .block = 1, .limit_us = WSBENCH_MAX_LIMIT_US,
	};
	struct wsbench_verify verify = { .abi = WSBENCH_ABI_VERSION };
	bool direct;
	int fd = device();

	ok(!request(fd, WSBENCH_IOC_INFO, &info) && info.abi == WSBENCH_ABI_VERSION,
	   "INFO: the ABI");
	ok(info.engines & 1U << WSBENCH_ENGINE_KVM, "INFO: there is engine kvm");
	direct = info.engines & 1U << WSBENCH_ENGINE_DIRECT;
	ok(!(info.engines >> WSBENCH_NR_ENGINES), "INFO: no engine that has no name");
	if (info.mode == WSBENCH_VHE) {
		ok(direct, "INFO: a VHE host has engine direct beside a virtual machine");
		ok(!request(fd, WSBENCH_IOC_START, &plan), "START beside a virtual machine");
	} else {
		ok(!direct, "INFO: an nVHE host has no engine direct beside a virtual machine");
		ok(request(fd, WSBENCH_IOC_START, &plan) == EADDRINUSE, "START: EADDRINUSE");
		ok(request(fd, WSBENCH_IOC_VERIFY, &verify) == EADDRINUSE, "VERIFY: EADDRINUSE");
	}
	close(fd);
	tiny_vm_run(vm, 100, NULL);
	ok(true, "the virtual machine is unharmed");
}

static void test_refusals(void)
{
	struct wsbench_probe p = probe_on(0);
	struct wsbench_probe_block block = { .block = 1 };
	struct wsbench_status status;
	int fd = device();

	ok(request(fd, WSBENCH_IOC_PROBE_BLOCK, &block) == ENODATA, "PROBE_BLOCK first: ENODATA");
	ok(request(fd, WSBENCH_IOC_STATUS, &status) == ENODATA, "STATUS first: ENODATA");
	ok(read_all(fd) == -ENODATA, "read first: ENODATA");
	p.abi = 1;
	ok(request(fd, WSBENCH_IOC_PROBE, &p) == EPROTO, "PROBE of another ABI: EPROTO");
	p = probe_on(0);
	p.block = 0;
	ok(request(fd, WSBENCH_IOC_PROBE, &p) == EINVAL, "PROBE of block 0: EINVAL");
	p.block = WSBENCH_MAX_BLOCK + 1;
	ok(request(fd, WSBENCH_IOC_PROBE, &p) == EINVAL, "PROBE of too large a block: EINVAL");
	p = probe_on(0);
	p.barrier = WSBENCH_NR_BARRIERS;
	ok(request(fd, WSBENCH_IOC_PROBE, &p) == EINVAL, "PROBE of an unknown barrier: EINVAL");
	ok(try_attach(fd, 4095) == ENXIO, "PROBE on a CPU that does not exist: ENXIO");
	ok(try_attach(fd, -1) == ENXIO, "PROBE on a CPU that cannot exist: ENXIO");
	if (cpus > 1)
		ok(try_attach(fd, 1) == EXDEV, "PROBE where the thread is not pinned: EXDEV");
	ok(request(fd, WSBENCH_IOC_PROBE, NULL) == EFAULT, "PROBE without a structure: EFAULT");
	close(fd);
}

static void other_thread(int fd)
{
	struct wsbench_status status;

	_exit(start_block(fd, 1, 0) == EPERM && read_all(fd) == -EPERM &&
	      request(fd, WSBENCH_IOC_STATUS, &status) == EPERM ? 0 : 1);
}

static void test_attached(void)
{
	static const struct wsbench_probe_block bad[] = {
		{ .flow = WSBENCH_NR_FLOWS, .block = 1 }, { .dirty = 2, .block = 1 },
		{ .block = 0 }, { .block = ROOM + 1 },
		{ .block = 1, .warmup = WSBENCH_MAX_WARMUP + 1 },
	};
	struct wsbench_discard discard = { .samples = 1 };
	struct wsbench_plan plan = {
		.abi = WSBENCH_ABI_VERSION, .flows = 1, .dirty = WSBENCH_DIRTY_OFF,
		.samples = 1, .block = 1, .limit_us = WSBENCH_MAX_LIMIT_US,
	};
	int fd = attach(0), other = device();
	struct wsbench_status status = status_of(fd);
	struct wsbench_probe_block block;
	bool refused = true;

	ok(status.midr && status.id_aa64dfr0 && status.brps >= 2 && status.wrps >= 2 &&
	   status.counter_bits == 64 && status.cost[WSBENCH_BARRIER_ISB] && !status.samples &&
	   !status.blocks && !status.cuts && !status.round_trips, "STATUS of a new probe");
	printf("# exact %u, a timestamp takes %u, %u ticks\n", status.exact, status.cost[0],
	       status.cost[1]);
	ok(try_attach(fd, 0) == EBUSY, "a second PROBE on a file: EBUSY");
	ok(request(fd, WSBENCH_IOC_START, &plan) == EBUSY, "START after PROBE: EBUSY");
	ok(try_attach(other, 0) == EBUSY, "a second PROBE on a CPU: EBUSY");
	ok(request(other, WSBENCH_IOC_START, &plan) == EBUSY, "START beside PROBE: EBUSY");
	ok(request(fd, WSBENCH_IOC_DISCARD, &discard) == ENODATA, "DISCARD: ENODATA");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		block = bad[i];
		refused = refused && request(fd, WSBENCH_IOC_PROBE_BLOCK, &block) == EINVAL;
	}
	ok(refused, "PROBE_BLOCK out of range: EINVAL");
	ok(read(fd, samples, sizeof(*samples) - 1) < 0 && errno == EINVAL,
	   "read of less than a sample: EINVAL");
	ok(read_all(fd) == 0, "read without a block: nothing");
	ok(!exit_status(background(other_thread, fd)), "another thread: EPERM");
	if (info.engines & 1U << WSBENCH_ENGINE_DIRECT) {
		close(fd);
		fd = device();
		ok(!request(fd, WSBENCH_IOC_START, &plan) && try_attach(fd, 0) == EBUSY,
		   "PROBE after START: EBUSY");
	}
	close(other);
	close(fd);
}

static void test_blocks(struct tiny_vm *vm)
{
	int fd = attach(0), nr, i;
	struct wsbench_status status;
	uint64_t seq = 0;

	tiny_vm_run(vm, SAMPLES, NULL);
	ok(read_all(fd) == 0, "without a block nothing is recorded");

	for (i = 0; i < 3; i++) {
		start_block(fd, SAMPLES, WARMUP);
		tiny_vm_run(vm, WARMUP + SAMPLES, NULL);
		nr = read_all(fd);
		ok(nr == SAMPLES && sound(nr, seq, i), "block %d: as many samples as exits", i);
		seq += nr;
		if (status_of(fd).exact)
			ok(equal_middle(nr), "block %d: they are equal", i);
	}
	ok(read_all(fd) == 0, "samples are read once");

	start_block(fd, SAMPLES, WARMUP);
	tiny_vm_run(vm, WARMUP + SAMPLES + 50, NULL);
	nr = read_all(fd);
	ok(nr == SAMPLES && sound(nr, seq, i++), "what goes beyond the block is not recorded");
	seq += nr;

	start_block(fd, SAMPLES, WARMUP);
	tiny_vm_run(vm, WARMUP - 1, NULL);
	ok(read_all(fd) == 0, "nothing is recorded of the warm-up");
	tiny_vm_run(vm, 1, NULL);
	ok(read_all(fd) == 0, "nothing is recorded of the last exit of the warm-up");
	tiny_vm_run(vm, 1, NULL);
	nr = read_all(fd);
	ok(nr == 1 && sound(nr, seq++, i), "after the warm-up samples come as they are made");
	tiny_vm_run(vm, SAMPLES, NULL);
	nr = read_all(fd);
	ok(nr == SAMPLES - 1 && sound(nr, seq, i++), "samples come until the block is full");
	seq += nr;

	start_block(fd, ROOM, 0);
	tiny_vm_run(vm, ROOM, NULL);
	nr = read(fd, samples, 3 * sizeof(*samples) + 1) / sizeof(*samples);
	ok(nr == 3 && sound(nr, seq, i), "a small buffer is filled");
	seq += nr;
	nr = read_all(fd);
	ok(nr == ROOM - 3 && sound(nr, seq, i++), "without a warm-up the first exit counts");
	seq += nr;

	start_block(fd, SAMPLES, 0);
	tiny_vm_run(vm, SAMPLES, NULL);
	start_block(fd, 1, 0);
	ok(read_all(fd) == 0, "a new block drops what was not read");
	seq += SAMPLES;
	i += 2;

	status = status_of(fd);
	printf("# %" PRIu64 " cuts\n", (uint64_t)status.cuts);
	ok(status.samples == seq && status.blocks == (unsigned int)i &&
	   status.round_trips == seq + 5 * WARMUP, "STATUS has counted");
	close(fd);
}

static void test_barrier(struct tiny_vm *vm)
{
	struct wsbench_probe p = probe_on(0);
	int fd = device(), nr;

	p.barrier = WSBENCH_BARRIER_ISB;
	p.block = SAMPLES;
	ok(!request(fd, WSBENCH_IOC_PROBE, &p), "PROBE with barriers");
	start_block(fd, SAMPLES, WARMUP);
	tiny_vm_run(vm, WARMUP + SAMPLES, NULL);
	nr = read_all(fd);
	ok(nr == SAMPLES && sound(nr, 0, 0), "a probe with barriers: as many samples as exits");
	if (status_of(fd).exact)
		ok(equal_middle(nr), "a probe with barriers: its samples are equal");
	close(fd);
}

static void own_probe(int cpu)
{
	struct tiny_vm vm;
	int fd, i;

	pin(cpu);
	tiny_vm_create(&vm);
	fd = attach(cpu);
	for (i = 0; i < 10; i++) {
		start_block(fd, SAMPLES, WARMUP);
		tiny_vm_run(&vm, WARMUP + SAMPLES, NULL);
		if (read_all(fd) != SAMPLES || !sound(SAMPLES, (uint64_t)i * SAMPLES, i))
			_exit(1);
	}
}

static void test_others(struct tiny_vm *vm)
{
	int fd = attach(0), last = cpus - 1, i, nr;
	pid_t pid = background(spin, 0), other = background(spin, last);
	bool good = true;

	usleep(5000);
	for (i = 0; i < 10; i++) {
		start_block(fd, SAMPLES, WARMUP);
		tiny_vm_run(vm, WARMUP + SAMPLES, NULL);
		nr = read_all(fd);
		good = good && nr == SAMPLES && sound(nr, (uint64_t)i * SAMPLES, i);
	}
	ok(good && status_of(fd).round_trips == 10U * (WARMUP + SAMPLES),
	   "no exit of other vCPUs is recorded");
	stop(pid);
	stop(other);
	if (last) {
		pid = background(own_probe, last);
		for (i = 10, good = true; i < 20; i++) {
			start_block(fd, SAMPLES, WARMUP);
			tiny_vm_run(vm, WARMUP + SAMPLES, NULL);
			nr = read_all(fd);
			good = good && nr == SAMPLES && sound(nr, (uint64_t)i * SAMPLES, i);
		}
		ok(!exit_status(pid) && good, "two probes at once, on two CPUs");
	}
	close(fd);
}

#define DAWDLE_NS	3000000U

static unsigned int signals;

static void on_alarm(int signal)
{
	(void)signal;
}

/* Nobody could take this time for KVM's. */
static void dawdle(void)
{
	uint64_t end = now_ns() + DAWDLE_NS;

	signals++;
	while (now_ns() < end)
		;
}

static void test_signals(struct tiny_vm *vm)
{
	const struct sigaction action = { .sa_handler = on_alarm };
	const struct itimerval often = { { 0, 5000 }, { 0, 5000 } }, never = { 0 };
	int fd = attach(0), nr, sum = 0, dawdled = 0;
	struct wsbench_status status;

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	for (int i = 0; i < 10; i++) {
		start_block(fd, ROOM, 0);
		tiny_vm_run(vm, ROOM, dawdle);
		nr = read_all(fd);
		sum += nr;
		if (!sound(nr, sum - nr, i))
			dawdled++;
		/* In exact time a nanosecond is a tick. */
		for (int j = 0; j < nr && status_of(fd).exact; j++)
			dawdled += samples[j].total >= DAWDLE_NS;
	}
	setitimer(ITIMER_REAL, &never, NULL);
	status = status_of(fd);
	printf("# %u signals, %d of %d exits are samples, %" PRIu64 " cuts\n", signals, sum,
	       10 * ROOM, (uint64_t)status.cuts);
	ok(signals, "signals lead out of the guest");
	ok(!dawdled && sum < 10 * ROOM, "no return to userspace is part of a sample");
	ok(sum + signals >= 10U * ROOM, "each signal costs one sample at most");
	ok(status.samples == (unsigned int)sum && status.round_trips == (unsigned int)sum &&
	   status.cuts >= 10U * ROOM - sum, "STATUS has counted the cuts");
	close(fd);
}

static void close_later(int fd)
{
	usleep(5000);
	close(fd);
}

static void test_detach(struct tiny_vm *vm)
{
	int fd, i, nr, left;
	pid_t pid;

	for (i = 0; i < 200; i++)
		close(attach(0));
	fd = attach(0);
	start_block(fd, SAMPLES, WARMUP);
	tiny_vm_run(vm, WARMUP + SAMPLES, NULL);
	nr = read_all(fd);
	ok(nr == SAMPLES && sound(nr, 0, 0), "attached and detached 200 times");

	/* The last to close it is not the thread, which is in the guest. */
	start_block(fd, ROOM, 0);
	pid = background(close_later, fd);
	close(fd);
	do
		tiny_vm_run(vm, 100, NULL);
	while (waitpid(pid, &left, WNOHANG) == 0);
	ok(WIFEXITED(left) && !WEXITSTATUS(left), "closed while the thread is in the guest");
	fd = device();
	ok(!try_attach(fd, 0), "closed while the thread is in the guest: the CPU is free again");
	if (cpus > 1) {
		start_block(fd, SAMPLES, 0);
		tiny_vm_run(vm, SAMPLES, NULL);
		pin(1);
		ok(start_block(fd, 1, 0) == EXDEV && read_all(fd) == -EXDEV,
		   "a thread that has moved: EXDEV");
		pin(0);
		ok(start_block(fd, 1, 0) == EXDEV && read_all(fd) == -EXDEV,
		   "a thread that has moved and is back: EXDEV");
		ok(status_of(fd).blocks == 1, "STATUS of a probe that is over");
	}
	close(fd);
}

static uint64_t ns_an_exit(struct tiny_vm *vm)
{
	uint64_t begin = now_ns();

	tiny_vm_run(vm, 5000, NULL);
	return (now_ns() - begin) / 5000;
}

/* What the probe costs an exit, for who reads along. */
static void tell_cost(struct tiny_vm *vm)
{
	uint64_t without = ns_an_exit(vm), with;
	int fd = attach(0);

	start_block(fd, 1, 0);
	with = ns_an_exit(vm);
	close(fd);
	printf("# %" PRIu64 " ns an exit, %" PRIu64 " with the probe\n", without, with);
}

static int test(void)
{
	struct tiny_vm vm;

	cpus = sysconf(_SC_NPROCESSORS_ONLN);
	pin(0);
	tiny_vm_create(&vm);
	tiny_vm_run(&vm, 1, NULL);
	test_info(&vm);
	test_refusals();
	test_attached();
	test_blocks(&vm);
	test_barrier(&vm);
	test_others(&vm);
	test_signals(&vm);
	test_detach(&vm);
	tell_cost(&vm);
	return tap_done();
}

int main(int argc, char **argv)
{
	const char *command = argc > 1 ? argv[1] : "";
	int cpu = argc > 2 ? atoi(argv[2]) : 0;

	if (!strcmp(command, "test"))
		return test();
	pin(cpu);
	start_block(attach(cpu), ROOM, 0);
	close(STDOUT_FILENO);	/* tells who waits for it */
	if (!strcmp(command, "spin"))
		spin(cpu);
	pause();
	return 0;
}
