// SPDX-License-Identifier: GPL-2.0-only
/* What a reader of a run's figures has to know before believing them. */
#include <string.h>

#include "html.h"
#include "page.h"

/* Only where ticks are time. As `wsbench info` says it beforehand. */
static const struct {
	const char *key, *good, *text, *advice;
} disturbances[] = {
	{ "governor", "performance", "The CPU's clock may have changed during the run",
	  "cpupower frequency-set -g performance" },
	{ "smt", "off", "A sibling shared the core",
	  "echo off >/sys/devices/system/cpu/smt/control" },
	{ "cpuidle", "none", "Waking up from idle costs the first round trips",
	  "boot with cpuidle.off=1, or cpupower idle-set -D 0" },
	{ "isolated", "yes", "Other tasks ran on the CPU between blocks",
	  "boot with isolcpus=N and run --cpu N" },
	{ "nohz_full", "yes", "The timer tick cut blocks, which were resumed",
	  "boot with nohz_full=N" },
};

#define NR_DISTURBANCES	(sizeof(disturbances) / sizeof(*disturbances))

struct list {
	FILE *fp;
	unsigned int nr;
};

static void begin_item(struct list *list)
{
	fputs(list->nr++ ? "<li>" : "<ul class=\"warnings\">\n<li>", list->fp);
}

static void warn_mode(struct list *list, const struct meta *meta, enum wsbench_mode mode)
{
	const char *name = mode_names.name[mode];
	bool hardware = !strcmp(meta_get_mode(meta, mode, "timing"), "hardware");

	if (!meta_has_mode(meta, mode))
		return;
	if (!strcmp(meta_get_mode(meta, mode, "interrupted"), "yes")) {
		begin_item(list);
		html_textf(list->fp, "The run (%s) was interrupted: fewer samples than planned", name);
		fputs("</li>\n", list->fp);
	}
	for (size_t i = 0; hardware && i < NR_DISTURBANCES; i++) {
		const char *value = meta_get_mode(meta, mode, disturbances[i].key);

		/* "none" is a machine that has no such thing. */
		if (!*value || !strcmp(value, "none") || !strcmp(value, disturbances[i].good))
			continue;
		begin_item(list);
		html_textf(list->fp, "%s (%s, %s %s): ", disturbances[i].text, name,
			   disturbances[i].key, value);
		fputs("<code>", list->fp);
		html_text(list->fp, disturbances[i].advice);
		fputs("</code></li>\n", list->fp);
	}
}

/**
 * page_warnings - write what disturbed a run, nothing if nothing did
 * @fp: where to
 * @meta: of the run
 */
void page_warnings(FILE *fp, const struct meta *meta)
{
	struct list list = { .fp = fp };

	for (unsigned int m = 0; m < NR_MODES; m++)
		warn_mode(&list, meta, m);
	if (!strncmp(meta_get(meta, "time"), "1970-", 5)) {
		begin_item(&list);
		fputs("The clock of the machine was not set: the time of the run is unknown</li>\n",
		      fp);
	}
	if (list.nr)
		fputs("</ul>\n", fp);
}
