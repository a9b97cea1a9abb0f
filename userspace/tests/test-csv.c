// SPDX-License-Identifier: GPL-2.0-only
/* Reading numbers: the fast path must give what strtod() gives. */
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "csv-read.h"
#include "tap.h"

#define RANDOM_NUMBERS	1000000

static const char *const numbers[] = {
	"0", "-0", "1", "-1", "42", "4294967295", "999999999999999", "9999999999999999",
	"18446744073709551616", "0.1", "-0.1", ".5", "5.", "-.5", "1e3", "1.5e-7", "123456789.123456",
	"0.000000000000001", "1234567890123.456789", "000000000000000000001", "3.14159265358979",
};

static const char *const junk[] = {
	"", "-", ".", "-.", "1x", "x1", "1.2.3", "--1", "1-", "nan", "inf", "1e999", "0x", "1,2",
	"1234567890123456x",
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

int main(void)
{
	double value;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		ok(same(numbers[i]), "'%s' is read as strtod() reads it", numbers[i]);
	ok(random_numbers_same(), "so are %d random decimal numbers", RANDOM_NUMBERS);
	for (size_t i = 0; i < sizeof(junk) / sizeof(*junk); i++)
		ok(!csv_parse_number(junk[i], strlen(junk[i]), &value), "'%s' is no number",
		   junk[i]);
	return tap_done();
}
