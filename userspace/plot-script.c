// SPDX-License-Identifier: GPL-2.0-only
/* The gnuplot script of a run: texts, data and canvas before the scripts of bench/plots. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "plot.h"

_Static_assert(WSBENCH_NR_FLOWS <= 8, "style.gp has a colour for each flow");

const char *const plot_mode_titles[NR_MODES] = { [WSBENCH_VHE] = "VHE", [WSBENCH_NVHE] = "nVHE" };

static bool has_phases(const struct plot *plot)
{
	return !plot->kind.totals_only;
}

static bool has_breakdown(const struct plot *plot)
{
	return plot->has_breakdown;
}

static const struct run_figure {
	const char *name, *before, *after, *script;	/* what is measured stands between them */
	bool (*has)(const struct plot *plot);	/* NULL: every run has it */
	unsigned int (*data)(FILE *fp, const struct plot *plot);
} run_figures[] = {
	{ "cost", "What ", " costs", plot_gp_cost, NULL, plot_cost },
	{ "distribution", "How the cost of ", " spreads", plot_gp_distribution, NULL,
	  plot_distribution },
	{ "phases", "Where the cost of ", " lies", plot_gp_phases, has_phases, plot_phases },
	{ "breakdown", "Where the cost of ", " lies, by register class", plot_gp_breakdown,
	  has_breakdown, plot_breakdown },
};

#define NR_FIGURES	(sizeof(run_figures) / sizeof(*run_figures))

/**
 * plot_samples - what the samples of a run are, for texts; to be freed
 * @plot: run
 */
char *plot_samples(const struct plot *plot)
{
	const char *boots = meta_get(&plot->meta, "boots");
	unsigned int batch = samples_batch(&plot->kind);
	char *of = batch > 1 ? xasprintf("batches of %u round trips", batch) :
			       xstrdup("round trips"), *in;

	if (!strcmp(boots, "1"))
		return of;
	in = xasprintf("%s in %.8s boots", of, boots);
	free(of);
	return in;
}

/**
 * plot_figure - write a number of ticks
 * @value: number; medians and their differences have halves, and those of
 *         batches hundredths, which are shown
 */
struct plot_figure plot_figure(double value)
{
	struct plot_figure f;

	snprintf(f.text, sizeof(f.text), "%.12g", round(value * 100) / 100);
	return f;
}

static bool same_in_all_modes(const struct plot *plot, const char *key)
{
	char *vhe = meta_text(&plot->meta, WSBENCH_VHE, key);
	char *nvhe = meta_text(&plot->meta, WSBENCH_NVHE, key);
	bool same = !plot_has_mode(plot, WSBENCH_VHE) || !plot_has_mode(plot, WSBENCH_NVHE) ||
		    !strcmp(vhe, nvhe);

	free(vhe);
	free(nvhe);
	return same;
}

/* The value of a key, or of each mode where they differ. */
static void put_fact(FILE *fp, const struct plot *plot, const char *prefix, const char *key)
{
	bool same = same_in_all_modes(plot, key);
	unsigned int nr = 0;

	for (unsigned int m = 0; m < NR_MODES && !(same && nr); m++) {
		char *value;

		if (!plot_has_mode(plot, m))
			continue;
		value = meta_text(&plot->meta, m, key);
		fputs(nr++ ? ", " : prefix, fp);
		figure_put_text(fp, *value ? value : "unknown", same ? 64 : 28);
		if (!same)
			fprintf(fp, " (%s)", plot_mode_titles[m]);
		free(value);
	}
}

/* What was switched, where it is not the usual; of each mode where they differ. */
static void put_switched(FILE *fp, const struct plot *plot)
{
	char *text[NR_MODES] = { 0 };
	bool same;

	for (unsigned int m = 0; m < NR_MODES; m++)
		if (plot_has_mode(plot, m))
			text[m] = switched_text(&plot->meta, m);
	same = text[0] && text[1] && !strcmp(text[0], text[1]);
	for (unsigned int m = 0; m < NR_MODES; m++) {
		if (text[m] && *text[m] && !(same && m)) {
			fputs("  \u00b7  ", fp);
			figure_put_text(fp, text[m] + strlen(", "), 96);
			if (!same && text[0] && text[1])
				fprintf(fp, " (%s)", plot_mode_titles[m]);
		}
	}
	free(text[0]);
	free(text[1]);
}

/**
 * plot_unit - what ticks of a run are, for axes; to be freed
 * @plot: run
 */
char *plot_unit(const struct plot *plot)
{
	const char *unit = tick_unit(&plot->meta);

	if (plot->timing == TIMING_EXACT)
		return xasprintf("%s (QEMU -icount)", unit);
	if (plot->timing == TIMING_EMULATED)
		return xstrdup("emulated ticks (not comparable)");
	return xstrdup(strcmp(meta_get(&plot->meta, "timestamps"), "guest") ?
		       "PMU cycle-counter ticks" : unit);
}

/* What nobody may take the figures for. */
static const char *footnote_of(const struct plot *plot)
{
	if (plot->timing == TIMING_EXACT)
		return strcmp(tick_unit(&plot->meta), "executed instructions") ?
		       "Instructions are counted by QEMU -icount: not cycles of silicon." :
		       "A tick is an executed instruction, counted by QEMU -icount: not cycles of silicon.";
	if (plot->timing == TIMING_EMULATED)
		return "Emulated without -icount: these figures drift from boot to boot and "
		       "must not be compared, neither with each other nor with silicon.";
	return "";
}

/**
 * plot_facts - what all figures say of a run: machine, what was switched, footnote and unit
 * @fp: where to
 * @plot: run; of its modes
 * @unit: from plot_unit()
 */
void plot_facts(FILE *fp, const struct plot *plot, const char *unit)
{
	const char *between = "";

	fprintf(fp, "unit = '%s'\nfootnote = '%s'\nmachine = '", unit, footnote_of(plot));
	for (unsigned int m = 0; m < NR_MODES; m++)
		if (plot_has_mode(plot, m)) {
			fprintf(fp, "%s%s", between, plot_mode_titles[m]);
			between = " and ";
		}
	if (is_kvm(&plot->meta))
		fprintf(fp, "  \u00b7  KVM %s", timed_by(&plot->meta));
	put_fact(fp, plot, "  \u00b7  ", "cpu_model");
	put_fact(fp, plot, "  \u00b7  Linux ", "kernel");
	put_switched(fp, plot);
	fputs("'\n", fp);
}

/**
 * plot_legend - names and numbers of flows, as the scripts' legends want them
 * @fp: where to
 * @flows: mask of 1 << enum wsbench_flow
 */
void plot_legend(FILE *fp, unsigned int flows)
{
	unsigned int n = 0;

	fprintf(fp, "flows = %d\narray flow_number[flows]\narray flow_name[flows]\n",
		__builtin_popcount(flows));
	for (unsigned int flow = 0; flow < WSBENCH_NR_FLOWS; flow++)
		if (flows & 1U << flow) {
			n++;
			fprintf(fp, "flow_number[%u] = %u\nflow_name[%u] = '%s'\n", n, flow + 1, n,
				flow_names.name[flow]);
		}
}

/**
 * plot_run - the figures of a run
 * @figures: to fill, zeroed
 * @dir: run folder; a damaged one ends the program
 */
void plot_run(struct figures *figures, const char *dir)
{
	struct plot *plot = xalloc(1, sizeof(*plot));
	const char *what;
	char *unit;

	plot_read(plot, dir);
	what = is_kvm(&plot->meta) ? "a round trip through KVM" : "a world switch";
	unit = plot_unit(plot);
	for (unsigned int i = 0; i < NR_FIGURES; i++) {
		const struct run_figure *f = &run_figures[i];
		FILE *fp;

		if (f->has && !f->has(plot))
			continue;
		fp = figure_open(figures, xstrdup(f->name),
				 xasprintf("%s%s%s, in %s", f->before, what, f->after, unit));
		plot_facts(fp, plot, unit);
		fprintf(fp, "width = %u\n", PLOT_WIDTH);
		fprintf(fp, "height = %u\n", f->data(fp, plot));
		figure_close(fp, figures, f->script);
	}
	free(unit);
}
