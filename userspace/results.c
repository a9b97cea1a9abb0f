// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "beside.h"
#include "error.h"
#include "outdir.h"
#include "results.h"

/**
 * results_id - a name for a folder in RESULTS that is not taken
 * @what: put into it: "-kvm", or "" for nothing
 * @mode: of the host
 * @cpu: that is measured
 *
 * Two in one second differ in a number at the end. To be freed.
 */
char *results_id(const char *what, enum wsbench_mode mode, unsigned int cpu)
{
	time_t now = time(NULL);
	char stamp[32], *base, *id;

	strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", gmtime(&now));
	base = xasprintf("%s%s-%s-cpu%u", stamp, what, mode_names.name[mode], cpu);
	id = xstrdup(base);
	for (unsigned int n = 2; !access(xasprintf(RESULTS "/%s", id), F_OK); n++) {
		free(id);
		id = xasprintf("%s-%u", base, n);
	}
	free(base);
	return id;
}

/**
 * results_begin - outdir_begin() for a folder in RESULTS, which is created where it lacks
 * @dir: RESULTS "/" and a name of results_id()
 */
void results_begin(const char *dir)
{
	if (mkdir(RESULTS, 0777) && errno != EEXIST)
		die(RESULTS, "cannot create: %s; give a writable place with -o", strerror(errno));
	/* Each has another name: that of one that was killed will not come again. */
	beside_remove_left(RESULTS, "[0-9]*T[0-9]*Z-*-cpu[0-9]*");
	outdir_begin(dir);
}
