// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "error.h"
#include "merge-plan.h"
#include "report.h"

static void refuse_same_folder(const struct merge_run *a, const struct merge_run *b)
{
	struct stat st_a, st_b;

	if (!stat(a->run.dir, &st_a) && !stat(b->run.dir, &st_b) && st_a.st_dev == st_b.st_dev &&
	    st_a.st_ino == st_b.st_ino)
		die(b->run.dir, "is the folder %s once more; give each run once", a->run.dir);
}

/* What must be the same in two runs whose samples get into one place. */
static void refuse_difference(const struct merge_run *a, const struct merge_run *b,
			      const char *const *keys, const char *place)
{
	for (; *keys; keys++) {
		const char *in_a = meta_get(&a->run.meta, *keys);
		const char *in_b = meta_get(&b->run.meta, *keys);

		if (strcmp(in_a, in_b))
			die(b->run.dir, "its %s is '%s', but '%s' in %s; %s must have the same", *keys,
			    in_b, in_a, a->run.dir, place);
	}
}

/* Of different world switches nothing can be said together, not of two modes either. */
static void refuse_other_switch(const struct merge_run *a, const struct merge_run *b)
{
	static const char *const keys[] = { "profile", "brps", "wrps", "lrs", "payload" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *in_a = switched_word(keys[i], meta_get(&a->run.meta, keys[i]));
		const char *in_b = switched_word(keys[i], meta_get(&b->run.meta, keys[i]));

		if (strcmp(in_a, in_b))
			die(b->run.dir, "its %s is '%s', but '%s' in %s; runs that are merged must switch the same",
			    keys[i], in_b, in_a, a->run.dir);
	}
}

/* Boots of an emulated host that counts instructions are all alike, their id, too. */
static void refuse_same_boot(const struct merge_run *a, const struct merge_run *b)
{
	const char *id = meta_get(&a->run.meta, "boot_id");

	if (*id && !strcmp(id, meta_get(&b->run.meta, "boot_id")) &&
	    strcmp(meta_get(&a->run.meta, "timing"), "exact"))
		die(b->run.dir, "was measured in the same boot as %s; what is joined here is to be of several boots",
		    a->run.dir);
}

static void refuse_pair(const struct merge_run *a, const struct merge_run *b)
{
	static const char *const all[] = { "engine", "timestamps", "batch", NULL };
	static const char *const mode[] = {
		"block", "warmup", "barrier", "events", "cpu_model", "kvm_arm_mode", NULL
	};
	static const char *const boots[] = { "kernel", NULL };

	refuse_same_folder(a, b);
	refuse_difference(a, b, all, "all runs");
	refuse_other_ticks(&a->run, &b->run);
	refuse_other_switch(a, b);
	if (a->mode != b->mode)
		return;
	refuse_difference(a, b, mode, "runs of one mode");
	if (!(a->flows & b->flows))
		return;
	refuse_difference(a, b, boots, "boots of one flow");
	refuse_same_boot(a, b);
}

static unsigned int mask_of(const struct loaded_run *run, const char *key,
			    const struct names *names)
{
	unsigned int mask = meta_mask(&run->meta, key, names);

	if (!mask)
		die(run->dir, META_FILE " is damaged: %s '%s'", key, meta_get(&run->meta, key));
	return mask;
}

static void open_run(struct merge_run *r, const char *dir)
{
	const char *name;
	int mode;

	run_open(&r->run, dir);
	name = meta_get(&r->run.meta, "mode");
	mode = name_find(&mode_names, name, strlen(name));
	if (mode < 0 || r->run.boot_blocks)
		die(dir, "is a merged run itself; give the runs it was made of");
	r->mode = mode;
	r->flows = mask_of(&r->run, "flows", &flow_names);
	r->dirty = mask_of(&r->run, "dirty", &dirty_names);
}

static bool has_series(const struct merge_run *r, unsigned int mode, unsigned int flow,
		       unsigned int dirty)
{
	return r->mode == mode && r->flows & 1U << flow && r->dirty & 1U << dirty;
}

/* The runs before @end that have a mode, flow and dirty state. */
static unsigned int count_boots(const struct merge_plan *plan, const struct merge_run *end,
				unsigned int mode, unsigned int flow, unsigned int dirty)
{
	unsigned int boots = 0;

	for (const struct merge_run *r = plan->run; r < end; r++)
		boots += has_series(r, mode, flow, dirty);
	return boots;
}

static void number_boot(const struct merge_plan *plan, struct merge_run *r)
{
	bool first = true;

	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY; i++) {
		unsigned int flow = i / NR_DIRTY, dirty = i % NR_DIRTY, boot;

		if (!has_series(r, r->mode, flow, dirty))
			continue;
		boot = count_boots(plan, r, r->mode, flow, dirty);
		if (!first && boot != r->boot)
			die(r->run.dir, "is boot %u of some of its flows and dirty states and boot %u of %s, dirty %s; give as many runs of each",
			    r->boot + 1, boot + 1, flow_names.name[flow], dirty_names.name[dirty]);
		r->boot = boot;
		first = false;
	}
}

static void check_boots(struct merge_plan *plan)
{
	const struct merge_run *end = plan->run + plan->n;
	unsigned int of = 0;

	for (unsigned int i = 0; i < NR_MODES * WSBENCH_NR_FLOWS * NR_DIRTY; i++) {
		unsigned int dirty = i % NR_DIRTY, flow = i / NR_DIRTY % WSBENCH_NR_FLOWS;
		unsigned int mode = i / NR_DIRTY / WSBENCH_NR_FLOWS;
		unsigned int boots = count_boots(plan, end, mode, flow, dirty);

		if (!boots)
			continue;
		if (plan->boots && boots != plan->boots)
			die("merge", "%s, %s, dirty %s has %u boots, but %s, %s, dirty %s has %u; give as many of each",
			    mode_names.name[mode], flow_names.name[flow], dirty_names.name[dirty],
			    boots, mode_names.name[of / NR_DIRTY / WSBENCH_NR_FLOWS],
			    flow_names.name[of / NR_DIRTY % WSBENCH_NR_FLOWS],
			    dirty_names.name[of % NR_DIRTY], plan->boots);
		plan->boots = boots;
		of = i;
	}
}

/**
 * merge_plan - find out whether runs can be joined, and how
 * @plan: to fill
 * @dirs: the folders of the runs
 * @n: their number
 *
 * Ends the program where the joined run would say something wrong.
 */
void merge_plan(struct merge_plan *plan, char *const *dirs, size_t n)
{
	*plan = (struct merge_plan) { .n = n, .run = xalloc(n, sizeof(*plan->run)) };
	for (size_t i = 0; i < n; i++) {
		open_run(&plan->run[i], dirs[i]);
		for (size_t j = 0; j < i; j++) {
			refuse_pair(&plan->run[j], &plan->run[i]);
			plan->by_boot |= plan->run[j].mode == plan->run[i].mode;
		}
		number_boot(plan, &plan->run[i]);
	}
	for (size_t i = 0; plan->by_boot && i < n; i++) {
		if (!strcmp(meta_get(&plan->run[i].run.meta, "interrupted"), "yes"))
			die(dirs[i], "was interrupted; a run that is one of several boots must be complete");
		run_unit(&plan->run[i].run, UNIT_IS_ALL);
	}
	if (plan->by_boot)
		check_boots(plan);
	else
		plan->boots = 1;
}

static void check_series(struct merge_plan *plan, const struct merge_run *r, unsigned int flow,
			 unsigned int dirty)
{
	const struct series *s = r->run.rec[r->mode].series[flow][dirty];
	uint64_t n = s ? s->n : 0, blocks = s ? s->blocks : 0;

	if (!plan->series_blocks) {
		plan->series_samples = n;
		plan->series_blocks = blocks;
	}
	if (n != plan->series_samples || blocks != plan->series_blocks)
		die(r->run.dir, "%s, dirty %s has %" PRIu64 " samples in %" PRIu64 " blocks, but in %s it is %"
		    PRIu64 " in %" PRIu64 "; all boots must be alike", flow_names.name[flow],
		    dirty_names.name[dirty], n, blocks, plan->run[0].run.dir,
		    plan->series_samples, plan->series_blocks);
}

/**
 * merge_check_read - a run has been read: see whether it is what the plan says
 * @plan: plan
 * @r: the run
 * @last_block: its highest block number
 */
void merge_check_read(struct merge_plan *plan, const struct merge_run *r, uint32_t last_block)
{
	const char *mode = mode_names.name[r->mode];

	if (r->run.rec[!r->mode].next)
		die(r->run.dir, "has samples of a mode that is not %s, the one of its " META_FILE,
		    mode);
	if (!plan->by_boot)
		return;
	for (unsigned int i = 0; i < WSBENCH_NR_FLOWS * NR_DIRTY; i++)
		if (has_series(r, r->mode, i / NR_DIRTY, i % NR_DIRTY))
			check_series(plan, r, i / NR_DIRTY, i % NR_DIRTY);
	if (!plan->blocks)
		plan->blocks = last_block + 1;
	if (last_block != plan->blocks - 1)
		die(r->run.dir, "its last block is %" PRIu32 ", but %" PRIu32 " in %s; all boots must be alike",
		    last_block, plan->blocks - 1, plan->run[0].run.dir);
	if ((uint64_t)plan->boots * plan->blocks > UINT32_MAX)
		die(r->run.dir, "has so many blocks that those of %u boots cannot be numbered",
		    plan->boots);
}
