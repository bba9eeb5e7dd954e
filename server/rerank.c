/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rerank.h"

#include <string.h>

#include "words.h"

static double
share_found (GHashTable *wanted, const char *document)
{
  g_autoptr (GHashTable) words = words_count (document);
  GHashTableIter iter;
  gpointer word;
  guint found = 0;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (g_hash_table_contains (wanted, word))
      found++;
  return g_hash_table_size (wanted) > 0 ? (double) found / g_hash_table_size (wanted) : 0.0;
}

double *
rerank_scores (const char *query, json_object *documents)
{
  g_autoptr (GHashTable) wanted = words_count (query);
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
