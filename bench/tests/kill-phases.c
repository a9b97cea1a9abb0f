// SPDX-License-Identifier: GPL-2.0-only
/*
 * kill-phases [--cycles N] [--seed N]
 *
 * Kills a process that uses /dev/wsbench, with SIGKILL, at a random time in each
 * phase of a run, and looks whether the host is afterwards what it was: TAP. For
 * kill.sh, inside the emulated host. Rogue guests take part where the module has
 * them, virtual machines where there is /dev/kvm.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../module/uapi/wsbench.h"
#include "../../userspace/tests/tap.h"
#include "misuse-rand.h"
#include "tiny-vm.h"

#define MAX_CPUS	64
#define CONFIGS		6
#define SAMPLES		11		/* of each configuration, in the run after a kill */
#define KILL_US		20000		/* a phase is killed within so long */
#define CPU_CYCLES	0x11		/* Arm ARM, "The PMU event number space" */
#define SLOW_MS		5000		/* for a process to be gone; the machine may be busy */

static unsigned int cpus;
static struct wsbench_info info;

static uint64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000ULL + t.tv_nsec / 1000;
}

static void pin(unsigned int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		_exit(2);
}

static int device(void)
{
	int fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		_exit(2);
	return fd;
}

static struct wsbench_plan endless(unsigned int cpu)
{
	return (struct wsbench_plan) {
		.abi = WSBENCH_ABI_VERSION, .cpu = cpu, .flows = (1U << WSBENCH_NR_FLOWS) - 1,
		.dirty = WSBENCH_DIRTY_OFF | WSBENCH_DIRTY_ON, .samples = 1U << 30, .block = 50,
		.warmup = 5, .limit_us = 500,
	};
}

static int start(const struct wsbench_plan *plan)
{
	int fd = device();

	if (ioctl(fd, WSBENCH_IOC_START, plan))
		_exit(2);
	return fd;
}

/* The phases: each goes on until it is killed. */

static void phase_open(unsigned int cpu)
{
	(void)cpu;
	for (;;)
		close(device());
}

/* Memory, tables, the counter, calibration; and giving all that back. */
static void phase_start(unsigned int cpu)
{
	struct wsbench_plan plan = endless(cpu);

	for (;;)
		close(start(&plan));
}

static void phase_blocks(unsigned int cpu)
{
	static struct wsbench_sample samples[4096];
	struct wsbench_plan plan = endless(cpu);
	int fd = start(&plan);

	while (read(fd, samples, sizeof(samples)) > 0)
		;
	_exit(2);
}

static void phase_between_reads(unsigned int cpu)
{
	struct wsbench_plan plan = endless(cpu);
	struct wsbench_sample samples[7];
	int fd = start(&plan);

	while (read(fd, samples, sizeof(samples)) > 0)
		usleep(1000);
	_exit(2);
}

static void phase_long_block(unsigned int cpu)
{
	static struct wsbench_sample samples[WSBENCH_MAX_BLOCK];
	struct wsbench_plan plan = endless(cpu);
	int fd;

	plan.block = WSBENCH_MAX_BLOCK;
	plan.warmup = WSBENCH_MAX_WARMUP;
	plan.limit_us = 100;
	for (;;) {
		fd = start(&plan);
		while (read(fd, samples, sizeof(samples)) > 0)
			;
		/* Too slow a machine for so short a limit. */
		close(fd);
		plan.limit_us *= plan.limit_us < 5000 ? 2 : 1;
	}
}

static void phase_discard(unsigned int cpu)
{
	struct wsbench_discard discard = { .samples = ~0ULL };
	struct wsbench_plan plan = endless(cpu);
	int fd = start(&plan);

	ioctl(fd, WSBENCH_IOC_DISCARD, &discard);
	_exit(2);
}

static void phase_verify(unsigned int cpu)
{
	struct wsbench_verify verify = { .abi = WSBENCH_ABI_VERSION, .cpu = cpu };
	int fd = device();

	for (;; verify.dirty ^= 1, verify.flow = (verify.flow + 1) % WSBENCH_NR_FLOWS)
		if (ioctl(fd, WSBENCH_IOC_VERIFY, &verify))
			_exit(2);
}

static void phase_orders(unsigned int cpu)
{
	struct wsbench_orders orders = {
		.abi = WSBENCH_ABI_VERSION, .cpu = cpu, .flows = (1U << WSBENCH_NR_FLOWS) - 1,
	};
	int fd = device();

	for (;; orders.first += WSBENCH_MAX_STATES) {
		orders.states = WSBENCH_MAX_STATES;
		if (ioctl(fd, WSBENCH_IOC_ORDERS, &orders))
			_exit(2);
	}
}

/* With every register class, a timestamp after each step, and an event beside them. */
static void phase_breakdown(unsigned int cpu)
{
	static struct wsbench_steps steps[512];
	struct wsbench_plan plan = endless(cpu);
	int fd;

	plan.profile = WSBENCH_PROFILE_ALL;
	plan.flags = WSBENCH_BREAKDOWN;
	plan.nr_events = 1;
	plan.events[0] = CPU_CYCLES;
	fd = start(&plan);
	while (read(fd, steps, sizeof(steps)) > 0)
		;
	_exit(2);
}

static struct tiny_vm probed;

/*
 * Not killed in here: KVM of Linux 6.1 loses memory of a machine that a signal keeps
 * from being made (kvm_create_vm(), where kvm_init_mmu_notifier() fails).
 */
static void prepare_probe(void)
{
	tiny_vm_create(&probed);
}

static void phase_probe(unsigned int cpu)
{
	struct wsbench_probe probe = { .abi = WSBENCH_ABI_VERSION, .cpu = cpu, .block = 100 };
	struct wsbench_probe_block block = { .block = 100 };
	struct wsbench_sample samples[100];
	int fd;

	for (;;) {
		fd = device();
		if (ioctl(fd, WSBENCH_IOC_PROBE, &probe))
			_exit(2);
		for (int i = 0; i < 20; i++) {
			ioctl(fd, WSBENCH_IOC_PROBE_BLOCK, &block);
			tiny_vm_run(&probed, 100, NULL);
			if (read(fd, samples, sizeof(samples)) < 0)
				_exit(2);
		}
		close(fd);
	}
}

/* One after the other; each ends its run. */
static void phase_rogue(unsigned int cpu)
{
	struct wsbench_plan plan = endless(cpu);
	struct wsbench_sample sample;
	int fd;

	for (plan.payload = WSBENCH_NR_EXITS;; plan.payload++) {
		if (plan.payload == WSBENCH_NR_PAYLOADS)
			plan.payload = WSBENCH_NR_EXITS;
		fd = start(&plan);
		if (read(fd, &sample, sizeof(sample)) >= 0)
			_exit(2);
		close(fd);
	}
}

static void *blocks_thread(void *arg)
{
	unsigned int cpu = (uintptr_t)arg;

	pin(cpu);
	phase_blocks(cpu);
	return NULL;
}

/* A run on each CPU, in one process. */
static void phase_threads(unsigned int cpu)
{
	pthread_t thread;

	for (uintptr_t i = 0; i < cpus; i++)
		if (i != cpu && pthread_create(&thread, NULL, blocks_thread, (void *)i))
			_exit(2);
	phase_blocks(cpu);
}

static bool always(void)
{
	return true;
}

static bool has_rogues(void)
{
	return info.payloads >> WSBENCH_NR_EXITS;
}

static bool has_kvm(void)
{
	return !access("/dev/kvm", R_OK) && info.engines >> WSBENCH_ENGINE_KVM & 1;
}

static const struct phase {
	const char *name;
	void (*run)(unsigned int cpu);
	bool (*there)(void);
	void (*prepare)(void);		/* NULL or before it may be killed */
} phases[] = {
	{ "open", phase_open, always, NULL },
	{ "start", phase_start, always, NULL },
	{ "blocks", phase_blocks, always, NULL },
	{ "between reads", phase_between_reads, always, NULL },
	{ "a long block", phase_long_block, always, NULL },
	{ "discard", phase_discard, always, NULL },
	{ "verify", phase_verify, always, NULL },
	{ "a comparison of flows", phase_orders, always, NULL },
	{ "a breakdown", phase_breakdown, always, NULL },
	{ "several threads", phase_threads, always, NULL },
	{ "a probe", phase_probe, has_kvm, prepare_probe },
	{ "rogue guests", phase_rogue, has_rogues, NULL },
};

#define NR_PHASES (sizeof(phases) / sizeof(*phases))

static int by_value(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/*
 * A short run, as anybody would start it next: medians of the total by configuration
 * when ticks are exact. Returns 0 or the errno of what failed.
 */
static int probe_run(unsigned int cpu, uint32_t medians[CONFIGS])
{
	struct wsbench_plan plan = endless(cpu);
	struct wsbench_sample samples[CONFIGS * SAMPLES] = { 0 };
	uint32_t totals[CONFIGS][SAMPLES] = { 0 };
	unsigned int nr[CONFIGS] = { 0 };
	struct wsbench_status status = { 0 };
	int fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC), err = 0;

	pin(cpu);
	plan.samples = plan.block = SAMPLES;
	plan.limit_us = WSBENCH_MAX_LIMIT_US;
	memset(medians, 0, CONFIGS * sizeof(*medians));
	if (fd < 0)
		return errno;
	if (ioctl(fd, WSBENCH_IOC_START, &plan) || ioctl(fd, WSBENCH_IOC_STATUS, &status))
		err = errno;
	else if (read(fd, samples, sizeof(samples)) != sizeof(samples))
		err = errno ? errno : ENODATA;
	close(fd);
	if (err || !status.exact)
		return err;
	for (int i = 0; i < CONFIGS * SAMPLES; i++) {
		unsigned int c = samples[i].flow * 2 + samples[i].dirty;

		totals[c][nr[c]++] = samples[i].total;
	}
	for (int c = 0; c < CONFIGS; c++) {
		qsort(totals[c], SAMPLES, sizeof(totals[c][0]), by_value);
		medians[c] = totals[c][SAMPLES / 2];
	}
	return 0;
}

/* 0 when all is as it should be, else the errno. */
static int verify_host(unsigned int cpu)
{
	int fd = device(), err = 0;

	for (unsigned int i = 0; i < CONFIGS && !err; i++) {
		struct wsbench_verify v = {
			.abi = WSBENCH_ABI_VERSION, .cpu = cpu, .flow = i / 2, .dirty = i % 2,
		};

		if (ioctl(fd, WSBENCH_IOC_VERIFY, &v))
			err = errno;
		else if (v.result != WSBENCH_CHECK_OK)
			err = EIO;
	}
	close(fd);
	return err;
}

/* How long the phase took to die, in ms; -1 when it had ended by itself. */
static int kill_in(const struct phase *phase, unsigned int cpu, unsigned int us)
{
	const struct timespec wait = { 0, us * 1000 };
	uint64_t begin;
	int status, ready[2];
	char byte = 0;
	pid_t pid;

	fflush(stdout);
	if (pipe(ready)) {
		perror("pipe");
		exit(2);
	}
	pid = fork();
	if (!pid) {
		pin(cpu);
		if (phase->prepare)
			phase->prepare();
		if (write(ready[1], &byte, 1) == 1)
			phase->run(cpu);
		_exit(2);
	}
	if (pid < 0) {
		perror("fork");
		exit(2);
	}
	close(ready[1]);
	if (read(ready[0], &byte, 1) == 1)
		nanosleep(&wait, NULL);
	close(ready[0]);
	begin = now_us();
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ?
	       (int)((now_us() - begin) / 1000) : -1;
}

/* @before: medians of each CPU's configurations */
static void test_phase(const struct phase *phase, unsigned int cycles, uint64_t seed,
		       uint32_t before[][CONFIGS])
{
	unsigned int bad = 0, changed = 0, cycle, cpu;
	uint32_t after[CONFIGS];
	int ms, longest = 0, err;

	for (cycle = 0; cycle < cycles; cycle++) {
		struct rnd r = rnd_of(seed, phase - phases, cycle);

		cpu = rnd_below(&r, cpus);
		ms = kill_in(phase, cpu, rnd_below(&r, KILL_US));
		if (ms < 0) {
			printf("# round %u on CPU %u ended by itself\n", cycle, cpu);
			bad++;
		}
		longest = ms > longest ? ms : longest;
		err = probe_run(cpu, after);
		if (!err)
			err = verify_host(cpu);
		if (err) {
			printf("# after round %u on CPU %u: %s\n", cycle, cpu,
			       strerrorname_np(err));
			bad++;
		}
		changed += !!memcmp(after, before[cpu], sizeof(after));
	}
	ok(!bad, "killed in %s, %u times: a run and verify are fine at once", phase->name, cycles);
	/* Where ticks are exact. */
	if (before[0][0])
		ok(!changed, "killed in %s: the run counts what it did before", phase->name);
	ok(longest < SLOW_MS, "killed in %s: gone within %d ms", phase->name, longest);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "cycles", required_argument, NULL, 'c' }, { "seed", required_argument, NULL, 's' },
		{ 0 },
	};
	static uint32_t before[MAX_CPUS][CONFIGS];
	unsigned int cycles = 5;
	uint64_t seed = 1;
	int c, fd;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (c) {
		case 'c': cycles = strtoul(optarg, NULL, 0); break;
		case 's': seed = strtoull(optarg, NULL, 0); break;
		default: return 2;
		}
	cpus = sysconf(_SC_NPROCESSORS_ONLN);
	cpus = cpus < MAX_CPUS ? cpus : MAX_CPUS;
	fd = device();
	if (ioctl(fd, WSBENCH_IOC_INFO, &info)) {
		perror(WSBENCH_DEVICE);
		return 2;
	}
	close(fd);
	for (unsigned int cpu = 0; cpu < cpus; cpu++) {
		c = probe_run(cpu, before[cpu]);
		if (!ok(!c, "CPU %u: a run before", cpu))
			return 1;
	}
	for (size_t i = 0; i < NR_PHASES; i++)
		if (phases[i].there())
			test_phase(&phases[i], cycles, seed, before);
	return tap_done();
}
