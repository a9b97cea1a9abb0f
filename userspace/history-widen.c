// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <string.h>

#include "history-widen.h"

#define BYTE_ORDER_MARK	"\xef\xbb\xbf"

static bool is_blank(const char *line, const char *end)
{
	while (line < end && strchr(" \t\r\n", *line))
		line++;
	return line == end;
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
	while (line < end) {
		const char *next = (const char *)memchr(line, '\n', end - line) + 1;
		size_t len = next - line, cut = len >= 2 && next[-2] == '\r' ? 2 : 1;

		if (is_blank(line, next)) {
			fwrite(line, 1, len, fp);
			line = next;
			continue;
		}
		fwrite(line, 1, len - cut, fp);
		for (size_t c = 0; c < nr; c++)
			fprintf(fp, ",%s", line_end ? "" : name[c]);
		if (!line_end)
			line_end = cut == 2 ? "\r\n" : "\n";
		fwrite(next - cut, 1, cut, fp);
		line = next;
	}
	return line_end;
}
