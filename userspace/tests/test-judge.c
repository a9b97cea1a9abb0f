// SPDX-License-Identifier: GPL-2.0-only
/* What wsbench selftest must not let pass. */
#include <errno.h>
#include <string.h>

#include "../end.h"
#include "../judge.h"
#include "tap.h"

#define SMC	(1U << WSBENCH_END_SMC)
#define STAYS	(1U << WSBENCH_END_TIMEOUT | 1U << WSBENCH_END_WFX)

static char found[2 * END_TEXT];

static struct attempt ended(int err, unsigned int end, uint64_t samples)
{
	struct attempt a = { .err = err, .samples = samples };

	a.status.end = end;
	a.status.samples = samples;
	memset(found, 0, sizeof(found));
	return a;
}

static void rogue_fails(struct attempt a, uint32_t ends, const char *want)
{
	ok(!judge_end(&a, ends, found, sizeof(found)) && strstr(found, want), "fails: %s", found);
}

static void run_fails(struct attempt a, const char *want)
{
	ok(!judge_plan(&a, 20, found, sizeof(found)) && strstr(found, want), "fails: %s", found);
}

static void rogues(void)
{
	struct attempt smc = ended(EIO, WSBENCH_END_SMC, 0);
	struct attempt timeout = ended(ETIMEDOUT, WSBENCH_END_TIMEOUT, 0);

	ok(judge_end(&smc, SMC, found, sizeof(found)), "a rogue that ends as it should");
	ok(judge_end(&timeout, STAYS, found, sizeof(found)), "and one of two ways");
	rogue_fails(ended(EIO, WSBENCH_END_HVC, 0), SMC, "expected smc, got hvc: the guest left by ");
	rogue_fails(ended(EIO, WSBENCH_END_SMC, 0), STAYS, "expected timeout or wfx, got ");
	rogue_fails(ended(0, WSBENCH_END_NONE, 20), SMC, "the end of the plan, with 20 samples");
	rogue_fails(ended(0, WSBENCH_END_SMC, 0), SMC, "the end of the plan");
	rogue_fails(ended(ETIMEDOUT, WSBENCH_END_SMC, 0), SMC, "by error 110 instead of 5");
	rogue_fails(ended(EIO, WSBENCH_END_TIMEOUT, 0), STAYS, "by error 5 instead of 110");
	rogue_fails(ended(EXDEV, WSBENCH_END_SMC, 0), SMC, "by error 18 instead of 5");
	rogue_fails(ended(EIO, WSBENCH_END_SMC, 1), SMC, "1 samples of a guest that makes none");
	rogue_fails(ended(EIO, WSBENCH_NR_ENDS, 0), ~0U, "does not know");
	rogue_fails(ended(EIO, 33, 0), SMC | 2, "does not know");
}

static void plain_runs(void)
{
	struct attempt good = ended(0, WSBENCH_END_NONE, 20), lost = good;

	lost.samples = 19;
	ok(judge_plan(&good, 20, found, sizeof(found)), "a run with all its samples");
	run_fails(ended(0, WSBENCH_END_NONE, 10), "expected 20 samples, got the end of the plan, with 10");
	run_fails(lost, "with 19 samples");
	run_fails(ended(EIO, WSBENCH_END_HOST_STATE, 20), "got host-state: host register");
	run_fails(ended(ETIMEDOUT, WSBENCH_END_TIMEOUT, 0), "got timeout: the guest made no round trip");
}

static void times(void)
{
	struct attempt a = ended(0, WSBENCH_END_NONE, 20);

	a.status.longest_ns = 500900;
	ok(judge_time(&a, 500, found, sizeof(found)), "interrupts off for a little longer than the limit");
	a.status.longest_ns = 1000900;
	ok(!judge_time(&a, 500, found, sizeof(found)) && strstr(found, "for 1000 us, and 600 us may pass"), "fails: %s",
	   found);
	a.status.longest_ns = 0;
	ok(!judge_time(&a, 500, found, sizeof(found)), "a module that does not measure it");
}

int main(void)
{
	rogues();
	plain_runs();
	times();
	return tap_done();
}
