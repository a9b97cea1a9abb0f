// SPDX-License-Identifier: GPL-2.0-only
/* Drawing figures, and putting them into the page. */
#include <stdlib.h>

#include "error.h"
#include "figures.h"
#include "page.h"

/* By the place of the figure in its list. */
static char **svg;

/**
 * page_draw - draw the figures of a page
 * @figures: figures; once in a program
 *
 * Ends the program where gnuplot fails, or a stop was requested.
 */
void page_draw(const struct figures *figures)
{
	svg = xalloc(figures->nr, sizeof(*svg));
	for (size_t i = 0; i < figures->nr; i++) {
		svg[i] = figure_svg(&figures->figure[i]);
		if (!svg[i])
			exit(STATUS_INTERRUPTED);
	}
}

/**
 * page_figure - write a figure that page_draw() drew
 * @fp: where to
 * @figures: the list it is in
 * @i: its place there
 */
void page_figure(FILE *fp, const struct figures *figures, size_t i)
{
	const struct figure *figure = &figures->figure[i];
	char *prefix = xasprintf("%s-", figure->name);

	fputs("<figure class=\"scroll\" role=\"group\" tabindex=\"0\">\n", fp);
	page_svg(fp, svg[i], prefix, figure->title);
	fputs("</figure>\n", fp);
	free(prefix);
}
