// SPDX-License-Identifier: GPL-2.0-only
/* The findings as JSON (RFC 8259): one object, all trends, their changes in them. */
#include <math.h>
#include <stdio.h>

#include "findings.h"
#include "metric.h"
#include "utf8.h"

static void put_string(const char *key, const char *s)
{
	size_t len;

	printf("\"%s\": \"", key);
	for (; *s; s += len) {
		uint32_t c = utf8_decode(s, &len);

		if (!c)
			fputs("\\ufffd", stdout);
		else if (c < ' ')
			printf("\\u%04x", (unsigned int)c);
		else
			printf(c == '"' || c == '\\' ? "\\%.*s" : "%.*s", (int)len, s);
	}
	putchar('"');
}

static void put_number(const char *key, double value)
{
	if (isfinite(value))
		printf(", \"%s\": %.12g", key, value);
	else
		printf(", \"%s\": null", key);
}

static void put_row(const char *key, const struct history_row *row)
{
	printf(", \"%s\": {", key);
	put_string("time", row->fact[HISTORY_TIME]);
	fputs(", ", stdout);
	put_string("commit", row->fact[HISTORY_COMMIT]);
	fputs(", ", stdout);
	put_string("kernel", row->fact[HISTORY_KERNEL]);
	putchar('}');
}

static void put_change(struct finding f)
{
	const struct change *c = f.change;

	fputs("      {", stdout);
	put_string("state", change_states[change_state(c)]);
	printf(", \"index\": %zu", c->index);
	put_row("first", f.first);
	put_row("previous", f.last_without);
	put_number("before", c->before);
	put_number("after", c->after);
	put_number("delta", change_delta(c));
	put_number("delta_pct", change_percent(c));
	put_number("p_value", c->p);
	put_number("effect", c->effect);
	if (c->reason) {
		fputs(", ", stdout);
		put_string("reason", c->reason);
	}
	putchar('}');
}

static void put_trend(const struct findings *f, size_t i)
{
	const struct trend *t = &f->trends.trend[i];
	const struct changes *changes = &f->changes[i];

	fputs("    {", stdout);
	put_string("host", t->host);
	fputs(", ", stdout);
	put_string("engine", t->engine);
	fputs(", ", stdout);
	put_string("mode", t->mode);
	fputs(", ", stdout);
	put_string("metric", t->metric);
	fputs(", ", stdout);
	put_string("unit", metric_unit(t->metric));
	printf(", \"exact\": %s, \"points\": %zu", t->exact ? "true" : "false", t->nr);
	put_number("newest", t->value[t->nr - 1]);
	fputs(", \"changes\": [", stdout);
	for (size_t j = 0; j < changes->nr; j++) {
		fputs(j ? ",\n" : "\n", stdout);
		put_change(finding_at(f, i, j));
	}
	fputs(changes->nr ? "\n    ]}" : "]}", stdout);
}

/**
 * findings_json - print the findings as JSON
 * @f: findings, counted
 */
void findings_json(const struct findings *f)
{
	fputs("{\n  ", stdout);
	put_string("history", f->history.path);
	printf(",\n  \"status\": \"%s\",\n  \"open_regressions\": %zu,\n  \"trends\": [",
	       f->nr[CHANGE_REGRESSION] ? "regression" : "ok", f->nr[CHANGE_REGRESSION]);
	for (size_t i = 0; i < f->trends.nr; i++) {
		fputs(i ? ",\n" : "\n", stdout);
		put_trend(f, i);
	}
	puts("\n  ]\n}");
}
