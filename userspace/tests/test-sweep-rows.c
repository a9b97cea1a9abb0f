// SPDX-License-Identifier: GPL-2.0-only
/* The rows of wsbench sweep, made of samples with a known answer: fits, and CPUs' verdicts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "cpus.h"
#include "error.h"
#include "sweep.h"
#include "tap.h"

#define BLOCKS	50
#define BLOCK	20

static gsl_rng *rng;

/* Entry and exit of one flow and dirty state, with noise of @spread ticks. */
static struct recorder make(enum wsbench_flow flow, double entry, double exit, double spread)
{
	struct recorder rec = { 0 };

	for (uint64_t seq = 0; seq < BLOCKS * BLOCK; seq++) {
		struct wsbench_sample s = {
			.seq = seq, .block = seq / BLOCK, .flow = flow, .dirty = 1,
			.entry = round(entry + gsl_ran_gaussian(rng, spread)), .guest = 7,
			.exit = round(exit + gsl_ran_gaussian(rng, spread)),
		};

		s.total = s.entry + s.guest + s.exit;
		record(&rec, &s, 1);
	}
	record_end(&rec);
	return rec;
}

static void make_sweep(struct sweep *sweep, double spread)
{
	*sweep = (struct sweep) { 0 };
	/* From the last to the first, as any order may be drawn. */
	for (unsigned int brps = 6; brps; brps--)
		for (unsigned int wrps = 4; wrps; wrps--) {
			struct recorder rec = make(WSBENCH_FLOW_TWO_HOOK,
						   185 + 8.0 * brps + 6.0 * wrps,
						   190 + 10.0 * brps + 12.0 * wrps, spread);

			sweep_add(sweep, WSBENCH_NVHE, &rec, brps, wrps);
			record_free(&rec);
		}
	sweep_sort(sweep);
}

static bool is_fit(const struct fit *fit, double intercept, double brp, double wrp)
{
	return fit->value[FIT_INTERCEPT] == intercept && fit->value[FIT_BREAKPOINT] == brp &&
	       fit->value[FIT_WATCHPOINT] == wrp && fit->residual_max == 0 && fit->points == 24;
}

static void sweeps(void)
{
	struct sweep_fits fits;
	struct sweep sweep;
	double error, off;

	make_sweep(&sweep, 0);
	sweep_fit(&fits, &sweep);
	ok(sweep.nr == 24 * NR_PHASES && fits.nr == 3, "a row each point and phase, fits without the guest");
	ok(fits.row[0].first->figures.phase == PHASE_ENTRY && is_fit(&fits.row[0].fit, 185, 8, 6),
	   "the entry's terms");
	ok(fits.row[1].first->figures.phase == PHASE_EXIT && is_fit(&fits.row[1].fit, 190, 10, 12),
	   "the exit's");
	ok(is_fit(&fits.row[2].fit, 382, 18, 18), "the total's are their sums, and the guest");
	free(fits.row);
	free(sweep.row);

	make_sweep(&sweep, 30);
	sweep_fit(&fits, &sweep);
	error = fits.row[0].fit.error[FIT_BREAKPOINT];
	off = fabs(fits.row[0].fit.value[FIT_BREAKPOINT] - 8) / error;
	ok(off < 4 && error > 0.01 && error < 1,
	   "with noise the answer is within its standard error, about (%.1f of them)", off);
	free(fits.row);
	free(sweep.row);
}

/* What sweep_fits_print() writes; to be freed. */
static char *printed(const struct sweep_fits *fits)
{
	FILE *fp = tmpfile();
	int out = dup(STDOUT_FILENO);
	char *text = xalloc(1 << 14, 1);

	fflush(stdout);
	dup2(fileno(fp), STDOUT_FILENO);
	sweep_fits_print(fits, "instructions", true);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	close(out);
	rewind(fp);
	text[fread(text, 1, (1 << 14) - 1, fp)] = '\0';
	fclose(fp);
	return text;
}

static bool has(const char *text, const char *part)
{
	return strstr(text, part);
}

static void few_numbers(void)
{
	struct recorder rec = make(WSBENCH_FLOW_TWO_HOOK, 240, 250, 0);
	struct sweep sweep = { 0 };
	struct sweep_fits fits;
	size_t size;
	char *text;
	FILE *fp = open_memstream(&text, &size);

	sweep_add(&sweep, WSBENCH_NVHE, &rec, 3, 2);
	sweep_add(&sweep, WSBENCH_NVHE, &rec, 3, 4);
	sweep_sort(&sweep);
	sweep_fit(&fits, &sweep);
	sweep_fits_write(&fits, fp);
	fclose(fp);
	ok(has(text, "nvhe,two-hook,on,entry,intercept,240,,,2\n"),
	   "as many points as terms: neither error nor residual in fit.csv");
	free(text);
	text = printed(&fits);
	ok(has(text, "\nbreakpoints were 3 at all points: what they take is in the intercept\n") &&
	   !has(text, "watchpoints were"), "a number that stays is told, and one that varies is not");
	ok(has(text, "  -       2\n"), "and no residual");
	free(text);
	free(fits.row);
	free(sweep.row);
	record_free(&rec);
}

/* The row of the totals of a CPU that took @more ticks beside others. */
static struct cpus_row beside(double more, double spread, bool judge)
{
	struct recorder alone = make(WSBENCH_FLOW_NONE, 500, 500, spread);
	struct recorder rec = make(WSBENCH_FLOW_NONE, 500 + more, 500, spread);
	struct cpus cpus = { 0 };
	struct cpus_row row;

	cpus_add(&cpus, WSBENCH_VHE, 2, 1, &rec, &alone, judge);
	row = cpus.row[cpus.nr - 1];
	free(cpus.row);
	record_free(&alone);
	record_free(&rec);
	return row;
}

static void judgements(void)
{
	struct cpus_row row = beside(100, 20, true);

	ok(row.judged && row.verdict == VERDICT_SLOWER && fabs(cpus_ratio(&row) - 1.1) < 0.02 &&
	   row.lo < 100 && row.hi > 100 && row.p < 0.001,
	   "a tenth more beside others: slower, ratio %.3f, interval %g to %g", cpus_ratio(&row),
	   row.lo, row.hi);
	row = beside(0, 20, true);
	ok(row.judged && row.verdict != VERDICT_SLOWER && row.verdict != VERDICT_FASTER,
	   "nothing more: not slower, %s", verdict_names[row.verdict]);
	row = beside(-100, 20, true);
	ok(row.verdict == VERDICT_FASTER, "less: faster");
	row = beside(100, 0, false);
	ok(!row.judged && fabs(cpus_ratio(&row) - 1107.0 / 1007) < 1e-9,
	   "not judged: the ratio and no verdict");
}

/* p-values of totals, and one of an entry, which counts for itself. */
static void corrections(void)
{
	static const double p[] = { 0.04, 0.011, 0.012, 0.9, NAN };
	static const double want[] = { 0.08, 0.044, 0.044, 0.9 };
	struct cpus_row row[6] = { { .p = 0.03, .judged = true, .verdict = VERDICT_SLOWER } };
	struct cpus cpus = { .nr = 6, .row = row };
	bool all = true;

	for (size_t i = 0; i < 5; i++)
		row[i + 1] = (struct cpus_row) {
			.figures.phase = PHASE_TOTAL, .judged = true, .p = p[i],
			.verdict = i == 3 ? VERDICT_SAME : VERDICT_SLOWER,
		};
	cpus_correct(&cpus);
	for (size_t i = 0; i < 4; i++)
		all = all && fabs(row[i + 1].p - want[i]) < 1e-12;
	ok(all, "p-values of four comparisons, by Holm: %g, %g, %g, %g", row[1].p, row[2].p,
	   row[3].p, row[4].p);
	ok(row[1].verdict == VERDICT_UNRESOLVED && row[2].verdict == VERDICT_SLOWER &&
	   row[3].verdict == VERDICT_SLOWER && row[4].verdict == VERDICT_SAME,
	   "what is no longer below 0.05 is unresolved, the rest stays");
	ok(row[0].p == 0.03 && row[0].verdict == VERDICT_SLOWER && isnan(row[5].p) &&
	   row[5].verdict == VERDICT_SLOWER, "another phase and what has no p-value do not count");
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	sweeps();
	few_numbers();
	judgements();
	corrections();
	gsl_rng_free(rng);
	return tap_done();
}
