/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "lexical.h"

#include <math.h>
#include <string.h>

#include "words.h"

/* Words of up to three letters say little, and would make all English texts alike. */
#define SHORT_WORD 3
#define SHORT_WEIGHT 0.2

/* All parts of a word together weigh this much of it, so that "opening" is near "opens". */
#define PARTS_WEIGHT 0.7

typedef struct {
  double *values;
  guint n;
} Vector;

/* FNV-1a; the top bit tells the sign, so that features sharing a place cancel out on average. */
static void
add_feature (const Vector *vector, const char *feature, gsize length, double weight)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) feature[i]) * 16777619u;
  hash ^= hash >> 15;
  vector->values[hash % vector->n] += (hash >> 31) != 0 ? -weight : weight;
}

static void
add_parts (const Vector *vector, const char *word, double weight)
{
  g_autofree char *marked = g_strconcat ("^", word, "$", NULL);
  glong length = g_utf8_strlen (marked, -1);
  double each = weight * PARTS_WEIGHT / sqrt ((double) MAX (length - 2, 1));

  for (const char *at = marked; length >= 3; at = g_utf8_next_char (at), length--)
    add_feature (vector, at, (gsize) (g_utf8_offset_to_pointer (at, 3) - at), each);
}

static void
add_word (const Vector *vector, const char *word, guint times)
{
  double weight = 1 + log ((double) times);

  if (g_utf8_strlen (word, -1) <= SHORT_WORD && g_ascii_isalpha (*word))
    weight *= SHORT_WEIGHT;
  add_feature (vector, word, strlen (word), weight);
  add_parts (vector, word, weight);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

void
lexical_vector (const char *text, double *values, guint n)
{
  g_autoptr (GHashTable) words = words_count (text);
  /* In an order that depends on the text alone, for sums to be the same to the last digit. */
  g_autoptr (GList) order = g_list_sort (g_hash_table_get_keys (words), compare_words);
  Vector vector = { values, n };
  double square = 0;

  memset (values, 0, n * sizeof *values);
  for (GList *word = order; word != NULL; word = word->next)
    add_word (&vector, word->data, GPOINTER_TO_UINT (g_hash_table_lookup (words, word->data)));
  for (guint i = 0; i < n; i++)
    square += values[i] * values[i];
  for (guint i = 0; i < n && square > 0; i++)
    values[i] /= sqrt (square);
}
