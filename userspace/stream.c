// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "stream.h"

/**
 * stream_flush - have the system take what was printed
 * @fp: stream
 *
 * Returns 0, or the errno of what was lost: EIO if that was in an earlier write, whose
 * own is not known any more.
 */
int stream_flush(FILE *fp)
{
	if (fflush(fp))
		return errno;
	return ferror(fp) ? EIO : 0;
}

/**
 * stream_sync_close - flush, have it on the disk, and close
 * @fp: stream
 *
 * Returns 0 or, as stream_flush(), an errno.
 */
int stream_sync_close(FILE *fp)
{
	int err = stream_flush(fp);

	if (!err && fsync(fileno(fp)))
		err = errno;
	if (fclose(fp) && !err)
		err = errno;
	return err;
}

/**
 * stdout_finish - before a good end: all that was printed has left
 *
 * Ends the program if not.
 */
void stdout_finish(void)
{
	int err = stream_flush(stdout);

	if (!err && close(STDOUT_FILENO))
		err = errno;
	if (err)
		die("standard output", "%s; what was printed is not complete", strerror(err));
}
