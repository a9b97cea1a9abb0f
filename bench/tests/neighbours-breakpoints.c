// SPDX-License-Identifier: GPL-2.0-only
/*
 * neighbours-breakpoints [CPU]
 *
 * Breakpoints and watchpoints of the host on the measured CPU: of one thread and of
 * the whole CPU, on addresses of user space and of the kernel, armed before a run
 * and under it. This thread runs blocks and checks ("verify") and touches the
 * addresses between them, a second process touches them whenever it gets the CPU,
 * and each touch is counted: the events must have counted the same. Others lie
 * where only the world switch and its guest go: those must never fire. And a
 * debugger steps through a program between blocks. For neighbours-breakpoints.sh.
 * CYCLES is the number of rounds. Prints TAP.
 */
#include <inttypes.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/ptrace.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "../../module/uapi/wsbench.h"
#include "../../userspace/tests/tap.h"

#define CODE		0x5a50000000UL		/* where no other program has anything */
#define DATA		0x5a50010000UL
#define GUEST_CODE	0x80000000UL		/* in the guest, and in no program here */
#define GUEST_DATA	0x80010000UL
#define INSN_RET	0xd65f03c0U
#define STEPS		40

enum { WRITTEN, BOTH };			/* words of DATA */

/* How often each thing was done, by this thread and by the other process. */
enum touch { CALL, WRITE, ACCESS, IOCTL, GETPPID, NEVER, NR_TOUCHES };

struct counts {
	uint64_t of[NR_TOUCHES];
};

static struct counts *mine, *others;	/* shared */
static volatile uint64_t *const data = (void *)DATA;
static int device = -1, cpu;
static bool child;

struct event {
	const char *name;
	uint32_t type;
	bool whole_cpu;
	enum touch touch;
	uint64_t addr;
	const char *symbol;	/* of the kernel, instead of an address */
	int fd;
	uint64_t base;		/* touches when it was armed */
};

#define ROW(kind, of_cpu, done, where, what) \
	{ .name = what, .type = kind, .whole_cpu = of_cpu, .touch = done, where }
#define X(...)	ROW(HW_BREAKPOINT_X, __VA_ARGS__)
#define W(...)	ROW(HW_BREAKPOINT_W, __VA_ARGS__)
#define RW(...)	ROW(HW_BREAKPOINT_RW, __VA_ARGS__)

/* All 6 breakpoints and all 4 watchpoints of the emulated CPUs. */
static struct event events[] = {
	X(false, CALL, .addr = CODE, "a call, this thread's"),
	X(true, CALL, .addr = CODE, "a call, on this CPU"),
	X(true, IOCTL, .symbol = "device_ioctl", "the module's ioctl, on this CPU"),
	X(true, GETPPID, .symbol = "__arm64_sys_getppid", "getppid in the kernel, on this CPU"),
	X(true, NEVER, .symbol = "guest_enter_isb", "the world switch, on this CPU"),
	X(true, NEVER, .addr = GUEST_CODE, "where the guest's code is, on this CPU"),
	W(false, WRITE, .addr = DATA + 8 * WRITTEN, "a write, this thread's"),
	W(true, WRITE, .addr = DATA + 8 * WRITTEN, "a write, on this CPU"),
	RW(true, ACCESS, .addr = DATA + 8 * BOTH, "an access, on this CPU"),
	RW(true, NEVER, .addr = GUEST_DATA, "where the guest's data are, on this CPU"),
};

#define NR_EVENTS	(sizeof(events) / sizeof(*events))

static void fail(const char *what)
{
	perror(what);
	exit(2);
}

static void count(enum touch touch)
{
	__atomic_fetch_add(&(child ? others : mine)->of[touch], 1, __ATOMIC_RELAXED);
}

static int request(unsigned long cmd, void *arg)
{
	count(IOCTL);
	return ioctl(device, cmd, arg);
}

/* Each once, the access twice: read and written. */
static void touch_all(void)
{
	void (*call)(void) = (void (*)(void))CODE;

	count(CALL);
	call();
	count(WRITE);
	data[WRITTEN] = 1;
	count(ACCESS);
	count(ACCESS);
	data[BOTH] = data[BOTH] + 1;
	count(GETPPID);
	syscall(SYS_getppid);
}

static uint64_t symbol(const char *name)
{
	char line[256], found[200];
	FILE *file = fopen("/proc/kallsyms", "r");
	uint64_t addr, result = 0;

	if (!file)
		fail("/proc/kallsyms");
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "%" SCNx64 " %*c %199s", &addr, found) == 2 && !strcmp(found, name))
			result = addr;
	fclose(file);
	if (!result) {
		fprintf(stderr, "%s: not in /proc/kallsyms\n", name);
		exit(2);
	}
	return result;
}

static uint64_t touches(const struct event *e)
{
	if (e->touch == NEVER)
		return 0;
	return mine->of[e->touch] + (e->whole_cpu ? others->of[e->touch] : 0);
}

static void arm(struct event *e)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT, .size = sizeof(attr), .bp_type = e->type,
		.bp_addr = e->addr,
		.bp_len = e->type == HW_BREAKPOINT_X ? HW_BREAKPOINT_LEN_4 : HW_BREAKPOINT_LEN_8,
		.pinned = 1,
	};

	e->fd = syscall(SYS_perf_event_open, &attr, e->whole_cpu ? -1 : 0, cpu, -1,
			PERF_FLAG_FD_CLOEXEC);
	if (e->fd < 0)
		fail(e->name);
	e->base = touches(e);
}

/* Armed with the other process stopped, so that the count begins at none. */
static void arm_all(void)
{
	for (size_t i = 0; i < NR_EVENTS; i++)
		arm(&events[i]);
}

static void disarm_all(void)
{
	for (size_t i = 0; i < NR_EVENTS; i++)
		close(events[i].fd);
}

/*
 * The kernel steps over the instruction that a breakpoint has stopped. An interrupt
 * between the two lets it fire once more: rare, and without the module just so.
 */
static bool as_wanted(uint64_t counted, uint64_t wanted)
{
	return counted >= wanted && counted - wanted <= (wanted ? 2 + wanted / 50 : 0);
}

/* The other process has to be stopped: its last touch is over then. */
static bool all_counted(void)
{
	bool good = true;

	for (size_t i = 0; i < NR_EVENTS; i++) {
		const struct event *e = &events[i];
		uint64_t counted, wanted = touches(e) - e->base;

		if (read(e->fd, &counted, sizeof(counted)) != sizeof(counted)) {
			printf("# %s: could not be armed\n", e->name);
			good = false;
		} else if (!as_wanted(counted, wanted) || (e->touch != NEVER && !wanted)) {
			printf("# %s: fired %" PRIu64 " times, wanted %" PRIu64 "\n", e->name,
			       counted, wanted);
			good = false;
		}
	}
	return good;
}

static void pin(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		fail("sched_setaffinity");
}

static volatile sig_atomic_t asked;

static void on_signal(int sig)
{
	(void)sig;
	asked = 1;
}

/* The other process: stops itself between two rounds of touches when asked to. */
static pid_t start_other(void)
{
	struct sigaction action = { .sa_handler = on_signal };
	pid_t pid;

	sigaction(SIGUSR1, &action, NULL);
	pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	child = true;
	for (;;) {
		if (asked) {
			asked = 0;
			raise(SIGSTOP);
		}
		touch_all();
	}
}

static void go_on(pid_t pid)
{
	if (!pid)
		return;
	kill(pid, SIGCONT);
	usleep(10000);
}

static void stop(pid_t pid)
{
	int status;

	if (!pid)
		return;
	kill(pid, SIGUSR1);
	if (waitpid(pid, &status, WUNTRACED) != pid || !WIFSTOPPED(status)) {
		fprintf(stderr, "the other process ended with %#x\n", status);
		exit(2);
	}
}

static void open_device(void)
{
	device = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC);
	if (device < 0)
		fail(WSBENCH_DEVICE);
}

static int start_run(void)
{
	struct wsbench_plan plan = {
		.abi = WSBENCH_ABI_VERSION, .cpu = cpu, .flows = (1U << WSBENCH_NR_FLOWS) - 1,
		.dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON, .samples = 1000000000,
		.barrier = WSBENCH_BARRIER_ISB, .block = 50, .warmup = 10, .limit_us = 1000,
	};

	return request(WSBENCH_IOC_START, &plan);
}

/* A block of each flow and dirty state, in a random order, with touches between. */
static bool run_blocks(void)
{
	for (int i = 0; i < 2 * WSBENCH_NR_FLOWS; i++) {
		struct wsbench_discard discard = { .samples = 1 };

		touch_all();
		if (request(WSBENCH_IOC_DISCARD, &discard) || discard.samples != 50) {
			printf("# DISCARD: %s\n", strerror(errno));
			return false;
		}
	}
	return true;
}

static bool verify_all(void)
{
	bool good = true;

	for (int i = 0; i < 4 * WSBENCH_NR_FLOWS; i++) {
		struct wsbench_verify v = {
			.abi = WSBENCH_ABI_VERSION, .cpu = cpu, .flow = i / 4, .dirty = i & 1,
			.barrier = i / 2 % 2,
		};

		touch_all();
		if (request(WSBENCH_IOC_VERIFY, &v)) {
			printf("# VERIFY: %s\n", strerror(errno));
			return false;
		}
		if (v.result != WSBENCH_CHECK_OK) {
			printf("# flow %u dirty %u: %u: %s %#llx %#llx\n", v.flow, v.dirty, v.result,
			       v.reg, (unsigned long long)v.expected, (unsigned long long)v.actual);
			good = false;
		}
	}
	return good;
}

/* With @other 0 this thread is alone, and what an event counts is little and its own. */
static void test_round(pid_t other)
{
	const char *who = other ? "beside another process" : "alone";

	arm_all();
	open_device();
	for (int i = 0; i < 10; i++) {
		touch_all();
		request(WSBENCH_IOC_INFO, &(struct wsbench_info) { 0 });
	}
	go_on(other);
	stop(other);
	ok(all_counted(), "%s, before a run: each fired when it should, and only then", who);

	go_on(other);
	ok(!start_run() && run_blocks(), "%s, armed: a run", who);
	stop(other);
	ok(all_counted(), "%s, under the run: each fired when it should, and only then", who);
	disarm_all();
	go_on(other);
	ok(run_blocks(), "%s, disarmed under the run: it goes on", who);
	stop(other);
	arm_all();
	go_on(other);
	ok(run_blocks(), "%s, armed under the run: it goes on", who);
	stop(other);
	ok(all_counted(), "%s, armed under the run: each fired when it should, and only then", who);
	close(device);

	open_device();
	go_on(other);
	ok(verify_all(), "%s, armed: verify of every flow and dirty state", who);
	stop(other);
	ok(all_counted(), "%s, under verify: each fired when it should, and only then", who);
	close(device);
	for (int i = 0; i < 10; i++)
		touch_all();
	ok(all_counted(), "%s, after it: each fired when it should, and only then", who);
	disarm_all();
}

/* x0 counts down: two instructions a turn, and a place behind them. */
static const uint32_t countdown[] = {
	0xf1000400,	/* 1: subs x0, x0, #1 */
	0x54ffffe1,	/* b.ne 1b */
	0x14000000,	/* b . */
};

static uint64_t stepped_pc(pid_t pid, bool start)
{
	struct user_pt_regs regs;
	struct iovec iov = { &regs, sizeof(regs) };

	if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &iov))
		fail("PTRACE_GETREGSET");
	if (start) {
		regs.pc = CODE + 64;
		regs.regs[0] = STEPS / 2;
		if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &iov))
			fail("PTRACE_SETREGSET");
	}
	return regs.pc;
}

static bool step_through(pid_t pid)
{
	int status = 0;

	stepped_pc(pid, true);
	for (int i = 1; i <= STEPS; i++) {
		uint64_t pc, wanted = CODE + 64 + (i == STEPS ? 8 : i % 2 * 4);
		struct wsbench_discard discard = { .samples = 1 };

		if (ptrace(PTRACE_SINGLESTEP, pid, 0, 0) || waitpid(pid, &status, 0) != pid ||
		    !WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP) {
			printf("# step %d: status %#x\n", i, status);
			return false;
		}
		pc = stepped_pc(pid, false);
		if (pc != wanted) {
			printf("# step %d: at %#" PRIx64 ", wanted %#" PRIx64 "\n", i, pc, wanted);
			return false;
		}
		if (request(WSBENCH_IOC_DISCARD, &discard)) {
			printf("# DISCARD: %s\n", strerror(errno));
			return false;
		}
	}
	return true;
}

static void test_stepping(void)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		fail("fork");
	if (!pid) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	open_device();
	ok(!start_run() && step_through(pid), "a debugger steps through a program between blocks");
	close(device);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
}

static void *map(uint64_t addr, int prot, int flags)
{
	void *p = mmap((void *)addr, 4096, prot,
		       MAP_ANONYMOUS | flags | (addr ? MAP_FIXED_NOREPLACE : 0), -1, 0);

	if (p == MAP_FAILED)
		fail("mmap");
	return p;
}

static void prepare(void)
{
	uint32_t *code = map(CODE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE);

	code[0] = INSN_RET;
	memcpy(code + 16, countdown, sizeof(countdown));
	__builtin___clear_cache((char *)code, (char *)code + 4096);
	map(DATA, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	mine = map(0, PROT_READ | PROT_WRITE, MAP_SHARED);
	others = mine + 1;
	for (size_t i = 0; i < NR_EVENTS; i++)
		if (events[i].symbol)
			events[i].addr = symbol(events[i].symbol);
}

int main(int argc, char **argv)
{
	const char *cycles = getenv("CYCLES");
	int status;
	pid_t other;

	cpu = argc > 1 ? atoi(argv[1]) : 1;
	pin();
	prepare();
	other = start_other();
	stop(other);
	for (int i = cycles ? atoi(cycles) : 1; i > 0; i--) {
		test_round(0);
		test_round(other);
	}
	printf("# %" PRIu64 " calls and writes here, %" PRIu64 " in the other process\n",
	       mine->of[CALL], others->of[CALL]);
	kill(other, SIGKILL);
	waitpid(other, &status, 0);
	test_stepping();
	return tap_done();
}
