/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "echo.h"

#include <string.h>

static const char *
skip (const char *text, gboolean blanks)
{
  while (*text != '\0' && (g_unichar_isspace (g_utf8_get_char (text)) != FALSE) == blanks)
    text = g_utf8_next_char (text);
  return text;
}

char *
echo_second_half (const char *text)
{
  const char *start = skip (g_utf8_offset_to_pointer (text, g_utf8_strlen (text, -1) / 2), TRUE);
  const char *end = start + strlen (start);

  while (end > start)
    {
      const char *previous = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (previous)))
        break;
      end = previous;
    }
  return g_strndup (start, (gsize) (end - start));
}

char **
echo_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new ();

  for (text = skip (text, TRUE); *text != '\0'; text = skip (text, TRUE))
    {
      const char *end = skip (text, FALSE);

      g_ptr_array_add (words, g_strndup (text, (gsize) (end - text)));
      text = end;
    }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

char **
echo_pieces (const char *text)
{
  GPtrArray *pieces = g_ptr_array_new ();

  while (*text != '\0')
    {
      const char *end = skip (skip (text, TRUE), FALSE);

      g_ptr_array_add (pieces, g_strndup (text, (gsize) (end - text)));
      text = end;
    }
  g_ptr_array_add (pieces, NULL);
  return (char **) g_ptr_array_free (pieces, FALSE);
}
