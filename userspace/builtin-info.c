// SPDX-License-Identifier: GPL-2.0-only
/* wsbench info - what this machine can do, and what will disturb a measurement. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "builtin.h"
#include "cpu.h"
#include "csv-write.h"
#include "device.h"
#include "error.h"
#include "machine.h"
#include "names.h"
#include "option.h"
#include "perf-users.h"
#include "sysfile.h"
#include "table.h"

enum { OPT_FORMAT = 0x100 };

/* How a finding bears on a measurement. */
enum state { OK, NOTE, WARN, FAIL };

static const char *const state_names[] = { "ok", "note", "warn", "fail" };

struct finding {
	const char *group, *name;
	enum state state;
	char *value;
	const char *advice;
};

struct findings {
	size_t nr;
	struct finding *finding;
};

static const struct argp_option options[] = {
	{ "format", OPT_FORMAT, "FORMAT", 0, "text or csv (text)", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	enum format *format = state->input;

	if (key != OPT_FORMAT)
		return ARGP_ERR_UNKNOWN;
	*format = opt_format(arg);
	return 0;
}

static const struct argp argp = {
	.options = options, .parser = parse, .children = opt_common,
	.doc = "Say what this machine can do and what will disturb a measurement on the CPU "
	       "that 'wsbench run' would choose, each with what to do about it. The exit status "
	       "is 0 whatever is found.",
};

/* @advice: "" if there is nothing to do. */
__attribute__((format(printf, 6, 7)))
static void add(struct findings *f, const char *group, const char *name, enum state state,
		const char *advice, const char *fmt, ...)
{
	struct finding *finding;
	va_list ap;

	f->finding = xrealloc(f->finding, f->nr + 1, sizeof(*f->finding));
	finding = &f->finding[f->nr++];
	*finding = (struct finding) { group, name, state, NULL, advice };
	va_start(ap, fmt);
	if (vasprintf(&finding->value, fmt, ap) < 0)
		die("memory", "exhausted");
	va_end(ap);
}

static void find_timing(struct findings *f, const struct wsbench_status *status)
{
	const char *timing = machine_timing(status);

	if (!strcmp(timing, "exact"))
		add(f, "counter", "timing", NOTE,
		    "ticks are executed instructions under QEMU -icount, not cycles of silicon",
		    "exact: nop, udiv, isb and ldr took one tick each");
	else if (!strcmp(timing, "hardware"))
		add(f, "counter", "timing", OK, "",
		    "hardware: instructions take different times, and this is no QEMU machine");
	else
		add(f, "counter", "timing", WARN,
		    "figures drift between runs and say nothing of silicon; give QEMU -icount shift=0, or measure on hardware",
		    "emulated-inexact: devicetree or DMI say QEMU, and no instruction counting");
}

static void find_status(struct findings *f, const struct wsbench_status *status)
{
	char model[64];

	cpu_model(status->midr, model, sizeof(model));
	add(f, "CPU", "model", OK, "", "%s", model);
	add(f, "CPU", "breakpoints", OK, "", "%u", status->brps);
	add(f, "CPU", "watchpoints", OK, "", "%u", status->wrps);
	find_timing(f, status);
	add(f, "counter", "width", status->counter_bits >= 64 ? OK : NOTE,
	    status->counter_bits >= 64 ? "" : "perf re-arms it now and then", "%u bits",
	    status->counter_bits);
	add(f, "counter", "timestamp cost", OK, "", "%u ticks, with ISB %u",
	    status->cost[WSBENCH_BARRIER_NONE], status->cost[WSBENCH_BARRIER_ISB]);
}

static void find_payloads(struct findings *f, uint64_t payloads)
{
	unsigned int rogues = __builtin_popcountll(payloads & ROGUES);

	if (rogues)
		add(f, "module", "selftest", NOTE,
		    "root may run guests that try to do harm: insmod without selftest=1 unless 'wsbench selftest' is to come",
		    "on, payloads are %s and %u rogue guests",
		    mask_names(&payload_names, payloads & EXIT_PAYLOADS), rogues);
	else
		add(f, "module", "selftest", OK, "", "off, payloads are %s",
		    mask_names(&payload_names, payloads));
}

static void find_module(struct findings *f, unsigned int cpu)
{
	struct wsbench_status status;
	struct wsbench_info info;
	static char why[512];
	int fd, err;

	fd = device_try_open(&info, why, sizeof(why));
	if (fd < 0) {
		add(f, "module", WSBENCH_DEVICE, FAIL, why, "cannot be used");
		return;
	}
	close(fd);
	add(f, "module", WSBENCH_DEVICE, OK, "", "ABI %u", info.abi);
	add(f, "module", "mode", OK, "", "%s: the kernel runs at %s", mode_names.name[info.mode],
	    info.mode == WSBENCH_VHE ? "EL2" : "EL1");
	add(f, "module", "profiles", OK, "", "%s", mask_names(&profile_names, info.profiles));
	add(f, "module", "flows", OK, "", "%s", mask_names(&flow_names, info.flows));
	find_payloads(f, info.payloads);
	if (!(info.engines & 1U << WSBENCH_ENGINE_KVM))
		add(f, "module", "probe", NOTE, "use --timestamps guest or perf with --engine kvm",
		    "this kernel lacks one of KVM's tracepoints");
	if (!(info.engines & 1U << WSBENCH_ENGINE_DIRECT)) {
		add(f, "module", "engine direct", NOTE,
		    "it needs EL2 for itself: boot with kvm-arm.mode=none; or run --engine kvm",
		    "KVM or another hypervisor owns EL2");
		return;
	}
	err = device_probe(cpu, &info, &status);
	if (err) {
		device_start_reason(err, why, sizeof(why));
		add(f, "module", "run", FAIL, why, "cannot start on CPU %u", cpu);
		return;
	}
	find_status(f, &status);
}

static void find_kvm(struct findings *f)
{
	if (sys_exists("/dev/kvm"))
		add(f, "module", "/dev/kvm", OK, "", "there: run --engine kvm");
	else
		add(f, "module", "/dev/kvm", NOTE,
		    "for --engine kvm, boot at EL2 without kvm-arm.mode=none (dmesg | grep -i kvm)",
		    "not there");
}

static void find_cpus(struct findings *f, unsigned int cpu)
{
	char online[256], siblings[64];
	struct machine m;

	machine_look(&m, cpu);
	sys_read(online, sizeof(online), CPU_DIR "online");
	sys_read(siblings, sizeof(siblings), CPU_DIR "cpu%u/topology/thread_siblings_list", cpu);
	add(f, "CPU", "chosen", OK, "another one: run --cpu N", "%u, online are %s", cpu, online);

	add(f, "counter", "PMU", *m.pmu ? OK : WARN,
	    *m.pmu ? "" : "perf knows no PMU of this CPU; the devicetree or ACPI must describe one",
	    "%s", *m.pmu ? m.pmu : "none");

	if (!strcmp(m.governor, "none") || !strcmp(m.governor, "performance"))
		add(f, "disturbance", "governor", OK, "", "%s", m.governor);
	else
		add(f, "disturbance", "governor", WARN,
		    "the clock changes while it runs: cpupower frequency-set -g performance", "%s",
		    m.governor);
	if (!strcmp(m.cpuidle, "none"))
		add(f, "disturbance", "cpuidle", OK, "", "no state deeper than WFI is enabled");
	else
		add(f, "disturbance", "cpuidle", NOTE,
		    "waking up costs the first round trips: boot with cpuidle.off=1, or cpupower idle-set -D 0",
		    "%s", m.cpuidle);
	if (!strcmp(m.isolated, "yes"))
		add(f, "disturbance", "isolcpus", OK, "", "CPU %u is isolated", cpu);
	else
		add(f, "disturbance", "isolcpus", NOTE,
		    "other tasks run between blocks: boot with isolcpus=N and run --cpu N",
		    "CPU %u is not isolated", cpu);
	if (!strcmp(m.nohz_full, "yes"))
		add(f, "disturbance", "nohz_full", OK, "", "CPU %u has no tick while one task runs",
		    cpu);
	else
		add(f, "disturbance", "nohz_full", NOTE,
		    "the tick cuts blocks (they are resumed, and counted in meta.csv): boot with nohz_full=N",
		    "CPU %u ticks", cpu);
	if (!strcmp(m.smt, "on"))
		add(f, "disturbance", "SMT", WARN,
		    "a sibling shares the core: echo off >/sys/devices/system/cpu/smt/control",
		    "on, siblings are %s", siblings);
	else
		add(f, "disturbance", "SMT", OK, "", "%s", m.smt);
}

static void find_perf_users(struct findings *f)
{
	char users[256];
	unsigned int nr = perf_users(users, sizeof(users));

	if (nmi_watchdog())
		add(f, "disturbance", "NMI watchdog", WARN,
		    "it may hold a counter: echo 0 >/proc/sys/kernel/nmi_watchdog", "on");
	else
		add(f, "disturbance", "NMI watchdog", OK, "", "off");
	if (nr)
		add(f, "disturbance", "perf users", WARN,
		    "they may hold the cycle counter: stop them while measuring", "%u: %s", nr, users);
	else
		add(f, "disturbance", "perf users", OK, "", "%s",
		    geteuid() ? "none of this user's (root sees all)" : "none");
}

static void print_csv(const struct findings *f)
{
	puts("group,name,state,value,advice");
	for (const struct finding *i = f->finding; i < f->finding + f->nr; i++) {
		printf("%s,%s,%s,", i->group, i->name, state_names[i->state]);
		csv_put(stdout, i->value);
		putchar(',');
		csv_put(stdout, i->advice);
		putchar('\n');
	}
}

/* The groups in the order in which they first come up. */
static void print_text(const struct findings *f)
{
	for (size_t first = 0; first < f->nr; first++) {
		const char *group = f->finding[first].group;
		struct table t;
		size_t i = 0;

		while (strcmp(f->finding[i].group, group))
			i++;
		if (i != first)
			continue;
		printf("%s%s\n", first ? "\n" : "", group);
		table_init(&t, "llll");
		for (; i < f->nr; i++) {
			const struct finding *finding = &f->finding[i];

			if (strcmp(finding->group, group))
				continue;
			table_cell(&t, "  %s", state_names[finding->state]);
			table_cell(&t, "%s", finding->name);
			table_cell(&t, "%s", finding->value);
			table_cell(&t, "%s%s", *finding->advice ? "-> " : "", finding->advice);
		}
		table_print(&t);
	}
}

int cmd_info(int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	struct findings f = { 0 };
	struct utsname uts;
	unsigned int cpu;

	opt_parse(&argp, argc, argv, &format);
	cpu = cpu_default();
	find_module(&f, cpu);
	find_kvm(&f);
	find_cpus(&f, cpu);
	uname(&uts);
	add(&f, "CPU", "kernel", OK, "", "%s %s", uts.release, uts.machine);
	find_perf_users(&f);
	if (format == FORMAT_CSV)
		print_csv(&f);
	else
		print_text(&f);
	return STATUS_OK;
}
