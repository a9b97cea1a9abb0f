// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <unistd.h>

#include "error.h"
#include "run-compare.h"
#include "runs.h"
#include "samples.h"

static bool has_file(const char *dir, const char *name)
{
	char *path = xasprintf("%s/%s", dir, name);
	bool has = !access(path, F_OK);

	free(path);
	return has;
}

static void compare_samples(struct comparisons *cmp, const char *dir)
{
	struct loaded_run run;

	run_open(&run, dir);
	run_read(&run, NULL, NULL);
	for (unsigned int m = 0; m < NR_MODES; m++) {
		compare_flows(cmp, m, &run.rec[m], WSBENCH_FLOW_FOUR_CALL,
			      WSBENCH_FLOW_TWO_HOOK, DEFAULT_MARGIN);
		record_free(&run.rec[m]);
	}
	if (!ticks_comparable(&run.meta))
		compare_withhold(cmp);
}

/**
 * run_compare - the flows of a run compared, by its compare.csv or else its samples
 * @cmp: to fill
 * @dir: run folder
 *
 * Returns false, and nothing in @cmp, where it has neither.
 */
bool run_compare(struct comparisons *cmp, const char *dir)
{
	*cmp = (struct comparisons) { 0 };
	if (has_file(dir, COMPARE_FILE))
		compare_read(cmp, dir);
	else if (has_file(dir, SAMPLES_FILE))
		compare_samples(cmp, dir);
	else
		return false;
	return true;
}
