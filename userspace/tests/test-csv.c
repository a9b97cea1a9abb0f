// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reading CSV files, as far as they are read: what is refused is in test-record.sh.
 * Reading numbers: the fast path must give what strtod() gives.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_rng.h>

#include "csv-read.h"
#include "error.h"
#include "tap.h"

#define RANDOM_NUMBERS	1000000

static const char *const numbers[] = {
	"0", "-0", "1", "-1", "42", "4294967295", "999999999999999", "9999999999999999",
	"18446744073709551616", "0.1", "-0.1", ".5", "5.", "-.5", "1e3", "1.5e-7", "123456789.123456",
	"0.000000000000001", "1234567890123.456789", "000000000000000000001", "3.14159265358979",
};

static const char *const junk[] = {
	"", "-", ".", "-.", "1x", "x1", "1.2.3", "--1", "1-", "nan", "inf", "1e999", "0x", "1,2",
	"1234567890123456x", " 1", "1 ", "\t1", "0x10", "infinity", "1e", "1e5.5",
};

static bool same(const char *s)
{
	double value;

	return csv_parse_number(s, strlen(s), &value) && value == strtod(s, NULL);
}

static bool random_numbers_same(void)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	for (int i = 0; i < RANDOM_NUMBERS; i++) {
		unsigned int decimals = gsl_rng_uniform_int(rng, 18);
		double scale = 1ULL << gsl_rng_uniform_int(rng, 60);
		char s[64];

		snprintf(s, sizeof(s), "%.*f", decimals, (gsl_rng_uniform(rng) - 0.5) * scale);
		if (!same(s)) {
			printf("# %s\n", s);
			return false;
		}
	}
	gsl_rng_free(rng);
	return true;
}

/* Name, file, and what is read of it: LINE.NUMBER:[FIELD]... of each row. */
static const char *const files[][3] = {
	{ "an empty file", "", "" },
	{ "blank lines alone", "\n\n", "" },
	{ "two rows", "a,b\n1,2\n", "1.1:[a][b] 2.2:[1][2] " },
	{ "line ends of Windows", "a,b\r\n1,2\r\n", "1.1:[a][b] 2.2:[1][2] " },
	{ "line ends of both kinds", "a,b\n1,2\r\n3,4\n", "1.1:[a][b] 2.2:[1][2] 3.3:[3][4] " },
	{ "blank lines between", "\n\na\n  \n\nb\n", "3.1:[a] 6.2:[b] " },
	{ "the same of Windows", "\r\na\r\n\r\nb\r\n", "2.1:[a] 4.2:[b] " },
	{ "a byte-order mark", "\xef\xbb\xbf" "a,b\n1,2\n", "1.1:[a][b] 2.2:[1][2] " },
	{ "one before a quote", "\xef\xbb\xbf\"a\",b\n", "1.1:[a][b] " },
	{ "one that is not at the start", "a\xef\xbb\xbf\n", "1.1:[a\xef\xbb\xbf] " },
	{ "quotes", "\"a,b\",\"say \"\"hi\"\"\"\n", "1.1:[a,b][say \"hi\"] " },
	{ "line ends in quotes", "\"a\nb\nc\",d\ne\n", "1.1:[a\nb\nc][d] 4.2:[e] " },
	{ "blanks around fields", " a , b\t\n", "1.1:[a][b] " },
	{ "empty fields", ",,\n\"\"\n", "1.1:[][][] 2.2:[] " },
	{ "no line end at the end", "a\nb", "1.1:[a] 2.2:[b] " },
};

static void on_row(void *arg, const struct csv_row *row)
{
	FILE *fp = arg;

	fprintf(fp, "%" PRIu64 ".%" PRIu64 ":", row->line, row->number);
	for (unsigned int i = 0; i < row->nr; i++)
		fprintf(fp, strlen(row->field[i]) == row->len[i] ? "[%s]" : "(%s)", row->field[i]);
	fputc(' ', fp);
}

/* What csv_read() makes of a text; to be freed. */
static char *read_text(const char *text, size_t len)
{
	char path[] = "/tmp/wsbench-test.XXXXXX", *rows = NULL;
	int fd = mkstemp(path);
	size_t size;
	FILE *fp;

	if (fd < 0 || write(fd, text, len) != (ssize_t)len)
		die(path, "cannot write");
	close(fd);
	fp = open_memstream(&rows, &size);
	csv_read(path, false, on_row, fp);
	fclose(fp);
	unlink(path);
	return rows;
}

static void test_file(const char *name, const char *text, const char *want)
{
	char *rows = read_text(text, strlen(text));
	bool good = !strcmp(rows, want);

	ok(good, "%s", name);
	if (!good)
		printf("# read as %s\n", rows);
	free(rows);
}

/* As large as the limits let a row be, and with more than one chunk of the file. */
static void test_limits(void)
{
	size_t len = 4 * CSV_MAX_ROW;
	char *text = xalloc(len, 1), *rows;
	size_t fill = 0;

	for (unsigned int i = 0; i < CSV_MAX_FIELDS; i++)
		fill += sprintf(text + fill, "%u%c", i % 10, i + 1 < CSV_MAX_FIELDS ? ',' : '\n');
	for (unsigned int i = 0; i < 15; i++) {
		memset(text + fill, 'a' + i, CSV_MAX_FIELD);
		fill += CSV_MAX_FIELD;
		text[fill++] = i < 14 ? ',' : '\n';
	}
	rows = read_text(text, fill);
	ok(strlen(rows) == strlen("1.1: ") + 3 * CSV_MAX_FIELDS +
	   strlen("2.2: ") + 15 * (CSV_MAX_FIELD + 2) && !strncmp(rows, "1.1:[0][1][2]", 13) &&
	   strstr(rows, "[9][0][1][2][3][4][5] 2.2:[aaa") && strstr(rows, "nnn][ooo"),
	   "%u fields, and fields of %u bytes", CSV_MAX_FIELDS, CSV_MAX_FIELD);
	free(rows);
	free(text);
}

int main(void)
{
	double value;

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		test_file(files[i][0], files[i][1], files[i][2]);
	test_limits();

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		ok(same(numbers[i]), "'%s' is read as strtod() reads it", numbers[i]);
	ok(random_numbers_same(), "so are %d random decimal numbers", RANDOM_NUMBERS);
	for (size_t i = 0; i < sizeof(junk) / sizeof(*junk); i++)
		ok(!csv_parse_number(junk[i], strlen(junk[i]), &value), "'%s' is no number",
		   junk[i]);
	return tap_done();
}
