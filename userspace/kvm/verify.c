// SPDX-License-Identifier: GPL-2.0-only
/*
 * wsbench verify --engine kvm: debug registers of guest and host, both in use at
 * the same time, survive KVM's exits.
 */
#include <errno.h>
#include <inttypes.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../cpu.h"
#include "../error.h"
#include "../names.h"
#include "../verify.h"
#include "vmm.h"

#define EXITS	1000
#define HITS	3

/* What the host's own breakpoint and watchpoint are on. */
static __attribute__((noinline)) void host_step(void)
{
	__asm__ volatile("" ::: "memory");
}

static volatile uint64_t host_word;

static int arm(uint32_t type, uintptr_t addr, uint64_t len)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT, .size = sizeof(attr), .bp_type = type,
		.bp_addr = addr, .bp_len = len, .exclude_kernel = 1, .exclude_hv = 1,
		.pinned = 1,
	};
	int fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);

	if (fd < 0)
		die("perf", "the host has no hardware breakpoint to give: %s; stop the debugger that holds them",
		    strerror(errno));
	return fd;
}

static uint64_t hits(int fd)
{
	uint64_t n;

	if (read(fd, &n, sizeof(n)) != sizeof(n))
		die("perf", "a hardware breakpoint of the host cannot be read");
	return n;
}

static void touch(void)
{
	for (int i = 0; i < HITS; i++) {
		host_step();
		host_word = i;
	}
}

static void check_host(struct tap *tap, const char *what, int fd, uint64_t expected)
{
	uint64_t n = hits(fd);

	tap_check(tap, n == expected, "%s fired %" PRIu64 " times, %" PRIu64 " expected", what, n,
		  expected);
}

static bool check_dirty(struct tap *tap, struct vmm *vmm, unsigned int dirty)
{
	int breakpoint = arm(HW_BREAKPOINT_X, (uintptr_t)host_step, sizeof(long));
	int watchpoint = arm(HW_BREAKPOINT_W, (uintptr_t)&host_word, HW_BREAKPOINT_LEN_8);
	struct vmm_lost lost;
	bool done;

	touch();
	done = vmm_run_keep(vmm, EXITS, dirty, &lost);
	touch();
	if (done) {
		if (*lost.reg)
			tap_check(tap, false, "guest lost %s: expected 0x%" PRIx64 ", actual 0x%"
				  PRIx64, lost.reg, lost.expected, lost.actual);
		else
			tap_check(tap, true, "guest keeps %u debug registers over %u exits",
				  2 * (vmm_breakpoints(vmm) + vmm_watchpoints(vmm)), EXITS);
		check_host(tap, "host's breakpoint", breakpoint, 2 * HITS);
		check_host(tap, "host's watchpoint", watchpoint, 2 * HITS);
	}
	close(breakpoint);
	close(watchpoint);
	return done;
}

/**
 * verify_kvm - check KVM on one CPU
 * @tap: what was checked so far
 * @cpu: the CPU, which this thread is pinned to
 *
 * Returns false when the user has interrupted the program.
 */
bool verify_kvm(struct tap *tap, unsigned int cpu)
{
	struct vmm *vmm = vmm_open();
	bool done = true;

	tap_begin(tap);
	for (unsigned int dirty = 0; done && dirty < NR_DIRTY; dirty++) {
		snprintf(tap->where, sizeof(tap->where), "cpu%u kvm dirty=%s", cpu,
			 dirty_names.name[dirty]);
		done = check_dirty(tap, vmm, dirty);
	}
	vmm_close(vmm);
	return done;
}
