// SPDX-License-Identifier: GPL-2.0-only
/* The gnuplot script of a run: texts, data and canvas before the scripts of bench/plots. */
#include <math.h>
#include <string.h>

#include "plot.h"

_Static_assert(WSBENCH_NR_FLOWS == 3, "style.gp has a colour for each flow");

const char *const plot_mode_titles[NR_MODES] = { [WSBENCH_VHE] = "VHE", [WSBENCH_NVHE] = "nVHE" };

static const char *const units[NR_TIMINGS] = {
	[TIMING_EXACT] = "executed instructions (QEMU -icount)",
	[TIMING_HARDWARE] = "PMU cycle-counter ticks",
	[TIMING_EMULATED] = "emulated ticks (not comparable)",
};

static const char *const footnotes[NR_TIMINGS] = {
	[TIMING_EXACT] =
		"A tick is an executed instruction, counted by QEMU -icount: not cycles of silicon.",
	[TIMING_HARDWARE] = "",
	[TIMING_EMULATED] =
		"Emulated without -icount: these figures drift from boot to boot and "
		"must not be compared, neither with each other nor with silicon.",
};

static const struct figure {
	const char *heading, *script;
	unsigned int (*data)(FILE *fp, const struct plot *plot);
} figures[] = {
	{ "What a world switch costs", plot_gp_cost, plot_cost },
	{ "How the cost of a world switch spreads", plot_gp_distribution,
	  plot_distribution },
	{ "Where the cost of a world switch lies", plot_gp_phases, plot_phases },
};

#define NR_FIGURES	(sizeof(figures) / sizeof(*figures))

/*
 * Text of 16 pixels in both: pngcairo counts in points of 4/3 pixels. An SVG is
 * shown with the fonts of its reader, and all others are narrower than DejaVu.
 */
static const struct terminal {
	const char *name, *typeface;
	unsigned int text_size;
} terminals[] = {
	{ "svg", "sans-serif", 16 },
	{ "pngcairo", "DejaVu Sans", 12 },
};

#define NR_TERMINALS	(sizeof(terminals) / sizeof(*terminals))

/* What the script writes: each figure in each terminal's format. */
const char *const plot_files[] = {
	"cost.svg", "cost.png", "distribution.svg", "distribution.png", "phases.svg", "phases.png",
	NULL
};

/**
 * plot_figure - write a number of ticks
 * @value: number; medians and their differences have halves, which are shown
 */
struct plot_figure plot_figure(double value)
{
	struct plot_figure f;

	snprintf(f.text, sizeof(f.text), "%.12g", round(value * 10) / 10);
	return f;
}

/* Foreign text for between single quotes, where only the quote is special. */
static void put_value(FILE *fp, const char *s, int room)
{
	for (; *s && room; s++, room--)
		if (*s == '\'')
			fputs("''", fp);
		else
			fputc(*s < ' ' || *s > '~' ? '?' : *s, fp);
	if (*s)
		fputs("\u2026", fp);
}

static bool same_in_all_modes(const struct plot *plot, const char *key)
{
	const char *first = NULL;

	for (unsigned int m = 0; m < NR_MODES; m++) {
		const char *value = meta_get_mode(&plot->meta, m, key);

		if (!plot_has_mode(plot, m))
			continue;
		if (first && strcmp(first, value))
			return false;
		first = value;
	}
	return true;
}

/* The value of a key, or of each mode where they differ. */
static void put_fact(FILE *fp, const struct plot *plot, const char *prefix, const char *key)
{
	bool same = same_in_all_modes(plot, key);
	unsigned int nr = 0;

	for (unsigned int m = 0; m < NR_MODES && !(same && nr); m++) {
		const char *value = meta_get_mode(&plot->meta, m, key);

		if (!plot_has_mode(plot, m))
			continue;
		fputs(nr++ ? ", " : prefix, fp);
		put_value(fp, *value ? value : "unknown", same ? 64 : 28);
		if (!same)
			fprintf(fp, " (%s)", plot_mode_titles[m]);
	}
}

/* What all figures say. */
static void put_facts(FILE *fp, const struct plot *plot)
{
	const char *between = "";

	fprintf(fp, "unit = '%s'\nfootnote = '%s'\nmachine = '", units[plot->timing],
		footnotes[plot->timing]);
	for (unsigned int m = 0; m < NR_MODES; m++)
		if (plot_has_mode(plot, m)) {
			fprintf(fp, "%s%s", between, plot_mode_titles[m]);
			between = " and ";
		}
	put_fact(fp, plot, "  \u00b7  ", "cpu_model");
	put_fact(fp, plot, "  \u00b7  Linux ", "kernel");
	fputs("'\n", fp);
}

/**
 * plot_script - everything gnuplot is to be told
 * @fp: where to
 * @plot: run
 *
 * The script writes plot_files into the current folder. It says the same for
 * the same run: no date, no path.
 */
void plot_script(FILE *fp, const struct plot *plot)
{
	put_facts(fp, plot);
	for (unsigned int i = 0; i < NR_FIGURES; i++) {
		unsigned int height = figures[i].data(fp, plot);

		fprintf(fp, "heading = '%s, in '.unit\nwidth = %u\nheight = %u\n",
			figures[i].heading, PLOT_WIDTH, height);
		for (unsigned int j = 0; j < NR_TERMINALS; j++) {
			fprintf(fp, "typeface = '%s'\ntext_size = %u\ntext_width = 10.2\n",
				terminals[j].typeface, terminals[j].text_size);
			fprintf(fp, "set terminal %s enhanced size width, height "
				"background rgb 'white' font sprintf('%%s,%%d', typeface, text_size)\n",
				terminals[j].name);
			fprintf(fp, "set output '%s'\n%s%sunset output\nreset\n",
				plot_files[i * NR_TERMINALS + j], plot_gp_style, figures[i].script);
		}
	}
}
