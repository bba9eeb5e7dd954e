/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "words.h"

static void
count (GHashTable *words, const char *word)
{
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (words, word));

  g_hash_table_replace (words, g_strdup (word), GUINT_TO_POINTER (times + 1));
}

GHashTable *
words_count (const char *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GString *word = g_string_new (NULL);

  for (const char *at = folded;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (word, c);
      else if (word->len > 0)
        {
          count (words, word->str);
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
    }
  g_string_free (word, TRUE);
  return words;
}
