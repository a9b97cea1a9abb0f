// SPDX-License-Identifier: GPL-2.0-only
/* Times in text. */
#include <math.h>

#include "rfc3339.h"
#include "tap.h"

static void is(const char *text, double want)
{
	double got = NAN;

	ok(rfc3339_parse(text, &got) && got == want, "'%s' is %.3f, want %.3f", text, got, want);
}

static void is_none(const char *text)
{
	double got = NAN;

	ok(!rfc3339_parse(text, &got) && isnan(got), "'%s' is no time", text);
}

int main(void)
{
	is("1970-01-01", 0);
	is("1970-01-01T00:00:00Z", 0);
	is("2026-11-22", 1795305600);
	is("2026-11-22T23:08:07Z", 1795388887);
	is("2026-11-22t23:08:07z", 1795388887);
	is("2026-11-22 23:08:07Z", 1795388887);
	is("2026-11-22T23:08:07.25Z", 1795388887.25);
	is("2026-11-23T01:08:07+02:00", 1795388887);
	is("2026-11-22T17:38:07-05:30", 1795388887);
	is("2024-02-29", 1709164800);
	is("2016-12-31T23:59:60Z", 1483228799);
	is("1969-12-31T23:59:59Z", -1);
	is_none("");
	is_none("2026");
	is_none("2026-11");
	is_none("2026-11-2");
	is_none("2026-13-01");
	is_none("2026-00-01");
	is_none("2026-11-00");
	is_none("2026-11-31");
	is_none("2025-02-29");
	is_none("2026-11-22T");
	is_none("2026-11-22T23:08Z");
	is_none("2026-11-22T23:08:07");
	is_none("2026-11-22T24:08:07Z");
	is_none("2026-11-22T23:60:07Z");
	is_none("2026-11-22T23:08:61Z");
	is_none("2026-11-22T23:08:07.Z");
	is_none("2026-11-22T23:08:07Zulu");
	is_none("2026-11-22T23:08:07+2:00");
	is_none("2026-11-22T23:08:07+24:00");
	is_none("2026-11-22T23:08:07+02:00x");
	is_none("-026-11-22");
	is_none(" 2026-11-22");
	is_none("1795388887");
	return tap_done();
}
