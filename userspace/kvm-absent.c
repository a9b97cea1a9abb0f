// SPDX-License-Identifier: GPL-2.0-only
/* Engine kvm on machines that are not arm64: there is none. */
#include "engine.h"
#include "error.h"
#include "verify.h"

_Noreturn static void die_absent(void)
{
	die("--engine", "this is not an arm64 machine; bench/run-kvm measures KVM on an emulated one");
}

static void check(struct run *run)
{
	(void)run;
	die_absent();
}

bool verify_kvm(struct tap *tap, unsigned int cpu)
{
	(void)tap;
	(void)cpu;
	die_absent();
}

const struct engine engine_kvm = { .check = check };
