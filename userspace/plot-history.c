// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "error.h"
#include "figures.h"
#include "plot-history.h"
#include "plot.h"

static bool is_taken(const struct figures *figures, const char *name)
{
	for (size_t i = 0; i < figures->nr; i++)
		if (!strcasecmp(figures->figure[i].name, name))
			return true;
	return false;
}

static char *unique_name(const struct figures *figures, const struct plot_group *g)
{
	char *plain = plot_group_name(g), *name = xstrdup(plain);

	for (unsigned int i = 2; is_taken(figures, name); i++) {
		free(name);
		name = xasprintf("%s-%u", plain, i);
	}
	free(plain);
	return name;
}

static char *title_of(const struct plot_group *g)
{
	const struct trend *t = g->panel[0].line[0].trend;
	int mode = name_find(&mode_names, t->mode, strlen(t->mode));

	if (!g->known)
		return xasprintf("%.60s over time", t->metric);
	return xasprintf("%.40s: the %s of %s over time, in %s",
			 mode < 0 ? t->mode : plot_mode_titles[mode], phase_names.name[g->phase],
			 strcmp(t->engine, "kvm") ? "a world switch" : "a round trip through KVM",
			 plot_trend_unit(g));
}

/**
 * plot_history - the figures of a history, one for each group of metrics
 * @figures: to fill, zeroed; totals are first
 * @trends: trends
 * @changes: in them, by trend
 */
void plot_history(struct figures *figures, const struct trends *trends,
		  const struct changes *changes)
{
	struct plot_groups groups;

	plot_groups(&groups, trends, changes);
	for (size_t i = 0; i < groups.nr; i++) {
		struct plot_group *g = &groups.group[i];
		FILE *fp = figure_open(figures, unique_name(figures, g), title_of(g));

		plot_trend(fp, g);
		figure_close(fp, figures, plot_gp_trend);
	}
	plot_groups_free(&groups);
}
