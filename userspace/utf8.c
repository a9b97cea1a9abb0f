// SPDX-License-Identifier: GPL-2.0-only
#include "utf8.h"

/**
 * utf8_decode - the character at the beginning of a text
 * @text: text, not empty, NUL-terminated
 * @len: its length in bytes
 *
 * Returns 0 with a length of one for what is not UTF-8: a stray byte, a form longer
 * than needed, half of a pair.
 */
uint32_t utf8_decode(const char *text, size_t *len)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	size_t n = *s < 0x80 ? 1 : *s >= 0xf0 ? 4 : *s >= 0xe0 ? 3 : 2;
	uint32_t c = n == 1 ? *s : *s & (0xff >> (n + 1));

	*len = 1;
	if ((*s >= 0x80 && *s < 0xc0) || *s >= 0xf8)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*len = n;
	return c;
}
