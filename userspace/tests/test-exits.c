// SPDX-License-Identifier: GPL-2.0-only
/* The kinds of exits: what is kept of each, and how much the debug flow is of it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gsl/gsl_rng.h>

#include "error.h"
#include "exits.h"
#include "tap.h"

#define BLOCKS	50
#define BLOCK	20

static gsl_rng *rng;

/* Ticks of a flow: @low, and up to @range more. */
static void add(struct exits *exits, enum wsbench_payload payload, const uint32_t low[],
		uint32_t range)
{
	struct recorder rec = { 0 };
	uint64_t seq = 0;

	for (uint32_t block = 0; block < BLOCKS * WSBENCH_NR_FLOWS; block++)
		for (unsigned int i = 0; i < BLOCK; i++) {
			unsigned int flow = block % WSBENCH_NR_FLOWS;
			uint32_t noise = range ? gsl_rng_uniform_int(rng, range) : 0;
			struct wsbench_sample s = {
				.seq = seq++, .block = block, .flow = flow, .entry = 10,
				.guest = 5, .exit = low[flow] - 15 + noise,
				.total = low[flow] + noise,
			};

			if (low[flow] && record(&rec, &s, 1))
				die("record", "failed");
			seq -= !low[flow];
		}
	record_end(&rec);
	exits_add(exits, payload, WSBENCH_NVHE, &rec);
	record_free(&rec);
}

static const uint32_t low[WSBENCH_NR_FLOWS] = {
	[WSBENCH_FLOW_NONE] = 200, [WSBENCH_FLOW_FOUR_CALL] = 250, [WSBENCH_FLOW_TWO_HOOK] = 240,
};

static const struct exits_row *total(const struct exits *exits, enum wsbench_payload payload,
				     enum wsbench_flow flow)
{
	return exits_total(exits, WSBENCH_NVHE, payload, flow, 0);
}

static void rows(void)
{
	const struct exits_row *none, *exact, *noisy;
	struct exits exits = { 0 };

	add(&exits, WSBENCH_PAYLOAD_HVC, low, 0);
	add(&exits, WSBENCH_PAYLOAD_WFI, low, 30);
	ok(exits.nr == 2 * 3 * NR_PHASES, "a row for each exit, flow and phase");
	none = total(&exits, WSBENCH_PAYLOAD_HVC, WSBENCH_FLOW_NONE);
	exact = total(&exits, WSBENCH_PAYLOAD_HVC, WSBENCH_FLOW_FOUR_CALL);
	noisy = total(&exits, WSBENCH_PAYLOAD_WFI, WSBENCH_FLOW_FOUR_CALL);
	if (!none || !exact || !noisy) {
		ok(false, "the totals are found");
		return;
	}
	ok(isnan(none->lo) && isnan(none->hi), "none is not set against itself");
	ok(exact->lo == 50 && exact->hi == 50, "all equal: how much it is, exactly");
	ok(noisy->lo < noisy->hi && noisy->hi - noisy->lo < 15 && noisy->lo <= 50 &&
	   noisy->hi >= 50,
	   "not equal: an interval around it (%g to %g)", noisy->lo, noisy->hi);
	ok(!exits_total(&exits, WSBENCH_VHE, WSBENCH_PAYLOAD_HVC, WSBENCH_FLOW_NONE, 0) &&
	   !exits_total(&exits, WSBENCH_NVHE, WSBENCH_PAYLOAD_SMC, WSBENCH_FLOW_NONE, 0),
	   "what was not measured is not found");
}

static bool same(const struct exits *a, const struct exits *b)
{
	bool same = a->nr == b->nr;

	for (size_t i = 0; same && i < a->nr; i++)
		same = a->row[i].payload == b->row[i].payload &&
		       !memcmp(&a->row[i].figures, &b->row[i].figures,
			       offsetof(struct summary_row, mean));
	return same;
}

static void file(void)
{
	char dir[] = "/tmp/test-exits-XXXXXX", *path;
	struct exits exits = { 0 }, again;
	FILE *fp;

	if (!ok(mkdtemp(dir), "a folder"))
		return;
	path = xasprintf("%s/" EXITS_FILE, dir);
	ok(!exits_folder(dir), "a folder without " EXITS_FILE " is none of these");
	add(&exits, WSBENCH_PAYLOAD_MMIO, low, 30);
	fp = fopen(path, "w");
	exits_write(&exits, fp);
	fclose(fp);
	ok(exits_folder(dir), "with it, it is");
	exits_read(&again, dir);
	ok(same(&exits, &again), "what is written is read again");
	unlink(path);
	rmdir(dir);
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	rows();
	file();
	return tap_done();
}
