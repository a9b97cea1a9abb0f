// SPDX-License-Identifier: GPL-2.0-only
/* Every reason a run can end for has a name, a text of its own, and advice. */
#include <string.h>

#include "../end.h"
#include "../names.h"
#include "tap.h"

static const struct wsbench_status sample = {
	.esr = 0x92000046, .far = 0x44bd7000, .ipa = 0x44bd7000, .pc = 0x80000124,
	.expected = 0x11, .actual = 0x22, .reg = "CSSELR_EL1",
};

static struct wsbench_status ended(unsigned int end)
{
	struct wsbench_status status = sample;

	status.end = end;
	return status;
}

static void describes(unsigned int end, const char *want)
{
	struct wsbench_status status = ended(end);
	char text[END_TEXT];

	end_describe(&status, text, sizeof(text));
	ok(!strcmp(text, want), "%s: %s", end_names.name[end], text);
}

/* What a guest does with an address of the kernel's. */
static void hides(unsigned int end, bool pc, const char *want)
{
	struct wsbench_status status = ended(end);
	char text[END_TEXT];

	status.far = WSBENCH_HIDDEN;
	status.ipa = WSBENCH_HIDDEN;
	if (pc)
		status.pc = WSBENCH_HIDDEN;
	end_describe(&status, text, sizeof(text));
	ok(!strcmp(text, want), "hidden: %s", text);
}

static void explains(unsigned int end, unsigned int payload, const char *want)
{
	struct wsbench_status status = ended(end);
	char text[2 * END_TEXT];

	end_explain(&status, payload, text, sizeof(text));
	ok(!strcmp(text, want), "explained: %s", text);
}

static void all_are_named(void)
{
	char text[WSBENCH_NR_ENDS][2 * END_TEXT];
	unsigned int named = 0, differ = 0;

	for (unsigned int i = 0; i < WSBENCH_NR_ENDS; i++) {
		struct wsbench_status status = ended(i);
		const char *name = end_names.name[i];

		named += name && name_find(&end_names, name, strlen(name)) == (int)i;
		end_explain(&status, WSBENCH_PAYLOAD_HVC, text[i], sizeof(*text));
		differ += strlen(text[i]) > 20 && strlen(text[i]) < END_TEXT &&
			  strstr(text[i], "; ") && !strstr(text[i], "(null)");
		for (unsigned int other = 0; other < i; other++)
			differ -= !strcmp(text[i], text[other]);
	}
	ok(named == WSBENCH_NR_ENDS, "each of %u ends has a name of its own", WSBENCH_NR_ENDS);
	ok(differ == WSBENCH_NR_ENDS, "and a text of its own, with advice, not too long");
}

/* The ABI terminates it; a reader that trusts that would read on into whatever follows. */
static void name_without_end(void)
{
	struct wsbench_status status = ended(WSBENCH_END_HOST_STATE);
	char text[END_TEXT];

	memset(status.reg, 'R', sizeof(status.reg));
	end_describe(&status, text, sizeof(text));
	ok(strstr(text, " RRRRRRRRRRRRRRRRRRRRRRRR changed "), "a register's name without NUL: %s",
	   text);
}

int main(void)
{
	all_are_named();
	describes(WSBENCH_END_SMC, "the guest left by an SMC (ESR 0x92000046, PC 0x80000124)");
	describes(WSBENCH_END_DATA_ABORT,
		  "the guest left by a data abort at IPA 0x44bd7000 (ESR 0x92000046, FAR 0x44bd7000, PC 0x80000124)");
	describes(WSBENCH_END_EL1_ABORT,
		  "the guest took a stage 1 abort at EL1 (ESR 0x92000046, FAR 0x44bd7000, PC 0x80000124)");
	hides(WSBENCH_END_EL1_ABORT, false,
	      "the guest took a stage 1 abort at EL1 (ESR 0x92000046, FAR not shown, PC 0x80000124)");
	hides(WSBENCH_END_DATA_ABORT, true,
	      "the guest left by a data abort at IPA not shown (ESR 0x92000046, FAR not shown, PC not shown)");
	hides(WSBENCH_END_SMC, true, "the guest left by an SMC (ESR 0x92000046, PC not shown)");
	describes(WSBENCH_END_HOST_STATE, "host register CSSELR_EL1 changed from 0x11 to 0x22");
	describes(WSBENCH_END_EL2_FAULT,
		  "the module's code took an exception at EL2 (ESR 0x92000046, 0x80000124 bytes behind wsb_hyp_text_start)");
	explains(WSBENCH_END_TIMEOUT, WSBENCH_PAYLOAD_HVC,
		 "the guest made no round trip within the limit of a block, several times in a row; raise --limit-us");
	explains(WSBENCH_END_TIMEOUT, WSBENCH_PAYLOAD_LOOP,
		 "the guest made no round trip within the limit of a block, several times in a row; that is what payload loop does: 'wsbench selftest' tells whether it should");
	explains(WSBENCH_END_SMC, WSBENCH_PAYLOAD_HVC,
		 "the guest left by an SMC (ESR 0x92000046, PC 0x80000124); 'wsbench verify' checks the machine");
	explains(WSBENCH_END_SMC, WSBENCH_PAYLOAD_ROGUE_SMC,
		 "the guest left by an SMC (ESR 0x92000046, PC 0x80000124); that is what payload rogue-smc does: 'wsbench selftest' tells whether it should");
	explains(WSBENCH_END_HOST_STATE, WSBENCH_PAYLOAD_ROGUE_SMC,
		 "host register CSSELR_EL1 changed from 0x11 to 0x22; this is a bug of the module: unload it, and report this line and dmesg");
	explains(99, WSBENCH_PAYLOAD_ROGUE_SMC,
		 "the run ended for reason 99, which this wsbench does not know; build module and wsbench from one tree");
	name_without_end();
	return tap_done();
}
