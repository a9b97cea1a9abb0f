// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "counts.h"
#include "error.h"

static unsigned int number(const char *opt, const char *arg, const char **s)
{
	unsigned long v;
	char *end;

	if (!isdigit((unsigned char)**s))
		die(opt, "'%s' is not a list of numbers; give one as 1-6 or 1,3,6", arg);
	errno = 0;
	v = strtoul(*s, &end, 10);
	if (errno || v < 1 || v > COUNTS_MAX)
		die(opt, "%.*s is out of range, give 1 to %d (this CPU may have fewer: see 'wsbench info')",
		    (int)(end - *s), *s, COUNTS_MAX);
	*s = end;
	return v;
}

/**
 * counts_parse - a list of numbers from 1 to COUNTS_MAX
 * @opt: name of the option, for the error
 * @arg: its argument: numbers and ranges, separated by commas
 *
 * Returns a mask in which bit n stands for n.
 */
uint32_t counts_parse(const char *opt, const char *arg)
{
	uint32_t counts = 0;
	const char *s = arg;

	for (;;) {
		unsigned int low = number(opt, arg, &s), high = low;

		if (*s == '-') {
			s++;
			high = number(opt, arg, &s);
		}
		if (high < low)
			die(opt, "'%u-%u' is empty; give the smaller number first", low, high);
		counts |= counts_up_to(high) & ~counts_up_to(low - 1);
		if (!*s)
			return counts;
		if (*s++ != ',')
			die(opt, "'%s' is not a list of numbers; give one as 1-6 or 1,3,6", arg);
	}
}

/**
 * counts_up_to - all numbers from 1
 * @most: to this, 0..COUNTS_MAX
 */
uint32_t counts_up_to(unsigned int most)
{
	return (1U << (most + 1)) - 2;
}

/**
 * counts_limit - what of a list a CPU has
 * @opt: name of the option, for the error
 * @counts: list, 0 for all there are
 * @most: how many there are
 * @what: of what, in the plural
 *
 * More than there are ends the program.
 */
uint32_t counts_limit(const char *opt, uint32_t counts, unsigned int most, const char *what)
{
	if (counts & ~counts_up_to(most))
		die(opt, "this CPU has %u %s; give 1 to %u", most, what, most);
	return counts ? counts : counts_up_to(most);
}
