// SPDX-License-Identifier: GPL-2.0-only
/* One plain sentence on a comparison. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "page.h"

/* What ticks are called, by the beginning of their unit. */
static const struct noun {
	const char *unit, *one, *many;
} nouns[] = {
	{ "executed instructions", "instruction", "instructions" },
	{ "PMU cycle counter", "cycle", "cycles" },
	{ "timer ticks", "timer tick", "timer ticks" },
	{ "", "tick", "ticks" },
};

static const struct noun *noun_of(const struct meta *meta)
{
	const char *unit = tick_unit(meta);
	const struct noun *noun = nouns;

	while (strncmp(unit, noun->unit, strlen(noun->unit)))
		noun++;
	return noun;
}

static const char *count(const struct noun *noun, double n)
{
	return n == 1 ? noun->one : noun->many;
}

/* What is behind the difference: medians, percentage, interval. */
static char *figures_of(const struct comparison *c)
{
	char *interval = isnan(c->lo) || c->lo == c->hi ? xstrdup("") :
			 xasprintf(", 95\u00a0%% interval %s to %s", page_delta(c->lo).text,
				   page_delta(c->hi).text);
	char *percent = isnan(c->percent) ? xstrdup("") :
			xasprintf(", %s", page_percent(c->percent).text);
	char *text = xasprintf("(%s against %s%s%s)", page_ticks(c->test).text,
			       page_ticks(c->base).text, percent, interval);

	free(interval);
	free(percent);
	return text;
}

/**
 * page_verdict - a sentence on a comparison; to be freed
 * @row: comparison
 * @meta: of the run
 */
char *page_verdict(const struct compare_row *row, const struct meta *meta)
{
	const struct comparison *c = &row->c;
	const struct noun *noun = noun_of(meta);
	double much = fabs(c->delta);
	char *figures = figures_of(c), *text;

	if (!ticks_comparable(meta))
		text = xasprintf("%s and %s are not compared: these ticks are an emulator's time",
				 row->test, row->base);
	else if (c->verdict == VERDICT_FASTER || c->verdict == VERDICT_SLOWER)
		text = xasprintf("%s takes %s %s %s than %s %s", row->test, page_ticks(much).text,
				 count(noun, much),
				 c->verdict == VERDICT_FASTER ? "fewer" : "more", row->base,
				 figures);
	else if (c->verdict == VERDICT_SAME && !c->delta && c->lo == c->hi)
		text = xasprintf("%s and %s both take %s %s", row->test, row->base,
				 page_ticks(c->test).text, count(noun, c->test));
	else if (c->verdict == VERDICT_SAME)
		text = xasprintf("%s takes as many %s as %s, near enough %s", row->test,
				 noun->many, row->base, figures);
	else
		text = xasprintf("Whether %s takes fewer %s than %s is not resolved %s", row->test,
				 noun->many, row->base, figures);
	free(figures);
	return text;
}
