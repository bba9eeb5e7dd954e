/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rerank.h"

#include <string.h>

static GHashTable *
word_set (const char *text)
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
          g_hash_table_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
    }
  g_string_free (word, TRUE);
  return words;
}

static double
share_found (GHashTable *wanted, const char *document)
{
  g_autoptr (GHashTable) words = word_set (document);
  GHashTableIter iter;
  gpointer word;
  guint found = 0;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (g_hash_table_contains (words, word))
      found++;
  return g_hash_table_size (wanted) > 0 ? (double) found / g_hash_table_size (wanted) : 0.0;
}

double *
rerank_scores (const char *query, json_object *documents)
{
  g_autoptr (GHashTable) wanted = word_set (query);
  gsize n = json_object_array_length (documents);
  double *scores;

  if (strstr (query, "!fail") != NULL)
    return NULL;
  scores = g_new0 (double, n + 1);
  for (gsize i = 0; i < n; i++)
    scores[i] =
        share_found (wanted, json_object_get_string (json_object_array_get_idx (documents, i)));
  return scores;
}
