// SPDX-License-Identifier: GPL-2.0-only
/* Drawing figures into a folder that nobody sees, and from there into the page. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "figures.h"
#include "page.h"

/* Where gnuplot writes, and what it writes there; removed at exit. */
static struct {
	char *dir;
	struct figures figures;
} scratch;

static char *file_of(const struct figure *figure)
{
	return xasprintf("%s/%s.svg", scratch.dir, figure->name);
}

static void discard(void)
{
	for (size_t i = 0; i < scratch.figures.nr; i++)
		unlink(file_of(&scratch.figures.figure[i]));
	rmdir(scratch.dir);
}

/**
 * page_draw - draw the figures of a page
 * @figures: figures, of which the list must stay; once in a program
 *
 * Ends the program where gnuplot fails, or a stop was requested.
 */
void page_draw(const struct figures *figures)
{
	const char *tmp = getenv("TMPDIR");

	scratch.figures = *figures;
	scratch.dir = xasprintf("%s/wsbench.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(scratch.dir))
		die(scratch.dir, "cannot create: %s; set TMPDIR to a folder you can write to",
		    strerror(errno));
	atexit(discard);
	if (!figures_draw(figures, scratch.dir, FIGURE_SVG))
		exit(STATUS_INTERRUPTED);
}

static char *read_file(const char *path)
{
	FILE *fp = fopen(path, "re");
	char *text = NULL;
	size_t size = 0;

	if (!fp || getdelim(&text, &size, '\0', fp) < 0)
		die(path, "cannot read: %s", strerror(errno));
	fclose(fp);
	return text;
}

/**
 * page_figure - write a figure that page_draw() drew
 * @fp: where to
 * @figure: figure
 */
void page_figure(FILE *fp, const struct figure *figure)
{
	char *path = file_of(figure), *svg = read_file(path);
	char *prefix = xasprintf("%s-", figure->name);

	fputs("<figure class=\"scroll\" role=\"group\" tabindex=\"0\">\n", fp);
	page_svg(fp, svg, prefix, figure->title);
	fputs("</figure>\n", fp);
	free(prefix);
	free(svg);
	free(path);
}
