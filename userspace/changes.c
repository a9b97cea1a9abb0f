// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>

#include "changes.h"
#include "error.h"

static void add(struct changes *changes, struct change change)
{
	changes->change = xrealloc(changes->change, changes->nr + 1, sizeof(change));
	changes->change[changes->nr++] = change;
}

static void find_exact(struct changes *changes, const struct trend *t)
{
	for (size_t i = 1; i < t->nr; i++)
		if (t->value[i] != t->value[i - 1])
			add(changes, (struct change) {
				.index = i, .before = t->value[i - 1], .after = t->value[i], .p = NAN,
			});
}

/**
 * changes_find - where a trend changes
 * @changes: to fill
 * @trend: trend
 * @limits: what counts where there is noise
 */
void changes_find(struct changes *changes, const struct trend *trend,
		  const struct change_limits *limits)
{
	(void)limits;
	*changes = (struct changes) { 0 };
	find_exact(changes, trend);
	for (size_t i = 0; i < changes->nr; i++) {
		struct change *c = &changes->change[i];

		c->open = c->after > c->before &&
			  changes->change[changes->nr - 1].after > c->before;
	}
}
