// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include <csv.h>

#include "csv-write.h"

/**
 * csv_put - write a field, in quotes only where it needs them
 * @fp: where to
 * @value: field
 */
void csv_put(FILE *fp, const char *value)
{
	if (strpbrk(value, ",\"\r\n"))
		csv_fwrite(fp, value, strlen(value));
	else
		fputs(value, fp);
}
