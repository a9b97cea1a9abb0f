// SPDX-License-Identifier: GPL-2.0-only
/*
 * misuse [--calls N] [--threads N] [--seed N] [--selftest]
 *
 * Made-up system calls on /dev/wsbench, from several threads and processes, each
 * judged by what uapi/wsbench.h says it may end with: TAP. The same seed gives each
 * thread the same calls. --selftest: the module was loaded with selftest=1.
 *
 * Each thread has files of its own, whose state it knows, so that it knows what to
 * expect; and there are some that all share, where more may happen. A file lives at
 * a file descriptor that nothing else takes.
 */
#include <getopt.h>
#include <linux/random.h>

#include "../../userspace/tests/tap.h"
#include "misuse-device.h"
#include "misuse-other.h"
#include "misuse-process.h"

#define HANG_SECONDS	120
#define PROGRESS_CALLS	100000

static void one_call(struct thread *t, enum kind kind)
{
	if (atomic_load(&t->meddled) != t->meddled_seen)
		pin(t, t->pinned);
	if (kind == READ || kind == READV || kind == DISCARD || kind == VERIFY || kind == ORDERS)
		arm_timer(t);
	switch (kind) {
	case OPEN: do_open(t); break;
	case CLOSE: do_close(t); break;
	case INFO: do_info(t); break;
	case START: do_start(t); break;
	case STATUS: do_status(t); break;
	case DISCARD: do_discard(t); break;
	case VERIFY: do_verify(t); break;
	case ORDERS: do_orders(t); break;
	case EVENTS: do_events(t); break;
	case PROBE: do_probe(t); break;
	case PROBE_BLOCK: do_probe_block(t); break;
	case NO_IOCTL: do_no_ioctl(t); break;
	case READ: do_read(t); break;
	case READV: do_readv(t); break;
	case OTHER: do_other(t); break;
	case MMAP: do_mmap(t); break;
	case POLL: do_poll(t); break;
	case DUP: do_dup(t); break;
	case PASS: do_pass(t); break;
	case FORK:
	case EXEC: do_fork(t, kind); break;
	case PIN: do_pin(t); break;
	case MEDDLE: do_meddle(t); break;
	case SIGNAL: do_signal(t); break;
	case PROTECT: do_protect(t); break;
	case RUN_VM: do_kvm_run(t); break;
	case NR_KINDS: break;
	}
}

static void create_timer(struct thread *t)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGUSR2,
	};

	event._sigev_un._tid = atomic_load(&t->tid);
	if (timer_create(CLOCK_MONOTONIC, &event, &t->timer)) {
		perror("timer_create");
		exit(2);
	}
}

static void *thread_calls(void *arg)
{
	struct thread *t = arg;
	unsigned long call;

	atomic_store(&t->tid, gettid());
	create_timer(t);
	pin(t, t->nr % machine.cpus);
	for (call = 0; call < calls_each; call++) {
		t->r = rnd_of(seed, t->nr, call);
		one_call(t, some_kind(&t->r));
		atomic_store(&t->calls, call + 1);
	}
	timer_delete(t->timer);
	atomic_store(&t->tid, 0);
	return NULL;
}

/* Waits for the threads; false when one is stuck in a call. */
static bool watch(void)
{
	unsigned long calls, before = 0, told = 0;
	unsigned int idle = 0, i;
	bool running = true;

	while (running && idle < HANG_SECONDS * 10) {
		usleep(100000);
		running = false;
		for (calls = 0, i = 0; i < nr_threads; i++) {
			running |= atomic_load(&threads[i].calls) < calls_each;
			calls += atomic_load(&threads[i].calls);
		}
		idle = calls == before ? idle + 1 : 0;
		before = calls;
		if (calls / PROGRESS_CALLS != told) {
			told = calls / PROGRESS_CALLS;
			fprintf(stderr, "misuse: %lu calls\n", calls);
		}
	}
	if (running)
		for (i = 0; i < nr_threads; i++)
			printf("# thread %u is in call %lu\n", i, atomic_load(&threads[i].calls));
	return !running;
}

static void map_report(void)
{
	report = mmap(NULL, sizeof(*report), PROT_READ | PROT_WRITE, MAP_SHARED, FD_REPORT, 0);
	if (report == MAP_FAILED) {
		perror("mmap");
		exit(2);
	}
}

static void on_signal(int signal)
{
	(void)signal;
}

static void init_process(void)
{
	static const int signals[] = { SIGUSR1, SIGUSR2, SIGALRM };
	const struct sigaction action = { .sa_handler = on_signal };

	for (int i = 0; i < 3; i++)
		sigaction(signals[i], &action, NULL);
	flaky_page = memory_map(MEMORY_MAX, PROT_READ | PROT_WRITE);
}

/*
 * As long as the kernel lacks entropy, and an emulated machine has none, each system
 * call waits for one lock and a hash: for the random offset of its stack.
 */
static void give_entropy(void)
{
	struct {
		struct rand_pool_info info;
		uint64_t words[8];
	} pool = { .info = { .entropy_count = 512, .buf_size = sizeof(pool.words) } };
	struct rnd r = { seed };
	int fd = open("/dev/random", O_WRONLY | O_CLOEXEC);

	for (int i = 0; i < 8; i++)
		pool.words[i] = rnd_next(&r);
	if (fd < 0 || ioctl(fd, RNDADDENTROPY, &pool))
		perror("/dev/random");
	close(fd);
}

static void learn_machine(bool selftest)
{
	int fd = open(WSBENCH_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, WSBENCH_IOC_INFO, &machine.info)) {
		perror(WSBENCH_DEVICE);
		exit(2);
	}
	close(fd);
	report->info = machine.info;
	machine.cpus = sysconf(_SC_NPROCESSORS_ONLN);
	ok(!selftest == !(machine.info.payloads >> WSBENCH_NR_EXITS),
	   "rogue payloads are there with selftest=1 only");
}

/* misuse --exec-child STATE THREAD PINNED CPUS: with the files of who started it */
static int exec_child(char **argv)
{
	struct thread *t = &threads[atoi(argv[1]) % MAX_THREADS];

	map_report();
	init_process();
	machine.cpus = atoi(argv[3]);
	t->nr = atoi(argv[1]);
	t->r.state = strtoull(argv[0], NULL, 10);
	arena_init(&t->arena);
	/* Who started it may have been moved without knowing yet. */
	pin(t, atoi(argv[2]));
	machine.info = report->info;
	child_calls(t, 10);
	return 0;
}

static void print_ends(void)
{
	for (int kind = 0; kind < NR_KINDS; kind++) {
		unsigned long calls = 0;

		for (int err = 0; err < ERRNO_MAX; err++)
			calls += report->ends[kind][err];
		printf("# %s %lu:", kinds[kind].name, calls);
		for (int err = 0; err < ERRNO_MAX; err++)
			if (report->ends[kind][err])
				printf(" %s %lu", err ? strerrorname_np(err) : "ok",
				       (unsigned long)report->ends[kind][err]);
		putchar('\n');
	}
}

static unsigned long count_calls(void)
{
	unsigned long calls = 0;

	for (int kind = 0; kind < NR_KINDS; kind++)
		for (int err = 0; err < ERRNO_MAX; err++)
			calls += report->ends[kind][err];
	return calls;
}

/* A test that only meets refusals at the door shows nothing. */
static bool met_everything(void)
{
	static const struct {
		enum kind kind;
		int err;
	} wanted[] = {
		{ INFO, 0 }, { INFO, EFAULT }, { INFO, EBADF }, { START, 0 }, { START, EPROTO },
		{ START, EINVAL }, { START, ENXIO }, { START, EXDEV }, { START, EBUSY },
		{ START, EFAULT }, { STATUS, 0 }, { STATUS, ENODATA }, { DISCARD, 0 },
		{ DISCARD, ENODATA }, { DISCARD, EFAULT }, { DISCARD, EXDEV }, { VERIFY, 0 },
		{ VERIFY, EPROTO }, { VERIFY, EINVAL }, { VERIFY, EBUSY }, { VERIFY, EFAULT },
		{ ORDERS, 0 }, { ORDERS, EPROTO }, { ORDERS, EINVAL }, { EVENTS, ENODATA },
		{ PROBE, EPROTO }, { PROBE_BLOCK, ENODATA }, { NO_IOCTL, ENOTTY }, { READ, 0 },
		{ READ, EINVAL }, { READ, ENODATA }, { READ, EFAULT }, { READ, EXDEV },
		{ READ, EINTR }, { READV, 0 }, { OTHER, ESPIPE }, { MMAP, ENODEV }, { FORK, 0 },
		{ EXEC, 0 }, { PASS, 0 }, { DUP, 0 },
	};
	bool all = true;

	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		/* There is nowhere else to be. */
		if (wanted[i].err == EXDEV && machine.cpus == 1)
			continue;
		if (!report->ends[wanted[i].kind][wanted[i].err]) {
			printf("# never: %s %s\n", kinds[wanted[i].kind].name,
			       wanted[i].err ? strerrorname_np(wanted[i].err) : "ok");
			all = false;
		}
	}
	return all;
}

static int usage(void)
{
	fprintf(stderr, "usage: misuse [--calls N] [--threads 1..%d] [--seed N] [--selftest]\n",
		MAX_THREADS);
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "calls", required_argument, NULL, 'c' }, { "threads", required_argument, NULL, 't' },
		{ "seed", required_argument, NULL, 's' }, { "selftest", no_argument, NULL, 'r' }, { 0 },
	};
	uint64_t calls = 20000;
	bool selftest = false;
	unsigned int i;
	int c;

	if (argc == 6 && !strcmp(argv[1], "--exec-child"))
		return exec_child(argv + 2);
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (c) {
		case 'c': calls = strtoull(optarg, NULL, 0); break;
		case 't': nr_threads = strtoul(optarg, NULL, 0); break;
		case 's': seed = strtoull(optarg, NULL, 0); break;
		case 'r': selftest = true; break;
		default: return usage();
		}
	if (!nr_threads || nr_threads > MAX_THREADS || optind != argc)
		return usage();
	calls_each = (calls + nr_threads - 1) / nr_threads;

	c = memfd_create("misuse", 0);
	if (c < 0 || ftruncate(c, sizeof(*report)) || dup2(c, FD_REPORT) < 0) {
		perror("memfd_create");
		return 2;
	}
	close(c);
	map_report();
	init_process();
	give_entropy();
	learn_machine(selftest);
	for (i = 0; i < nr_threads; i++) {
		threads[i].nr = i;
		threads[i].pinned = -1;
		arena_init(&threads[i].arena);
		threads[i].has_vm = machine.info.mode == WSBENCH_VHE && !access("/dev/kvm", R_OK);
		if (threads[i].has_vm)
			tiny_vm_create(&threads[i].vm);
	}
	for (i = 0; i < nr_threads; i++)
		if (pthread_create(&threads[i].pthread, NULL, thread_calls, &threads[i])) {
			perror("pthread_create");
			return 2;
		}
	if (!ok(watch(), "every call came back")) {
		print_ends();
		fflush(stdout);
		_exit(1);
	}
	for (i = 0; i < nr_threads; i++)
		pthread_join(threads[i].pthread, NULL);

	for (i = 0; i < report->complaints && i < NR_COMPLAINTS; i++)
		printf("# %s\n", report->complaint[i]);
	print_ends();
	/* With fewer it is a matter of luck. */
	if (calls >= 100000)
		ok(met_everything(), "the calls met what there is to meet");
	ok(!report->complaints, "%lu calls with seed %llu, %lu samples: %u not as the ABI has it",
	   count_calls(), (unsigned long long)seed, (unsigned long)report->samples,
	   (unsigned int)report->complaints);
	return tap_done();
}
