// SPDX-License-Identifier: GPL-2.0-only
/* Which trends are drawn in one figure, and what its files are called. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "metric.h"
#include "plot-history.h"

#define NAME_CHARS	120

/* FLOW.DIRTY.PHASE[.TIMESTAMPS].UNIT, taken apart. */
struct parts {
	unsigned int flow, dirty;
	enum phase phase;
	char *timestamps, *unit;
};

static bool take_name(const char **s, const struct names *names, unsigned int *number)
{
	size_t len = strcspn(*s, ".");
	int i = name_find(names, *s, len);

	if (i < 0 || !(*s)[len])
		return false;
	*s += len + 1;
	*number = i;
	return true;
}

static bool is_unit(const char *s)
{
	return !strcmp(s, "instructions") || !strcmp(s, "cycles") || !strcmp(s, "timer-ticks");
}

/* Whether it is a metric of wsbench's. */
static bool take_apart(struct parts *parts, const char *metric)
{
	unsigned int phase, timestamps;
	const char *s = metric, *way = "";

	if (!take_name(&s, &flow_names, &parts->flow) ||
	    !take_name(&s, &dirty_names, &parts->dirty) || !take_name(&s, &phase_names, &phase))
		return false;
	if (take_name(&s, &timestamps_names, &timestamps))
		way = timestamps_names.name[timestamps];
	if (!is_unit(s))
		return false;
	parts->phase = phase;
	parts->timestamps = xstrdup(way);
	parts->unit = xstrdup(s);
	return true;
}

static bool belongs(const struct plot_group *g, const struct parts *p, const struct trend *t)
{
	const struct trend *first = g->panel[0].line[0].trend;

	return g->known && g->phase == p->phase && !strcmp(g->timestamps, p->timestamps) &&
	       !strcmp(g->unit, p->unit) && !strcmp(first->host, t->host) &&
	       !strcmp(first->engine, t->engine) && !strcmp(first->mode, t->mode);
}

static struct plot_group *add_group(struct plot_groups *groups)
{
	groups->group = xrealloc(groups->group, groups->nr + 1, sizeof(*groups->group));
	groups->group[groups->nr] = (struct plot_group) { 0 };
	return &groups->group[groups->nr++];
}

static void add_line(struct plot_group *g, const char *title, struct plot_line line)
{
	struct plot_panel *p = g->panel;

	while (p < g->panel + g->nr_panels && strcmp(p->title, title))
		p++;
	if (p == g->panel + g->nr_panels) {
		g->nr_panels++;
		p->title = title;
	}
	p->line[p->nr++] = line;
}

static void add_known(struct plot_groups *groups, const struct parts *parts, struct plot_line line)
{
	static const char *const titles[NR_DIRTY] = { "debug-dirty off", "debug-dirty on" };
	struct plot_group *g;
	size_t i = 0;

	while (i < groups->nr && !belongs(&groups->group[i], parts, line.trend))
		i++;
	if (i < groups->nr) {
		g = &groups->group[i];
		free(parts->timestamps);
		free(parts->unit);
	} else {
		g = add_group(groups);
		g->known = true;
		g->phase = parts->phase;
		g->timestamps = parts->timestamps;
		g->unit = parts->unit;
	}
	line.flow = parts->flow;
	line.name = flow_names.name[parts->flow];
	add_line(g, titles[parts->dirty], line);
}

/* Totals, then the phases, then what is from elsewhere. */
static unsigned int rank(const struct plot_group *g)
{
	return !g->known ? NR_PHASES + 1 : g->phase == PHASE_TOTAL ? 0 : g->phase + 1;
}

static void sort(struct plot_groups *groups)
{
	for (size_t i = 1; i < groups->nr; i++) {
		struct plot_group moved = groups->group[i];
		size_t to = i;

		for (; to && rank(&groups->group[to - 1]) > rank(&moved); to--)
			groups->group[to] = groups->group[to - 1];
		groups->group[to] = moved;
	}
}

/* Panels by dirty state, lines by flow, whatever the order of the columns. */
static void order_panels(struct plot_group *g)
{
	if (g->nr_panels > 1 && strcmp(g->panel[0].title, g->panel[1].title) > 0) {
		struct plot_panel first = g->panel[0];

		g->panel[0] = g->panel[1];
		g->panel[1] = first;
	}
}

/**
 * plot_groups - what the figures of a history are made of
 * @groups: to fill
 * @trends: trends
 * @changes: in them, by trend
 *
 * One host, engine, mode, phase, way to time and unit make a group. Totals are
 * first. A metric that is not wsbench's is a group of its own.
 */
void plot_groups(struct plot_groups *groups, const struct trends *trends,
		 const struct changes *changes)
{
	*groups = (struct plot_groups) { 0 };
	for (size_t i = 0; i < trends->nr; i++) {
		const struct trend *t = &trends->trend[i];
		struct plot_line line = { .trend = t, .changes = &changes[i] };
		struct parts parts;

		if (take_apart(&parts, t->metric)) {
			add_known(groups, &parts, line);
		} else {
			line.name = t->metric;
			line.flow = WSBENCH_FLOW_TWO_HOOK;
			add_line(add_group(groups), "", line);
		}
	}
	sort(groups);
	for (size_t i = 0; i < groups->nr; i++)
		order_panels(&groups->group[i]);
}

/**
 * plot_groups_free - the groups are no longer wanted; the trends stay
 * @groups: groups
 */
void plot_groups_free(struct plot_groups *groups)
{
	for (size_t i = 0; i < groups->nr; i++) {
		free(groups->group[i].timestamps);
		free(groups->group[i].unit);
	}
	free(groups->group);
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '.' || c == '_';
}

/**
 * plot_group_name - a name for the files of a figure; to be freed
 * @group: what is drawn in it
 *
 * Returns letters, digits, points, and dashes in place of all else. It begins with
 * a letter or digit, and need not be unique.
 */
char *plot_group_name(const struct plot_group *group)
{
	const struct trend *t = group->panel[0].line[0].trend;
	char *name = group->known ?
		xasprintf("%s-%s-%s-%s%s%s", t->host, t->engine, t->mode, group->timestamps,
			  *group->timestamps ? "-" : "", phase_names.name[group->phase]) :
		xasprintf("%s-%s-%s-%s", t->host, t->engine, t->mode, t->metric);
	size_t len = 0;

	for (const char *s = name; *s && len < NAME_CHARS; s++)
		if (is_plain(*s) && (len || (*s != '.' && *s != '_')))
			name[len++] = *s;
		else if (len && name[len - 1] != '-')
			name[len++] = '-';
	while (len && name[len - 1] == '-')
		len--;
	name[len] = '\0';
	if (len)
		return name;
	free(name);
	return xstrdup("trend");
}
