// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <string.h>
#include <time.h>

#include "rfc3339.h"

/* Whether a text begins so, a 0 standing for any digit. */
static bool begins(const char *s, const char *form)
{
	for (; *form; s++, form++)
		if (*form == '0' ? !isdigit((unsigned char)*s) : *s != *form)
			return false;
	return true;
}

static int two(const char *digits)
{
	return 10 * (digits[0] - '0') + digits[1] - '0';
}

static double take_fraction(const char **s)
{
	double fraction = 0, weight = 0.1;

	for (; isdigit((unsigned char)**s); (*s)++, weight /= 10)
		fraction += weight * (**s - '0');
	return fraction;
}

/* Z, or hours and minutes ahead of UTC, to the end of the text. */
static bool take_zone(const char *s, double *seconds)
{
	*seconds = 0;
	if (*s == 'Z' || *s == 'z')
		return !s[1];
	if ((!begins(s, "+00:00") && !begins(s, "-00:00")) || s[6] || two(s + 1) > 23 ||
	    two(s + 4) > 59)
		return false;
	*seconds = (*s == '-' ? -60 : 60) * (60 * two(s + 1) + two(s + 4));
	return true;
}

/**
 * rfc3339_parse - a time, or a date, which is its midnight of UTC
 * @s: text; between date and time is a T or a space
 * @seconds: since 1970, set if it is one
 *
 * Returns whether it is one.
 */
bool rfc3339_parse(const char *s, double *seconds)
{
	struct tm tm = { 0 };
	double fraction = 0, zone = 0;
	time_t t;
	int day;

	if (!begins(s, "0000-00-00"))
		return false;
	tm.tm_year = 100 * two(s) + two(s + 2) - 1900;
	tm.tm_mon = two(s + 5) - 1;
	day = tm.tm_mday = two(s + 8);
	s += strlen("0000-00-00");
	if (*s) {
		if ((*s != 'T' && *s != 't' && *s != ' ') || !begins(s + 1, "00:00:00"))
			return false;
		tm.tm_hour = two(s + 1);
		tm.tm_min = two(s + 4);
		tm.tm_sec = two(s + 7);
		s += strlen("T00:00:00");
		if (begins(s, ".0")) {
			s++;
			fraction = take_fraction(&s);
		}
		if (!take_zone(s, &zone))
			return false;
	}
	if (tm.tm_mon < 0 || tm.tm_mon > 11 || tm.tm_hour > 23 || tm.tm_min > 59 || tm.tm_sec > 60)
		return false;
	tm.tm_sec = tm.tm_sec == 60 ? 59 : tm.tm_sec;	/* a leap second has no number */
	t = timegm(&tm);
	if (tm.tm_mday != day)
		return false;
	*seconds = (double)t + fraction - zone;
	return true;
}
