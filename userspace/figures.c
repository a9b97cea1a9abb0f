// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "figures.h"
#include "gnuplot.h"
#include "plot.h"

/*
 * Text of 16 pixels in both: pngcairo counts in points of 4/3 pixels. An SVG is
 * shown with the fonts of its reader, and all others are narrower than DejaVu.
 */
static const char canvas[] =
	"do for [format in formats] {\n"
	"typeface = format eq 'svg' ? 'sans-serif' : 'DejaVu Sans'\n"
	"text_size = format eq 'svg' ? 16 : 12\n"
	"text_width = 10.2\n"
	"text = sprintf('%s,%d', typeface, text_size)\n"
	"if (format eq 'svg') {\n"
	"\tset terminal svg enhanced size width, height background rgb 'white' font text\n"
	"} else {\n"
	"\tset terminal pngcairo enhanced size width, height background rgb 'white' font text\n"
	"}\n"
	"set output name.'.'.format\n";

/* The script that is being written. */
static struct {
	char *text;
	size_t size;
} open_script;

/**
 * figure_open - begin with one more figure
 * @figures: list, to which it is added
 * @name: of its files, without what is behind the dot; belongs to the list then
 * @title: what it shows; belongs to the list then
 *
 * Returns where its data, the size of its canvas and its texts are written to:
 * what style.gp and the script for figure_close() want. One at a time.
 */
FILE *figure_open(struct figures *figures, char *name, char *title)
{
	FILE *fp = open_memstream(&open_script.text, &open_script.size);

	if (!fp)
		die("memory", "exhausted");
	figures->figure = xrealloc(figures->figure, figures->nr + 1, sizeof(*figures->figure));
	figures->figure[figures->nr++] = (struct figure) { .name = name, .title = title };
	fprintf(fp, "# Writes %s.svg and %s.png: gnuplot --default-settings %s.gp\n", name, name,
		name);
	fprintf(fp, "if (!exists('formats')) formats = 'svg png'\nname = '%s'\nheading = '", name);
	figure_put_text(fp, title, -1);
	fputs("'\n", fp);
	return fp;
}

/**
 * figure_close - the data of the figure are complete
 * @fp: from figure_open()
 * @figures: list
 * @drawing: the script that draws them, of bench/plots
 */
void figure_close(FILE *fp, const struct figures *figures, const char *drawing)
{
	fprintf(fp, "%s%s%sunset output\nreset\n}\n", canvas, plot_gp_style, drawing);
	if (fclose(fp))
		die("memory", "exhausted");
	figures->figure[figures->nr - 1].script = open_script.text;
}

/**
 * figure_put_text - foreign text for between single quotes of a script
 * @fp: where to
 * @s: text; what is not ASCII is shown as '?'
 * @room: characters; what is longer gets an ellipsis. Negative: any number
 */
void figure_put_text(FILE *fp, const char *s, int room)
{
	for (; *s && room; s++, room--)
		if (*s == '\'')
			fputs("''", fp);
		else
			fputc(*s < ' ' || *s > '~' ? '?' : *s, fp);
	if (*s)
		fputs("\u2026", fp);
}

/* gnuplot does not notice a full disk: look for the end of what it wrote. */
static void require_complete(const char *dir, const char *stem, const char *suffix, const char *end)
{
	char *name = xasprintf("%s.%s", stem, suffix);
	char *path = xasprintf("%s/%s", dir, name), tail[16];
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fsync(fd))
		die(name, "gnuplot did not write it: %s", strerror(errno));
	if (lseek(fd, -(off_t)sizeof(tail), SEEK_END) < 0 ||
	    read(fd, tail, sizeof(tail)) != sizeof(tail) ||
	    !memmem(tail, sizeof(tail), end, strlen(end)))
		die(name, "gnuplot wrote a part of it only; is the disk full?");
	close(fd);
	free(path);
	free(name);
}

static void write_script(const char *dir, const struct figure *figure)
{
	char *path = xasprintf("%s/%s.gp", dir, figure->name);
	FILE *fp = fopen(path, "we");

	if (!fp || fputs(figure->script, fp) < 0 || fflush(fp) || fsync(fileno(fp)))
		die(path, "cannot write: %s", strerror(errno));
	fclose(fp);
	free(path);
}

/**
 * figures_draw - run gnuplot, and check that it wrote all; if not, the program ends
 * @figures: what to draw
 * @dir: folder to write into, which must exist
 * @formats: of enum figure_format, what to write of each figure
 *
 * Returns false if a signal caught by stop_install() ended it early.
 */
bool figures_draw(const struct figures *figures, const char *dir, unsigned int formats)
{
	/* One gnuplot for each, as what it writes depends on what it wrote before. */
	for (size_t i = 0; i < figures->nr; i++) {
		FILE *script = gnuplot_script();

		fprintf(script, "formats = '%s%s'\n%s", formats & FIGURE_SVG ? " svg" : "",
			formats & FIGURE_PNG ? " png" : "", figures->figure[i].script);
		if (formats & FIGURE_SCRIPT)
			write_script(dir, &figures->figure[i]);
		if (!gnuplot_run(script, dir))
			return false;
	}
	for (size_t i = 0; i < figures->nr; i++) {
		if (formats & FIGURE_SVG)
			require_complete(dir, figures->figure[i].name, "svg", "</svg>");
		if (formats & FIGURE_PNG)
			require_complete(dir, figures->figure[i].name, "png", "IEND");
	}
	return true;
}
