/* SPDX-License-Identifier: GPL-2.0-only */
/* Figures: what they are called, what gnuplot is told, and how it is made to draw them. */
#ifndef WSBENCH_FIGURES_H
#define WSBENCH_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "changes.h"
#include "trend.h"

/* The files of a figure: NAME.svg, NAME.png, and NAME.gp, from which gnuplot makes them. */
enum figure_format { FIGURE_SVG = 1, FIGURE_PNG = 2, FIGURE_SCRIPT = 4 };

/**
 * struct figure - a figure
 * @name: of its files, without what is behind the dot; plain characters
 * @title: what it shows
 * @script: what gnuplot is told; the same for the same data: no date, no path
 */
struct figure {
	char *name, *title, *script;
};

struct figures {
	size_t nr;
	struct figure *figure;
};

FILE *figure_open(struct figures *figures, char *name, char *title);
void figure_close(FILE *fp, const struct figures *figures, const char *drawing);
void figure_put_text(FILE *fp, const char *s, int room);
bool figures_draw(const struct figures *figures, int dir, unsigned int formats);
char *figure_svg(const struct figure *figure);

void plot_run(struct figures *figures, const char *dir);
void plot_history(struct figures *figures, const struct trends *trends,
		  const struct changes *changes);

#endif /* WSBENCH_FIGURES_H */
