/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "text.h"

#include <string.h>

char *
text_strip (const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (text, (gsize) (end - text));
}

char *
text_from_bytes (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0)
    return g_strdup ("");
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  return g_utf8_validate_len (text, length, NULL) ? g_strndup (text, length) : NULL;
}
