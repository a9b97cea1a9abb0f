// SPDX-License-Identifier: GPL-2.0-only
/* The findings as CSV: a row for each change, oldest trend first. */
#include <math.h>
#include <stdio.h>

#include "csv-write.h"
#include "findings.h"

#define COLUMNS \
	"host,engine,mode,metric,time,commit,kernel,previous_time,previous_commit," \
	"previous_kernel,before,after,delta,delta_pct,p_value,effect,state,reason"

static void put_row(const struct history_row *row)
{
	csv_put(stdout, row->fact[HISTORY_TIME]);
	putchar(',');
	csv_put(stdout, row->fact[HISTORY_COMMIT]);
	putchar(',');
	csv_put(stdout, row->fact[HISTORY_KERNEL]);
	putchar(',');
}

/* An empty field where there is none. */
static void put_number(double value)
{
	if (isfinite(value))
		printf("%.12g", value);
	putchar(',');
}

static void put_finding(struct finding f)
{
	const struct change *c = f.change;

	csv_put(stdout, f.trend->host);
	putchar(',');
	csv_put(stdout, f.trend->engine);
	putchar(',');
	csv_put(stdout, f.trend->mode);
	putchar(',');
	csv_put(stdout, f.trend->metric);
	putchar(',');
	put_row(f.first);
	put_row(f.last_without);
	put_number(c->before);
	put_number(c->after);
	put_number(change_delta(c));
	put_number(change_percent(c));
	put_number(c->p);
	put_number(c->effect);
	printf("%s,", change_states[change_state(c)]);
	csv_put(stdout, c->reason ? c->reason : "");
	putchar('\n');
}

/**
 * findings_csv - print the findings as CSV
 * @f: findings
 */
void findings_csv(const struct findings *f)
{
	puts(COLUMNS);
	for (size_t i = 0; i < f->trends.nr; i++)
		for (size_t j = 0; j < f->changes[i].nr; j++)
			put_finding(finding_at(f, i, j));
}
