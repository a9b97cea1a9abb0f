// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "history-widen.h"

#define BYTE_ORDER_MARK	"\xef\xbb\xbf"

/* Where the blanks and the line end behind a line's fields begin; @line if it has none. */
static const char *fields_end(const char *line, const char *end)
{
	while (end > line && strchr(" \t\r\n", end[-1]))
		end--;
	return end;
}

/**
 * history_widen - write a history with more columns, which are empty in its rows
 * @fp: where to
 * @text: the history, one that history_read() has read: no field holds a line end
 * @size: its length
 * @name: names of the columns, which need no quotes
 * @nr: their number
 *
 * Returns how its header ends: "\n" or "\r\n".
 */
const char *history_widen(FILE *fp, const char *text, size_t size, const char *const *name,
			  size_t nr)
{
	const char *line = text, *end = text + size, *line_end = NULL;
	size_t mark = strlen(BYTE_ORDER_MARK);

	if (size >= mark && !memcmp(text, BYTE_ORDER_MARK, mark))
		line += mark;
	fwrite(text, 1, line - text, fp);
	for (const char *next; line < end; line = next) {
		const char *fields;

		next = (const char *)memchr(line, '\n', end - line) + 1;
		fields = fields_end(line, next);
		fwrite(line, 1, fields - line, fp);
		for (size_t c = 0; fields > line && c < nr; c++)
			fprintf(fp, ",%s", line_end ? "" : name[c]);
		fwrite(fields, 1, next - fields, fp);
		if (fields > line && !line_end)
			line_end = next[-2] == '\r' ? "\r\n" : "\n";
	}
	return line_end;
}
