// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "end.h"
#include "names.h"
#include "rogue.h"

/* Which members of struct wsbench_status say more about an end. */
enum details {
	DETAILS_NONE,
	DETAILS_EXIT,		/* esr, pc */
	DETAILS_STAGE_1,	/* esr, far, pc */
	DETAILS_STAGE_2,	/* ipa, esr, far, pc */
	DETAILS_EL2,		/* esr; pc is an offset */
	DETAILS_REGISTER,	/* reg, expected, actual */
};

static const char guest[] = "'wsbench verify' checks the machine";

static const struct {
	const char *what;
	enum details details;
	const char *advice;
} ends[WSBENCH_NR_ENDS] = {
#define MODULE	"this is a bug of the module: unload it, and report this line and dmesg"
	[WSBENCH_END_NONE] = {
		"the run ended without a reason", DETAILS_NONE, MODULE },
	[WSBENCH_END_TIMEOUT] = {
		"the guest made no round trip within the limit of a block, several times in a row",
		DETAILS_NONE, "raise --limit-us" },
	[WSBENCH_END_HVC] = {
		"the guest left by an HVC with an immediate that is not 0", DETAILS_EXIT, guest },
	[WSBENCH_END_SMC] = { "the guest left by an SMC", DETAILS_EXIT, guest },
	[WSBENCH_END_WFX] = { "the guest left by a WFI or WFE", DETAILS_EXIT, guest },
	[WSBENCH_END_SYSREG] = {
		"the guest left by an access to a system register that is not its own",
		DETAILS_EXIT, guest },
	[WSBENCH_END_FP] = {
		"the guest left by an access to the registers of floating point, SVE or SME",
		DETAILS_EXIT, guest },
	[WSBENCH_END_INSN_ABORT] = {
		"the guest left by an instruction abort", DETAILS_STAGE_2, guest },
	[WSBENCH_END_DATA_ABORT] = { "the guest left by a data abort", DETAILS_STAGE_2, guest },
	[WSBENCH_END_UNDEFINED] = {
		"the guest executed an undefined instruction", DETAILS_EXIT, guest },
	[WSBENCH_END_BRK] = { "the guest executed a BRK", DETAILS_EXIT, guest },
	[WSBENCH_END_STEP] = {
		"the guest took a software step exception", DETAILS_EXIT, guest },
	[WSBENCH_END_BREAKPOINT] = {
		"the guest took a breakpoint exception", DETAILS_EXIT, guest },
	[WSBENCH_END_WATCHPOINT] = {
		"the guest took a watchpoint exception", DETAILS_STAGE_1, guest },
	[WSBENCH_END_ILLEGAL_STATE] = {
		"the guest took an illegal execution state exception", DETAILS_EXIT, guest },
	[WSBENCH_END_ALIGNMENT] = {
		"the guest took an exception for a misaligned PC or SP", DETAILS_EXIT, guest },
	[WSBENCH_END_EL1_ABORT] = {
		"the guest took a stage 1 abort at EL1", DETAILS_STAGE_1, guest },
	[WSBENCH_END_INTERRUPT] = {
		"the guest took an IRQ, FIQ or SError at EL1", DETAILS_EXIT, MODULE },
	[WSBENCH_END_OTHER] = {
		"the guest left in a way that has no name", DETAILS_EXIT, guest },
	[WSBENCH_END_EL2_FAULT] = {
		"the module's code took an exception at EL2", DETAILS_EL2, MODULE },
	[WSBENCH_END_COUNTER] = {
		"the cycle counter stood still, was reprogrammed, or went to another event of perf's", DETAILS_NONE,
		"stop what else uses the PMU (dmesg has the timestamps, where they were wrong)" },
	[WSBENCH_END_HOST_STATE] = { "host register", DETAILS_REGISTER, MODULE },
	[WSBENCH_END_HOST_MEMORY] = {
		"memory of the host that the guest must not reach changed", DETAILS_NONE, MODULE },
	[WSBENCH_END_HARDWARE] = {
		"an error of the machine's own hardware came up while the guest ran", DETAILS_EXIT,
		"see dmesg and the machine's error log" },
};

#define ADDRESS_TEXT	32

/* The module does not give away addresses of the kernel's. */
static void address(char buf[ADDRESS_TEXT], const char *name, unsigned long long value)
{
	if (value == WSBENCH_HIDDEN)
		snprintf(buf, ADDRESS_TEXT, "%s not shown", name);
	else
		snprintf(buf, ADDRESS_TEXT, "%s 0x%llx", name, value);
}

/**
 * end_describe - why a run is over, with what the module knows about it
 * @status: of the run
 * @buf: where to
 * @size: bytes of @buf
 */
void end_describe(const struct wsbench_status *status, char *buf, size_t size)
{
	char ipa[ADDRESS_TEXT], far[ADDRESS_TEXT], pc[ADDRESS_TEXT];
	unsigned long long esr = status->esr;
	const char *what;

	if (status->end >= WSBENCH_NR_ENDS) {
		snprintf(buf, size, "the run ended for reason %u, which this wsbench does not know",
			 status->end);
		return;
	}
	what = ends[status->end].what;
	address(ipa, "IPA", status->ipa);
	address(far, "FAR", status->far);
	address(pc, "PC", status->pc);
	switch (ends[status->end].details) {
	case DETAILS_NONE:
		snprintf(buf, size, "%s", what);
		break;
	case DETAILS_EXIT:
		snprintf(buf, size, "%s (ESR 0x%llx, %s)", what, esr, pc);
		break;
	case DETAILS_STAGE_1:
		snprintf(buf, size, "%s (ESR 0x%llx, %s, %s)", what, esr, far, pc);
		break;
	case DETAILS_STAGE_2:
		snprintf(buf, size, "%s at %s (ESR 0x%llx, %s, %s)", what, ipa, esr, far, pc);
		break;
	case DETAILS_EL2:
		snprintf(buf, size, "%s (ESR 0x%llx, 0x%llx bytes behind wsb_hyp_text_start)",
			 what, esr, (unsigned long long)status->pc);
		break;
	case DETAILS_REGISTER:
		snprintf(buf, size, "%s %.*s changed from 0x%llx to 0x%llx", what,
			 WSBENCH_REG_NAME, status->reg, (unsigned long long)status->expected,
			 (unsigned long long)status->actual);
		break;
	}
}

/* The guest's doing, and not a mistake of the module's or an accident of the machine's. */
static bool is_of_guest(unsigned int end)
{
	return end == WSBENCH_END_TIMEOUT || (end < WSBENCH_NR_ENDS && ends[end].advice == guest);
}

/**
 * end_explain - the same, and what to do about it: for an error
 * @status: of the run
 * @payload: enum wsbench_payload, of its plan
 * @buf: where to
 * @size: bytes of @buf
 */
void end_explain(const struct wsbench_status *status, unsigned int payload, char *buf, size_t size)
{
	const char *advice = "build module and wsbench from one tree";
	char what[END_TEXT];

	end_describe(status, what, sizeof(what));
	if (rogue_of(payload) && is_of_guest(status->end)) {
		snprintf(buf, size, "%s; that is what payload %s does: 'wsbench selftest' tells whether it should",
			 what, payload_names.name[payload]);
		return;
	}
	if (status->end < WSBENCH_NR_ENDS)
		advice = ends[status->end].advice;
	snprintf(buf, size, "%s; %s", what, advice);
}
