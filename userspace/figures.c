// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beside.h"
#include "error.h"
#include "figures.h"
#include "gnuplot.h"
#include "plot.h"
#include "stream.h"

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
	"set output exists('output_'.format) ? value('output_'.format) : name.'.'.format\n";

/* Those that gnuplot writes, in the order of enum figure_format, and what they end with. */
static const struct { const char *suffix, *end; } drawn[] = {
	{ "svg", "</svg>" }, { "png", "IEND" },
};

#define NR_DRAWN	(sizeof(drawn) / sizeof(*drawn))

/* What gnuplot wrote. */
struct file {
	char *byte;
	size_t size;
};

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

static bool ends_with(const struct file *file, const char *end)
{
	size_t tail = file->size < 16 ? file->size : 16;

	return memmem(file->byte + file->size - tail, tail, end, strlen(end));
}

static void read_drawn(struct file *file, int fd, const char *stem, unsigned int format)
{
	char *name = xasprintf("%s.%s", stem, drawn[format].suffix);
	struct stat st;

	if (fstat(fd, &st))
		die(name, "gnuplot did not write it: %s", strerror(errno));
	if (!st.st_size)
		die(name, "gnuplot did not write it; is it a gnuplot of 5.0 or newer?");
	file->size = st.st_size;
	file->byte = xalloc(file->size + 1, 1);
	if (pread(fd, file->byte, file->size, 0) != st.st_size ||
	    !ends_with(file, drawn[format].end))
		die(name, "gnuplot wrote a part of it only; is there memory enough?");
	free(name);
}

/*
 * gnuplot does not notice that a disk is full: it writes into memory.
 * One gnuplot for each figure, as what it writes depends on what it wrote before.
 */
static bool draw(const struct figure *figure, int dir, unsigned int formats, struct file *file)
{
	FILE *script = gnuplot_script();
	int fd[NR_DRAWN];
	bool done;

	for (unsigned int i = 0; i < NR_DRAWN; i++) {
		fd[i] = gnuplot_output();
		fprintf(script, "output_%s = '/proc/self/fd/%d'\n", drawn[i].suffix, fd[i]);
	}
	fprintf(script, "formats = '%s%s'\n%s", formats & FIGURE_SVG ? " svg" : "",
		formats & FIGURE_PNG ? " png" : "", figure->script);
	done = gnuplot_run(script, dir, fd, NR_DRAWN);
	for (unsigned int i = 0; i < NR_DRAWN; i++) {
		file[i] = (struct file) { 0 };
		if (done && formats & 1U << i)
			read_drawn(&file[i], fd[i], figure->name, i);
		close(fd[i]);
	}
	return done;
}

static void write_file(int dir, const char *stem, const char *suffix, const char *byte, size_t size)
{
	char *name = xasprintf("%s.%s", stem, suffix);
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666), err;
	FILE *fp = fd < 0 ? NULL : fdopen(fd, "w");

	if (!fp)
		die(name, "cannot create: %s; %s", strerror(errno), beside_advice(errno));
	fwrite(byte, 1, size, fp);
	err = stream_sync_close(fp);
	if (err)
		die(name, "cannot write: %s; %s", strerror(err), beside_advice(err));
	free(name);
}

/**
 * figures_draw - run gnuplot, and write the files of figures; if that fails, the program ends
 * @figures: what to draw
 * @dir: folder to write into, opened; gnuplot runs in it
 * @formats: of enum figure_format, what to write of each figure
 *
 * Returns false if a signal caught by stop_install() ended it early.
 */
bool figures_draw(const struct figures *figures, int dir, unsigned int formats)
{
	for (const struct figure *f = figures->figure; f < figures->figure + figures->nr; f++) {
		struct file file[NR_DRAWN];

		if (formats & FIGURE_SCRIPT)
			write_file(dir, f->name, "gp", f->script, strlen(f->script));
		if (!draw(f, dir, formats, file))
			return false;
		for (unsigned int i = 0; i < NR_DRAWN; i++) {
			if (file[i].byte)
				write_file(dir, f->name, drawn[i].suffix, file[i].byte,
					   file[i].size);
			free(file[i].byte);
		}
	}
	return true;
}

/**
 * figure_svg - run gnuplot; if that fails, the program ends
 * @figure: what to draw
 *
 * Returns the SVG, to be freed, or NULL as figures_draw() returns false.
 */
char *figure_svg(const struct figure *figure)
{
	struct file file[NR_DRAWN];

	return draw(figure, AT_FDCWD, FIGURE_SVG, file) ? file[0].byte : NULL;
}
