// SPDX-License-Identifier: GPL-2.0-only
/* What a reader of a run's figures has to know before believing them. */
#include <string.h>

#include "html.h"
#include "page.h"

/* As `wsbench info` says it beforehand; @hardware: only where ticks are time. */
static const struct disturbance {
	const char *key, *good, *text, *advice;
	bool hardware;
} disturbances[] = {
	{ "interrupted", "no", "The run was interrupted: fewer samples than planned", "", false },
	{ "governor", "performance", "The CPU's clock may have changed during the run",
	  "cpupower frequency-set -g performance", true },
	{ "smt", "off", "A sibling shared the core",
	  "echo off >/sys/devices/system/cpu/smt/control", true },
	{ "cpuidle", "none", "Waking up from idle costs the first round trips",
	  "boot with cpuidle.off=1, or cpupower idle-set -D 0", true },
	{ "isolated", "yes", "Other tasks ran on the CPU between blocks",
	  "boot with isolcpus=N and run --cpu N", true },
	{ "nohz_full", "yes", "The timer tick cut blocks, which were resumed",
	  "boot with nohz_full=N", true },
};

#define NR_DISTURBANCES	(sizeof(disturbances) / sizeof(*disturbances))

struct list {
	FILE *fp;
	unsigned int nr;
};

/* What mode @mode has, NULL if it is as it should be. */
static const char *disturbed(const struct meta *meta, enum wsbench_mode mode,
			     const struct disturbance *d)
{
	const char *value = meta_get_mode(meta, mode, d->key);

	if (!meta_has_mode(meta, mode) || !*value || !strcmp(value, d->good))
		return NULL;
	/* "none" is a machine that has no such thing. */
	if (d->hardware && (strcmp(meta_get_mode(meta, mode, "timing"), "hardware") ||
			    !strcmp(value, "none")))
		return NULL;
	return value;
}

static void put_item(struct list *list, const struct disturbance *d, const char *modes,
		     const char *value)
{
	fputs(list->nr++ ? "<li>" : "<ul class=\"warnings\">\n<li>", list->fp);
	html_textf(list->fp, "%s (%s, %s %s)", d->text, modes, d->key, value);
	if (*d->advice) {
		fputs(": <code>", list->fp);
		html_text(list->fp, d->advice);
		fputs("</code>", list->fp);
	}
	fputs("</li>\n", list->fp);
}

static void warn(struct list *list, const struct meta *meta, const struct disturbance *d)
{
	const char *vhe = disturbed(meta, WSBENCH_VHE, d);
	const char *nvhe = disturbed(meta, WSBENCH_NVHE, d);

	if (vhe && nvhe && !strcmp(vhe, nvhe)) {
		put_item(list, d, "vhe and nvhe", vhe);
		return;
	}
	if (vhe)
		put_item(list, d, "vhe", vhe);
	if (nvhe)
		put_item(list, d, "nvhe", nvhe);
}

/**
 * page_warnings - write what disturbed a run, nothing if nothing did
 * @fp: where to
 * @meta: of the run
 */
void page_warnings(FILE *fp, const struct meta *meta)
{
	static const struct disturbance no_clock = {
		"time", "", "The clock of the machine was not set", "", false,
	};
	struct list list = { .fp = fp };

	for (size_t i = 0; i < NR_DISTURBANCES; i++)
		warn(&list, meta, &disturbances[i]);
	if (!strncmp(meta_get(meta, "time"), "1970-", 5))
		warn(&list, meta, &no_clock);
	if (list.nr)
		fputs("</ul>\n", fp);
}
