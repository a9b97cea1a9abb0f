// SPDX-License-Identifier: GPL-2.0-only
/* From samples with steps to steps.csv and breakdown.csv, and back. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "breakdown.h"
#include "error.h"
#include "outdir.h"
#include "tap.h"

#define MARK	2
#define FLOW	WSBENCH_FLOW_FOUR_CALL

/* The steps of a flow with debug, and what each takes without its timestamp. */
static const struct {
	enum wsbench_step step;
	uint32_t net, mark;
} made_up[] = {
	{ WSBENCH_STEP_SYSREG_SAVE_HOST, 10, 0 }, { WSBENCH_STEP_DEBUG_SAVE_HOST, 20, MARK },
	{ WSBENCH_STEP_TRAPS_ACTIVATE, 3, MARK }, { WSBENCH_STEP_SYSREG_RESTORE_GUEST, 30, MARK },
	{ WSBENCH_STEP_DEBUG_RESTORE_GUEST, 21, MARK }, { WSBENCH_STEP_GP_RESTORE_GUEST, 27, MARK },
	{ WSBENCH_STEP_GUEST, 7, 0 }, { WSBENCH_STEP_GP_SAVE_GUEST, 33, 0 },
	{ WSBENCH_STEP_SYSREG_SAVE_GUEST, 40, MARK }, { WSBENCH_STEP_TRAPS_DEACTIVATE, 4, MARK },
	{ WSBENCH_STEP_SYSREG_RESTORE_HOST, 50, MARK }, { WSBENCH_STEP_DEBUG_SAVE_GUEST, 22, MARK },
	{ WSBENCH_STEP_DEBUG_RESTORE_HOST, 23, MARK }, { WSBENCH_STEP_REST, 1, MARK },
};

#define NET	291	/* their sum */
#define NR	(sizeof(made_up) / sizeof(*made_up))

static struct steps_recorder recorder = { .mode = WSBENCH_NVHE };

/* @more: ticks that one of the steps takes this time */
static void take(unsigned int flow, unsigned int dirty, enum wsbench_step step, uint32_t more)
{
	struct wsbench_steps s = {
		.sample = { .block = 17, .flow = flow, .dirty = dirty, .breakdown = 1 },
	};

	for (size_t i = 0; i < NR; i++)
		s.ticks[made_up[i].step] = made_up[i].net + made_up[i].mark;
	s.ticks[step] += more;
	for (unsigned int i = 0; i < WSBENCH_NR_STEPS; i++)
		s.sample.total += s.ticks[i];
	steps_take(&recorder, &s);
}

static char *read_file(const char *path)
{
	char *text = xalloc(1, 65536);
	FILE *fp = fopen(path, "r");

	if (fp) {
		text[fread(text, 1, 65535, fp)] = '\0';
		fclose(fp);
	}
	return text;
}

static void test_marks(void)
{
	const struct step_series *s = recorder.series[FLOW][0];

	ok(steps_marks(s, CLASS_DEBUG, SAVE) == 2, "debug is saved in two steps, each behind a mark");
	ok(steps_marks(s, CLASS_SYSREG, SAVE) == 1, "the first step of all begins without a mark");
	ok(steps_marks(s, CLASS_GP, SAVE) == 0, "so does the first behind the guest");
	ok(steps_marks(s, CLASS_GUEST, NEITHER) == 0, "and the guest");
	ok(steps_marks(s, CLASS_REST, NEITHER) == 1, "the way out begins behind one");
	ok(steps_marks(s, CLASS_VGIC, SAVE) == 0, "a class that is not there has none");
}

static void test_cell(const struct breakdown *b)
{
	const struct breakdown_cell *cell = &b->cell[WSBENCH_NVHE][0][FLOW];

	ok(cell->classes == (1U << CLASS_GP | 1U << CLASS_SYSREG | 1U << CLASS_DEBUG |
			     1U << CLASS_TRAPS | 1U << CLASS_GUEST | 1U << CLASS_REST),
	   "the classes are those that were seen");
	ok(cell->ticks[CLASS_DEBUG][SAVE] == 42 && cell->ticks[CLASS_DEBUG][RESTORE] == 44,
	   "debug: 42 and 44 ticks, without marks, and without the one that was late");
	ok(cell->ticks[CLASS_SYSREG][SAVE] == 50 && cell->ticks[CLASS_SYSREG][RESTORE] == 80,
	   "EL1 system: 50 and 80");
	ok(cell->ticks[CLASS_TRAPS][SAVE] == 4 && cell->ticks[CLASS_TRAPS][RESTORE] == 3,
	   "leaving the guest's traps counts as saving");
	ok(cell->ticks[CLASS_GUEST][NEITHER] == 7 && cell->ticks[CLASS_REST][NEITHER] == 1,
	   "guest and rest");
	ok(cell->total == NET && !breakdown_residue(cell), "the parts are the total exactly");
	ok(breakdown_residue(&b->cell[WSBENCH_NVHE][1][FLOW]) == -2.5,
	   "of an even number the middle of two, and the residue has it");
}

static void test_left_out(const struct breakdown *b)
{
	ok(!b->cell[WSBENCH_NVHE][0][WSBENCH_FLOW_NONE].classes, "no plain samples: left out");
	ok(!b->cell[WSBENCH_NVHE][0][WSBENCH_FLOW_TWO_HOOK].classes, "no steps: left out");
	ok(!b->cell[WSBENCH_VHE][0][FLOW].classes, "another mode is not touched");
}

static void test_file(const struct breakdown *b)
{
	static const char first[] =
		"mode,flow,dirty,class,save,restore,ticks,share\n"
		"nvhe,four-call,off,gp,33,27,60,";
	FILE *fp = outdir_fopen(BREAKDOWN_FILE);
	struct breakdown again = { 0 };
	char *text;

	breakdown_write(b, fp);
	outdir_fclose(fp, BREAKDOWN_FILE);
	outdir_commit();
	text = read_file("out/" BREAKDOWN_FILE);
	ok(!strncmp(text, first, strlen(first)), "breakdown.csv: header and first row");
	ok(strstr(text, "nvhe,four-call,off,residue,,,0,0\n"), "breakdown.csv: no residue");
	ok(strstr(text, "nvhe,four-call,on,residue,,,-2.5,"), "breakdown.csv: a residue");
	ok(breakdown_read(&again, "out") && !memcmp(&again, b, sizeof(again)),
	   "breakdown.csv: read back as it was");
	ok(!breakdown_read(&again, "."), "a run without one");
}

static void test_steps_file(void)
{
	static const char want[] =
		"nvhe,four-call,off,17,0,10,22,5,0,0,0,0,32,0,0,23,29,7,33,42,0,0,0,6,0,52,0,0,24,25,0,3,313\n";
	char *text = read_file("out/" STEPS_FILE);
	unsigned int rows = 0;

	for (const char *c = text; *c; c++)
		rows += *c == '\n';
	ok(!strncmp(text, "mode,flow,dirty,block,seq,sysreg-save-host,debug-save-host,",
		    strlen("mode,flow,dirty,block,seq,sysreg-save-host,debug-save-host,")) &&
	   strstr(text, ",debug-restore-host,debug-finish,rest,total\n"),
	   "steps.csv: a column for each step");
	ok(strstr(text, want), "steps.csv: raw ticks");
	ok(strstr(text, "\nnvhe,four-call,on,17,3,") && strstr(text, "\nnvhe,none,off,17,5,"),
	   "steps.csv: numbered through");
	ok(rows == 7, "steps.csv: a row for each");
}

static struct summary_row summary_row(unsigned int mode, unsigned int flow, unsigned int dirty,
				      enum phase phase, double median)
{
	return (struct summary_row) {
		.mode = mode, .flow = flow, .dirty = dirty, .phase = phase, .median = median,
	};
}

int main(void)
{
	char dir[] = "/tmp/test-breakdown.XXXXXX";
	struct summary_row row[] = {
		summary_row(WSBENCH_NVHE, FLOW, 0, PHASE_TOTAL, NET),
		summary_row(WSBENCH_NVHE, FLOW, 0, PHASE_EXIT, 1),
		summary_row(WSBENCH_NVHE, FLOW, 1, PHASE_TOTAL, NET),
		summary_row(WSBENCH_NVHE, WSBENCH_FLOW_TWO_HOOK, 0, PHASE_TOTAL, 9),
		summary_row(WSBENCH_VHE, FLOW, 0, PHASE_TOTAL, 5),
	};
	struct summary sum = { .nr = sizeof(row) / sizeof(*row), .phases = NR_PHASES, .row = row };
	static struct breakdown b;

	if (!mkdtemp(dir) || chdir(dir))
		die(dir, "cannot be used");
	outdir_begin("out");
	for (int i = 0; i < 3; i++)
		take(FLOW, 0, WSBENCH_STEP_DEBUG_SAVE_GUEST, i == 1 ? 100 : 0);
	take(FLOW, 1, WSBENCH_STEP_REST, 0);
	take(FLOW, 1, WSBENCH_STEP_REST, 5);
	take(WSBENCH_FLOW_NONE, 0, WSBENCH_STEP_REST, 0);
	steps_end(&recorder);
	test_marks();
	ok(breakdown_is_empty(&b), "empty before the first run");
	breakdown_add(&b, &recorder, &sum, MARK);
	ok(!breakdown_is_empty(&b), "and not behind it");
	test_cell(&b);
	test_left_out(&b);
	test_file(&b);
	test_steps_file();
	if (unlink("out/" STEPS_FILE) || unlink("out/" BREAKDOWN_FILE) || rmdir("out") ||
	    chdir("/") || rmdir(dir))
		die(dir, "cannot be removed");
	return tap_done();
}
