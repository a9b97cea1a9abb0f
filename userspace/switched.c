// SPDX-License-Identifier: GPL-2.0-only
/* What the world switch of a run moved, and for which guest, for headings. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "report.h"

/**
 * switched_word - the value of a fact of meta.csv, also where it is empty there
 * @key: its key
 * @value: value
 *
 * Returns what the run had then, as a run made before there was a choice did: "all"
 * registers, "none" in use; "unknown" where a run may have had anything.
 */
const char *switched_word(const char *key, const char *value)
{
	static const struct {
		const char *key, *word;
	} usual[] = {
		{ "profile", "minimal" }, { "payload", "hvc" }, { "brps", "all" },
		{ "wrps", "all" }, { "lrs", "none" },
	};

	for (size_t i = 0; !*value && i < sizeof(usual) / sizeof(*usual); i++)
		if (!strcmp(key, usual[i].key))
			return usual[i].word;
	return *value ? value : "unknown";
}

/* Takes @more, which need not be there. */
static char *join(char *text, char *more)
{
	char *longer;

	if (!more)
		return text;
	longer = xasprintf("%s, %s", text, more);
	free(text);
	free(more);
	return longer;
}

/* A list, as sweeps and tables of exits have, is in the rows of their tables. */
static bool is_one(const char *value)
{
	return *value && !strchr(value, ',');
}

/* "2 of 6 breakpoints", NULL if all of them. */
static char *registers(const struct meta *meta, enum wsbench_mode mode, const char *key,
		       const char *all, const char *name)
{
	const char *n = meta_get_mode(meta, mode, key), *of = meta_get_mode(meta, mode, all);

	if (!is_one(n))
		return NULL;
	return xasprintf("%s%s%s %s%s", n, *of ? " of " : "", of, name,
			 strcmp(*of ? of : n, "1") ? "s" : "");
}

static char *list_registers(const struct meta *meta, enum wsbench_mode mode)
{
	const char *n = meta_get_mode(meta, mode, "lrs");

	if (!is_one(n) || !strcmp(n, "0"))
		return NULL;
	return xasprintf("%s list register%s", n, strcmp(n, "1") ? "s" : "");
}

static char *profile(const struct meta *meta, enum wsbench_mode mode)
{
	const char *name = meta_get_mode(meta, mode, "profile");

	if (!*name || !strcmp(name, profile_names.name[WSBENCH_PROFILE_MINIMAL]))
		return NULL;
	return xasprintf("profile %s", name);
}

static char *payload(const struct meta *meta, enum wsbench_mode mode)
{
	const char *name = meta_get_mode(meta, mode, "payload");

	if (!is_one(name) || !strcmp(name, payload_names.name[WSBENCH_PAYLOAD_HVC]))
		return NULL;
	return xasprintf("exit %s", name);
}

/**
 * switched_text - what a run switched, where it is not the usual
 * @meta: of the run
 * @mode: of the host, one that the run has
 *
 * Returns ", profile all, 2 of 6 breakpoints, exit wfi", or "" for profile minimal, all
 * registers and an HVC; to be freed.
 */
char *switched_text(const struct meta *meta, enum wsbench_mode mode)
{
	char *text = join(xstrdup(""), profile(meta, mode));

	text = join(text, list_registers(meta, mode));
	text = join(text, registers(meta, mode, "brps", "breakpoints", "breakpoint"));
	text = join(text, registers(meta, mode, "wrps", "watchpoints", "watchpoint"));
	return join(text, payload(meta, mode));
}
