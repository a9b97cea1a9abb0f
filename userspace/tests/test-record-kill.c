// SPDX-License-Identifier: GPL-2.0-only
/*
 * wsbench record, killed 200 times at random points: history.csv must be the old file
 * or the new one each time, to the byte, and the next record must work. WSBENCH is the
 * binary; KILL_SEED a seed, else it is another each time.
 */
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <gsl/gsl_rng.h>

#include "error.h"
#include "progress.h"
#include "tap.h"

#define KILLS		200
#define WARM_UP		9
#define ROWS		1000	/* of the old history: writing them takes most of the time */
#define COLUMNS		100
#define HISTORY		"history.csv"
#define TEMPORARY	".history.csv.new-*"

struct text {
	size_t len;
	char *byte;
};

struct counts {
	unsigned int before, within, after, done, torn, stuck;
};

static void put_run(void)
{
	FILE *fp = system("mkdir run") ? NULL : fopen("run/meta.csv", "w");

	if (!fp)
		die("run", "cannot create");
	fputs("key,value\nschema,1\ntime,2026-01-01T00:00:00Z\nkernel,6.1.0\nmode,vhe\n"
	      "engine,direct\ntiming,exact\nsamples,1\n", fp);
	fclose(fp);
	fp = fopen("run/summary.csv", "w");
	fputs("mode,flow,dirty,phase,n,min,p25,median,p75,p99,max,mean,stddev\n"
	      "vhe,none,off,total,1,5,5,5,5,5,5,5,0\n", fp);
	fclose(fp);
}

static void put_history(void)
{
	FILE *fp = fopen(HISTORY, "w");

	fputs("time,commit,host,kernel,engine,mode", fp);
	for (unsigned int c = 0; c < COLUMNS; c++)
		fprintf(fp, ",c%u", c);
	for (unsigned int r = 0; r < ROWS; r++) {
		fprintf(fp, "\n%u,c,h,k,direct,vhe", r);
		for (unsigned int c = 0; c < COLUMNS; c++)
			fprintf(fp, ",%u", r * c);
	}
	fputc('\n', fp);
	fclose(fp);
}

static struct text slurp(const char *path)
{
	FILE *fp = fopen(path, "r");
	struct text text = { 0 };

	if (!fp)
		return text;
	text.byte = xalloc(1, 4 << 20);
	text.len = fread(text.byte, 1, 4 << 20, fp);
	fclose(fp);
	return text;
}

static void restore(const struct text *text)
{
	FILE *fp = fopen(HISTORY, "w");

	if (!fp || fwrite(text->byte, text->len, 1, fp) != 1 || fclose(fp))
		die(HISTORY, "cannot write");
}

static bool is_now(const struct text *want)
{
	struct text now = slurp(HISTORY);
	bool same = now.len == want->len && !memcmp(now.byte, want->byte, now.len);

	free(now.byte);
	return same;
}

static bool has_temporary(void)
{
	glob_t found;
	bool has = !glob(TEMPORARY, 0, NULL, &found);

	if (has)
		globfree(&found);
	return has;
}

static pid_t start(const char *wsbench)
{
	pid_t pid = fork();

	if (!pid) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, 1);
		execl(wsbench, wsbench, "record", "--history", HISTORY, "run", NULL);
		_exit(127);
	}
	return pid;
}

/* Returns whether it ended well. */
static bool record(const char *wsbench)
{
	int status;

	waitpid(start(wsbench), &status, 0);
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median seconds of a whole record. */
static double duration(const char *wsbench, const struct text *old)
{
	double taken[WARM_UP];

	for (unsigned int i = 0; i < WARM_UP; i++) {
		restore(old);
		taken[i] = seconds();
		record(wsbench);
		taken[i] = seconds() - taken[i];
	}
	qsort(taken, WARM_UP, sizeof(*taken), by_value);
	return taken[WARM_UP / 2];
}

static void kill_one(const char *wsbench, const struct text *old, const struct text *new,
		     double after, struct counts *n)
{
	struct timespec delay = { .tv_nsec = 1e9 * after };
	bool is_new, temporary;
	int status;
	pid_t pid;

	restore(old);
	pid = start(wsbench);
	nanosleep(&delay, NULL);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	is_new = is_now(new);
	temporary = has_temporary();
	if (!is_new && !is_now(old))
		n->torn++;
	else if (!WIFSIGNALED(status))
		n->done++;
	else if (is_new)
		n->after++;
	else if (temporary)
		n->within++;
	else
		n->before++;
	n->stuck += !record(wsbench) || !is_now(new) || has_temporary();
}

int main(void)
{
	char dir[] = "/tmp/wsbench-kill.XXXXXX";
	const char *wsbench = getenv("WSBENCH"), *seed_text = getenv("KILL_SEED");
	unsigned long seed = seed_text ? strtoul(seed_text, NULL, 10) : (unsigned long)time(NULL);
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct counts n = { 0 };
	struct text old, new;
	double whole;

	if (!wsbench || !mkdtemp(dir) || chdir(dir))
		die("WSBENCH", "the wsbench to test");
	gsl_rng_set(rng, seed);
	put_run();
	put_history();
	old = slurp(HISTORY);
	if (!ok(record(wsbench) && !is_now(&old), "a record that nobody kills"))
		return tap_done();
	new = slurp(HISTORY);
	whole = duration(wsbench, &old);
	for (unsigned int i = 0; i < KILLS; i++)
		kill_one(wsbench, &old, &new, 1.1 * whole * gsl_rng_uniform(rng), &n);
	printf("# seed %lu, killed within %.1f ms: %u before the new file was begun, %u while it was written, %u after the rename, %u too late\n",
	       seed, 1.1e3 * whole, n.before, n.within, n.after, n.done);
	ok(!n.torn, "%u times killed, the history is the old or the new one (%u torn)", KILLS, n.torn);
	ok(!n.stuck, "and the next record works (%u did not)", n.stuck);
	ok(n.before + n.within && n.within, "kills hit before the rename, and while it was written");
	return chdir("/") || system(xasprintf("rm -r %s", dir)) || tap_done();
}
